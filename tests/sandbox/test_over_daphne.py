"""The golden run and its faults over a real Daphne, with a real client."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.live import Site, Visitor, snapshot, step

pytestmark = pytest.mark.server
HELLO = '{"text": "hello"}'


Visitors = Callable[[], Visitor]


@pytest.fixture
async def visitors(site: Site) -> AsyncIterator[Visitors]:
    """Any number of browsers, each somebody else."""
    async with AsyncExitStack() as sockets:
        yield lambda: Visitor(site.url, sockets)


@pytest.fixture
def visitor(visitors: Visitors) -> Visitor:
    return visitors()


async def opened(visitor: Visitor, **wish: str) -> tuple[ClientConnection, ClientConnection]:
    """An observer and a client whose handshake is done, in a run of lesson 1 or of what `wish` names."""
    run = visitor.mint(**wish)
    observer = await visitor.socket(run["observer"])
    handshake = asyncio.ensure_future(visitor.socket(run["clients"]["a"]))
    await step(observer, "websocket.connect")
    await step(observer, "websocket.accept")
    return observer, await handshake


async def test_the_golden_run_gives_the_tables_of_lesson_one(visitor: Visitor) -> None:
    observer, client = await opened(visitor)
    returned = await snapshot(observer, "handler.returned", "info")
    table = [{"connection_state": "None", "message_buffer": "Empty"}, returned["tracker"]["a"]]
    await client.send(HELLO)
    table.append((await step(observer, "websocket.receive"))["tracker"]["a"])
    table.append((await step(observer, "websocket.send"))["tracker"]["a"])
    assert await client.recv() == '{"reply": "HELLO"}'
    await client.close()
    await step(observer, "websocket.disconnect")
    table.append((await snapshot(observer, "application.finished", "info"))["tracker"]["a"])

    assert [row["connection_state"] for row in table] == ["None", "Accepted", "Open", "Open", "Closed"]
    assert [row["message_buffer"] for row in table] == [
        "Empty",
        "Empty",
        "Received message stored",
        "Sent message stored",
        "Cleared",
    ]
    assert client.close_code == 1000


async def test_two_learners_neither_see_nor_move_each_other(visitors: Visitors) -> None:
    first, second = visitors(), visitors()
    mine, my_client = await opened(first)
    theirs, _ = await opened(second)
    await my_client.send('{"text": "mine"}')
    held = await snapshot(mine, "websocket.receive", "held")

    await theirs.send(json.dumps({"v": 1, "type": "step", "n": held["n"]}))
    while (refused := json.loads(await theirs.recv()))["type"] != "error":
        pass
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(snapshot(mine, "websocket.receive"), 0.3)

    assert (refused["type"], refused["code"]) == ("error", 4400)
    await mine.send(json.dumps({"v": 1, "type": "step", "n": held["n"]}))
    assert (await snapshot(mine, "websocket.receive"))["tracker"]["a"]["messages"] == ['{"text": "mine"}']


async def test_a_token_is_worth_nothing_to_another_learner(visitors: Visitors) -> None:
    owner, thief = visitors(), visitors()
    run = owner.mint()
    thief.mint()

    observer = await thief.socket(run["observer"])
    told = json.loads(await observer.recv())
    await observer.wait_closed()

    assert (told["type"], told["code"], observer.close_code) == ("error", 4403, 4403)
    with pytest.raises(InvalidStatus, match="403"):
        await thief.socket(run["clients"]["a"])


@pytest.mark.parametrize("path", ["/ws/", "/ws/chat/lobby/", "/anything"])
async def test_an_unknown_socket_gets_403_and_leaves_no_traceback(visitor: Visitor, site: Site, path: str) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        await visitor.socket(path)

    assert "Traceback" not in site.said


async def test_a_foreign_origin_gets_403(visitor: Visitor) -> None:
    run = visitor.mint()

    with pytest.raises(InvalidStatus, match="403"):
        await visitor.socket(run["observer"], origin="http://evil.example")


async def test_an_exception_closes_with_1011_as_a_stock_server_does_and_logs_no_traceback(
    visitor: Visitor, site: Site
) -> None:
    observer, client = await opened(visitor)
    await client.send("not JSON")
    await step(observer, "websocket.receive")

    raised = await snapshot(observer, "application.raised", "error")
    with pytest.raises(ConnectionClosed):
        await client.recv()

    assert raised["event"]["exception"]["type"] == "JSONDecodeError"
    assert client.close_code == 1011
    assert "Traceback" not in site.said


async def test_a_browser_that_is_slow_to_answer_a_close_frame_is_not_cut(visitor: Visitor) -> None:
    observer, client = await opened(visitor, scenario="closing", variant="close-4001")
    await client.send("logout")
    client.transport.pause_reading()
    for kind in ("websocket.receive", "websocket.send", "websocket.close"):
        await step(observer, kind)
    await asyncio.sleep(1.5)
    client.transport.resume_reading()

    disconnected = await step(observer, "websocket.disconnect")
    await client.wait_closed()

    assert (disconnected["event"]["code"], client.close_code) == (4001, 4001)


@pytest.mark.parametrize(("size", "code"), [(20_000, 4413), (1_000_000, 1006)])
async def test_a_message_that_is_too_big_ends_the_client_with_a_defined_code(
    visitor: Visitor, size: int, code: int
) -> None:
    observer, client = await opened(visitor)

    await client.send("x" * size)
    await client.wait_closed()

    assert client.close_code == code
    assert (await step(observer, "websocket.disconnect"))["tracker"]["a"]["connection_state"] == "Closed"


async def test_a_cut_connection_is_seen_as_1006(visitor: Visitor) -> None:
    observer, client = await opened(visitor)

    client.transport.abort()

    assert (await step(observer, "websocket.disconnect"))["event"]["code"] == 1006


async def test_a_client_that_sends_before_it_is_accepted_is_cut_at_one_messages_worth(visitor: Visitor) -> None:
    run = visitor.mint()
    observer = await visitor.socket(run["observer"])
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(visitor.url).port)
    writer.write(
        f"GET {run['clients']['a']} HTTP/1.1\r\nHost: {urlsplit(visitor.url).netloc}\r\nOrigin: {visitor.url}\r\n"
        f"Cookie: {visitor.cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    await step(observer, "websocket.connect")
    writer.write(b"x" * 1_000_000)
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()

    await step(observer, "websocket.accept")
    assert (await step(observer, "websocket.disconnect"))["event"]["code"] == 1006


async def test_a_handshake_that_daphne_could_not_answer_fails_quietly(visitor: Visitor, site: Site) -> None:
    """The consumer picks a subprotocol, which the page would have offered and this client has not."""
    run = visitor.mint(scenario="subprotocols")
    observer = await visitor.socket(run["observer"])
    handshake = asyncio.ensure_future(visitor.socket(run["clients"]["a"]))
    await step(observer, "websocket.connect")
    await step(observer, "websocket.accept")
    await observer.send('{"v": 1, "type": "end"}')
    await observer.wait_closed()
    handshake.cancel()
    await asyncio.wait({handshake})

    assert observer.close_code == 1000
    assert "Traceback" not in site.said


async def test_a_run_can_be_ended_over_http(visitor: Visitor) -> None:
    run = visitor.mint()
    observer = await visitor.socket(run["observer"])

    status, _, _ = visitor.request("DELETE", f"/sandbox/runs/{run['token']}/")
    await observer.wait_closed()

    assert (status, observer.close_code) == (204, 1000)


async def test_a_server_that_stops_tells_every_run(tmp_path: Path) -> None:
    site = Site(tmp_path)
    async with AsyncExitStack() as sockets:
        observer, client = await opened(Visitor(site.url, sockets))

        status = await asyncio.to_thread(site.stop)
        await observer.wait_closed()
        await client.wait_closed()

    assert (observer.close_code, client.close_code) == (4503, 4503)
    assert status == 0
    assert "Traceback" not in site.said
