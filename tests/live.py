"""The real site: the launcher in a process of its own, with its own data folder and a free port."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


def launch(data: Path, *arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """Start `manage.py serve`; `variables` are COURSEWARE_ variables without that beginning."""
    ours = {f"COURSEWARE_{name.upper()}": value for name, value in variables.items()}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COURSEWARE_")}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", *arguments],
        cwd=ROOT,
        env={**environment, "COURSEWARE_DATA": str(data), "PYTHONWARNINGS": "default", **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


class Site:
    """A site that runs. `said` is what it has printed so far."""

    def __init__(self, data: Path, port: str = "0", host: str = "127.0.0.1", **variables: str) -> None:
        self.process = launch(data, "--port", port, "--host", host, **variables)
        self._lines: list[str] = []
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._ready.wait(PATIENCE) or not self.url:
            self.stop()
            raise AssertionError(f"the site did not start:\n{self.said}")

    @property
    def said(self) -> str:
        return "".join(self._lines)

    @property
    def url(self) -> str:
        """`http://127.0.0.1:<port>`, as the launcher printed it."""
        found = re.search(r"Framewise is at (http://\S+)/", self.said)
        return found[1] if found else ""

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the process and return its exit status."""
        self.process.send_signal(how)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(15)
        finally:
            self._reader.join(15)
            if self.process.stdout:
                self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.append(line)
            if "Framewise is at" in line:
                self._ready.set()
        self._ready.set()


class Visitor:
    """A browser's part: it keeps its cookie and names its origin. Its sockets are closed with `sockets`."""

    def __init__(self, url: str, sockets: AsyncExitStack | None = None) -> None:
        self.url, self.cookie = url, ""
        self._sockets = sockets or AsyncExitStack()

    def request(
        self, method: str, path: str, body: str | bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in lower case) and body."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        named = {"Origin": self.url, **({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})}
        with contextlib.closing(connection):
            connection.request(method, path, body, named)
            response = connection.getresponse()
            answer = response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        if set_cookie := answer[1].get("set-cookie"):
            self.cookie = set_cookie.partition(";")[0]
        return answer

    def mint(self, **wish: str) -> dict[str, Any]:
        """Begin a run of lesson 1, or of what `wish` names."""
        wanted = {"course": "channels", "scenario": "first-socket", **wish}
        status, _, body = self.request("POST", "/sandbox/runs/", json.dumps(wanted))
        assert status == 201, body
        minted: dict[str, Any] = json.loads(body)
        return minted

    async def socket(self, path: str, origin: str | None = None) -> ClientConnection:
        """Open a real WebSocket."""
        opening = connect(
            self.url.replace("http", "ws", 1) + path,
            origin=Origin(origin or self.url),
            additional_headers={"Cookie": self.cookie},
            open_timeout=40,
            proxy=None,
        )
        return await self._sockets.enter_async_context(opening)


class Cable:
    """A TCP proxy in front of a site, whose connections a test can cut as a bad network would: without a word."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._pairs: list[tuple[bytes, socket.socket, socket.socket]] = []
        self._threads: list[threading.Thread] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._begin(self._accept)

    def cut(self, part: str) -> None:
        """Cut every connection whose first request names this part of an address."""
        for request, *ends in self._pairs:
            if part.encode() in request:
                _shut(ends)

    def close(self) -> None:
        """Cut everything, accept nothing more, and leave nothing open."""
        _shut([self._listener])  # which wakes whoever waits for a connection
        self._threads[0].join()
        _shut(self._ends)
        while self._threads:
            self._threads.pop().join()
        for end in (self._listener, *self._ends):
            end.close()

    def _begin(self, act: Callable[..., None], *ends: socket.socket) -> None:
        thread = threading.Thread(target=act, args=ends, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # the listener is shut
            while True:
                here, _ = self._listener.accept()
                self._ends.append(here)
                self._begin(self._join, here)

    def _join(self, here: socket.socket) -> None:
        with contextlib.suppress(OSError):  # one of the ends is gone
            there = socket.create_connection((self._target.hostname or "", self._target.port or 80))
            self._ends.append(there)
            if first := here.recv(65536):
                self._pairs.append((first.partition(b"\r\n")[0], here, there))
                there.sendall(first)
                self._begin(self._carry, there, here)
                self._carry(here, there)

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):  # one of the ends is gone
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


def _shut(ends: Sequence[socket.socket]) -> None:
    for end in ends:
        with contextlib.suppress(OSError):  # it is cut already
            end.shutdown(socket.SHUT_RDWR)


async def snapshot(observer: ClientConnection, kind: str, phase: str = "passed") -> dict[str, Any]:
    """The next snapshot of this event in this phase."""
    async for frame in observer:
        told: dict[str, Any] = json.loads(frame)
        if told["type"] == "snapshot" and (told["event"]["kind"], told["phase"]) == (kind, phase):
            return told
    raise AssertionError(f"closed before {kind} {phase}: {observer.close_code} {observer.close_reason}")


async def step(observer: ClientConnection, kind: str) -> dict[str, Any]:
    """Let this event go once it is held."""
    held = await snapshot(observer, kind, "held")
    await observer.send(json.dumps({"v": 1, "type": "step", "n": held["n"]}))
    return await snapshot(observer, kind)
