"""A bare ASGI application on our server, which answers everything with the bytes of one answer: `… bare FILE`."""

import gc
import os
import pickle
import sys
from pathlib import Path
from typing import Any

import django
from daphne.endpoints import build_endpoint_description_strings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django.setup()

# ruff: noqa: E402  # what follows wants Django to be set up
from benchmarks.servers import Said
from courseware.launcher import PatientServer
from courseware.static_files import Application


def answering(said: Said) -> Application:
    """An application that knows one answer."""
    headers = [(name.encode(), value.encode()) for name, value in said.headers.items()]
    start = {"type": "http.response.start", "status": 200, "headers": headers}
    body = {"type": "http.response.body", "body": said.body}

    async def answer(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401, ARG001  # ASGI’s
        await send(start)
        await send(body)

    return answer


def _tell(host: str, port: int) -> None:
    sys.stdout.write(f"http://{host}:{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    said: Said = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301  # our own
    gc.freeze()
    PatientServer(
        answering(said), endpoints=build_endpoint_description_strings(host="127.0.0.1", port=0), told=_tell
    ).run()
