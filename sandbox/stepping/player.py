"""A run that plays: stops let go by themselves, one after another, at a pace."""

import asyncio
from collections.abc import Callable
from typing import Literal

from sandbox.stepping.gate import Gate


class Player:
    """Lets the oldest stop of a gate go by calling `let_go` with its number."""

    def __init__(self, gate: Gate, let_go: Callable[[int], None]) -> None:
        self._gate = gate
        self._let_go = let_go
        self._task: asyncio.Task[None] | None = None

    def play(self, until: Literal["event", "end"], pace: float) -> None:
        """Begin, in place of whatever was playing; each stop is held for `pace` seconds.

        One event means: the oldest stop, whatever it is, and then every statement before the next event.
        """
        self.pause()
        self._task = asyncio.get_running_loop().create_task(self._play(until, pace))

    def pause(self) -> None:
        """Hold stops again until each is let go."""
        if self._task:
            self._task.cancel()
            self._task = None

    async def _play(self, until: Literal["event", "end"], pace: float) -> None:
        stop = await self._gate.oldest()
        while True:
            await asyncio.sleep(pace)
            self._let_go(stop.number)
            await asyncio.wait({stop.passed})
            stop = await self._gate.oldest()
            if until == "event" and stop.kind != "statement":
                return
