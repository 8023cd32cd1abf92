"""Where in its source a consumer is, read from the frames of its own code."""

import inspect
import sys
from collections.abc import Iterator, Mapping
from types import CodeType, FrameType, ModuleType, TracebackType

from channels.consumer import AsyncConsumer

from sandbox.domain.events import Raised
from sandbox.domain.scenario import Variant
from sandbox.domain.trace import Position
from sandbox.stepping.source import filename_of
from sandbox.stepping.values import attributes_of, variables_of

LONGEST_MESSAGE = 500  # characters of an exception
HANDLERS = {
    "websocket.connect": ("connect", "websocket_connect"),
    "websocket.receive": ("receive_json", "receive", "websocket_receive"),
    "websocket.disconnect": ("disconnect", "websocket_disconnect"),
}


class Positions:
    """The positions of one client's code, in any file of its scenario; `module` is the loaded one.

    It remembers the client's consumer as soon as that is seen at work; every position shows its attributes.
    """

    def __init__(self, variant: Variant, module: ModuleType) -> None:
        self._names = {filename_of(source): source.name for source in variant.sources}
        self._package = module.__package__
        self._consumer: AsyncConsumer | None = None

    def notice(self) -> None:
        """Find the consumer among the callers of the code that asks."""
        self._look_for_consumer(sys._getframe(1))  # noqa: SLF001  # there is no public way up the stack as cheap

    def of_caller(self) -> Position | None:
        """The line of the scenario's source from which the code that asks was reached, if it was."""
        self.notice()
        own = self._own(_stack(sys._getframe(1))) or self._in_its_thread()  # noqa: SLF001  # as above
        return self._position(own.f_lineno, own) if own else None

    def of_statement(self, frame: FrameType, line: int) -> Position | None:
        """The line of a statement of the scenario's source that this frame is about to run.

        None for code of another run, which Python may finish in the midst of this one's.
        """
        if frame.f_globals.get("__package__") != self._package:
            return None
        self._look_for_consumer(frame)
        return self._position(line, frame)

    def of_handler(self, kind: str) -> Position | None:
        """The first line of the consumer's method for this kind of event or message, if the scenario has one."""
        for name in HANDLERS.get(kind, (kind.replace(".", "_"),)):
            method = getattr(type(self._consumer), name, None)
            code = getattr(inspect.unwrap(method), "__code__", None) if method else None
            if isinstance(code, CodeType) and code.co_filename in self._names:
                return Position(self._names[code.co_filename], code.co_firstlineno, code.co_name, self._attributes)
        return None

    def of_error(self, error: BaseException) -> Position | None:
        """The last line of the scenario's source that an exception came through."""
        found: Position | None = None
        step: TracebackType | None = error.__traceback__
        while step:
            if step.tb_frame.f_code.co_filename in self._names:
                found = self._position(step.tb_lineno, step.tb_frame)
            step = step.tb_next
        return found

    @property
    def in_thread(self) -> bool:
        """Whether the consumer's handlers run in a thread of their own."""
        return bool(getattr(type(self._consumer), "_sync", False))

    def _look_for_consumer(self, frame: FrameType) -> None:
        if self._consumer is None:
            self._consumer = next(filter(None, map(self._consumer_in, _stack(frame))), None)

    def _own(self, stack: Iterator[FrameType]) -> FrameType | None:
        return next((frame for frame in stack if frame.f_code.co_filename in self._names), None)

    def _in_its_thread(self) -> FrameType | None:
        """Where a sync consumer waits, in a thread of its own, for what it has asked the event loop to do."""
        if not self.in_thread:
            return None
        for frame in sys._current_frames().values():  # noqa: SLF001  # as above
            if any(self._consumer_in(caller) is self._consumer for caller in _stack(frame)):
                return self._own(_stack(frame))
        return None

    def _consumer_in(self, frame: FrameType) -> AsyncConsumer | None:
        """The `self` of a method, if that is a consumer whose class the scenario defines."""
        if frame.f_code.co_varnames[:1] != ("self",):
            return None
        candidate = frame.f_locals.get("self")
        kind = type(candidate)  # to ask the object itself would run its code
        own = issubclass(kind, AsyncConsumer) and kind.__module__.startswith(f"{self._package}.")
        return candidate if own else None

    def _position(self, line: int, frame: FrameType) -> Position:
        code = frame.f_code
        return Position(
            self._names[code.co_filename], line, code.co_name, self._attributes, variables_of(frame.f_locals)
        )

    @property
    def _attributes(self) -> Mapping[str, str]:
        return attributes_of(self._consumer)


def described(error: BaseException) -> Raised:
    """An exception's type and message; one whose message cannot be written is described without it."""
    try:
        message = str(error)
    except Exception:  # noqa: BLE001  # it is the exception's own code that fails
        message = ""
    return Raised(type(error).__name__, message[:LONGEST_MESSAGE])


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    """A frame and whoever called it, inwards out."""
    while frame:
        yield frame
        frame = frame.f_back
