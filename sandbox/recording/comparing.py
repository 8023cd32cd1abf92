"""Whether two recordings tell the same; when each was made, and how long it took, does not count."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from sandbox.domain.recording import Recording, Seen
from sandbox.domain.trace import Snapshot
from sandbox.recording.file import fields_of, in_order


def same(one: Recording, other: Recording) -> bool:
    """Whether they are equal but for times and days."""
    return not first_difference(one, other)


def first_difference(before: Recording, after: Recording) -> str:
    """The first thing in which they differ, in words with the line of the file; empty where they are the same."""
    return next(_differences(before, after), "")


def _differences(before: Recording, after: Recording) -> Iterator[str]:
    pairs = zip_longest(in_order(before), in_order(after))
    for line, (old, new) in enumerate(pairs, 2):  # the first line is the header
        if difference := _difference(old, new):
            yield f"line {line}: {difference}"
    for package in sorted({*before.versions, *after.versions}):
        then, now = before.versions.get(package, "absent"), after.versions.get(package, "absent")
        if then != now:
            yield f"{package} is {now}, it was {then}"
    if before.inputs != after.inputs:
        yield "it was made from other files, clients or actions"


def _difference(old: Snapshot | Seen | None, new: Snapshot | Seen | None) -> str:
    if old is None or new is None:
        there = old or new
        assert there  # noqa: S101  # one of the two is
        return f"{_words(there)} is {'new' if new else 'missing'}"
    if _words(old) != _words(new):
        return f"{_words(new)} comes where {_words(old)} came"
    changed = next(_leaves(_timeless(old), _timeless(new)), None)
    return f"{_words(new)}: {changed}" if changed else ""


def _words(moment: Snapshot | Seen) -> str:
    if isinstance(moment, Snapshot):
        return f"{moment.event.kind} of client {moment.client}"
    return f"'{moment.kind}' seen by client {moment.client}"


def _timeless(moment: Snapshot | Seen) -> Mapping[str, Any]:
    return fields_of(replace(moment, t=0) if isinstance(moment, Snapshot) else replace(moment, t=0, since=0))


def _leaves(old: object, new: object, path: str = "") -> Iterator[str]:
    """Every value that differs, with the way to it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            yield from _leaves(old.get(name), new.get(name), f"{path}.{name}" if path else name)
    elif old != new:
        yield f"{path} is {_value(new)}, it was {_value(old)}"


def _value(value: object) -> str:
    return "nothing" if value is None else repr(value)
