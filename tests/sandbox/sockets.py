"""Learners and their sockets, through the real ASGI application in this process."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from channels.testing import WebsocketCommunicator
from django.http import HttpRequest, HttpResponse

from courseware.asgi import application
from learners.cookie import LearnerId, cookie_name, remember_learner
from sandbox.domain.scenario import Action, Client, Handshake, Scenario, Source, Variant
from sandbox.tokens import mint

ECHO = """\
import json

from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.message_buffer = []
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        text = json.loads(text_data)["text"]
        self.message_buffer.append(text)
        await self.send(text_data=json.dumps({"reply": text.upper()}))
        self.message_buffer.append(text.upper())

    async def disconnect(self, code):
        self.message_buffer.clear()
"""
HELLO = '{"text": "hello"}'


def scenario_of(text: str, clients: tuple[str, ...] = ("a",), name: str = "first-socket") -> Scenario:
    source = Source("consumer.py", f"/course/scenarios/{name}/consumer.py", text)
    script = (Action("a", "connect"), Action("a", "send", HELLO), Action("a", "close"))
    variant = Variant("default", "As it should be", (source,), "ChatConsumer", script)
    handshakes = {client: Client(Handshake(f"/ws/chat/{client}/")) for client in clients}
    return Scenario("course", name, "A socket", handshakes, {"default": variant})


Serve = Callable[..., Scenario]


class Socket:
    """One WebSocket through the application; frames as JSON for an observer, as text for a client."""

    def __init__(self, path: str, learner: str | None, origin: str | None = "http://localhost") -> None:
        headers = [(b"host", b"localhost")]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        if learner is not None:
            headers.append((b"cookie", cookie_of(learner).encode()))
        self.socket = WebsocketCommunicator(application, path, headers=headers)

    async def connect(self, patience: float = 1) -> tuple[bool, Any]:
        return await self.socket.connect(timeout=patience)

    async def next(self) -> dict[str, Any]:
        return json.loads(await self.socket.receive_from(timeout=2))

    async def next_of(self, kind: str, phase: str = "passed") -> dict[str, Any]:
        """The next snapshot of this event in this phase; what comes before it is skipped."""
        while True:
            frame = await self.next()
            if frame["type"] == "snapshot" and frame["event"]["kind"] == kind and frame["phase"] == phase:
                return frame

    async def say(self, kind: str, **fields: Any) -> None:
        await self.socket.send_to(text_data=json.dumps({"v": 1, "type": kind, **fields}))

    async def step(self, kind: str) -> dict[str, Any]:
        """Wait until this event is held, let it go, and return the snapshot in which it has passed."""
        held = await self.next_of(kind, "held")
        await self.say("step", n=held["n"])
        return await self.next_of(kind, "passed")

    async def leave(self) -> None:
        """Go, unless the application has ended already, well or badly."""
        if not self.socket.future.done():
            await self.socket.disconnect(timeout=2)

    async def closed(self) -> int:
        """The code with which the server closes; frames before it are skipped."""
        while True:
            message = await self.socket.receive_output(timeout=2)
            if message["type"] == "websocket.close":
                return message.get("code", 1000)


class Learner:
    """Somebody with a cookie who begins runs."""

    def __init__(self, name: str, stack: AsyncExitStack) -> None:
        self.name, self._stack = name, stack

    def token(self, scenario: str = "first-socket", variant: str = "default") -> str:
        return mint("course", scenario, variant, self.name)[1]

    async def observe(self, token: str) -> Socket:
        socket = self.socket(f"/ws/runs/{token}/observer/")
        opened, _ = await socket.connect()
        assert opened
        return socket

    async def client(self, token: str, name: str = "a") -> tuple[Socket, "asyncio.Task[tuple[bool, Any]]"]:
        """A client that is connecting; the task ends when its handshake does."""
        socket = self.socket(f"/ws/runs/{token}/clients/{name}/")
        return socket, asyncio.create_task(socket.connect(patience=5))

    def socket(self, path: str) -> Socket:
        socket = Socket(path, self.name)
        self._stack.push_async_callback(socket.leave)
        return socket


Learners = Callable[[str], Learner]


def cookie_of(learner: str) -> str:
    """The Cookie header of this learner's browser."""
    response = HttpResponse()
    remember_learner(HttpRequest(), response, LearnerId(learner))
    return f"{cookie_name()}={response.cookies[cookie_name()].value}"
