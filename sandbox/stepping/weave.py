"""A scenario's source compiled so that a run can stop before every statement of its functions.

The source that people see is the untouched file. Before a statement stands an expression that asks whether anybody
steps, and only then waits; it lies where the statement begins, so that lines and columns of tracebacks stay true.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from operator import attrgetter
from types import CodeType
from typing import Any

from markup.python import syntax_of

STOPS = "@stops"  # no source can spell it, so no variable of an author's can hide it
MOST_STATEMENTS = 500  # of one file: each makes it longer to compile, and what is nested deeply overflows the compiler

STOPPED_BY: Mapping[type[ast.AST], str] = {  # what a function calls before each of its statements
    ast.AsyncFunctionDef: "stop",  # and awaits
    ast.FunctionDef: "block",
    ast.ClassDef: "",  # its body runs through, as a module's does
}
BLOCKS = ("body", "orelse", "finalbody")
PARTS = (*BLOCKS, "handlers", "cases")  # of a statement that hold others
LOAD = ast.Load()
TOKEN = re.compile(r"\w+|[^\w\s]")


def woven(text: str, filename: str) -> CodeType:
    """Code that calls, wherever `STOPS().on`, `stop(line)` or `block(line)` before each statement of its functions.

    Both must give None; the line is that on which people see the statement begin. Raises SyntaxError as compile()
    does, and for a file that is too much to be stepped.
    """
    try:
        tree = syntax_of(text, filename)
        _refuse_too_many(_weave(tree), filename)
        return compile(tree, filename, "exec", dont_inherit=True, optimize=0)
    except RecursionError:
        raise SyntaxError("it is nested too deeply to be compiled", (filename, 1, 1, None)) from None


def unwoven(text: str, filename: str) -> CodeType:
    """The same code without its stops, for whoever wants to know whether it can be imported.

    What `woven` refuses is refused: where there are few tokens, there are few statements, and few lie in each other.
    """
    if len(TOKEN.findall(text)) > MOST_STATEMENTS:
        return woven(text, filename)
    return compile(text, filename, "exec", dont_inherit=True, optimize=0)


def _refuse_too_many(statements: list[ast.stmt], filename: str) -> None:
    if len(statements) > MOST_STATEMENTS:
        first = sorted(statements, key=attrgetter("lineno"))[MOST_STATEMENTS]
        found = f"it has {len(statements)} statements in functions, and at most {MOST_STATEMENTS} can be stepped"
        raise SyntaxError(found, (filename, first.lineno, first.col_offset + 1, None))


def _weave(tree: ast.Module) -> list[ast.stmt]:
    """Put the stops in; the statements are those before which they stand."""
    stepped: list[ast.stmt] = []
    within: list[tuple[ast.AST, str]] = [(tree, "")]
    while within:
        node, method = within.pop()
        for name in PARTS:
            parts: list[Any] = getattr(node, name, [])
            within += [(part, STOPPED_BY.get(type(part), method)) for part in parts]
            if method and name in BLOCKS:
                stepped += filter(_runs, parts)
                setattr(node, name, [part for statement in parts for part in _stopped(statement, method)])
    return stepped


def _runs(statement: ast.stmt) -> bool:
    """Whether it does anything: declarations and docstrings do not, and must stay the first."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return not isinstance(statement.value.value, str)
    return not isinstance(statement, ast.Global | ast.Nonlocal)


def _stopped(statement: ast.stmt, method: str) -> Iterator[ast.stmt]:
    """A statement after its stop; a `while` loop has that in its test, so that it is shown at every turn."""
    if isinstance(statement, ast.While):
        test = statement.test
        statement.test = ast.copy_location(ast.BoolOp(ast.Or(), [_stop(statement, method), test]), test)
    elif _runs(statement):
        stop = _stop(statement, method)
        yield ast.copy_location(ast.Expr(stop), stop)
    yield statement


def _stop(statement: ast.stmt, method: str) -> ast.expr:
    """`(@stops().on and await @stops().stop(line))`, or the same with `block` and nothing awaited."""
    line, column = statement.lineno, statement.col_offset
    at = {"lineno": line, "end_lineno": line, "col_offset": column, "end_col_offset": column}
    stops = ast.Call(ast.Name(STOPS, LOAD, **at), [], [], **at)
    call = ast.Call(ast.Attribute(stops, method, LOAD, **at), [ast.Constant(_line_of(statement), None, **at)], [], **at)
    waits = ast.Await(call, **at) if method == "stop" else call
    return ast.BoolOp(ast.And(), [ast.Attribute(stops, "on", LOAD, **at), waits], **at)


def _line_of(statement: ast.stmt) -> int:
    """The line of its first decorator, if it has one."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return decorators[0].lineno if decorators else statement.lineno
