"""Where the code of a run is held: its stops, whose turn it is meanwhile, and its time."""

import asyncio
from collections.abc import Callable
from typing import Any

from sandbox.domain.events import Event, fact
from sandbox.domain.trace import Position
from sandbox.stepping.baton import Baton
from sandbox.stepping.gate import Gate
from sandbox.stepping.recorder import Recorder
from sandbox.stepping.share import Share, Threads
from sandbox.stepping.timers import Timers


class Holds:
    """What is held of one run, and told to its recorder; `clock` is monotonic, in seconds."""

    def __init__(self, recorder: Recorder, clock: Callable[[], float]) -> None:
        self.gate = Gate()
        self._recorder = recorder
        self._clock = clock
        self._baton = Baton(self._tell_wait)
        self._waiting: set[str] = set()  # clients of whom that has been told
        self._timers = Timers()
        self._threads = Threads()
        self._ended = False

    def share_of(self, client: str) -> Share:
        """What this client's code has of the event loop."""
        return Share(client, self._baton, self._timers, self._threads)

    def end(self) -> None:
        """Nothing is held any more, and whatever is goes on."""
        self._ended = True
        for stop in self.gate.held:
            self.gate.release(stop.number)
        self._baton.pass_on()
        self._threads.end()

    async def hold(self, client: str, event: Event, at: Position | None, *, in_thread: bool) -> None:
        """Wait at a stop before `event` until it is let go, then count it.

        A task that waits here is in the midst of its code, so no other of the run goes on. What arrives waits outside,
        and a thread goes on whatever tasks do. Raises CancelledError once the run has ended: a consumer that loops
        would else never let go of the event loop.
        """
        self._stop_if_ended()
        frame = self._recorder.frame_of(client, event)
        stop = self.gate.hold(client, event.kind, self._clock())
        self._recorder.record(client, "held", event, at, frame=frame, n=stop.number)
        self._timers.hold()
        try:
            if event.direction == "in" or in_thread:
                await stop.passed
            else:
                self._waiting = {client}
                await stop.wait_with(self._baton)
        finally:
            self.gate.drop(stop)
            self._timers.let_go()
        self._stop_if_ended()
        stop.catch_up()
        self._recorder.count(client, event)
        self._recorder.record(client, "passed", event, at, frame=frame, n=stop.number)

    def _tell_wait(self, client: str, task: asyncio.Task[Any] | None) -> None:
        """Code has to wait for the event loop: told of each stop that is let go, and once of each other client."""
        stop = self.gate.going(task) if task else None
        if stop or client not in self._waiting:
            self._waiting.add(client)
            self._recorder.record(client, "info", fact("stop.ready"), n=stop.number if stop else None)

    def _stop_if_ended(self) -> None:
        if self._ended:
            raise asyncio.CancelledError
