"""A variant's application as a stock server calls it: in the server's own task, its border told as it is crossed."""

import asyncio
from types import ModuleType
from typing import Any

from asgiref.sync import sync_to_async

from sandbox.domain.events import Event
from sandbox.domain.scenario import Variant
from sandbox.domain.trace import Phase, Position
from sandbox.recording.lines import Writer
from sandbox.stepping.asgi import Message, Receive, Scope, Send
from sandbox.stepping.border import Border
from sandbox.stepping.layer import Layers, TracedLayer
from sandbox.stepping.positions import Positions
from sandbox.stepping.source import application_of
from sandbox.stepping.statements import Statements
from sandbox.stepping.stops import stops

ROUNDS = 20  # of the event loop: what is ready to run, and what that makes ready, has run by then


class Served:
    """The application for all clients of one run. Over HTTP the recorder asks it for itself:

    `/clients/<name>/<port>` says which client comes from a port, `/quiet` is answered once nothing is left to do.
    """

    def __init__(self, variant: Variant, module: ModuleType, layers: Layers, writer: Writer) -> None:
        self._variant = variant
        self._module = module
        self._writer = writer
        self._application = application_of(module, variant)
        self._layers = layers
        self._names: dict[int, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection. A server that asks for more, such as a lifespan, finds that there is none."""
        if scope["type"] == "websocket":
            await self._serve(self._names[scope["client"][1]], scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope["path"])
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})
        else:
            raise ValueError(f"only websocket and http are served here, not {scope['type']}")

    async def _serve(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        async def ask() -> Message:
            self._writer.asks(client)
            return await receive()

        def pass_by(event: Event, at: Position | None) -> None:
            self._writer.tell(client, "passed", event, at)

        async def hold(event: Event, at: Position | None, **_: bool) -> None:
            pass_by(event, at)

        def tell(event: Event, at: Position | None, phase: Phase) -> None:
            if event.kind != "handler.done":  # a notice for who steps
                self._writer.tell(client, phase, event, at)

        layer = self._layers.of(client)
        naming = layer and _NamingLayer(layer, client, self._writer)
        at = Positions(self._variant, self._module)
        statements = Statements(at, hold, pass_by, tell)
        statements.on = True
        stops.set(statements)
        await Border(self._application, at, naming, hold, tell)(scope, ask, send)

    async def _answer(self, path: str) -> None:
        match path.split("/"):
            case ["", "clients", name, port]:
                self._names[int(port)] = name
            case _:
                await _nothing_is_left()


class _NamingLayer:
    """One client's way to its layer, which tells what its channels are called."""

    def __init__(self, layer: TracedLayer, client: str, writer: Writer) -> None:
        self._layer = layer
        self._client = client
        self._writer = writer

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the layer has
        return getattr(self._layer, name)

    async def new_channel(self, prefix: str = "specific") -> str:
        channel: str = await self._layer.new_channel(prefix)
        self._writer.named(channel, f"<channel of {self._client}>")
        return channel


async def _nothing_is_left() -> None:
    """Stand behind all that is ready to run, on the event loop and in the thread that sync code shares."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
    await sync_to_async(lambda: None)()
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
