"""The only module that knows the JSON between page and server, version 1."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import singledispatch
from typing import Any

from django.conf import settings

from sandbox.domain.closing import ASKED_FOR
from sandbox.domain.events import Event, Raised
from sandbox.domain.trace import Farewell, Notice, Position, Snapshot
from sandbox.domain.tracker import Tracker
from sandbox.stepping.run import Run

VERSION = 1
LIMITS_TOLD = ("message_bytes", "hold_accept_seconds", "hold_seconds", "run_seconds", "window")


def _frame(kind: str, **fields: Any) -> str:
    return json.dumps({"v": VERSION, "type": kind, **fields}, separators=(",", ":"))


@singledispatch
def to_frame(telling: object) -> str:
    """A snapshot, notice or farewell as a text frame; a farewell that was asked for needs no words."""
    raise TypeError(f"no frame for {telling!r}")


@to_frame.register
def _(snapshot: Snapshot) -> str:
    return _frame("snapshot", n=snapshot.n, **snapshot_fields(snapshot))


@to_frame.register
def _(notice: Notice) -> str:
    seconds = {} if notice.seconds is None else {"seconds": notice.seconds}
    return _frame("notice", code=notice.code, message=notice.message, **seconds)


@to_frame.register
def _(farewell: Farewell) -> str:
    return _frame("bye" if farewell.code == ASKED_FOR else "error", code=farewell.code, message=farewell.message)


def hello_frame(name: str, run: Run) -> str:
    """What an observer hears first. Where `seq` is not 0 it answers with `resume`, and nothing is told before."""
    scenario, variant = run.scenario.name, run.variant.name
    told = {"granularity": run.granularity, "limits": limits_told(), "seq": run.seq}
    return _frame("hello", run=name, scenario=scenario, variant=variant, **told)


def limits_told() -> dict[str, int]:
    """The limits that matter to the page."""
    return {limit: getattr(settings.LIMITS, limit) for limit in LIMITS_TOLD}


def pong_frame() -> str:
    """The answer to a ping."""
    return _frame("pong")


def snapshot_fields(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot in JSON's types, without the number of its stop; `snapshot_of` reads it."""
    return {
        "seq": snapshot.seq,
        "frame": snapshot.frame,
        "t": snapshot.t,
        "client": snapshot.client,
        "phase": snapshot.phase,
        "event": _event(snapshot.event),
        "at": _position(snapshot.at),
        "tracker": {client: _tracker(tracker) for client, tracker in snapshot.trackers.items()},
        "groups": {group: list(clients) for group, clients in snapshot.groups.items()},
    }


def snapshot_of(fields: Mapping[str, Any], before: Snapshot | None = None) -> Snapshot:
    """The snapshot whose `snapshot_fields` these are; trackers and groups may be left out, and are as before then.

    Raises KeyError, TypeError or ValueError for any others.
    """
    trackers = before.trackers if before and "tracker" not in fields else _trackers_of(fields["tracker"])
    groups = before.groups if before and "groups" not in fields else _groups_of(fields["groups"])
    return Snapshot(
        seq=fields["seq"],
        n=None,
        frame=fields["frame"],
        t=fields["t"],
        client=fields["client"],
        phase=fields["phase"],
        event=_event_of(fields["event"]),
        at=_position_of(fields["at"]),
        trackers=trackers,
        groups=groups,
    )


def _event(event: Event) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "text": event.text,
        "bytes": None if event.binary is None else {"hex": event.binary.hex(), "length": event.length},
        "length": event.length,
        "code": event.code,
        "group": event.group,
        "accepted": event.accepted,
        "seconds": event.seconds,
        "exception": event.raised and asdict(event.raised),
    }
    said = {name: value for name, value in fields.items() if value is not None}
    return {"kind": event.kind, "direction": event.direction, **said}


def _position(at: Position | None) -> dict[str, Any] | None:
    if at is None:
        return None
    values = {"locals": dict(at.variables), "self": dict(at.attributes)}
    return {"file": at.file, "line": at.line, "function": at.function, **values}


def _tracker(tracker: Tracker) -> dict[str, Any]:
    return {**asdict(tracker), "messages": list(tracker.messages)}


def _event_of(fields: Mapping[str, Any]) -> Event:
    if not ("bytes" in fields or "exception" in fields):
        return Event(**fields)
    given = dict(fields)
    binary, raised = given.pop("bytes", None), given.pop("exception", None)
    return Event(
        **given,
        binary=None if binary is None else bytes.fromhex(binary["hex"]),
        raised=None if raised is None else Raised(**raised),
    )


def _position_of(fields: Mapping[str, Any] | None) -> Position | None:
    if fields is None:
        return None
    return Position(fields["file"], fields["line"], fields["function"], fields["self"], fields["locals"])


def _trackers_of(fields: Mapping[str, Any]) -> dict[str, Tracker]:
    return {client: Tracker(**{**told, "messages": tuple(told["messages"])}) for client, told in fields.items()}


def _groups_of(fields: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {group: tuple(clients) for group, clients in fields.items()}
