"""The trace of a run as it grows, and the one observer who is told of it, each snapshot once and in order."""

import asyncio
from collections.abc import Callable, Iterable, Mapping

from sandbox.domain import closing
from sandbox.domain.events import Event
from sandbox.domain.trace import Farewell, Phase, Position, Snapshot, Telling
from sandbox.domain.tracker import Tracker, track
from sandbox.stepping.gate import Stop

Outbox = asyncio.Queue[Telling]


class Recorder:
    """Numbers and keeps snapshots; `elapsed` gives the seconds since the run began."""

    def __init__(self, clients: Iterable[str], elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._trackers: Mapping[str, Tracker] = dict.fromkeys(clients, Tracker())
        self._trace: list[Snapshot] = []
        self._frame = 0
        self._farewell: Farewell | None = None
        self._outbox: Outbox | None = None
        self._told: int | None = 0  # None: an observer is there, and has not said yet what it knows
        self.acknowledged = 0
        self.weight = 0

    @property
    def seq(self) -> int:
        """The number of the last snapshot."""
        return len(self._trace)

    @property
    def observed(self) -> bool:
        """Whether somebody is told."""
        return self._outbox is not None

    def attach(self) -> Outbox:
        """Become the observer; whoever was it hears that. Where there is a past, tell it by `replay`."""
        self.tell(closing.farewell(closing.REPLACED))
        self._outbox = Outbox()
        self._told = None
        if self.seq == 0:
            self.replay(0)
        return self._outbox

    def detach(self, outbox: Outbox) -> bool:
        """Stop telling this observer; False when another one has taken its place."""
        if self._outbox is not outbox:
            return False
        self._outbox = None
        return True

    def replay(self, after: int) -> bool:
        """Tell what came after snapshot `after`, and from then on what comes. False where there is no such snapshot."""
        if after > self.seq:
            return False
        self._told = after
        self._tell_news()
        if self._farewell:
            self.tell(self._farewell)
        return True

    def next_frame(self) -> int:
        """The number of the moment that comes now."""
        self._frame += 1
        return self._frame

    def count(self, client: str, event: Event) -> None:
        """Let the tracker know that an event has passed."""
        self._trackers = {**self._trackers, client: track(self._trackers[client], event)}

    def record(
        self,
        client: str,
        phase: Phase,
        event: Event,
        at: Position | None = None,
        *,
        frame: int | None = None,
        stop: Stop | None = None,
    ) -> None:
        """Keep a snapshot and tell it."""
        self._trace.append(
            Snapshot(
                seq=self.seq + 1,
                n=stop.number if stop else None,
                frame=stop.frame if stop else frame,
                t=round(self._elapsed(), 3),
                client=client,
                phase=phase,
                event=event,
                at=at,
                trackers=self._trackers,
            )
        )
        self.weight += event.weight
        self._tell_news()

    def finish(self, farewell: Farewell) -> None:
        """Nothing comes any more; whoever comes back later hears that after the replay."""
        self._farewell = farewell
        if self._told is not None:
            self.tell(farewell)

    def tell(self, telling: Telling) -> None:
        """Tell the observer, if there is one."""
        if self._outbox is not None:
            self._outbox.put_nowait(telling)

    def _tell_news(self) -> None:
        if self._told is None:
            return
        for snapshot in self._trace[self._told :]:
            self.tell(snapshot)
        self._told = self.seq
