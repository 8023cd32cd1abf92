"""One learner's go at a scenario: what is held, who decides, when it ends."""

import time
from collections import deque
from collections.abc import Callable
from typing import Literal, Protocol

from django.conf import settings

from sandbox.domain import closing
from sandbox.domain.events import Event, fact
from sandbox.domain.scenario import Scenario, Variant
from sandbox.domain.trace import Farewell, Granularity, Notice, Phase, Position
from sandbox.stepping.database import Database
from sandbox.stepping.gate import Stop
from sandbox.stepping.holds import Holds
from sandbox.stepping.layer import Layers
from sandbox.stepping.lifetime import Lifetime
from sandbox.stepping.offspring import Tasks
from sandbox.stepping.player import Player
from sandbox.stepping.recorder import Outbox, Recorder
from sandbox.stepping.share import Share
from sandbox.stepping.source import application_of, load, models_of, unload


class Client(Protocol):
    """What a run asks of one of its clients."""

    @property
    def connecting(self) -> bool:
        """Whether a browser waits for the answer to its handshake."""

    def wait(self, seconds: float) -> None:
        """Time has passed in which nothing was held."""

    def set_granularity(self, granularity: Granularity) -> None:
        """Hold before events only, or before statements, too."""

    def end(self, code: int) -> None:
        """The run is over: close the socket, cancel the consumer."""


class Run:
    """Lives in one process's memory. Everything here happens on the event loop; `clock` is monotonic, in seconds.

    Raises whatever the scenario's source raises when it is imported.
    """

    def __init__(
        self, name: str, owner: str, scenario: Scenario, variant: Variant, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.owner = owner
        self.scenario = scenario
        self.variant = variant
        self.layers = Layers(variant.layer)
        with self.layers.importing():
            self.module = load(variant, name)
        try:
            self.application = application_of(self.module, variant)
        except Exception:
            unload(self.module)
            raise
        self.database = Database(name, models_of(self.module)) if variant.database else None
        self.clients: dict[str, Client] = {}
        self.tasks = Tasks()
        self.granularity: Granularity = "event"
        self.ended: Farewell | None = None
        self._clock = clock
        self._lifetime = Lifetime(clock)
        self._recorder = Recorder(scenario.clients, clock)
        self._holds = Holds(self._recorder, clock)
        self._gate = self._holds.gate
        self._approved: deque[int] = deque()
        self._player = Player(self._gate, self._let_go)

    # Who watches

    @property
    def observed(self) -> bool:
        """Whether an observer is there."""
        return self._recorder.observed

    @property
    def seq(self) -> int:
        """The number of the last snapshot."""
        return self._recorder.seq

    def attach(self) -> Outbox:
        """Become the observer; whoever was it is told."""
        self._lifetime.come_back()
        return self._recorder.attach()

    def detach(self, outbox: Outbox) -> None:
        """Stop observing; the run waits a while for somebody to come back."""
        if self._recorder.detach(outbox):
            self._lifetime.leave()
            self.pause()

    def replay(self, after: int) -> bool:
        """Tell an observer that came back what it missed; False where it did not, or knows the future."""
        if not self._recorder.replay(after):
            return False
        self.acknowledge(after)
        return True

    def notify(self, notice: Notice) -> None:
        """Tell the observer something beside the run."""
        self._recorder.notify(notice)

    # What the learner decides

    def step(self, number: int) -> bool:
        """Let a stop go; one that has gone stays gone. False when it has not been reached yet."""
        if number in self._gate:
            self._let_go(number)
        return number <= self._gate.last

    def play(self, until: Literal["event", "end"], pace: float) -> None:
        """Let stops go by themselves, the oldest first, each after `pace` seconds."""
        self._approved.clear()
        self._player.play(until, pace)

    def pause(self) -> None:
        """Hold stops again until each is let go."""
        self._approved.clear()
        self._player.pause()

    def set_granularity(self, granularity: Granularity) -> None:
        """Hold before events only, or before statements, too; what is held already stays so."""
        self.pause()
        self.granularity = granularity
        for client in self.clients.values():
            client.set_granularity(granularity)

    def share_of(self, client: str) -> Share:
        """What this client's code has of the event loop."""
        return self._holds.share_of(client)

    def acknowledge(self, seq: int) -> None:
        """The observer has everything up to `seq`: what waited for that may go."""
        self._recorder.acknowledge(seq)
        self._release_approved()

    def end(self, code: int, message: str = "") -> None:
        """End for good, in this order: marked, so that nothing is held any more; released; what runs cancelled."""
        if self.ended:
            return
        self.ended = closing.farewell(code, message)
        self.set_granularity("event")
        self._holds.end()
        for client in self.clients.values():
            client.end(code)
        for task in tuple(self.tasks):
            task.cancel()
        unload(self.module)
        if self.database:
            self.database.drop()
        self._recorder.finish(self.ended)

    # What happens

    async def hold(self, client: str, event: Event, at: Position | None, *, in_thread: bool = False) -> None:
        """Wait before `event` until the learner lets it go, then count it, see `Holds.hold`."""
        await self._holds.hold(client, event, at, in_thread=in_thread)
        self._end_if_too_long()

    def tell(self, client: str, event: Event, at: Position | None, phase: Phase = "info") -> None:
        """Count a fact, at which nothing stops."""
        if not self.ended:
            self._recorder.count(client, event)
            self._recorder.record(client, phase, event, at, frame=self._recorder.frame_of(client, event))
            self._end_if_too_long()

    # As time goes by

    def check(self) -> None:
        """Enforce every limit that time sets; called several times a second."""
        passed = self._lifetime.tick()
        self._recorder.dismiss_the_silent()
        if self.ended:
            return
        if warning := self._lifetime.warning():
            self.notify(warning)
        if code := self._lifetime.over(connecting=any(client.connecting for client in self.clients.values())):
            self.end(code)
        for stop in self._gate.held:
            self._check_stop(stop)
        if not self._gate.held:
            for client in self.clients.values():
                client.wait(passed)

    def _check_stop(self, stop: Stop) -> None:
        if self.ended:
            return
        limits = settings.LIMITS
        limit = limits.hold_accept_seconds if self.clients[stop.client].connecting else limits.hold_seconds
        left = limit - (self._clock() - stop.since)
        if left <= 0:
            self.end(closing.STOP_EXPIRED)
        elif left <= limits.warn_seconds and not stop.warned:
            stop.warned = True
            self._recorder.record(stop.client, "info", fact("stop.expiring", seconds=round(left)))

    def _let_go(self, number: int) -> None:
        self._lifetime.touch()
        self._approved.append(number)
        self._release_approved()

    def _release_approved(self) -> None:
        """A page that does not acknowledge what it is told gets no more: its window is full."""
        while self._approved and self._recorder.unacknowledged < settings.LIMITS.window:
            self._gate.release(self._approved.popleft())

    def _end_if_too_long(self) -> None:
        limits = settings.LIMITS
        if self.seq >= limits.trace_snapshots or self._recorder.weight > limits.trace_bytes:
            self.end(
                closing.TOO_BIG, "This run is too long to go on. Your frames stay readable; connect to begin again."
            )
