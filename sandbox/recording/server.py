"""A stock server in a process of its own, started by its own command, serving one variant for one run."""

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar

from sandbox.domain import scenario as domain
from sandbox.recording.errors import RecordingError
from sandbox.recording.job import job_of, written
from sandbox.recording.lines import Line, read_line

HOST = "127.0.0.1"
APPLICATION = "sandbox.recording.asgi:application"
ROOT = Path(__file__).resolve().parents[2]  # where `sandbox` can be imported from

DAPHNE = ("daphne", "-b", HOST, "-p", "0")
PATIENT = (
    "--websocket_connect_timeout=300",
    "--application-close-timeout=60",
    "--ping-interval=25",
    "--ping-timeout=8",
)
COMMANDS: Mapping[domain.Server, tuple[str, ...]] = {
    "stock": DAPHNE,
    "long": (*DAPHNE, *PATIENT),  # as our own site is started, see courseware/launcher.py
    "uvicorn": ("uvicorn", "--host", HOST, "--port", "0"),
}
LISTENS = re.compile(r"(?:Listening on TCP address |running on http://)127\.0\.0\.1:(\d+)")
LONGEST_START = 30  # seconds, on a machine that has much else to do
LONGEST_END = 2
LONGEST_STOP = 10  # when it is asked to stop while it serves
STOPPED = {0, -signal.SIGTERM}  # Daphne's exit status then, and uvicorn's
LAST_LINES = 30  # of what the server prints: a traceback and some more
LONGEST_LINE = 2**22  # bytes
Result = TypeVar("Result")


class Server:
    """A server that listens on `port`. What its application tells goes to `hear`, line by line."""

    def __init__(self, process: asyncio.subprocess.Process, hear: Callable[[Line], None]) -> None:
        self.port = 0
        self._process = process
        self._hear = hear
        self._said: deque[str] = deque(maxlen=LAST_LINES)
        self._listening = asyncio.Event()
        self._all_heard = asyncio.Event()

    @property
    def said(self) -> str:
        """The last that it printed."""
        return "\n".join(self._said)

    async def get(self, path: str) -> None:
        """Ask its application for something over HTTP, and wait for the answer."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nConnection: close\r\n\r\n".encode())
            await reader.read()
        finally:
            writer.close()

    async def listening(self) -> None:
        """Wait until it listens. Raises RecordingError with its last lines where it does not come to that."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._listening.wait(), LONGEST_START)
        if not self.port:
            raise RecordingError(f"the server did not come up:\n{self.said}")

    async def has_stopped(self) -> bool:
        """Whether it has ended as servers do that are asked to; all that its application told has been heard then."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_STOP):
                await self._process.wait()
                await self._all_heard.wait()
        return self._process.returncode in STOPPED

    async def read_output(self) -> None:
        """Keep what it prints, and find its port there."""
        assert self._process.stdout  # noqa: S101  # it is a pipe
        async for line in self._process.stdout:
            self._said.append(line.decode(errors="replace").rstrip())
            if not self.port and (found := LISTENS.search(self._said[-1])):
                self.port = int(found[1])
                self._listening.set()
        self._listening.set()

    async def read_lines(self, lines: asyncio.StreamReader) -> None:
        """Hear what its application tells, until it has ended."""
        async for line in lines:
            self._hear(read_line(line))
        self._all_heard.set()


@contextlib.asynccontextmanager
async def serving(
    scenario: domain.Scenario, variant: domain.Variant, hear: Callable[[Line], None]
) -> AsyncIterator[Server]:
    """A server for one run, which listens. Whatever happens, its process has ended afterwards."""
    read_end, write_end = os.pipe()
    lines, closing = await _lines_from(read_end)
    try:
        process = await _to_its_end(_start(variant.server, write_end))
        server = Server(process, hear)
        tasks = [asyncio.create_task(server.read_output()), asyncio.create_task(server.read_lines(lines))]
        try:
            _heed_cancelling()
            assert process.stdin  # noqa: S101  # it is a pipe, and stays open: see asgi.py
            process.stdin.write(written(job_of(scenario, variant, write_end)))
            await server.listening()
            yield server
        except OSError as error:
            raise RecordingError(f"the server has gone:\n{server.said}") from error
        finally:
            await _to_its_end(_end(process))
            await _to_its_end(asyncio.gather(*tasks))
            _heed_cancelling()
    finally:
        closing.close()


async def _lines_from(file: int) -> tuple[asyncio.StreamReader, asyncio.BaseTransport]:
    lines = asyncio.StreamReader(LONGEST_LINE)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), os.fdopen(file, "rb")
    )
    return lines, transport


async def _to_its_end(work: Awaitable[Result]) -> Result:
    """What this gives, whoever cancels meanwhile: half-way, a process would be waited for or left for ever."""
    task = asyncio.ensure_future(work)
    with contextlib.suppress(asyncio.CancelledError):
        return await asyncio.shield(task)
    return await task


def _heed_cancelling() -> None:
    """Be cancelled now, if somebody has asked for it."""
    task = asyncio.current_task()
    if task and task.cancelling():
        raise asyncio.CancelledError


async def _start(server: domain.Server, lines: int) -> asyncio.subprocess.Process:
    """Start the process, in a session of its own: a Ctrl-C is for us, and we end it."""
    try:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *COMMANDS[server], APPLICATION),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            pass_fds=(lines,),
            start_new_session=True,
            limit=LONGEST_LINE,
        )
    finally:
        os.close(lines)


async def _end(process: asyncio.subprocess.Process) -> None:
    """End it in its own way, or by force where that takes long; nothing of that is part of the recording."""
    try:
        with contextlib.suppress(ProcessLookupError, TimeoutError):
            process.terminate()
            await asyncio.wait_for(process.wait(), LONGEST_END)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):  # it has gone, and we have not heard of it yet
                os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
