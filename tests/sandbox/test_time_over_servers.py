"""The run's own time over real servers: what the consumer asks the event loop for stands still while it is held."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from tests.lessons.courses import write_course
from tests.live import ROOT, Site, Visitor, snapshot

pytestmark = pytest.mark.server

CONSUMER = """\
import asyncio

from channels.generic.websocket import AsyncWebsocketConsumer


class SlowConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        try:
            async with asyncio.timeout(1.2):
                seconds = float(text_data)
                await asyncio.sleep(seconds)
            said = "in time"
        except TimeoutError:
            said = "too late"
        await self.send(text_data=said)
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("course"), consumer=CONSUMER)


@pytest.fixture(scope="module", params=["daphne", "uvicorn"])
def url(request: pytest.FixtureRequest, course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is, served by this server."""
    data = tmp_path_factory.mktemp("data")
    site = Site(data, content_roots=str(course))
    if request.param == "daphne":
        yield site.url
        assert site.stop() == 0, site.said
        return
    assert site.stop() == 0, site.said  # the data folder is made now
    yield from _served_by_uvicorn(data, course)


def _served_by_uvicorn(data: Path, course: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", "courseware.asgi:application", "--fd", str(listener.fileno())]
        ours = {"COURSEWARE_DATA": str(data), "COURSEWARE_CONTENT_ROOTS": str(course)}
        process = subprocess.Popen(
            [*command, "--lifespan", "off", "--log-level", "warning"],
            cwd=ROOT,
            env={**os.environ, **ours},
            pass_fds=(listener.fileno(),),
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)


async def opened(url: str, sockets: AsyncExitStack) -> tuple[ClientConnection, ClientConnection]:
    """An observer, and a client whose handshake is done."""
    visitor = Visitor(url, sockets)
    run = visitor.mint(course="small", scenario="hello")
    observer = await visitor.socket(run["observer"])
    await say(observer, "run", until="end", pace=0)
    client = await visitor.socket(run["clients"]["a"])
    await asyncio.wait_for(snapshot(observer, "handler.returned", "info"), 10)
    await say(observer, "pause")
    return observer, client


async def say(observer: ClientConnection, kind: str, **fields: Any) -> None:
    await observer.send(json.dumps({"v": 1, "type": kind, **fields}))


async def held_at(observer: ClientConnection, line: int) -> int:
    """The number of the stop at this line, once that is held; what is held before is let go."""
    while True:
        told = json.loads(await asyncio.wait_for(observer.recv(), 10))
        if told["type"] == "snapshot" and told["phase"] == "held":
            if told["at"]["line"] == line:
                return int(told["n"])
            await say(observer, "step", n=told["n"])


@pytest.mark.parametrize(("seconds", "said"), [("0.05", "in time"), ("3", "too late")])
async def test_a_timeout_stands_still_while_a_statement_within_it_is_held(url: str, seconds: str, said: str) -> None:
    async with AsyncExitStack() as sockets:
        observer, client = await opened(url, sockets)
        await say(observer, "granularity", value="statement")
        await client.send(seconds)
        number = await held_at(observer, 11)
        await asyncio.sleep(1.5)
        await say(observer, "step", n=number)
        await say(observer, "run", until="end", pace=0)

        assert await asyncio.wait_for(client.recv(), 10) == said


async def test_a_pace_slower_than_the_timeout_changes_nothing(url: str) -> None:
    async with AsyncExitStack() as sockets:
        observer, client = await opened(url, sockets)
        await say(observer, "granularity", value="statement")
        await client.send("0.05")
        await held_at(observer, 11)
        await say(observer, "run", until="end", pace=1300)

        assert await asyncio.wait_for(client.recv(), 20) == "in time"


async def test_the_time_of_one_run_is_nobody_elses(url: str) -> None:
    async with AsyncExitStack() as sockets:
        observer, client = await opened(url, sockets)
        await say(observer, "granularity", value="statement")
        await client.send("0.05")
        await held_at(observer, 11)

        other_observer, other = await opened(url, sockets)
        await say(other_observer, "run", until="end", pace=0)
        began = time.monotonic()
        await other.send("0.3")
        assert await asyncio.wait_for(other.recv(), 10) == "in time"
        assert time.monotonic() - began >= 0.3


async def test_a_client_that_goes_while_it_is_held_is_told_to_the_consumer_once_that_goes_on(url: str) -> None:
    async with AsyncExitStack() as sockets:
        observer, client = await opened(url, sockets)
        await say(observer, "granularity", value="statement")
        await client.send("0.05")
        number = await held_at(observer, 11)
        client.transport.abort()
        await asyncio.sleep(0.3)
        await say(observer, "step", n=number)
        await say(observer, "run", until="end", pace=0)

        gone = await asyncio.wait_for(snapshot(observer, "websocket.disconnect", "passed"), 10)
        assert gone["event"]["code"] in {1005, 1006}  # behind uvicorn nobody can tell it from a close without a code
        await asyncio.wait_for(snapshot(observer, "application.finished", "info"), 10)
