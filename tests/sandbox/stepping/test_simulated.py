"""Clients that the server plays, and what its server answers."""

import asyncio

import pytest
from pytest_django.fixtures import Settings

from sandbox.domain.scenario import Action, Handshake
from sandbox.stepping.asgi import Message
from sandbox.stepping.simulated import SimulatedSocket
from tests.sandbox.stepping.conftest import Simulate
from tests.sandbox.stepping.simulation import CONSUMER, variant_of

ECHO = CONSUMER + (
    "class Chat(AsyncWebsocketConsumer):\n"
    "    async def receive(self, text_data=None, bytes_data=None):\n"
    "        await self.send(text_data=text_data, bytes_data=bytes_data)\n"
)
ACCEPT: Message = {"type": "websocket.accept"}


def connecting(body: str) -> str:
    """A consumer whose connect() does this."""
    return CONSUMER + f"class Chat(AsyncWebsocketConsumer):\n    async def connect(self):\n        {body}\n"


async def arrived(socket: SimulatedSocket) -> Message | None:
    """What the application receives now, if anything."""
    try:
        return await asyncio.wait_for(socket.receive(), 0.05)
    except TimeoutError:
        return None


async def socket_after(*messages: Message) -> SimulatedSocket:
    """A socket whose connect has been received, and to which the application has sent these."""
    socket = SimulatedSocket()
    assert await socket.receive() == {"type": "websocket.connect"}
    for message in messages:
        await socket.send(message)
    return socket


async def test_a_whole_life_is_that_of_a_real_client(simulate: Simulate) -> None:
    run = simulate(variant_of(ECHO))
    run.connect()
    await run.settle()
    run.act("send", text="hello")
    run.act("send_bytes", binary=b"\x00\xff")
    await run.settle()
    run.act("close", code=4001)
    await run.settle()

    assert run.kinds() == [
        "websocket.connect",
        "websocket.accept",
        "handler.returned",
        *["websocket.receive", "websocket.send"] * 2,
        "websocket.disconnect",
        "application.finished",
    ]
    assert run.sent() == ["hello", None]
    assert run.one("websocket.disconnect").event.code == 4001


@pytest.mark.parametrize(
    ("kind", "code", "heard"), [("close", None, None), ("close", 3000, 3000), ("abort", None, 1006)]
)
async def test_how_a_client_goes_is_what_the_application_hears(kind: str, code: int | None, heard: int | None) -> None:
    socket = await socket_after(ACCEPT)
    socket.act(Action("a", kind, code=code))  # type: ignore[arg-type]  # one of the kinds

    assert await arrived(socket) == {"type": "websocket.disconnect", "code": heard}


async def test_to_go_while_connecting_is_to_be_lost() -> None:
    socket = await socket_after()
    socket.act(Action("a", "close", code=1000))

    assert await arrived(socket) == {"type": "websocket.disconnect", "code": 1006}


async def test_what_is_sent_too_early_arrives_after_the_accept_in_its_order() -> None:
    socket = await socket_after()
    for text in ("one", "two"):
        socket.act(Action("a", "send", text))
    assert await arrived(socket) is None
    await socket.send(ACCEPT)

    assert [(await socket.receive())["text"] for _ in range(2)] == ["one", "two"]


async def test_too_much_that_is_too_early_ends_the_connection(settings: Settings) -> None:
    socket = await socket_after()
    for _ in range(settings.LIMITS.inbox_messages + 1):
        socket.act(Action("a", "send", "x"))

    assert await arrived(socket) == {"type": "websocket.disconnect", "code": 4429}


async def test_whoever_has_gone_does_nothing_and_is_sent_nothing() -> None:
    socket = await socket_after(ACCEPT)
    socket.act(Action("a", "abort"))
    for kind in ("send", "send_bytes", "close", "abort"):
        socket.act(Action("a", kind))
    await socket.send({"type": "websocket.send", "text": "late"})
    await socket.send({"type": "websocket.close", "code": 1})

    assert await arrived(socket) == {"type": "websocket.disconnect", "code": 1006}
    assert await arrived(socket) is None


