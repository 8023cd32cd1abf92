"""Asyncio's order for the code of a run, also while it is held.

A task that is held between two of its awaits has the baton: whatever else of the run is ready waits in line, as it
would wait for the event loop. Without that, a held task would let others in where asyncio never does.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from typing import Any

CallSoon = Callable[..., object]
Task = asyncio.Task[Any]
Waits = Callable[[str, Task | None], None]


@dataclass(slots=True, eq=False)
class Ready:
    """Something that a client's code has to do soon: a handle as the loop's `call_soon` returns it."""

    baton: "Baton"
    client: str
    call_soon: CallSoon
    callback: Callable[..., object]
    args: tuple[Any, ...]
    context: Context
    _cancelled: bool = False

    @property
    def task(self) -> Task | None:
        """The task whose next step it is, if it is one."""
        owner = getattr(self.callback, "__self__", None)
        return owner if isinstance(owner, asyncio.Task) else None

    def enlist(self) -> None:
        """Have the event loop come to it."""
        self.call_soon(self.baton.come_to, self, context=self.context)

    def do(self) -> None:
        """Do it, unless nobody wants it any more."""
        if not self._cancelled:
            self.callback(*self.args)

    def cancel(self) -> None:
        """Do not do it."""
        self._cancelled = True

    def cancelled(self) -> bool:
        """Whether nobody wants it any more."""
        return self._cancelled


class Baton:
    """Who of a run may go on; `waits` hears of each client, and each task that is let go, that has to wait in line."""

    def __init__(self, waits: Waits) -> None:
        self._waits = waits
        self._owner: Task | None = None
        self._until: asyncio.Future[None] | None = None  # it is let go
        self._line: deque[Ready] = deque()

    def take(self, until: asyncio.Future[None]) -> None:
        """The current task is held until this is done. It keeps the baton until it has let go of the event loop."""
        self._owner, self._until = asyncio.current_task(), until

    def add(self, ready: Ready) -> None:
        """Something is ready, after all that was ready before."""
        if self._may_go(ready):
            ready.enlist()
        else:
            self._put_in_line(ready)

    def come_to(self, ready: Ready) -> None:
        """The event loop has come to it."""
        if not self._may_go(ready):
            self._put_in_line(ready)
            return
        try:
            ready.do()
        finally:
            if not self._is_held:
                self.pass_on()

    def pass_on(self) -> None:
        """Nobody is in the midst of its code any more: whatever is in line is ready, in its order."""
        self._owner = None
        while self._line:
            self._line.popleft().enlist()

    @property
    def _is_held(self) -> bool:
        """Whether its owner waits. A task that drives a coroutine by hand goes on, whatever that waits for."""
        return self._until is not None and getattr(self._owner, "_fut_waiter", None) is self._until

    def _may_go(self, ready: Ready) -> bool:
        """Whether nobody has the baton, or it is whoever has it that is let go."""
        return self._owner is None or (self._is_held and ready.task is self._owner)

    def _put_in_line(self, ready: Ready) -> None:
        self._line.append(ready)
        self._waits(ready.client, ready.task)
