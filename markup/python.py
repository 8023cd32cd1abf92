"""Python as it is written: its syntax, and why there is none."""

import ast
from threading import Lock

REFUSALS = (SyntaxError, ValueError, RecursionError, MemoryError)  # all that `compile` and `ast.parse` raise

_one_at_a_time = Lock()


def syntax_of(text: str, file: str) -> ast.Module:
    """The syntax tree of a text. Raises one of `REFUSALS`.

    By one thread at a time: Python 3.11.7 fails now and then where two build syntax trees.
    """
    with _one_at_a_time:
        return ast.parse(text, file)


def refusal(error: BaseException) -> tuple[int, int, str]:
    """The line, the column and the reason, as far as Python tells them; both count from 1."""
    line, column = (max(getattr(error, name, None) or 1, 1) for name in ("lineno", "offset"))
    return line, column, getattr(error, "msg", "") or str(error) or "it nests too deep"
