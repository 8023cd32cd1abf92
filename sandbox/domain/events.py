"""What can happen in a run, named as in ASGI."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Direction = Literal["in", "out", "layer", "code"]

INCOMING = frozenset({"websocket.connect", "websocket.receive", "websocket.disconnect"})
LONGEST_TEXT = 4096  # characters, or bytes, of one message that a snapshot shows


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as it is shown: its type's name and its message."""

    type: str
    message: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is about to. Which fields are filled depends on `kind`.

    `direction` is seen from the consumer: in, out, layer for what goes to or comes from the channel layer, or code for
    a fact about its own code. `length` is that of the whole message, in characters of `text` or bytes of `binary`,
    which are cut to `LONGEST_TEXT`. A layer's message is shown as `text`; `group` is the one it names.
    """

    kind: str
    direction: Direction
    text: str | None = None
    binary: bytes | None = None
    length: int | None = None
    code: int | None = None
    group: str | None = None
    accepted: bool | None = None
    seconds: int | None = None
    raised: Raised | None = None

    @property
    def weight(self) -> int:
        """Bytes that this event takes in a trace, roughly."""
        return 512 + len(self.text or "") + 2 * len(self.binary or b"")


def event_of(message: Mapping[str, Any]) -> Event:
    """The event that an ASGI message is; a message of a kind unknown to us is still an event."""
    kind = str(message.get("type", "?"))
    text, binary = message.get("text"), message.get("bytes")
    return Event(
        kind=kind,
        direction="in" if kind in INCOMING else "out",
        text=text[:LONGEST_TEXT] if isinstance(text, str) else None,
        binary=binary[:LONGEST_TEXT] if isinstance(binary, bytes) else None,
        length=len(text) if isinstance(text, str) else len(binary) if isinstance(binary, bytes) else None,
        code=code if isinstance(code := message.get("code"), int) else None,
    )


def fact(kind: str, **details: Any) -> Event:
    """An event of the consumer's code or its server, at which nothing stops."""
    return Event(kind=kind, direction="code", **details)
