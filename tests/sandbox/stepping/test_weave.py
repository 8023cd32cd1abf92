"""Stops between statements: where they stand, and that nothing else changes."""

import ast
import sys
import warnings
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from sandbox.stepping.weave import MOST_STATEMENTS, STOPS, TOKEN, unwoven, woven
from tests.sandbox.stepping.weaving.cases import cases
from tests.sandbox.stepping.weaving.ways import as_written

FILE = "<scenario /course/scenarios/x/consumer.py>"
CONTENT = Path(__file__).parents[3] / "content"
NOWHERE = {(None, None, None, None)}  # where Python puts what it adds itself
SAME = ("name", "qualname", "varnames", "freevars", "cellvars", "argcount", "kwonlyargcount", "flags", "firstlineno")


class Noting:
    """Stops that note where they are asked, and let everything go on."""

    def __init__(self, on: bool = True) -> None:
        self.on = on
        self.noted: list[tuple[str, str, int]] = []  # how, in which function, and for which line

    async def stop(self, line: int) -> None:
        self.noted.append(("stop", sys._getframe(1).f_code.co_name, line))

    def block(self, line: int) -> None:
        self.noted.append(("block", sys._getframe(1).f_code.co_name, line))

    @property
    def lines(self) -> list[int]:
        return [line for _, _, line in self.noted]


def run(text: str, on: bool = True) -> Noting:
    """What is noted while `main()` of this text runs, which is sync or async."""
    noting = Noting(on)
    names: dict[str, Any] = {STOPS: lambda: noting}
    exec(woven(text, FILE), names)
    noting.noted.clear()
    going = names["main"]()
    if hasattr(going, "send"):
        with pytest.raises(StopIteration):
            going.send(None)
    return noting


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (["a = 1", "b = 2; c = 3", "return a"], [2, 3, 3, 4]),
        (["if 0:", "    a = 1", "elif 1:", "    b = 2", "else:", "    c = 3"], [2, 4, 5]),
        (["for n in range(2): n + 1", "else: pass"], [2, 2, 2, 3]),
        (["n = 2", "while n:", "    n -= 1", "else:", "    pass"], [2, 3, 4, 3, 4, 3, 6]),
        (["while True:", "    break"], [2, 3]),
        (["try:", "    {}[0]", "except KeyError:", "    a = 1", "finally:", "    b = 2"], [2, 3, 5, 7]),
        (["try:", "    a = 1", "except KeyError:", "    b = 2", "else:", "    c = 3"], [2, 3, 7]),
        (["try:", "    raise ExceptionGroup('', [KeyError()])", "except* KeyError:", "    a = 1"], [2, 3, 5]),
        (["match 1:", "    case 0: a = 1", "    case n if n:", "        b = 2"], [2, 5]),
        (["with memoryview(b''):", "    pass"], [2, 3]),
        (["a = (", "    1", ")", "b = a"], [2, 5]),
        (["...", "1"], [2, 3]),
        (["class Inner:", "    a = 1", "    def method(self): pass", "    b = 2"], [2]),
        (["f = lambda: 1", "[f() for _ in 'ab']"], [2, 3]),
        (["import sys", "del sys", "assert True", "n: int = 1"], [2, 3, 4, 5]),
    ],
)
@pytest.mark.parametrize("kind", ["def", "async def"])
def test_each_statement_is_stopped_at_when_its_turn_comes(kind: str, body: list[str], lines: list[int]) -> None:
    text = f"{kind} main():\n" + "".join(f"    {line}\n" for line in body)

    assert run(text).lines == lines


def test_async_code_waits_and_sync_code_is_told_of_by_the_function_that_asks() -> None:
    text = "def helper(): pass\nasync def other():\n    helper()\nasync def main():\n    await other()\n"

    assert run(text).noted == [("stop", "main", 5), ("stop", "other", 3), ("block", "helper", 1)]


def test_a_nested_function_is_a_statement_and_has_its_own() -> None:
    text = "async def main():\n    def inner():\n        return 1\n    inner()\n"

    assert run(text).noted == [("stop", "main", 2), ("stop", "main", 4), ("block", "inner", 3)]


def test_methods_of_a_class_in_a_function_have_their_own() -> None:
    text = "def main():\n    class Inner:\n        n = 1\n        def method(self): pass\n    Inner().method()\n"

    assert run(text).lines == [2, 5, 4]


def test_a_decorated_definition_begins_at_its_first_decorator() -> None:
    text = (
        "def main():\n    @staticmethod\n    @staticmethod\n    def inner(): pass\n    @repr\n    class Known: pass\n"
    )

    assert run(text).lines == [2, 5]


@pytest.mark.parametrize("line", ["global n", "'a docstring'", "nonlocal m"])
def test_declarations_and_docstrings_stay_first_and_are_not_stopped_at(line: str) -> None:
    body = f"    m = 1\n    def main():\n        {line}\n        return 1\n    return main\n"
    text = f"def around():\n{body}main = around()\n"

    assert run(text).lines == [5]


def test_module_level_is_not_stopped_at() -> None:
    noting = Noting()
    exec(woven("from __future__ import annotations\nn = 1\nclass A:\n    m = n\n", FILE), {STOPS: lambda: noting})

    assert noting.lines == []


def test_nothing_is_asked_where_nobody_steps() -> None:
    assert run("async def main():\n    while not 1: pass\n    return 1\n", on=False).noted == []


