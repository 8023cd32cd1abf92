"""Scenarios of one file, and moments of a run, made by hand."""

from typing import Any

from sandbox.domain.events import Event
from sandbox.domain.recording import Recording, Seen
from sandbox.domain.scenario import Action, Client, Handshake, Player, Scenario, Server, Source, Variant
from sandbox.domain.trace import Position, Snapshot

CONNECT = Action("a", "connect")
CLOSE = Action("a", "close")

HEAD = (
    "from channels.generic.websocket import AsyncWebsocketConsumer\n\n\nclass TestedConsumer(AsyncWebsocketConsumer):\n"
)
ECHO = "    async def receive(self, text_data=None, bytes_data=None):\n        await self.send(text_data, bytes_data)\n"


def scenario_of(
    body: str,
    *script: Action,
    server: Server = "stock",
    players: tuple[Player, ...] = ("browser",),
    handshake: Handshake | None = None,
    **details: Any,
) -> tuple[Scenario, Variant]:
    """One consumer whose class has this body, and clients a, b, c as many as there are players."""
    source = Source("consumer.py", "/course/scenarios/tested/consumer.py", HEAD + body)
    variant = Variant("default", "Tested", (source,), "TestedConsumer", script, server=server, **details)
    clients = {
        name: Client(handshake or Handshake("/ws/"), player) for name, player in zip("abc", players, strict=False)
    }
    return Scenario("course", "tested", "Tested", clients, {"default": variant}), variant


def raw(t: float, kind: str, client: str = "a", at: Position | None = None, **details: Any) -> Snapshot:
    """An event as the server tells it."""
    return Snapshot(0, None, None, t, client, "passed", Event(kind, "out", **details), at, {})


def seen(t: float, kind: Any, client: str = "a", **details: Any) -> Seen:
    """Something that a client saw at this moment."""
    return Seen(client, kind, 0, t, t, **details)


def kinds(recording: Recording) -> list[str]:
    """The kinds of all events, in order."""
    return [snapshot.event.kind for snapshot in recording.events]


def causes(recording: Recording) -> list[tuple[str, str]]:
    """What clients saw, each with the kind of the snapshot that it follows."""
    return [(sight.kind, recording.snapshots[sight.seq - 1].event.kind) for sight in recording.seen]


def sights(recording: Recording, client: str = "a") -> list[tuple[Any, ...]]:
    """What a client saw, each as its kind and what it carries."""
    return [_sight(sight) for sight in recording.seen_by(client)]


def _sight(sight: Seen) -> tuple[Any, ...]:
    carried = {
        "open": (sight.subprotocol,) if sight.subprotocol else (),
        "message": (sight.text if sight.binary is None else sight.binary,),
        "refused": (sight.status,),
        "close": (sight.code, sight.reason) if sight.reason else (sight.code,),
    }
    return (sight.kind, *carried[sight.kind])
