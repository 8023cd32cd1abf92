"""Recorded runs, made by hand."""

from typing import Any

from sandbox.domain.events import Event, event_of, fact
from sandbox.domain.recording import Recording, Seen
from sandbox.domain.scenario import Action
from sandbox.domain.trace import Position, Snapshot
from sandbox.recording.joining import fold

CLOSES = (Action("a", "close"),)


def at(
    line: int, function: str = "receive", *, file: str = "consumer.py", own: Any = None, **variables: str
) -> Position:
    """A line of the code; `own` are the attributes."""
    return Position(file, line, function, own or {}, variables)


def told(event: Event, position: Position | None = None, client: str = "a", phase: Any = None) -> Snapshot:
    """An event as a server tells it."""
    passed: Any = "info" if event.direction == "code" and event.kind != "statement" else "passed"
    return Snapshot(0, None, None, 0, client, phase or passed, event, position, {})


def asgi(kind: str, position: Position | None = None, client: str = "a", **fields: Any) -> Snapshot:
    """An event that is an ASGI message."""
    return told(event_of({"type": f"websocket.{kind}", **fields}), position, client)


def statement(line: int, function: str = "receive", client: str = "a", **values: Any) -> Snapshot:
    """A statement that is next."""
    return told(fact("statement"), at(line, function, **values), client)


def layer(kind: str, client: str = "a", group: str = "room") -> Snapshot:
    """An event of the channel layer."""
    return told(Event(f"layer.{kind}", "layer", group=group), None, client)


def run_of(*snapshots: Snapshot, seen: tuple[Seen, ...] = (), clients: str = "a") -> Recording:
    """They happen a tenth of a second after one another, the first at 0.1."""
    later = [Snapshot(**{**_fields(s), "t": round(n / 10, 1)}) for n, s in enumerate(snapshots, 1)]
    return Recording("", {"channels": "4.3.2"}, "2026-11-22", fold(clients, 0.0, later), seen)


def saw(kind: Any, seq: int, client: str = "a", **details: Any) -> Seen:
    """Something that a client saw right after a snapshot; it had begun to connect when the run did."""
    return Seen(client, kind, seq, round(seq / 10, 1), round(seq / 10, 1), **details)


def _fields(snapshot: Snapshot) -> dict[str, Any]:
    return {name: getattr(snapshot, name) for name in Snapshot.__slots__}


HELLO = run_of(
    asgi("connect", at(7, "connect")),
    statement(8, "connect"),
    statement(9, "connect", own={"heard": "[]"}),
    asgi("accept", at(9, "connect", own={"heard": "[]"})),
    told(fact("handler.returned", accepted=True), at(7, "connect", own={"heard": "[]"})),
    asgi("receive", at(11, own={"heard": "[]"}), text="hi"),
    statement(12, own={"heard": "[]"}, text="'hi'"),
    asgi("send", at(13, own={"heard": "['hi']"}, text="'hi'", reply="'HI'"), text="HI"),
    asgi("disconnect", at(18, "disconnect", own={"heard": "['hi']"}), code=1000),
    told(fact("application.finished")),
    seen=(saw("open", 4), saw("message", 8, text="HI"), saw("close", 9, code=1000)),
)
