"""What the server process writes for the recorder: one JSON object a line, in the order in which it happens."""

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeAlias

from sandbox.domain.events import Event
from sandbox.domain.trace import Phase, Position, Snapshot
from sandbox.wire import snapshot_fields, snapshot_of


@dataclass(frozen=True, slots=True)
class Asks:
    """The application of a client waits for what comes next, so its handler has returned."""

    client: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something that is called otherwise in every run, such as a channel, and what it is called in a recording."""

    random: str
    stable: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user's session exists under this key."""

    user: str
    session: str


Line: TypeAlias = Snapshot | Asks | Named | SignedIn
READERS: Mapping[str, Callable[..., Line]] = {
    "snapshot": lambda **fields: snapshot_of(fields),
    "asks": Asks,
    "named": Named,
    "session": SignedIn,
}


class Writer:
    """Writes lines to an inherited file."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._one_at_a_time = Lock()  # statements of sync code are told from its thread

    def tell(self, client: str, phase: Phase, event: Event, at: Position | None) -> None:
        """An event crosses the border, or a fact is told. Nothing is counted yet; `t` is this machine's clock."""
        snapshot = Snapshot(0, None, None, time.monotonic(), client, phase, event, at, {})
        self._write("snapshot", **snapshot_fields(snapshot))

    def asks(self, client: str) -> None:
        self._write("asks", client=client)

    def named(self, random: str, stable: str) -> None:
        self._write("named", random=random, stable=stable)

    def signed_in(self, user: str, session: str) -> None:
        self._write("session", user=user, session=session)

    def _write(self, kind: str, **fields: Any) -> None:
        left = (json.dumps({"type": kind, **fields}) + "\n").encode()
        with self._one_at_a_time:
            while left:
                left = left[os.write(self._file, left) :]


def read_line(line: bytes) -> Line:
    """What one line tells."""
    fields = json.loads(line)
    return READERS[fields.pop("type")](**fields)
