"""What crosses the border of an application that is called directly, as a server calls it."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from sandbox.domain.events import Event
from sandbox.domain.trace import Phase, Position
from sandbox.stepping.asgi import Message
from sandbox.stepping.border import Border, crossing
from sandbox.stepping.connections import without_database
from sandbox.stepping.positions import Positions
from sandbox.stepping.source import application_of, load, unload
from tests.sandbox.stepping.simulation import CONSUMER, variant_of

CHAT = (
    CONSUMER
    + """\
class Chat(AsyncWebsocketConsumer):
    async def connect(self):
        self.name = "chat"
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=text_data)
"""
)
CONNECT: Message = {"type": "websocket.connect"}
RECEIVE: Message = {"type": "websocket.receive", "text": "hi"}
LEAVE: Message = {"type": "websocket.disconnect", "code": 1000}


@dataclass
class Server:
    """Serves one application with these messages. `log` has what crossed, where, and when each really did."""

    files: Any
    consumer: str = "Chat"
    log: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.variant = variant_of(self.files, consumer=self.consumer)
        self.module = load(self.variant, "border")
        positions = Positions(self.variant, self.module)
        self.border = Border(application_of(self.module, self.variant), positions, None, self.hold, self.tell)

    async def hold(self, event: Event, at: Position | None, **_: bool) -> None:
        self.log.append((event.kind, at and (at.file, at.line, at.function)))
        await asyncio.sleep(0)

    def tell(self, event: Event, at: Position | None, phase: Phase) -> None:
        told = event.raised.type if event.raised else event.accepted
        self.log.append((event.kind, at and (at.file, at.line, at.function), phase, told))

    async def serve(self, *messages: Message) -> list[Any]:
        without_database.set(True)
        waiting = [*messages]

        async def receive() -> Message:
            self.log.append("asks")
            return waiting.pop(0)

        async def send(message: Message) -> None:
            self.log.append(f"sent {message['type']}")

        await self.border({"type": "websocket"}, receive, send)
        return self.log


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No module is left of what was served."""
    yield
    main = next(name for name in sys.modules if name.startswith("scenario_border."))
    unload(sys.modules[main])


async def test_each_event_crosses_after_it_was_held_and_each_fact_has_its_place() -> None:
    assert await Server(CHAT).serve(CONNECT, RECEIVE, LEAVE) == [
        "asks",
        ("websocket.connect", ("consumer.py", 5, "connect")),
        ("websocket.accept", ("consumer.py", 7, "connect")),
        "sent websocket.accept",
        ("handler.returned", ("consumer.py", 5, "connect"), "info", True),
        "asks",
        ("websocket.receive", ("consumer.py", 9, "receive")),
        ("websocket.send", ("consumer.py", 10, "receive")),
        "sent websocket.send",
        "asks",
        ("websocket.disconnect", None),
        ("application.finished", None, "info", None),
    ]


async def test_what_is_raised_is_told_at_its_line_and_raised_on() -> None:
    server = Server(CHAT.replace("await self.accept()", "raise KeyError('x')"))
    with pytest.raises(KeyError):
        await server.serve(CONNECT)

    assert server.log[-1] == ("application.raised", ("consumer.py", 7, "connect"), "error", "KeyError")


async def test_an_accept_after_the_client_has_gone_has_opened_nothing() -> None:
    server = Server(CHAT)
    server.border.gone = True

    assert ("handler.returned", ("consumer.py", 5, "connect"), "info", False) in await server.serve(CONNECT, LEAVE)


async def test_places_are_in_whichever_file_of_the_scenario_runs() -> None:
    files = {
        "asgi.py": "from .consumers import Chat\napplication = Chat.as_asgi()\n",
        "consumers.py": CHAT.replace("await self.accept()", "await welcome(self)").replace(
            CONSUMER, f"{CONSUMER}from .words import welcome\n"
        ),
        "words.py": "async def welcome(consumer):\n    await consumer.accept()\n",
    }
    log = await Server(files, consumer="").serve(CONNECT, LEAVE)

    assert ("websocket.connect", ("consumers.py", 6, "connect")) in log
    assert ("websocket.accept", ("words.py", 2, "welcome")) in log


async def test_middleware_that_wraps_send_is_where_the_consumers_message_is_passed_on() -> None:
    wrapped = f"""{CHAT}

def application(scope, receive, send):
    async def sending(message):
        await send(message)

    return Chat.as_asgi()(scope, receive, sending)
"""
    server = Server(wrapped, consumer="")
    log = await server.serve(CONNECT, LEAVE)

    assert ("websocket.connect", ("consumer.py", 5, "connect")) in log
    assert ("websocket.accept", ("consumer.py", 15, "sending")) in log


async def test_an_application_without_a_consumer_is_placed_where_it_asks() -> None:
    plain = """\
async def application(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    await receive()
"""
    assert await Server(plain, consumer="").serve(CONNECT, LEAVE) == [
        "asks",
        ("websocket.connect", ("consumer.py", 2, "application")),
        ("websocket.accept", ("consumer.py", 3, "application")),
        "sent websocket.accept",
        ("handler.returned", None, "info", True),
        "asks",
        ("websocket.disconnect", ("consumer.py", 4, "application")),
        ("application.finished", None, "info", None),
    ]


async def test_a_decorated_handler_is_found_where_it_is_written() -> None:
    decorated = CHAT.replace("    async def connect", "    @loud\n    async def connect").replace(
        CONSUMER,
        f"{CONSUMER}import functools\n\ndef loud(f):\n    @functools.wraps(f)\n"
        "    async def wrapper(*all):\n        await f(*all)\n    return wrapper\n\n",
    )
    log = await Server(decorated).serve(CONNECT, LEAVE)

    assert ("websocket.connect", ("consumer.py", 13, "connect")) in log


async def test_outside_of_an_application_nobody_crosses() -> None:
    await Server(CHAT).serve(CONNECT, LEAVE)

    assert crossing.get() is None
