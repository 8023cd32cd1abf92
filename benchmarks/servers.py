"""Servers that answer a page, each in a process whose CPU time can be asked for."""

import http.client
import os
import pickle
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.live import ROOT, Site

BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip, deflate, br", "User-Agent": "Mozilla/5.0"}
SERVERS_OWN = {"connection", "date", "server"}
NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
events {{ }}
http {{
  access_log off; keepalive_requests 1000000; types {{ }} default_type "text/html; charset=utf-8";
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}; index page; add_header Content-Encoding br; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, without what each server says of itself."""

    headers: Mapping[str, str]
    body: bytes


class Server:
    """Asked by one browser that keeps its connection."""

    def __init__(self, pid: int, url: str, path: str = "/") -> None:
        self._clock = (~pid << 3) | 2  # Linux: the CPU time of all threads of another process
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
        self._path = path

    def close(self) -> None:
        self._connection.close()

    def get(self) -> Said:
        """Ask for the page."""
        self._connection.request("GET", self._path, headers=BROWSER)
        response = self._connection.getresponse()
        assert response.status == 200, response.status  # noqa: S101  # or something else would be measured
        headers = {name: value for name, value in response.getheaders() if name.lower() not in SERVERS_OWN}
        return Said(headers, response.read())

    def cost(self, pages: int) -> float:
        """Seconds of CPU time that the server takes for a page."""
        began = time.clock_gettime(self._clock)
        for _ in range(pages):
            self.get()
        return (time.clock_gettime(self._clock) - began) / pages


@contextmanager
def site(folder: Path, path: str) -> Iterator[Server]:
    """The real site, as an operator runs it."""
    running = Site(folder)
    try:
        with closing(Server(running.process.pid, running.url, path)) as server:
            yield server
    finally:
        running.stop()


@contextmanager
def bare(folder: Path, said: Said) -> Iterator[Server]:
    """Our server with an application that sends the same headers and the same bytes, and does nothing else."""
    answer = folder / "answer"
    answer.write_bytes(pickle.dumps(said))
    command = [sys.executable, "-m", "benchmarks.bare", str(answer)]
    environment = {**os.environ, "COURSEWARE_DATA": str(folder)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603  # ours
    try:
        assert process.stdout  # noqa: S101  # it is a pipe
        with closing(Server(process.pid, process.stdout.readline().strip())) as server:
            yield server
    finally:
        _end(process)


@contextmanager
def nginx(folder: Path, said: Said) -> Iterator[Server | None]:
    """The same bytes as a file; None where there is no nginx."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not program:
        yield None
        return
    port = _free_port()
    (folder / "page").write_bytes(said.body)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")])  # noqa: S603  # ours
    try:
        _await(port)
        with closing(Server(process.pid, f"http://127.0.0.1:{port}")) as server:
            yield server
    finally:
        _end(process)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _await(port: int, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _end(process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(15)
    if process.stdout:
        process.stdout.close()
