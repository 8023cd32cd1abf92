"""Both sides of a run become one: snapshots as a live run shows them, and what the clients saw among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sandbox.domain.events import fact
from sandbox.domain.recording import Seen
from sandbox.domain.trace import Snapshot
from sandbox.stepping.recorder import Recorder

ANSWERS = {"websocket.accept", "websocket.close", "application.raised"}  # to a handshake
NORMAL = 1000  # what a close without a code means

Told = Sequence[Snapshot]  # as the server wrote them: neither numbered nor counted, `t` is this machine's clock
Leavings = Mapping[str, float | None]  # when each client ended its connection itself


def fold(clients: Iterable[str], began: float, told: Told) -> tuple[Snapshot, ...]:
    """Snapshots numbered and counted as those of a live run are."""
    now = began
    recorder = Recorder(clients, lambda: now)
    for raw in told:
        now = raw.t
        recorder.count(raw.client, raw.event)
        recorder.record(raw.client, raw.phase, raw.event, raw.at, frame=recorder.frame_of(raw.client, raw.event))
    return recorder.trace


def with_drops(told: Told, seen: Sequence[Seen], left: Leavings) -> Told:
    """The same, and `server.gave_up` wherever the server let a handshake drop that nobody had answered."""
    for refused in seen:
        if refused.kind == "refused" and refused.status == 0 and left[refused.client] is None:
            told = _with_drop(told, refused)
    return told


def _with_drop(told: Told, refused: Seen) -> Told:
    """It stands where the client learns of it, at the latest before the consumer does; an accept opens nothing then."""
    index = next((i for i, raw in enumerate(told) if raw.t > refused.t or _disconnects(raw, refused.client)), len(told))
    own = [raw for raw in told[:index] if raw.client == refused.client]
    if not own or any(raw.event.kind in ANSWERS for raw in own):
        return told
    connecting = next(raw for raw in own[::-1] if raw.event.kind in {"handler.returned", "websocket.connect"})
    moment = min([refused.t, *(raw.t for raw in told[index : index + 1])])
    drop = replace(connecting, t=moment, phase="info", event=fact("server.gave_up"))
    return [*told[:index], drop, *(_unaccepted(raw, refused.client) for raw in told[index:])]


def _unaccepted(raw: Snapshot, client: str) -> Snapshot:
    if raw.client != client or not raw.event.accepted:
        return raw
    return replace(raw, event=replace(raw.event, accepted=False))


def placed(seen: Sequence[Seen], began: float, told: Told, left: Leavings) -> tuple[Seen, ...]:
    """What the clients saw, each right after what caused it, in an order that is the same in every run."""
    found = [
        sight for client in left for sight in _placed([one for one in seen if one.client == client], told, left[client])
    ]
    return tuple(replace(sight, t=round(sight.t - began, 3)) for sight in sorted(found, key=lambda sight: sight.seq))


def _placed(seen: Sequence[Seen], told: Told, left: float | None) -> Iterator[Seen]:
    """The same of one client. The close after a refusal goes with it."""
    seq, before = 0, ""
    for sight in seen:
        if before != "refused":
            seq = max(seq, _cause(sight, told, left, seq))
        before = sight.kind
        yield replace(sight, seq=seq)


def _cause(sight: Seen, told: Told, left: float | None, last: int) -> int:
    """The number of the snapshot that a client's sight follows: its cause, or else the one before it in time."""
    ends = sight.kind in {"refused", "close"}
    if ends and left is not None:
        return _end(sight.client, told, left)
    own = [(seq, raw) for seq, raw in enumerate(told, 1) if raw.client == sight.client]
    refused = {seq for (seq, raw), (_, after) in pairwise(own) if _is_refused(raw, after)}
    before = [(seq, raw) for seq, raw in own if last < seq and raw.t <= sight.t and seq not in refused]
    causes = (seq for seq, raw in before if _is_cause(sight, raw))
    return next(causes, None) or (_end(sight.client, told, sight.t) if ends else _before(told, sight.t))


def _end(client: str, told: Told, moment: float) -> int:
    """The number of the snapshot that an end follows which the application did not cause.

    `websocket.disconnect` tells of the same end, and which side learns of it first is chance. Where the application is
    busy otherwise when it comes, time decides.
    """
    own = ((seq, raw) for seq, raw in enumerate(told, 1) if raw.client == client)
    following = next(((seq, raw) for seq, raw in own if raw.t > moment or _disconnects(raw, client)), None)
    return following[0] if following and _disconnects(following[1], client) else _before(told, moment)


def _is_refused(raw: Snapshot, after: Snapshot) -> bool:
    """Whether the server raised at what the application asked for: the exception comes from the very same line."""
    if after.event.kind != "application.raised" or raw.at is None or after.at is None:
        return False
    return (raw.at.file, raw.at.line) == (after.at.file, after.at.line)


def _is_cause(sight: Seen, raw: Snapshot) -> bool:
    event = raw.event
    match sight.kind, event.kind:
        case "open", "websocket.accept":
            return True
        case "message", "websocket.send":
            return (event.text, event.binary) == (sight.text, sight.binary)
        case "close", "websocket.close":
            return sight.code == (NORMAL if event.code is None else event.code)
        case "close", "application.raised":
            return True
        case "refused", kind:
            return kind == REFUSERS.get(sight.status or 0, "application.raised")
    return False


REFUSERS = {0: "server.gave_up", 101: "websocket.accept", 403: "websocket.close"}


def _before(told: Told, moment: float) -> int:
    """The number of the last snapshot up to a moment."""
    return next((seq for seq, raw in enumerate(told) if raw.t > moment), len(told))


def _disconnects(raw: Snapshot, client: str) -> bool:
    return raw.client == client and raw.event.kind == "websocket.disconnect"
