"""What is stored, tested once more on PostgreSQL: `python -m tests.on_postgres [arguments of pytest]`.

The server is one of its own, on a free port of this machine, in a folder that goes with it.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NAME = "framewise"  # of the database, and of its owner
DEBIAN = "usr/lib/postgresql/*/bin/initdb"  # where Debian keeps what is not on the PATH


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of a database on a server that runs in this folder. It refuses to be root."""
    account = "postgres" if os.getuid() == 0 else None
    if account:
        shutil.chown(folder, account)
    programs = _programs()

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, *arguments], cwd=folder, user=account, check=True, stdout=subprocess.DEVNULL
        )

    port, data = str(_free_port()), f"{folder}/data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    run("initdb", "--pgdata", data, "--username", NAME, "--auth", "trust", "--no-sync")
    run("pg_ctl", "--pgdata", data, "--options", options, "--log", f"{folder}/log", "--wait", "start")
    try:
        run("createdb", "--host", "127.0.0.1", "--port", port, "--username", NAME, NAME)
        yield f"postgres://{NAME}@127.0.0.1:{port}/{NAME}"
    finally:
        run("pg_ctl", "--pgdata", data, "--mode", "fast", "--wait", "stop")


def _programs() -> Path:
    found = shutil.which("initdb") or max(map(str, Path("/").glob(DEBIAN)), default="")
    if not found:
        sys.exit("PostgreSQL's server is wanted here: initdb is neither on the PATH nor where Debian keeps it.")
    return Path(found).resolve().parent


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port: int = listener.getsockname()[1]
    return port


def main(arguments: list[str]) -> int:
    with TemporaryDirectory(prefix="framewise-") as folder, postgres(Path(folder)) as url:
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
