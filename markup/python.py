"""Why Python does not compile a text."""

REFUSALS = (SyntaxError, ValueError, RecursionError, MemoryError)  # all that `compile` and `ast.parse` raise


def refusal(error: BaseException) -> tuple[int, int, str]:
    """The line, the column and the reason, as far as Python tells them; both count from 1."""
    line, column = (max(getattr(error, name, None) or 1, 1) for name in ("lineno", "offset"))
    return line, column, getattr(error, "msg", "") or str(error) or "it nests too deep"
