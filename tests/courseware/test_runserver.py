"""`runserver`, for those who work on the code, lets a handshake be held as the launcher does."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.live import PATIENCE, ROOT, Visitor, snapshot, step

pytestmark = pytest.mark.server


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where `manage.py runserver` answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    variables = {**os.environ, "COURSEWARE_DEBUG": "on", "COURSEWARE_DATA": str(tmp_path)}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=variables, check=True)
    command = [sys.executable, "manage.py", "runserver", "--noreload", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(15)


async def reached(visitor: Visitor) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                assert visitor.request("GET", "/")[0] == 200
            except ConnectionError:
                await asyncio.sleep(0.1)
            else:
                return


async def test_a_handshake_can_be_held_longer_than_a_stock_runserver_waits(address: str) -> None:
    async with AsyncExitStack() as sockets:
        visitor = Visitor(address, sockets)
        await reached(visitor)
        run = visitor.mint()
        observer = await visitor.socket(run["observer"])
        handshake = asyncio.ensure_future(visitor.socket(run["clients"]["a"]))
        await step(observer, "websocket.connect")
        held = await snapshot(observer, "websocket.accept", "held")

        await asyncio.sleep(7)  # stock: 5
        assert not handshake.done()
        await observer.send(f'{{"v": 1, "type": "step", "n": {held["n"]}}}')

        client = await handshake
        assert client.response is not None
        assert client.response.status_code == 101
