"""A client against a server whose every byte is chosen: what no server of the recordings does."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from websockets.frames import Frame, Opcode

from sandbox.domain.recording import Seen
from sandbox.domain.scenario import Client, Handshake, Player
from sandbox.recording import client
from sandbox.recording.client import ClientSocket

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Talk:
    """A client that has asked for its WebSocket, what it saw, and both ends of the server's side."""

    def __init__(self, client: Client) -> None:
        self.seen: list[Seen] = []
        self.socket = ClientSocket("a", client, client.handshake, self.seen.append)
        self._sides: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Future()

    async def begin(self) -> None:
        server = await asyncio.start_server(lambda *sides: self._sides.set_result(sides), "127.0.0.1", 0)
        async with server:
            await self.socket.dial(server.sockets[0].getsockname()[1])
            self.socket.connect("sessionid=1")
            self.reader, self.writer = await self._sides
        self.request = (await self.reader.readuntil(b"\r\n\r\n")).decode()

    def accept(self) -> None:
        key = next(line[19:] for line in self.request.split("\r\n") if line.startswith("Sec-WebSocket-Key: "))
        digest = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()
        self.writer.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + base64.b64encode(digest) + b"\r\n\r\n"
        )

    def frame(self, opcode: Opcode, payload: bytes, *, fin: bool = True) -> None:
        self.writer.write(Frame(opcode, payload, fin).serialize(mask=False))

    async def sees(self, kind: str) -> Seen:
        for _ in range(200):
            if self.seen and self.seen[-1].kind == kind:
                return self.seen[-1]
            await asyncio.sleep(0.01)
        raise AssertionError(f"no {kind}: {self.seen}")


@asynccontextmanager
async def talking(
    player: Player = "browser", handshake: Handshake | None = None, *, ignores_pings: bool = False
) -> AsyncIterator[Talk]:
    talk = Talk(Client(handshake or Handshake("/ws/"), player, ignores_pings))
    await talk.begin()
    try:
        yield talk
    finally:
        talk.writer.close()
        talk.socket.abort()
        await asyncio.sleep(0)


async def test_the_request_is_the_handshake_that_was_asked_for() -> None:
    asked = Handshake("/ws/chat/", "room=1", "http://evil.example", ("one", "two"))
    async with talking("server", asked) as talk:
        assert talk.request.startswith("GET /ws/chat/?room=1 HTTP/1.1\r\n")
        assert "Origin: http://evil.example\r\n" in talk.request
        assert "Sec-WebSocket-Protocol: one, two\r\n" in talk.request
        assert "Cookie: sessionid=1\r\n" in talk.request


async def test_a_page_of_the_same_site_names_its_own_origin_and_some_clients_none() -> None:
    async with talking() as talk:
        host = next(line[6:] for line in talk.request.split("\r\n") if line.startswith("Host: "))
        assert f"Origin: http://{host}\r\n" in talk.request
    async with talking("server", Handshake("/ws/", origin="")) as talk:
        assert "Origin" not in talk.request


async def test_a_browser_sends_nothing_while_it_is_connecting() -> None:
    async with talking() as talk:
        talk.socket.send("early")
        assert talk.socket.sent == 0


@pytest.mark.parametrize("ignores_pings", [False, True])
async def test_a_ping_is_answered_by_a_client_that_does_not_ignore_it(
    ignores_pings: bool,
) -> None:  # a parameter of pytest's
    async with talking("server", ignores_pings=ignores_pings) as talk:
        talk.accept()
        talk.frame(Opcode.PING, b"?")
        await talk.sees("open")
        talk.socket.close()
        first = await talk.reader.readexactly(1)
        assert first[0] == 0x80 | (Opcode.CLOSE if ignores_pings else Opcode.PONG)


async def test_a_message_in_several_frames_is_seen_as_one() -> None:
    async with talking() as talk:
        talk.accept()
        talk.frame(Opcode.TEXT, b"hel", fin=False)
        talk.frame(Opcode.PING, b"?")
        talk.frame(Opcode.CONT, b"lo")
        assert (await talk.sees("message")).text == "hello"
        assert [seen.kind for seen in talk.seen] == ["open", "message"]


async def test_a_long_message_is_seen_as_far_as_an_event_shows_it() -> None:
    async with talking() as talk:
        talk.accept()
        talk.frame(Opcode.BINARY, b"x" * 5000)
        assert (await talk.sees("message")).binary == b"x" * 4096


async def test_a_close_without_a_code_is_1005() -> None:
    async with talking() as talk:
        talk.accept()
        talk.frame(Opcode.CLOSE, b"")
        await talk.sees("open")
        await talk.reader.read(100)
        talk.writer.close()
        assert (await talk.sees("close")).code == 1005


async def test_whoever_closes_while_connecting_ends_the_connection() -> None:
    async with talking() as talk:
        talk.socket.close()
        assert (await talk.sees("close")).code == 1006
        assert [(seen.kind, seen.status) for seen in talk.seen] == [("refused", 0), ("close", None)]
        assert talk.socket.left
        assert await talk.reader.read() == b""


async def test_a_browser_that_closes_is_told_no_message_more() -> None:
    async with talking() as talk:
        talk.accept()
        await talk.sees("open")
        talk.socket.close(4001)
        talk.frame(Opcode.TEXT, b"late")
        talk.frame(Opcode.CLOSE, b"\x0f\xa1bye")
        await asyncio.sleep(0.05)
        talk.writer.close()
        closed = await talk.sees("close")
        assert (closed.code, closed.reason) == (4001, "bye")
        assert [seen.kind for seen in talk.seen] == ["open", "close"]


async def test_a_server_that_does_not_answer_a_close_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "CLOSING_SECONDS", 0.05)
    async with talking() as talk:
        talk.accept()
        await talk.sees("open")
        talk.socket.close()
        assert (await talk.sees("close")).code == 1006


async def test_once_it_is_over_nothing_is_sent_closed_or_aborted() -> None:
    async with talking("server") as talk:
        talk.writer.close()
        assert (await talk.sees("close")).code == 1006
        talk.socket.send("late")
        talk.socket.close()
        talk.socket.abort()
        assert talk.socket.sent == 0
        assert talk.socket.left is None


async def test_an_answer_that_is_no_upgrade_is_a_refusal_with_its_status() -> None:
    async with talking() as talk:
        talk.writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        assert (await talk.sees("close")).code == 1006
        assert talk.seen[0].status == 404


async def test_what_is_no_http_is_no_answer() -> None:
    async with talking() as talk:
        talk.writer.write(b"hello\r\n\r\n")
        assert (await talk.sees("close")).code == 1006
        assert talk.seen[0].status == 0


async def test_what_breaks_the_protocol_ends_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "CLOSING_SECONDS", 0.05)
    async with talking() as talk:
        talk.accept()
        talk.writer.write(b"\x83\x00")
        assert (await talk.sees("close")).code == 1006
        assert await talk.reader.read() != b"", "it says why"
