"""What became of a call, as text: its value, or its error with every place in the case's code that it came through."""

import traceback
from collections.abc import Awaitable, Callable
from typing import Any

CODE = "case.py>"  # as the names of a scenario's files end


async def outcome_of(main: Callable[[], Awaitable[object]]) -> dict[str, Any]:
    """What `main()` gives; and the errors, if it raises."""
    try:
        return {"gives": repr(await main())}
    except Exception as error:  # noqa: BLE001  # whatever a case raises
        return {"gives": f"{type(error).__name__}: {error}", "error": _told(error)}


def _told(error: BaseException | None) -> dict[str, Any] | None:
    if error is None:
        return None
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(CODE)]
    return {
        "type": type(error).__name__,
        "message": str(error),
        "notes": getattr(error, "__notes__", []),
        "places": [[f.name, f.lineno, f.colno, f.end_lineno, f.end_colno, f.line] for f in frames],
        "cause": _told(error.__cause__),
        "context": _told(error.__context__),
        "suppressed": error.__suppress_context__,
        "errors": [_told(one) for one in error.exceptions] if isinstance(error, BaseExceptionGroup) else [],
    }
