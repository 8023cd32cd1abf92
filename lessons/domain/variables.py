"""The variables of a tracker, and what a recorded run knows of each of them at a moment."""

import re
from collections.abc import Iterator

from sandbox.domain.authored import NOT_SET, OWN, READY_STATE
from sandbox.domain.journal import NO_SOCKET
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Scenario, Variant
from sandbox.domain.trace import Snapshot
from sandbox.domain.tracker import Tracker

TEACHING = ("connection_state", "message_buffer")
NAMED = re.compile(r"(?P<variable>\S+)(?: \((?P<client>\S+)\))?")
ENDS = frozenset({"websocket.close", "websocket.disconnect", "server.gave_up", "application.raised"})
OVER = frozenset({"application.finished", "application.raised"})


def names_in(scenario: Scenario, variant: Variant) -> Iterator[str]:
    """What a tracker may name; `(b)` behind it says whose, where that is not the first client."""
    own = [*TEACHING, READY_STATE, *(f"{OWN}{attribute}" for attribute in variant.attributes)]
    for number, client in enumerate(scenario.clients):
        yield from (f"{name} ({client})" if number else name for name in own)


def value_at(name: str, moment: Snapshot | None, recording: Recording, first: str) -> str:
    """What a variable holds once `moment` has passed, or at the start; `first` is the client that needs no naming.

    A moment of `websocket.disconnect` is read when the application has ended. An attribute is read at its consumer's
    next frame: what the moment sets off has run by then.
    """
    named = NAMED.fullmatch(name)
    assert named  # noqa: S101  # it is one of `names_in`
    variable, client = named["variable"], named["client"] or first
    at = moment and _settled(moment, recording)
    if variable in TEACHING:
        value: str = getattr(at.trackers[client] if at else Tracker(), variable)
        return value
    if variable == READY_STATE:
        return _ready_state(client, at, recording)
    return _attribute(variable.removeprefix(OWN), client, at, recording) if at else NOT_SET


def _settled(moment: Snapshot, recording: Recording) -> Snapshot:
    """The moment itself; of a disconnect, the end of its application."""
    if moment.event.kind != "websocket.disconnect":
        return moment
    own = [s for s in recording.snapshots if s.client == moment.client and s.seq >= moment.seq]
    return next((s for s in own if s.event.kind in OVER), own[-1])


def _ready_state(client: str, at: Snapshot | None, recording: Recording) -> str:
    """The browser's word for its own socket. A close that the server did not cause comes after the moment."""
    if at is None or not any(s.client == client and s.seq <= at.seq for s in recording.snapshots):
        return NO_SOCKET
    state = "CONNECTING"
    for seen in recording.seen_by(client):
        if seen.kind == "open" and seen.seq <= at.seq:
            state = "OPEN"
        elif seen.kind == "close" and (seen.seq < at.seq or (seen.seq == at.seq and at.event.kind in ENDS)):
            state = "CLOSED"
    return state


def _attribute(name: str, client: str, at: Snapshot, recording: Recording) -> str:
    own = [s for s in recording.snapshots if s.client == client and s.at and s.frame]
    later = [s for s in own if (s.frame or 0) > (at.frame or 0) and s.event.kind != "statement"]
    found = next(iter(later), None) or next(reversed(own), None)
    return found.at.attributes.get(name, NOT_SET) if found and found.at else NOT_SET