def test_no_name_of_an_authors_hides_the_stops() -> None:
    text = "stops = stop = block = on = None\nasync def main():\n    stop = on = 1\n    return stop\n"

    assert run(text).lines == [3, 4]


# What an author gets wrong


@pytest.mark.parametrize(
    "text", ["def f(:\n", "x = 1\nreturn\n", "def f():\n    await g()\n", "def f():\n  x = 1\n  global x\n", "\0"]
)
def test_what_cannot_be_compiled_is_said_as_python_says_it(text: str) -> None:
    with pytest.raises(SyntaxError) as plain:
        as_written(text, FILE)
    with pytest.raises(SyntaxError) as found:
        woven(text, FILE)

    assert found.value.args == plain.value.args


def test_a_file_of_too_many_statements_is_refused_at_the_first_that_is_too_much() -> None:
    most = "n = 0\ndef f():\n    'Counts.'\n" + "    n = 1\n" * MOST_STATEMENTS
    assert woven(most, FILE)

    with pytest.raises(SyntaxError, match=r"it has 501 statements in functions, and at most 500 can be") as found:
        woven(f"{most}    n = 2\n", FILE)
    assert (found.value.filename, found.value.lineno, found.value.offset) == (FILE, 504, 5)


def test_what_is_nested_too_deeply_is_an_authors_mistake_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def overflowing(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("ast.parse", overflowing)
    with pytest.raises(SyntaxError, match="it is nested too deeply to be compiled") as found:
        woven("n = 1", FILE)
    assert (found.value.filename, found.value.lineno) == (FILE, 1)


# Code that is only imported


def test_code_that_nobody_steps_is_as_it_is_written() -> None:
    text = "async def main():\n    return 1\n"

    assert unwoven(text, FILE) == as_written(text, FILE)


@pytest.mark.parametrize(
    "text", ["def f():\n" + "    n = 1\n" * (MOST_STATEMENTS + 1), f"n = {'-' * 3000}1\n", "def f(:\n"]
)
def test_what_cannot_be_stepped_is_refused_where_nobody_steps(text: str) -> None:
    with pytest.raises(SyntaxError) as stepped:
        woven(text, FILE)
    with pytest.raises(SyntaxError) as found:
        unwoven(text, FILE)

    assert found.value.args == stepped.value.args


@pytest.mark.parametrize("deep", ["-", "not ", "a.", "1+", "x if x else ", "lambda:", "2**", "a,b=b,a=", "*a,"])
def test_few_tokens_can_always_be_stepped(deep: str) -> None:
    text = f"async def main():\n    {deep * ((MOST_STATEMENTS - 10) // len(TOKEN.findall(deep)))}n\n"
    assert len(TOKEN.findall(text)) <= MOST_STATEMENTS

    assert woven(text, FILE)


# Nothing else changes


def texts() -> list[str]:
    """Every file of the corpus and of the course's scenarios."""
    of_corpus = [
        text
        for folder in ("functions", "consumers", "http")
        for case in cases(folder)
        if case.runs_here
        for text in case.files.values()
    ]
    return [*of_corpus, *(file.read_text() for file in sorted(CONTENT.rglob("scenarios/*/*.py")))]


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object and all those within."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def shape(code: CodeType) -> list[object]:
    """What can be seen of a function's code, apart from the instructions and their names."""
    return [getattr(code, f"co_{name}") for name in SAME]


def test_functions_look_as_they_are_written_but_for_their_names_and_instructions() -> None:
    pairs = [pair for text in texts() for pair in zip_longest(codes(as_written(text, FILE)), codes(woven(text, FILE)))]

    assert len(pairs) > 500
    for plain, other in pairs:
        assert shape(other) == shape(plain)
        assert set(other.co_names) - set(plain.co_names) <= {STOPS, "on", "stop", "block"}


def test_every_new_instruction_lies_at_the_beginning_of_a_statement_or_on_what_is_written() -> None:
    for text in texts():
        nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt | ast.expr)]
        written = {(n.lineno, n.end_lineno, n.col_offset, n.end_col_offset) for n in nodes}
        begins = {(n.lineno, n.lineno, n.col_offset, n.col_offset) for n in nodes if isinstance(n, ast.stmt)}
        for plain, other in zip_longest(codes(as_written(text, FILE)), codes(woven(text, FILE))):
            assert set(other.co_positions()) - NOWHERE <= set(plain.co_positions()) | begins | written


def test_stops_stand_at_every_line_that_python_itself_says_it_runs() -> None:
    text = next(case.files["case.py"] for case in cases("functions") if case.name == "try in all its forms")
    noting = Noting()
    names: dict[str, Any] = {STOPS: lambda: noting}
    exec(woven(text, FILE), names)
    traced: set[int] = set()

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename == FILE and event == "line":
            traced.add(frame.f_lineno)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with pytest.raises(StopIteration):
            names["main"]().send(None)
    finally:
        sys.settrace(before)
    clauses = {number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("except")}

    assert traced - clauses == set(noting.lines) - clauses


def test_python_warns_as_it_does_of_what_is_written() -> None:
    text = "def f(n):\n    if n is 'x': pass\n    return '\\d'\n"
    said = []
    for compiled in (as_written, woven):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            compiled(text, FILE)
        said.append([(str(warning.message), warning.filename, warning.lineno) for warning in caught])

    assert said[0] == said[1]
    assert len(said[0]) == 2
