"""A scenario: consumers as a developer would write them, what their clients do, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sandbox.domain.outcome import Outcome
from sandbox.domain.recording import Recording

DEFAULT_VARIANT = "default"

ActionKind = Literal["connect", "send", "send_bytes", "close", "abort", "wait"]
Server = Literal["stock", "long", "uvicorn"]
LayerMode = Literal["one", "per-client", "none"]
Player = Literal["browser", "server"]


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a client asks for when it opens its socket.

    `origin` is None for a page of the same site and empty for a client that sends no Origin; `user` is the name of
    somebody who is signed in, or empty.
    """

    path: str
    query: str = ""
    origin: str | None = None
    subprotocols: tuple[str, ...] = ()
    user: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """A socket under study. A client that needs what a browser's script cannot choose is played by the server.

    One that `ignores_pings` does not answer those of the server.
    """

    handshake: Handshake
    player: Player = "browser"
    ignores_pings: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a client does; `client` is empty for `wait`.

    `connect` has the `handshake` where it is not the client's own, `send` its `text`, which is written out `times`
    times, `send_bytes` its `binary`, `close` its `code` if one is given, `wait` its `seconds`; `abort` ends the TCP
    connection without a word. An action `at_once` does not wait until the one before it has been dealt with.
    """

    client: str
    kind: ActionKind
    text: str = ""
    times: int = 1
    binary: bytes = b""
    code: int | None = None
    seconds: float = 0.0
    handshake: Handshake | None = None
    at_once: bool = False

    @property
    def message(self) -> str:
        """The whole text that is sent."""
        return self.text * self.times


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a scenario, exactly as it stands on disk; `path` is absolute, `name` is what people see."""

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One way a scenario goes: the code, the server that it runs behind, what the clients do, and what comes of it.

    `sources` are all files of the code that the page shows, the first of which holds the `consumer` class or, where
    that is empty, the ASGI `application`. `attributes` are the names that the sources set on `self`, in the order of
    their lines: known before anything runs. `recording` is None where there is none, or a stale one.
    """

    name: str
    title: str
    sources: tuple[Source, ...]
    consumer: str
    script: tuple[Action, ...]
    attributes: tuple[str, ...] = ()
    predict: str = ""
    server: Server = "stock"
    layer: LayerMode = "one"
    database: bool = False
    live: bool = True
    outcome: Outcome = field(default_factory=Outcome)
    recording: Recording | None = None

    @property
    def source(self) -> Source:
        """The file that holds the consumer or the application."""
        return self.sources[0]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What `scenarios/<name>/scenario.yaml` says; `clients` in the order in which they open."""

    course: str
    name: str
    title: str
    clients: Mapping[str, Client]
    variants: Mapping[str, Variant]
