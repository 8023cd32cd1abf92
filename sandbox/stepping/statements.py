"""The statements of one client's code: held where it can wait, told in passing where it cannot."""

import asyncio
import concurrent.futures
import sys
from collections.abc import Awaitable, Callable
from typing import Protocol

from asgiref.sync import SyncToAsync, async_to_sync

from sandbox.domain.events import Event, fact
from sandbox.domain.trace import Phase, Position
from sandbox.stepping.positions import Positions
from sandbox.stepping.share import outside_the_run

MOST_IN_PASSING = 50  # statements between two at which the code can wait: a helper that loops would fill the trace

STATEMENT = fact("statement")

Tell = Callable[[Event, Position | None, Phase], None]
HoldThread = Callable[[Event, Position | None], None]


class Hold(Protocol):
    """Waits before an event of a client. A thread waits by itself, whatever the event loop does meanwhile."""

    def __call__(self, event: Event, at: Position | None, *, in_thread: bool = False) -> Awaitable[None]: ...


class Statements:
    """What a client's woven code asks; while it is not `on` it asks nothing else.

    `hold_thread` waits in a thread that is not the event loop's.
    """

    __slots__ = ("_at", "_hold", "_hold_thread", "_loop", "_passed_by", "_tell", "on")

    def __init__(self, at: Positions, hold: Hold, hold_thread: HoldThread, tell: Tell) -> None:
        self.on = False
        self._at = at
        self._hold = hold
        self._hold_thread = hold_thread
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._passed_by = 0

    async def stop(self, line: int) -> None:
        """Wait before a statement of async code; an event loop that the code has made for itself does not wait."""
        at = self._at.of_statement(sys._getframe(1), line)  # noqa: SLF001  # there is no public way up the stack as cheap
        if at and _running_loop() is self._loop and not _is_closing():
            self._passed_by = 0
            await self._hold(STATEMENT, at)

    def block(self, line: int) -> None:
        """Wait before a statement of sync code in its thread. On the event loop nothing may wait: it is told of."""
        loop = _running_loop()
        if loop and (loop is not self._loop or self._passed_by >= MOST_IN_PASSING):
            return  # before its values are read: a helper that loops would keep everybody waiting
        at = self._at.of_statement(sys._getframe(1), line)  # noqa: SLF001  # as above
        if at and loop is None:
            self._hold_thread(STATEMENT, at)
        elif at:
            self._passed_by += 1
            self._tell(STATEMENT, at, "info")


def thread_holder(hold: Hold) -> HoldThread:
    """Waits in a thread as `hold` does on the event loop that is running now.

    Through asgiref, where the thread is one of its own, so that who cancels the code's task ends the waiting at once.
    """
    loop = asyncio.get_running_loop()

    def hold_thread(event: Event, at: Position | None) -> None:
        async def held() -> None:
            await hold(event, at, in_thread=True)

        with outside_the_run():  # a thread needs no turn on the event loop to be held
            if getattr(SyncToAsync.threadlocal, "main_event_loop", None) is loop:
                async_to_sync(held)()
            else:
                _wait_for(asyncio.run_coroutine_threadsafe(held(), loop))

    return hold_thread


def _wait_for(held: concurrent.futures.Future[None]) -> None:
    """What cancels it is no Exception, which the thread's code might catch, though that of its future is one."""
    try:
        held.result()
    except concurrent.futures.CancelledError:
        raise asyncio.CancelledError from None


def _is_closing() -> bool:
    """Whether a coroutine is being closed: it may clean up, and must not wait."""
    return isinstance(sys.exception(), GeneratorExit)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
