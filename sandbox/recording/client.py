"""A client over real TCP, which plays what a script says and tells what it sees in a browser's words."""

import asyncio
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.typing import Origin, Subprotocol
from websockets.uri import parse_uri

from sandbox.domain.events import LONGEST_TEXT
from sandbox.domain.recording import Seen
from sandbox.domain.scenario import Client, Handshake

HOST = "127.0.0.1"
CLOSING_SECONDS = 2  # that Chromium waits for the server to end a connection that is closing
PONG = 0x80 | Opcode.PONG  # the first byte of such a frame
DATA = {Opcode.TEXT, Opcode.BINARY, Opcode.CONT}
ABNORMAL = 1006


class ClientSocket(asyncio.Protocol):
    """One connection. What it sees goes to `see`, its `seq` still open and its `t` this machine's clock.

    `sent` counts the messages that left it. It has `left` where it ended the connection itself, at that time; it is
    `over` once it has seen its end.
    """

    def __init__(self, name: str, client: Client, handshake: Handshake, see: Callable[[Seen], None]) -> None:
        self.sent = 0
        self.left: float | None = None
        self.over = False
        self._name = name
        self._as_a_browser = client.player == "browser"
        self._ignores_pings = client.ignores_pings
        self._handshake = handshake
        self._see = see
        self._opened = False
        self._parts: list[bytes] = []
        self._is_text = True

    async def dial(self, port: int) -> int:
        """Make the TCP connection; the port at our end of it."""
        self._began = time.monotonic()
        self._protocol = _protocol_for(self._handshake, port)
        transport, _ = await asyncio.get_running_loop().create_connection(lambda: self, HOST, port)
        self._transport = transport
        return int(transport.get_extra_info("sockname")[1])

    def connect(self, cookie: str = "") -> None:
        """Ask for a WebSocket."""
        request = self._protocol.connect()
        if cookie:
            request.headers["Cookie"] = cookie
        self._protocol.send_request(request)
        self._flush()

    def send(self, message: str | bytes) -> None:
        """Send a message. While the socket is connecting only a client that is no browser can; later nobody can."""
        opcode, payload = (Opcode.TEXT, message.encode()) if isinstance(message, str) else (Opcode.BINARY, message)
        if self._protocol.state is State.OPEN:
            (self._protocol.send_text if opcode is Opcode.TEXT else self._protocol.send_binary)(payload)
            self._flush()
        elif self._protocol.state is State.CONNECTING and not self._as_a_browser:
            self._transport.write(Frame(opcode, payload).serialize(mask=True))
        else:
            return
        self.sent += 1

    def close(self, code: int | None = None) -> None:
        """Close the socket. While it is connecting that ends the connection, as in a browser."""
        if self._protocol.state is State.CONNECTING:
            self._leave()
            self._transport.abort()
        elif self._protocol.state is State.OPEN:
            self._leave()
            self._protocol.send_close(code)
            self._flush()

    def abort(self) -> None:
        """End the TCP connection without a word: with a reset, as when a process is killed."""
        if not self.over:
            self._leave()
            connection = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._transport.abort()

    # What the network brings

    def data_received(self, data: bytes) -> None:
        """Take bytes, answer what asks for an answer, and tell what came."""
        self._protocol.receive_data(data)
        self._flush()
        self._tell_news()

    def connection_lost(self, _: Exception | None) -> None:
        """The connection is gone, which ends a handshake or a socket."""
        self._protocol.receive_eof()
        self._tell_news()
        if self.over:
            return
        if self._opened:
            code = ABNORMAL if self._protocol.close_code is None else self._protocol.close_code
            self._end(code, self._protocol.close_reason or "")
        else:
            self._refuse(0)

    def _tell_news(self) -> None:
        for event in self._protocol.events_received():
            if isinstance(event, Response):
                self._answered(event)
            elif isinstance(event, Frame) and event.opcode in DATA:
                self._gather(event)

    def _answered(self, response: Response) -> None:
        chosen = self._protocol.subprotocol or ""
        unanswered = self._as_a_browser and self._handshake.subprotocols and not chosen
        if self._protocol.handshake_exc or unanswered:  # a browser that offers subprotocols wants one of them
            self._refuse(response.status_code)
            self._transport.abort()
        else:
            self._opened = True
            self._tell("open", subprotocol=chosen)

    def _gather(self, frame: Frame) -> None:
        """A message is told when its last frame has come."""
        if frame.opcode is not Opcode.CONT:
            self._is_text = frame.opcode is Opcode.TEXT
        self._parts.append(bytes(frame.data))
        if not frame.fin:
            return
        message, self._parts = b"".join(self._parts), []
        if self.left is not None:
            return  # a browser that closes is told nothing more
        if self._is_text:
            self._tell("message", text=message.decode()[:LONGEST_TEXT])
        else:
            self._tell("message", binary=message[:LONGEST_TEXT])

    def _refuse(self, status: int) -> None:
        self._tell("refused", status=status)
        self._end(ABNORMAL, "")

    def _end(self, code: int, reason: str) -> None:
        self.over = True
        self._tell("close", code=code, reason=reason)

    def _leave(self) -> None:
        self.left = time.monotonic()

    def _tell(self, kind: Any, **details: Any) -> None:  # noqa: ANN401  # fields of Seen
        now = time.monotonic()
        self._see(Seen(self._name, kind, 0, now, round(now - self._began, 3), **details))

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if self._ignores_pings and data[:1] == bytes([PONG]):
                continue
            if data:
                self._transport.write(data)
            else:  # no answer that could be understood
                self._transport.close()
        if self._protocol.close_expected():
            asyncio.get_running_loop().call_later(CLOSING_SECONDS, self._transport.abort)


def _protocol_for(handshake: Handshake, port: int) -> ClientProtocol:
    query = f"?{handshake.query}" if handshake.query else ""
    origin = f"http://{HOST}:{port}" if handshake.origin is None else handshake.origin
    return ClientProtocol(
        parse_uri(f"ws://{HOST}:{port}{handshake.path}{query}"),
        origin=Origin(origin) if origin else None,
        subprotocols=[Subprotocol(name) for name in handshake.subprotocols] or None,
        max_size=None,
    )
