"""The stops of a run: each is held until somebody lets it go."""

import asyncio
from contextvars import Context
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sandbox.stepping.baton import Baton


@dataclass(slots=True, eq=False)
class Stop:
    """A place where a task of one client waits; `since` is when it was reached, in the run's clock."""

    number: int
    client: str
    kind: str
    since: float
    task: asyncio.Task[Any] | None = field(default_factory=asyncio.current_task)
    passed: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    warned: bool = False
    cancelled: asyncio.CancelledError | None = None

    async def wait_with(self, baton: Baton) -> None:
        """Until it is let go, also where the task is cancelled meanwhile."""
        while not self.passed.done():
            woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.passed.add_done_callback(partial(_wake, woken), context=Context())
            baton.take(woken)
            try:
                await woken
            except asyncio.CancelledError as error:
                self.cancelled = error

    def catch_up(self) -> None:
        """Where the task was cancelled while it waited, it hears of that at its own next await."""
        if self.cancelled and self.task:
            self.task.uncancel()
            self.task.cancel(*self.cancelled.args)


class Gate:
    """Held stops in the order in which they were reached, numbered from 1."""

    def __init__(self) -> None:
        self._held: dict[int, Stop] = {}
        self._let_go: list[Stop] = []  # and not gone so far
        self._reached = asyncio.Event()
        self.last = 0

    @property
    def held(self) -> tuple[Stop, ...]:
        """All stops that wait, the oldest first."""
        return tuple(self._held.values())

    def __contains__(self, number: int) -> bool:
        return number in self._held

    def hold(self, client: str, kind: str, now: float) -> Stop:
        """A new stop before an event of this kind, which waits on `passed` from now on."""
        self.last += 1
        stop = self._held[self.last] = Stop(self.last, client, kind, now)
        self._reached.set()
        return stop

    def release(self, number: int) -> None:
        """Let a stop go; one that has gone already is left alone."""
        stop = self._held.pop(number, None)
        if stop:
            self._let_go.append(stop)
            self._clear_if_empty()
            if not stop.passed.done():  # or its task is cancelled, and waits for its turn to hear that
                stop.passed.set_result(None)

    def going(self, task: asyncio.Task[Any] | None) -> Stop | None:
        """The stop of a task that has been let go, and has not gone so far."""
        return next((stop for stop in self._let_go if stop.task is task), None)

    def drop(self, stop: Stop) -> None:
        """Forget a stop that has gone, or whose client was cancelled while it waited."""
        if self._held.pop(stop.number, None):
            stop.passed.cancel()
            self._clear_if_empty()
        else:
            self._let_go.remove(stop)

    def _clear_if_empty(self) -> None:
        if not self._held:
            self._reached.clear()

    async def oldest(self) -> Stop:
        """The stop that has waited longest, as soon as there is one."""
        while not self._held:
            await self._reached.wait()
        return next(iter(self._held.values()))


def _wake(woken: asyncio.Future[None], _: asyncio.Future[None]) -> None:
    if not woken.done():
        woken.set_result(None)
