import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from lessons.imports import check_imports
from markup.problems import Report
from sandbox.domain.scenario import Scenario
from sandbox.domain.scenario_parser import Folder, parse_scenario
from sandbox.stepping.weave import MOST_STATEMENTS
from tests.lessons.courses import CONSUMER, SCENARIO


def scenario(consumer: str) -> Scenario:
    parsed = parse_scenario("small", "hello", SCENARIO, Folder("/x", "x", {"consumer.py": consumer}), Report())
    assert parsed
    return parsed


def faults(consumer: str, sound: str = "") -> list[tuple[str, str, str]]:
    report = Report()
    known = [scenario(sound).variants["default"].source] if sound else []
    check_imports(scenario(consumer), "content/hello", known, report)
    return [(p.code, str(p.place), p.message) for p in report.problems]


def test_a_consumer_that_can_be_imported_is_sound() -> None:
    assert faults(CONSUMER) == []


def test_a_module_that_is_not_there_is_an_error_at_its_line() -> None:
    assert faults(f"import json\nimport jsonn\n{CONSUMER}") == [
        (
            "C082",
            "content/hello/consumer.py:2:1",
            "this cannot be imported: ModuleNotFoundError: No module named 'jsonn'",
        )
    ]


def test_what_only_the_compiler_finds_is_an_error_at_its_place() -> None:
    [(code, place, found)] = faults(f"{CONSUMER}\nreturn 1\n")

    assert (code, place) == ("C082", "content/hello/consumer.py:7:1")
    assert "SyntaxError: 'return' outside function" in found


def test_a_file_that_is_too_much_to_be_stepped_is_an_error_at_its_place() -> None:
    statements = "    n = 1\n" * (MOST_STATEMENTS + 1)
    [(code, place, found)] = faults(f"{CONSUMER}\n\ndef more():\n{statements}")

    assert (code, place) == ("C082", f"content/hello/consumer.py:{9 + MOST_STATEMENTS}:5")
    assert "SyntaxError: it has 501 statements in functions" in found


def test_an_error_from_deep_inside_is_placed_where_the_file_itself_was_last() -> None:
    source = f"import json\n\n\ndef load():\n    return json.loads('no')\n\n\nload()\n{CONSUMER}"

    ((code, place, message),) = faults(source)
    assert (code, place) == ("C082", "content/hello/consumer.py:5:1")
    assert "JSONDecodeError: Expecting value" in message


def test_a_file_that_leaves_the_program_is_an_error_and_does_not_leave_it() -> None:
    assert faults(f"raise SystemExit(3)\n{CONSUMER}") == [
        ("C082", "content/hello/consumer.py:1:1", "this cannot be imported: SystemExit: 3")
    ]


def test_a_long_story_is_told_on_one_line_of_bounded_length() -> None:
    ((_, _, message),) = faults(f"raise ValueError('word\\n' * 1000)\n{CONSUMER}")

    assert "\n" not in message
    assert len(message) == 500


@pytest.mark.parametrize(
    ("consumer", "line"), [("\nclass HelloConsumer:\n    pass\n", 2), (f"{CONSUMER}\ndel HelloConsumer\n", 4)]
)
def test_a_class_that_is_no_consumer_is_an_error_at_its_line(consumer: str, line: int) -> None:
    place = f"content/hello/consumer.py:{line}:1"

    assert faults(consumer) == [("C083", place, "HelloConsumer has no as_asgi()")]


@pytest.mark.parametrize("consumer", [CONSUMER, f"import jsonn\n{CONSUMER}", "class HelloConsumer:\n    pass\n"])
def test_nothing_is_left_in_the_modules(consumer: str) -> None:
    before = set(sys.modules)
    faults(consumer)

    assert set(sys.modules) == before


def test_what_is_known_to_be_sound_is_not_imported_again() -> None:
    spoilt = f"raise ValueError\n{CONSUMER}"

    assert faults(spoilt, sound=spoilt) == []
    assert [code for code, _, _ in faults(spoilt, sound=CONSUMER)] == ["C082"]


def test_a_file_of_several_variants_is_imported_once() -> None:
    twice = scenario(f"raise ValueError\n{CONSUMER}")
    report = Report()
    variants = {**twice.variants, "again": replace(twice.variants["default"], name="again")}
    check_imports(replace(twice, variants=variants), "content/hello", [], report)

    assert len(report.problems) == 1


@pytest.mark.parametrize(("endless", "line"), [("while True:\n    pass\n", 3), ("time.sleep(2)\n", 2)])
def test_a_file_that_never_ends_is_an_error_and_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch, endless: str, line: int
) -> None:
    monkeypatch.setattr("lessons.imports.PATIENCE", 0.2)

    ((code, place, found),) = faults(f"import time\n{endless}{CONSUMER}")
    assert (code, found) == ("C082", "this cannot be imported: StillImportingError: it is not over after 0.2 s")
    assert int(place.split(":")[1]) in {line, line - 1}
    assert faults(CONSUMER) == []


def test_one_thread_imports_file_after_file_and_ends_when_one_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    telling = "import threading\nprint(threading.get_ident())\n"
    faults(f"{telling}{CONSUMER}")
    faults(f"{telling}raise ValueError\n{CONSUMER}")
    first, second = map(int, capsys.readouterr().err.split())
    monkeypatch.setattr("lessons.imports.PATIENCE", 0.2)
    faults(f"while True:\n    pass\n{CONSUMER}")
    for thread in threading.enumerate():
        if thread.ident == first:
            thread.join(10)

    assert first == second
    assert first not in {thread.ident for thread in threading.enumerate()}


def test_a_file_that_interrupts_is_an_error_and_interrupts_nothing() -> None:
    assert faults(f"raise KeyboardInterrupt\n{CONSUMER}") == [
        ("C082", "content/hello/consumer.py:1:1", "this cannot be imported: KeyboardInterrupt:")
    ]


def test_what_a_file_prints_stands_apart_from_what_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert faults(f"print('hello')\n{CONSUMER}") == []
    assert capsys.readouterr() == ("", "hello\n")


def test_a_file_that_stands_beside_is_imported_with_a_dot(tmp_path: Path) -> None:
    (tmp_path / "rooms.py").write_text("")
    folder = Folder(str(tmp_path), "hello", {"consumer.py": f"import rooms\n{CONSUMER}"})
    parsed, report = parse_scenario("small", "hello", SCENARIO, folder, Report()), Report()
    assert parsed

    check_imports(parsed, "hello", [], report)
    assert report.problems[0].hint == "write a dot before a file that stands beside it: from .rooms import …"
