"""The trace of a run as it grows, and the one observer who is told of it, each snapshot once and in order."""

import asyncio
from collections.abc import Callable, Iterable, Mapping

from sandbox.domain import closing
from sandbox.domain.events import Event
from sandbox.domain.groups import Groups, regroup
from sandbox.domain.trace import Farewell, Notice, Phase, Position, Snapshot, Telling
from sandbox.domain.tracker import Tracker, track

Outbox = asyncio.Queue[Telling]

RESUME_SECONDS = 5  # within which an observer that comes back says what it knows
MOST_NOTICES = 32  # in one run: whoever provokes more is not worth the memory


class Recorder:
    """Numbers and keeps snapshots; `clock` is monotonic, in seconds."""

    def __init__(self, clients: Iterable[str], clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = self._attached = clock()
        self._trackers: Mapping[str, Tracker] = dict.fromkeys(clients, Tracker())
        self._groups: Groups = {}
        self._trace: list[Snapshot] = []
        self._frame = 0
        self._frames = dict.fromkeys(clients, 0)  # the last of each client
        self._farewell: Farewell | None = None
        self._outbox: Outbox | None = None
        self._told: int | None = 0  # None: an observer has come back, and has not said yet what it knows
        self._acknowledged = 0
        self._notices = 0
        self.weight = 0

    @property
    def seq(self) -> int:
        """The number of the last snapshot."""
        return len(self._trace)

    @property
    def trace(self) -> tuple[Snapshot, ...]:
        """All snapshots so far, in order."""
        return tuple(self._trace)

    @property
    def unacknowledged(self) -> int:
        """How many snapshots the observer may still lack."""
        return self.seq - self._acknowledged

    @property
    def observed(self) -> bool:
        """Whether somebody is told."""
        return self._outbox is not None

    def attach(self) -> Outbox:
        """Become the observer; whoever was it hears that. Where there is a past, it is told on `replay`."""
        self._tell(closing.farewell(closing.REPLACED))
        self._outbox = Outbox()
        self._told = None
        self._attached = self._clock()
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
        """Tell what came after snapshot `after`, and from then on what comes: once for each observer.

        False for an observer that has been told already, or where there is no such snapshot.
        """
        if self._told is not None or after > self.seq:
            return False
        self._told = after
        self._tell_news()
        if self._farewell:
            self._tell(self._farewell)
        return True

    def dismiss_the_silent(self) -> None:
        """Send an observer away that came back and does not say what it knows."""
        if self._told is None and self._outbox and self._clock() - self._attached > RESUME_SECONDS:
            self._told = self.seq
            self._tell(closing.farewell(closing.BAD_MESSAGE, "The page came back and did not say where to resume."))

    def acknowledge(self, seq: int) -> None:
        """The observer has everything up to `seq`."""
        self._acknowledged = max(self._acknowledged, min(seq, self.seq))

    def frame_of(self, client: str, event: Event) -> int | None:
        """The number of the moment that comes now. A statement is none: it stands under its client's last one.

        That a handler has done its last statement is a notice, for who steps by statements.
        """
        if event.kind == "handler.done":
            return None
        if event.kind == "statement":
            return self._frames[client]
        self._frame += 1
        return self._frame

    def count(self, client: str, event: Event) -> None:
        """Let tracker and groups know that an event has passed."""
        self._trackers = {**self._trackers, client: track(self._trackers[client], event)}
        self._groups = regroup(self._groups, client, event)

    def record(
        self,
        client: str,
        phase: Phase,
        event: Event,
        at: Position | None = None,
        *,
        frame: int | None = None,
        n: int | None = None,
    ) -> None:
        """Keep a snapshot and tell it."""
        if frame and phase != "held":
            self._frames[client] = frame
        self._trace.append(
            Snapshot(
                seq=self.seq + 1,
                n=n,
                frame=frame,
                t=round(self._clock() - self._began, 3),
                client=client,
                phase=phase,
                event=event,
                at=at,
                trackers=self._trackers,
                groups=self._groups,
            )
        )
        self.weight += self._trace[-1].weight
        self._tell_news()

    def notify(self, notice: Notice) -> None:
        """Tell the observer something beside the run, as long as there is not too much of it."""
        self._notices += 1
        if self._notices <= MOST_NOTICES:
            self._tell(notice)

    def finish(self, farewell: Farewell) -> None:
        """Nothing comes any more; whoever comes back later hears that after the replay."""
        self._farewell = farewell
        if self._told is not None:
            self._tell(farewell)

    def _tell_news(self) -> None:
        if self._told is None:
            return
        for snapshot in self._trace[self._told :]:
            self._tell(snapshot)
        self._told = self.seq

    def _tell(self, telling: Telling) -> None:
        if self._outbox is not None:
            self._outbox.put_nowait(telling)
