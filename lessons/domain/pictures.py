"""A lesson's small picture: what happens on its wire, told by the recorded run of its scenario."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lessons.domain.bodies import Steps
from lessons.domain.lesson import Lesson
from sandbox.domain.events import INCOMING
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario
from sandbox.domain.trace import Snapshot

TOP, BOTTOM = 10, 50  # of a picture that is 60 high
MOST = 6  # marks for which there is room

Kind = Literal["client", "server", "work", "refused", "fan-out"]

OUTGOING: Mapping[str, Kind] = {
    "websocket.accept": "server",
    "websocket.send": "server",
    "websocket.close": "server",
    "layer.group_send": "fan-out",
}
FAILURES = frozenset({"application.raised", "server.gave_up"})
ENDS = FAILURES | {"websocket.close"}  # the server's: the browser's own goodbye comes no more


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a picture, and how far down it is.

    A message of the browser or of the server, the work of a handler that answers nothing, a message of the browser that
    ends badly, or one message that goes to many.
    """

    kind: Kind
    y: float


def picture_of(lesson: Lesson, scenario: Scenario | None) -> tuple[Mark, ...]:
    """From the recorded run; where there is none, from the lesson's own steps."""
    recording = scenario and scenario.variants[DEFAULT_VARIANT].recording
    if scenario and recording:
        return _spread(tuple(_told(recording, next(iter(scenario.clients)))))
    steps = lesson.body(Steps)
    return _spread(tuple("client" if row.step.event in INCOMING else "server" for row in steps.rows) if steps else ())


def _spread(kinds: Sequence[Kind]) -> tuple[Mark, ...]:
    """Over the height of the picture. Where there are too many, first the work gives way, then what comes last."""
    shown = kinds if len(kinds) <= MOST else [kind for kind in kinds if kind != "work"][:MOST]
    gap = (BOTTOM - TOP) / max(1, len(shown) - 1)
    return tuple(Mark(kind, TOP + place * gap) for place, kind in enumerate(shown))


def _told(recording: Recording, client: str) -> Iterator[Kind]:
    """What one client's side of a run comes to; who sends to a group sends to everyone, whoever it is."""
    own = [s for s in recording.events if s.client == client or s.event.kind == "layer.group_send"]
    starts = [place for place, snapshot in enumerate(own) if snapshot.event.kind in INCOMING]
    is_over = False
    for start, end in pairwise([*starts, len(own)]):
        if not is_over:
            yield from _exchange(own[start], own[start + 1 : end])
        is_over = any(snapshot.event.kind in ENDS for snapshot in own[start:end])


def _exchange(message: Snapshot, following: Sequence[Snapshot]) -> Iterator[Kind]:
    """A message of the browser's, and what comes of it before its next one."""
    kinds = [snapshot.event.kind for snapshot in following]
    is_turned_away = any(s.event.kind == "websocket.close" and _is_rejected(s) for s in following)
    if is_turned_away or FAILURES & {*kinds}:
        yield "refused"
        return
    yield "client"
    answers = [kind for kind in kinds if kind in OUTGOING]
    if "layer.group_send" in answers:  # what each of the many then passes on is drawn with it
        answers = [kind for kind in answers if kind != "websocket.send"]
    yield from (OUTGOING[kind] for kind in answers)
    if not answers and message.event.kind != "websocket.disconnect":
        yield "work"


def _is_rejected(snapshot: Snapshot) -> bool:
    return snapshot.trackers[snapshot.client].connection_state == "Rejected"
