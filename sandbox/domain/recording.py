"""A run as it was recorded: what the application's border saw, what the clients saw, and what it was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sandbox.domain.trace import Snapshot

FORMAT = 2  # of a recorded run; a new one makes all older ones stale


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that a client saw, in a browser's words. `seq` is the snapshot it follows, 0 for none.

    `open` may have a `subprotocol`, `message` has `text` or else `binary`, `close` has its `code` and `reason`,
    `refused` the HTTP `status` of a handshake that failed, 0 where there was no answer. `t` is in seconds since the run
    began, `since` in seconds since this client began to connect.
    """

    client: str
    kind: Literal["open", "message", "refused", "close"]
    seq: int
    t: float
    since: float
    text: str | None = None
    binary: bytes | None = None
    code: int | None = None
    reason: str = ""
    status: int | None = None
    subprotocol: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """One variant's run by its script over a stock server, with a real client.

    `inputs` is the digest of what it was made from, `versions` maps each package to the version that took part, `day`
    is when it was recorded (ISO). All snapshots have passed or are facts; frames are numbered as in a live run.
    """

    inputs: str
    versions: Mapping[str, str]
    day: str
    snapshots: tuple[Snapshot, ...]
    seen: tuple[Seen, ...]

    @property
    def frames(self) -> int:
        """The number of the last frame."""
        return max((snapshot.frame or 0 for snapshot in self.snapshots), default=0)

    @property
    def events(self) -> tuple[Snapshot, ...]:
        """Every snapshot but those of statements."""
        return tuple(snapshot for snapshot in self.snapshots if snapshot.event.kind != "statement")

    def moments(self, kind: str, client: str | None = None) -> Iterator[Snapshot]:
        """Every snapshot of a kind of event, or of `statement`, of one client or of all, in order."""
        return (s for s in self.snapshots if s.event.kind == kind and client in (None, s.client))

    def moment(self, kind: str, client: str | None = None, nth: int = 1) -> Snapshot | None:
        """The nth snapshot of a kind of event, counted from 1; None where the run has fewer."""
        return next((s for number, s in enumerate(self.moments(kind, client), 1) if number == nth), None)

    def seen_by(self, client: str) -> tuple[Seen, ...]:
        """What one client saw, in order."""
        return tuple(seen for seen in self.seen if seen.client == client)
