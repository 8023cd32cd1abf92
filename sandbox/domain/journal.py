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
        return f"{self.t:.0f} ms" if self.t < 1000 else f"{self.t / 1000:.1f} s"


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
        """Each with the snapshot it belongs to: what the browser does comes before the server hears of it."""
        own = [(s.seq, 0, self._act(s)) for s in self.recording.snapshots if s.client == self.client]
        seen = [(one.seq, 1, _sight(one)) for one in self.recording.seen_by(self.client)]
        told = sorted([*own, *seen], key=lambda item: item[:2])
        return ((seq, entry) for seq, _, entry in told if entry)

    def _act(self, snapshot: Snapshot) -> Entry | None:
        event = snapshot.event
        connected = [s for s in self.recording.moments("websocket.connect", self.client) if s.seq <= snapshot.seq]
        if not connected:
            return None
        t = max(0.0, snapshot.t - self._began(connected[-1])) * 1000
        match event.kind:
            case "websocket.connect":
                return Entry("new WebSocket()", "", 0, CONNECTING)
            case "websocket.receive":
                return Entry("send", _described(event.text, event.binary, event.length), t, OPEN)
            case "websocket.disconnect" if self.leave and not self._is_closed(connected[-1].seq, snapshot.seq):
                return Entry("close()", _leaving(self.leave), t, CLOSING)
        return None

    def _began(self, connected: Snapshot) -> float:
        """When the browser began to connect, in seconds; the server hears of it a little later."""
        later = (seen for seen in self.recording.seen_by(self.client) if seen.seq >= connected.seq)
        return next((seen.t - seen.since for seen in later), connected.t)

    def _is_closed(self, since: int, before: int) -> bool:
        """Whether the connection that began with one snapshot had ended before another."""
        seen = self.recording.seen_by(self.client)
        return any(one.kind in {"refused", "close"} and since <= one.seq < before for one in seen)


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


def _leaving(leave: Action) -> str:
    if leave.kind == "abort":
        return "TCP gone"
    return "" if leave.code is None else f"code {leave.code}"
