"""A stock server for somebody who is no client of the recorder's, such as a browser."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress

from sandbox.domain.scenario import Handshake
from sandbox.domain.trace import Snapshot
from sandbox.recording.lines import Line
from sandbox.recording.server import HOST, Server, serving
from sandbox.stepping.handshakes import handshake_of
from tests.sandbox.recording.on_disk import scenario_on_disk

PATIENCE = 30
PAGE = b"<!doctype html><title>A page</title>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"


class Stand:
    """A variant of the course behind its server, on a thread of its own. Below `url` stands an empty page.

    Whoever asks for a WebSocket there is client a. The server wants to know which port that comes from, and nobody
    knows it of a browser: so what it sends is carried on from here, byte by byte.
    """

    def __init__(self, scenario: str, variant: str = "default") -> None:
        self.url = ""
        self._scenario = scenario_on_disk(scenario)
        self._variant = self._scenario.variants[variant]
        self._told: list[Snapshot] = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    @property
    def handshake(self) -> Handshake:
        """What client a asks for."""
        return handshake_of(self._scenario, self._variant, "a")

    @property
    def kinds(self) -> list[str]:
        """The kinds of all events so far."""
        return [snapshot.event.kind for snapshot in self._told]

    def wait_for(self, kind: str) -> Snapshot:
        """The first event of this kind, once it has come."""
        until = time.monotonic() + PATIENCE
        while kind not in self.kinds:
            assert time.monotonic() < until, f"no {kind}: {self.kinds}"
            time.sleep(0.02)
        return self._told[self.kinds.index(kind)]

    def close(self) -> None:
        """End the server."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        async with serving(self._scenario, self._variant, self._hear) as server, _relay(server) as port:
            self.url = f"http://{HOST}:{port}"
            self._ready.set()
            await self._ended.wait()

    def _hear(self, line: Line) -> None:
        if isinstance(line, Snapshot):
            self._told.append(line)


@asynccontextmanager
async def _relay(server: Server) -> AsyncIterator[int]:
    """A port whose WebSockets are carried on to the server as those of client a; the rest is answered with a page."""
    ways: set[asyncio.Task[None]] = set()

    async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with closing(target):
            while data := await source.read(65536):
                target.write(data)

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = b""
        with suppress(asyncio.IncompleteReadError):  # a browser may connect before it knows what for
            request = await reader.readuntil(b"\r\n\r\n")
        if b"Upgrade: websocket" not in request:
            with closing(writer):
                writer.write(ANSWER % (len(PAGE), PAGE))
            return
        there, here = await asyncio.open_connection(HOST, server.port)
        await server.get(f"/clients/a/{here.get_extra_info('sockname')[1]}")
        here.write(request)
        ways.update(map(asyncio.ensure_future, (carry(reader, here), carry(there, writer))))

    async with await asyncio.start_server(accept, HOST, 0) as listener:
        yield listener.sockets[0].getsockname()[1]
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
