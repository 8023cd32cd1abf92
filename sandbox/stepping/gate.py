"""The stops of a run: each is held until somebody lets it go."""

import asyncio
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Stop:
    """A place where one client of the run waits; `since` is when it was reached, in the run's clock."""

    number: int
    frame: int
    client: str
    since: float
    passed: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    warned: bool = False


class Gate:
    """Held stops in the order in which they were reached, numbered from 1."""

    def __init__(self) -> None:
        self._held: dict[int, Stop] = {}
        self._reached = asyncio.Event()
        self.last = 0

    @property
    def held(self) -> tuple[Stop, ...]:
        """All stops that wait, the oldest first."""
        return tuple(self._held.values())

    def __contains__(self, number: int) -> bool:
        return number in self._held

    def hold(self, frame: int, client: str, now: float) -> Stop:
        """A new stop, which waits on `passed` from now on."""
        self.last += 1
        stop = self._held[self.last] = Stop(self.last, frame, client, now)
        self._reached.set()
        return stop

    def release(self, number: int) -> None:
        """Let a stop go; one that has gone already is left alone."""
        stop = self._held.get(number)
        if stop and not stop.passed.done():
            stop.passed.set_result(None)

    def drop(self, stop: Stop) -> None:
        """Forget a stop that has gone, or whose client was cancelled while it waited."""
        self._held.pop(stop.number, None)
        stop.passed.cancel()
        if not self._held:
            self._reached.clear()

    async def oldest(self) -> Stop:
        """The stop that has waited longest, as soon as there is one."""
        while not self._held:
            await self._reached.wait()
        return next(iter(self._held.values()))
