"""Server processes: how they are started, and that they end."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import cast

import pytest

from courseware.launcher import PATIENCE
from sandbox.recording.server import COMMANDS, PATIENT, _end, serving
from tests.live import ROOT
from tests.sandbox.recording.made import scenario_of


def test_a_patient_daphne_is_as_patient_as_our_own_site() -> None:
    names = {
        "websocket_connect_timeout": "websocket_connect_timeout",
        "application-close-timeout": "application_close_timeout",
        "ping-interval": "ping_interval",
        "ping-timeout": "ping_timeout",
    }
    told = {names[name]: int(value) for name, _, value in (flag.removeprefix("--").partition("=") for flag in PATIENT)}

    assert {**told, "websocket_handshake_timeout": told["websocket_connect_timeout"]} == PATIENCE


def test_a_stock_server_is_told_nothing_but_where_to_listen() -> None:
    assert COMMANDS["stock"] == ("daphne", "-b", "127.0.0.1", "-p", "0")
    assert COMMANDS["uvicorn"] == ("uvicorn", "--host", "127.0.0.1", "--port", "0")


@pytest.mark.parametrize("turns", range(1, 7))
async def test_a_server_that_nobody_wants_any_more_while_it_starts_is_ended_at_once(turns: int) -> None:
    async def serve() -> None:
        async with serving(*scenario_of("    pass\n"), lambda _: None):
            pass

    serving_it = asyncio.create_task(serve())
    for _ in range(turns):
        await asyncio.sleep(0)
    serving_it.cancel()

    done, _ = await asyncio.wait([serving_it], timeout=10)
    assert done
    assert serving_it.cancelled()


async def test_a_server_that_goes_just_as_it_is_to_be_ended_by_force_is_no_error() -> None:
    ended = await asyncio.create_subprocess_exec(sys.executable, "-c", "", start_new_session=True)
    await ended.wait()

    class Unheard:
        """What asyncio has while the thread that waited for it has not told yet."""

        pid, returncode, waited = ended.pid, None, 0

        def terminate(self) -> None:
            raise ProcessLookupError

        async def wait(self) -> None:
            self.waited += 1

    process = Unheard()
    await _end(cast("asyncio.subprocess.Process", process))

    assert process.waited == 1


async def test_a_server_that_does_not_end_is_ended() -> None:
    """uvicorn waits for a handler that does not return."""
    body = "    async def connect(self):\n        await __import__('asyncio').Event().wait()\n"
    async with serving(*scenario_of(body, server="uvicorn"), lambda _: None) as server:
        process = server._process
        _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        await server.get(f"/clients/a/{writer.get_extra_info('sockname')[1]}")
        writer.write(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        await server.get("/quiet")
    writer.close()

    assert process.returncode == -signal.SIGKILL


RECORDER = """\
import asyncio
import signal
import django

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin deaf to it
django.setup()
from sandbox.recording.server import serving
from tests.sandbox.recording.made import scenario_of

async def main():
    async with serving(*scenario_of("    pass\\n"), lambda _: None) as server:
        print(server._process.pid, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


def test_a_server_ends_with_its_recorder_however_that_ends(tmp_path: Path) -> None:
    for how in (signal.SIGINT, signal.SIGKILL):
        with subprocess.Popen(
            [sys.executable, "-c", RECORDER],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "courseware.settings", "COURSEWARE_DATA": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as recorder:
            assert recorder.stdout
            pid = int(recorder.stdout.readline())
            recorder.send_signal(how)
            try:
                recorder.wait(30)
            finally:
                recorder.kill()

        assert _ends(pid)


def _ends(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and ") Z " in Path(f"/proc/{pid}/stat").read_text():
            return True  # it has ended, and nobody has asked for its status yet
        time.sleep(0.05)
    return False
