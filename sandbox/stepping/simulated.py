"""Clients that no browser plays: their sockets are queues in this process, their server answers as a stock Daphne."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Literal

from django.conf import settings

from sandbox.domain import closing
from sandbox.domain.scenario import Action, ActionKind, Handshake
from sandbox.stepping.asgi import Message
from sandbox.stepping.errors import ConsumerRaised
from sandbox.stepping.run import Run
from sandbox.stepping.stepper import Stepper

GONE = 1006  # what the server makes of a client that went without a word


class SimulatedClient(Stepper):
    """A client that connects as soon as it is made, and then acts when it is told to."""

    def __init__(self, run: Run, name: str, handshake: Handshake) -> None:
        self._socket = SimulatedSocket()
        super().__init__(run, name, handshake, self._socket.receive, self._socket.send)
        self._serving = asyncio.create_task(self._serve())

    @property
    def connecting(self) -> bool:
        """Never: no browser waits for this handshake."""
        return False

    def act(self, action: Action) -> None:
        """Do what a client does; one that has gone does nothing."""
        self._socket.act(action)

    async def _serve(self) -> None:
        with suppress(ConsumerRaised):
            await self.serve()
        self._socket.leave(None)


class SimulatedSocket:
    """Both ends of a socket without a network. What the client sends before the accept arrives after it, in order."""

    def __init__(self) -> None:
        self._state: Literal["connecting", "open", "closed"] = "connecting"
        self._early: list[Message] = []
        self._arrived: asyncio.Queue[Message] = asyncio.Queue()
        self._arrived.put_nowait({"type": "websocket.connect"})

    # The client

    def act(self, action: Action) -> None:
        """Send, close or go; whatever is not open or opening any more does nothing."""
        acts: Mapping[ActionKind, Callable[[], None]] = {
            "send": lambda: self._arrive({"type": "websocket.receive", "text": action.message}),
            "send_bytes": lambda: self._arrive({"type": "websocket.receive", "bytes": action.binary}),
            "close": lambda: self.leave(action.code if self._state == "open" else GONE),
            "abort": lambda: self.leave(GONE),
        }
        acts[action.kind]()

    def leave(self, code: int | None) -> None:
        """Be gone; the application hears of it with this code."""
        if self._state in {"connecting", "open"}:
            self._state = "closed"
            self._arrived.put_nowait({"type": "websocket.disconnect", "code": code})

    def _arrive(self, message: Message) -> None:
        if self._state == "open":
            self._arrived.put_nowait(message)
        elif self._state == "connecting" and len(self._early) < settings.LIMITS.inbox_messages:
            self._early.append(message)
        elif self._state == "connecting":
            self.leave(closing.TOO_FAST)

    # The server, as the application sees it

    async def receive(self) -> Message:
        return await self._arrived.get()

    async def send(self, message: Message) -> None:
        """Take what the application sends. Raises what Daphne raises; to a client that has gone nothing is sent."""
        takes: Mapping[str, Callable[[Message], None]] = {
            "websocket.accept": self._take_accept,
            "websocket.send": self._take_message,
            "websocket.close": self._take_close,
        }
        if self._state != "closed" and message["type"] in takes:
            takes[message["type"]](message)

    def _take_accept(self, _: Message) -> None:
        if self._state != "connecting":
            raise AttributeError("'WebSocketProtocol' object has no attribute 'handshake_deferred'")
        self._state = "open"
        for message in self._early:
            self._arrived.put_nowait(message)

    def _take_message(self, _: Message) -> None:
        if self._state == "connecting":
            raise ValueError("Socket has not been accepted, so cannot send over it")

    def _take_close(self, message: Message) -> None:
        if self._state == "connecting":
            self.leave(GONE)  # an answer of 403
            return
        code = message.get("code") or 1000
        if code != 1000 and not 3000 <= code <= 4999:
            raise Exception(f"invalid close code {code} (must be 1000 or from [3000, 4999])")  # noqa: TRY002  # Daphne's
        self.leave(code)