@pytest.mark.parametrize(
    ("sent", "error", "said"),
    [
        ([{"type": "websocket.send", "text": "x"}], ValueError, "has not been accepted"),
        ([ACCEPT, ACCEPT], AttributeError, "handshake_deferred"),
        ([ACCEPT, {"type": "websocket.close", "code": 1001}], Exception, "invalid close code 1001"),
        ([ACCEPT, {"type": "websocket.close", "code": 5000}], Exception, "invalid close code 5000"),
    ],
)
async def test_what_daphne_refuses_is_refused(sent: list[Message], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        await socket_after(*sent)


async def test_what_daphne_does_not_know_it_does_not_mind() -> None:
    socket = await socket_after({"type": "websocket.wave"})

    assert await arrived(socket) is None


@pytest.mark.parametrize(("before", "code"), [([], 1006), ([ACCEPT], 4002)])
async def test_a_close_comes_back_as_a_disconnect(before: list[Message], code: int) -> None:
    socket = await socket_after(*before, {"type": "websocket.close", "code": 4002})

    assert await arrived(socket) == {"type": "websocket.disconnect", "code": code}


async def test_what_is_sent_after_ones_own_close_is_an_error_however_long_that_was_held(simulate: Simulate) -> None:
    run = simulate(variant_of(connecting("await self.accept(); await self.close(); await self.send('late')")))
    run.connect()
    await run.settle()
    raised = run.one("application.raised").event.raised

    assert raised
    assert (raised.type, raised.message) == ("Disconnected", "Attempt to send on a closed protocol")


async def test_once_the_close_has_come_back_what_is_sent_is_dropped(simulate: Simulate) -> None:
    source = connecting("await self.accept(); await self.close()")
    run = simulate(variant_of(f"{source}\n    async def disconnect(self, code):\n        await self.send('late')\n"))
    run.connect()
    await run.settle()

    assert run.kinds()[-1] == "application.finished"


async def test_a_message_that_came_before_ones_own_close_makes_no_send_possible(simulate: Simulate) -> None:
    closes_first = "if text_data == 'one':\n            return await self.close()\n        await self.send"
    run = simulate(variant_of(ECHO.replace("await self.send", closes_first)))
    run.connect()
    await run.settle()
    for text in ("one", "two"):
        run.act("send", text=text)
    await run.settle()
    raised = run.one("application.raised").event.raised

    assert run.kinds().count("websocket.receive") == 2
    assert raised
    assert raised.type == "Disconnected"


async def test_after_a_refusal_nothing_is_an_error(simulate: Simulate) -> None:
    run = simulate(variant_of(connecting("await self.close(); await self.send('late')")))
    run.connect()
    await run.settle()

    assert run.kinds()[-1] == "application.finished"


async def test_a_consumer_that_raises_loses_its_client_and_hears_no_disconnect(simulate: Simulate) -> None:
    run = simulate(variant_of(connecting("raise ValueError('no')")))
    client = run.connect()
    await run.settle()
    run.act("send", text="late")
    await run.settle()

    assert run.kinds() == ["websocket.connect", "application.raised"]
    assert client._serving.done()


async def test_a_flood_ends_a_simulated_client_as_any_other(simulate: Simulate, settings: Settings) -> None:
    run = simulate(
        variant_of(
            ECHO.replace(
                "await self.send(", "import asyncio\n        await asyncio.sleep(0.02)\n        await self.send("
            )
        )
    )
    run.connect()
    await run.settle()
    for _ in range(settings.LIMITS.inbox_messages + 8):
        run.act("send", text="x")
        await asyncio.sleep(0)

    run.run._recorder.acknowledge(10_000)
    while "websocket.disconnect" not in run.kinds():
        await run.settle()
    assert run.one("websocket.disconnect").event.code == 4429


async def test_no_browser_waits_for_a_simulated_handshake(simulate: Simulate) -> None:
    assert simulate(variant_of(connecting("pass"))).connect().connecting is False


@pytest.mark.parametrize(("server", "gives_up"), [("stock", True), ("long", False)])
async def test_only_a_stock_server_gives_up_on_a_handshake(
    simulate: Simulate, monkeypatch: pytest.MonkeyPatch, server: str, *, gives_up: bool
) -> None:
    monkeypatch.setattr("sandbox.stepping.stepper.STOCK_HANDSHAKE_SECONDS", 0.1)
    run = simulate(variant_of(connecting("pass"), server=server))
    client = run.connect()
    await run.settle()
    client.wait(1)
    await run.settle()

    assert ("server.gave_up" in run.kinds()) is gives_up
    assert ("websocket.disconnect" in run.kinds()) is gives_up


async def test_a_client_may_ask_for_something_else_than_its_own(simulate: Simulate) -> None:
    run = simulate(variant_of(connecting("await self.accept(self.scope['subprotocols'][0] + self.scope['path'])")))
    run.connect(handshake=Handshake("/other/", subprotocols=("v1",)))
    await run.settle()

    assert "websocket.accept" in run.kinds()
