"""Where in its source a consumer is, read from the frames of its own code."""

import sys
from types import CodeType, FrameType, TracebackType

from sandbox.domain.events import Raised
from sandbox.domain.trace import Position
from sandbox.stepping.values import attributes_of

LONGEST_MESSAGE = 500  # characters of an exception
HANDLERS = {
    "websocket.connect": ("connect", "websocket_connect"),
    "websocket.receive": ("receive_json", "receive", "websocket_receive"),
    "websocket.disconnect": ("disconnect", "websocket_disconnect"),
}


class Positions:
    """The positions of one client's consumer. It remembers the consumer, whose attributes every position shows."""

    def __init__(self, consumer_class: type, filename: str, shown_name: str) -> None:
        self._class = consumer_class
        self._filename = filename
        self._name = shown_name
        self._consumer: object = None

    def of_caller(self) -> Position | None:
        """The line of the scenario's source from which the code that asks was reached, if it was."""
        frame: FrameType | None = sys._getframe(1)  # noqa: SLF001  # there is no public way up the stack as cheap
        while frame and frame.f_code.co_filename != self._filename:
            frame = frame.f_back
        if frame is None:
            return None
        candidate = frame.f_locals.get("self")
        if isinstance(candidate, self._class):
            self._consumer = candidate
        return self._position(frame.f_lineno, frame.f_code)

    def of_handler(self, kind: str) -> Position | None:
        """The first line of the method that handles this kind of event, if the scenario's source has one."""
        for name in HANDLERS.get(kind, ()):
            code = getattr(getattr(self._class, name, None), "__code__", None)
            if isinstance(code, CodeType) and code.co_filename == self._filename:
                return self._position(code.co_firstlineno, code)
        return None

    def of_error(self, error: BaseException) -> Position | None:
        """The last line of the scenario's source that an exception came through."""
        found: Position | None = None
        step: TracebackType | None = error.__traceback__
        while step:
            if step.tb_frame.f_code.co_filename == self._filename:
                found = self._position(step.tb_lineno, step.tb_frame.f_code)
            step = step.tb_next
        return found

    def _position(self, line: int, code: CodeType) -> Position:
        return Position(self._name, line, code.co_name, attributes_of(self._consumer))


def described(error: BaseException) -> Raised:
    """An exception's type and message; one whose message cannot be written is described without it."""
    try:
        message = str(error)
    except Exception:  # noqa: BLE001  # it is the exception's own code that fails
        message = ""
    return Raised(type(error).__name__, message[:LONGEST_MESSAGE])
