"""The moments of a recorded run: what somebody who steps it sees, one after another."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sandbox.domain.authored import Step
from sandbox.domain.events import INCOMING, Event
from sandbox.domain.recording import Recording
from sandbox.domain.trace import NOTHING, Position, Snapshot
from sandbox.domain.tracker import Tracker

STATEMENT, RAISED = "statement", "application.raised"
NONE_YET = Tracker()
ARRIVALS = INCOMING | {"layer.receive"}  # with these a handler begins


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything that is so at a moment; the first is before anything happened.

    An event that waits, be it on its way in, out or over the channel layer, has two faces, held and passed, under one
    number. A statement has one, held, and is the `nth` of `of` under its frame; both are 0 for anything else. `seq` is
    its snapshot, `step` the author's row for this very event, `lit` the row that is current: its frame's own, or the
    last one before it; 0 for none.
    """

    index: int
    seq: int
    frame: int
    nth: int
    of: int
    client: str
    face: Literal["held", "passed"]
    event: Event
    at: Position | None
    trackers: Mapping[str, Tracker]
    step: int
    lit: int

    @property
    def name(self) -> str:
        """What its address calls it: `6`, or `6.2` for the second statement under frame 6."""
        return f"{self.frame}.{self.nth}" if self.nth else str(self.frame)

    @property
    def addressed(self) -> bool:
        """Whether it has an address: what was held in a recorded run waited for nobody, but for statements."""
        return self.face == "passed" or self.nth > 0

    @property
    def arrives(self) -> bool:
        """Whether a handler begins with it, at its first line and without variables yet."""
        return self.event.kind in ARRIVALS

    def tracker_of(self, client: str) -> Tracker:
        return self.trackers.get(client, NONE_YET)


START = Moment(0, 0, 0, 0, 0, "", "passed", Event("start", "code"), None, NOTHING, 0, 0)


def moments_of(recording: Recording, steps: Sequence[Step]) -> tuple[Moment, ...]:
    """The start, and every moment after it."""
    moments = [START]
    totals = Counter(s.frame for s in recording.snapshots if s.event.kind == STATEMENT)
    statements: Counter[int | None] = Counter()
    rows, lit = _rows_of(recording, steps), dict[int, int]()
    for before, snapshot in zip((None, *recording.snapshots), recording.snapshots, strict=False):
        frame = snapshot.frame or 0
        is_statement = snapshot.event.kind == STATEMENT
        statements[frame] += is_statement
        step = rows.get(snapshot.seq, 0)
        lit[frame] = step or lit.get(frame) or moments[-1].lit
        for face, trackers in _faces_of(snapshot, before):
            moments.append(
                Moment(
                    index=len(moments),
                    seq=snapshot.seq,
                    frame=frame,
                    nth=statements[frame] if is_statement else 0,
                    of=totals[frame] if is_statement else 0,
                    client=snapshot.client,
                    face=face,
                    event=snapshot.event,
                    at=snapshot.at,
                    trackers=trackers,
                    step=step,
                    lit=lit[frame],
                )
            )
    return tuple(moments)


def find(moments: Sequence[Moment], name: str) -> Moment | None:
    """The moment that has this name in addresses."""
    return next((moment for moment in moments if moment.addressed and moment.name == name), None)


def _rows_of(recording: Recording, steps: Sequence[Step]) -> Mapping[int, int]:
    """The author's row of each snapshot that has one."""
    found = ((recording.moment(step.event, step.client, step.nth), step.number) for step in reversed(steps))
    return {snapshot.seq: number for snapshot, number in found if snapshot}


def _faces_of(
    snapshot: Snapshot, before: Snapshot | None
) -> Iterator[tuple[Literal["held", "passed"], Mapping[str, Tracker]]]:
    """The faces of what was recorded, each with what the trackers said then."""
    if snapshot.event.kind == STATEMENT:
        yield ("passed" if snapshot.phase == "info" else "held"), snapshot.trackers
    elif snapshot.event.direction == "code":
        yield "passed", snapshot.trackers
    else:
        yield "held", before.trackers if before else NOTHING
        yield "passed", snapshot.trackers
