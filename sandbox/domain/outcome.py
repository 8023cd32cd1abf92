"""What comes of a scenario's script, as its author says it and as a recording shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds since the client began to connect, at least and at most."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Received:
    """One message that a client gets, text or else binary."""

    text: str | None = None
    binary: bytes | None = None
    after: Span | None = None


@dataclass(frozen=True, slots=True)
class RaisedAt:
    """An exception that leaves the application: its type's name, and the last line of the scenario's code it came
    through; None where that is not claimed.
    """

    type: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ClientOutcome:
    """What one client sees, and what its consumer does. What is None is not claimed, but that nothing is raised.

    `close` is the code that a browser's CloseEvent says, 0 where the socket stays open. `status` is that of the HTTP
    answer to a handshake, 0 where there is none.
    """

    opened: bool | None = None
    status: int | None = None
    subprotocol: str | None = None
    received: tuple[Received, ...] | None = None
    close: int | None = None
    reason: str | None = None
    after: Span | None = None
    raised: RaisedAt | None = None
    disconnect_called: bool | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all clients see; empty where nothing is claimed."""

    clients: Mapping[str, ClientOutcome] = field(default_factory=lambda: MappingProxyType({}))
