"""A recording as a file: a header, then what happened, one JSON object a line.

What a snapshot leaves as it was stands in no line of its own.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any

from sandbox.domain.recording import FORMAT, Recording, Seen
from sandbox.domain.trace import Snapshot
from sandbox.wire import snapshot_fields, snapshot_of

SELDOM = frozenset({"tracker", "groups"})  # what a statement leaves as it was


def write_recording(recording: Recording) -> str:
    """The text of `recorded/<variant>.jsonl`."""
    lines = [_line(told) for told in told_in_order(recording)]
    header = {"inputs": recording.inputs, "versions": dict(recording.versions), "day": recording.day}
    digest = _digest(header, lines)
    return "\n".join((_line({"type": "recording", **header, "digest": digest}), *lines, ""))


def read_recording(text: str) -> Recording:
    """The recording that a text is. Raises ValueError, which names the line, for anything that was not written so."""
    lines = text.splitlines()
    told = _told(lines)
    if not told or told[0].get("type") != "recording":
        raise ValueError("line 1: a recorded run begins with its header")
    if told[0].get("v") != FORMAT:
        raise ValueError(f"line 1: its format is {told[0].get('v')}, and {FORMAT} is read: record it again")
    header: dict[str, Any] = {name: told[0].get(name) for name in ("inputs", "versions", "day")}
    if told[0].get("digest") != _digest(header, lines[1:]):
        raise ValueError("line 1: this is not what was recorded, somebody has edited it: record it again")
    snapshots: list[Snapshot] = []
    seen: list[Seen] = []
    for number, line in enumerate(told[1:], 2):
        moment = _moment(number, line, snapshots[-1] if snapshots else None)
        if isinstance(moment, Snapshot):
            snapshots.append(moment)
        else:
            seen.append(moment)
    return Recording(**header, snapshots=tuple(snapshots), seen=tuple(seen))


def in_order(recording: Recording) -> Iterator[Snapshot | Seen]:
    """All that happened: each snapshot, and what clients saw because of it."""
    yield from (seen for seen in recording.seen if seen.seq == 0)
    for snapshot in recording.snapshots:
        yield snapshot
        yield from (seen for seen in recording.seen if seen.seq == snapshot.seq)


def told_in_order(recording: Recording) -> Iterator[dict[str, Any]]:
    """The lines of the file below its header: each moment's fields, without what is as in the snapshot before it."""
    before: dict[str, Any] = {}
    for moment in in_order(recording):
        told = fields_of(moment)
        news = {name: value for name, value in told.items() if name not in SELDOM or value != before.get(name)}
        yield {"type": _kind(moment), **news}
        before = told if isinstance(moment, Snapshot) else before


def fields_of(moment: Snapshot | Seen) -> dict[str, Any]:
    """A moment in JSON's types."""
    if isinstance(moment, Snapshot):
        return snapshot_fields(moment)
    given = [(field, getattr(moment, field.name)) for field in fields(Seen)]
    told = {field.name: value for field, value in given if value != field.default}
    return told if moment.binary is None else {**told, "binary": moment.binary.hex()}


def _seen_of(told: Mapping[str, Any]) -> Seen:
    return Seen(**{**told, "binary": bytes.fromhex(told["binary"])} if "binary" in told else told)


def _told(lines: Sequence[str]) -> list[dict[str, Any]]:
    """What each line says: read in one go, which is twice as fast, and one by one where that fails, to say which."""
    try:
        told: list[dict[str, Any]] = json.loads(f"[{','.join(lines)}]")
    except ValueError:
        told = []
    if len(told) == len(lines) and all(isinstance(line, dict) for line in told):
        return told
    return [_read(number, line) for number, line in enumerate(lines, 1)]


def _read(number: int, line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise ValueError(f"line {number}: this is no line of a recorded run: {line[:60]}")  # noqa: TRY004  # it is a text
    return told


def _moment(number: int, told: dict[str, Any], before: Snapshot | None) -> Snapshot | Seen:
    kind = told.pop("type", None)
    told.pop("v", None)
    try:
        return snapshot_of(told, before) if kind == "snapshot" else _seen_of(told)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"line {number}: this is neither a snapshot nor something seen: {error}") from error


def _kind(moment: Snapshot | Seen) -> str:
    return "snapshot" if isinstance(moment, Snapshot) else "seen"


def _line(told: Mapping[str, Any]) -> str:
    return json.dumps({"v": FORMAT, **told}, separators=(",", ":"))


def _digest(header: Mapping[str, Any], lines: Sequence[str]) -> str:
    return sha256("\n".join((json.dumps(header), *lines)).encode()).hexdigest()[:32]
