"""What a client's browser saw and did in a recorded run, as its own log tells it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sandbox.domain.moments import Moment
from sandbox.domain.recording import Recording, Seen
from sandbox.domain.scenario import Action
from sandbox.domain.trace import Snapshot

READY_STATES = ("CONNECTING", "OPEN", "CLOSING", "CLOSED")
CONNECTING, OPEN, CLOSING, CLOSED = range(4)
NO_SOCKET = "none"
LOST = 1006  # the close code for a connection that ended without a word


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log, and what readyState was then; `at` is the moment that tells of it, `t` in milliseconds."""

    what: str
    detail: str
    t: float
    ready_state: int
    at: int = 0

    @property
    def time(self) -> str:
        """Halves are rounded up, as the page's script does it."""
        return f"{int(self.t + 0.5)} ms" if self.t < 1000 else f"{int(self.t / 100 + 0.5) / 10:.1f} s"


def journal_of(
    recording: Recording, moments: Sequence[Moment], client: str, script: Sequence[Action]
) -> tuple[Entry, ...]:
    """The whole log of one client; `script` tells how it leaves, which a recording does not."""
    places = {moment.seq: moment.index for moment in moments}  # the last face of each
    early = min(1, len(moments) - 1)  # for what came before the server told anything
    happened = _Side(recording, client, leave_of(client, script)).entries()
    return tuple(replace(entry, at=places[seq] or early) for seq, entry in happened)


def leave_of(client: str, script: Sequence[Action]) -> Action | None:
    """How a client ends its connection by itself, if it does."""
    return next((action for action in script if action.client == client and action.kind in {"close", "abort"}), None)


def leaving(leave: Action) -> str:
    """What the log says of that."""
    if leave.kind == "abort":
        return "TCP gone"
    return "" if leave.code is None else f"code {leave.code}"


def ready_state_of(seen: Sequence[Entry]) -> str:
    """What readyState is called after the last of these."""
    return READY_STATES[seen[-1].ready_state] if seen else NO_SOCKET


@dataclass(frozen=True, slots=True)
class _Side:
    """A run as one client lives it; `leave` is how that ends the connection by itself."""

    recording: Recording
    client: str
    leave: Action | None

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Each with the snapshot it belongs to."""
        told = self._told()
        began, there, closed = 0.0, False, False  # of the newest socket: when it was made, in seconds of the run
        for place, one in enumerate(told):
            kind = one.kind if isinstance(one, Seen) else one.event.kind
            if kind == "websocket.connect" or (isinstance(one, Seen) and not there):  # of some the server hears nothing
                began, there, closed = _began(told[place:]), True, False
                yield one.seq, Entry("new WebSocket()", "", 0, CONNECTING)
            t = max(0.0, one.t - began) * 1000
            entry = _sight(one) if isinstance(one, Seen) else self._act(one, t, closed=closed)
            if entry:
                yield one.seq, entry
            closed = closed or kind in {"refused", "close"}
            there = there and kind != "close"

    def _told(self) -> Sequence[Snapshot | Seen]:
        """What the server told of it and what it saw: what the browser does comes before the server hears of it."""
        own: list[Snapshot | Seen] = [one for one in self.recording.snapshots if one.client == self.client]
        return sorted([*own, *self.recording.seen_by(self.client)], key=lambda one: one.seq)

    def _act(self, snapshot: Snapshot, t: float, *, closed: bool) -> Entry | None:
        event = snapshot.event
        match event.kind:
            case "websocket.receive":
                return Entry("send", _described(event.text, event.binary, event.length), t, OPEN)
            case "websocket.disconnect" if self.leave and not closed:
                return Entry("close()", leaving(self.leave), t, CLOSING)
        return None


def _began(told: Sequence[Snapshot | Seen]) -> float:
    """When the browser began to connect, in seconds; the server hears of it a little later."""
    return next((one.t - one.since for one in told if isinstance(one, Seen)), told[0].t)


def _sight(seen: Seen) -> Entry:
    t = seen.since * 1000
    match seen.kind:
        case "open":
            return Entry("open", seen.subprotocol, t, OPEN)
        case "message":
            return Entry("message", _described(seen.text, seen.binary), t, OPEN)
        case "refused":
            return Entry("error", "", t, CLOSED)
        case "close":
            clean = "" if seen.code == LOST else ", clean"
            return Entry("close", f"code {seen.code}{clean}", t, CLOSED)


def _described(text: str | None, binary: bytes | None, length: int | None = None) -> str:
    if binary is None:
        return text or ""
    return f"{length or len(binary)} bytes"
