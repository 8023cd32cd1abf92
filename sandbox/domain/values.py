"""What the code knows at a moment, and what of that is new since the moment before."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.domain.authored import OWN
from sandbox.domain.moments import Moment
from sandbox.domain.trace import NOTHING, Position

MOST = 2  # values that stand beside one line


@dataclass(frozen=True, slots=True)
class Value:
    """A local variable, or an attribute of the consumer as `self.name`."""

    name: str
    value: str
    changed: bool


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The moments of one client before another: the newest one, and the newest in the same call of the function."""

    before: Moment | None
    same: Moment | None


def values_at(moments: Sequence[Moment], index: int) -> tuple[Value, ...]:
    """Local variables, then attributes. Where a moment has no place in the code, attributes are as last known."""
    at, earlier = moments[index].at, _earlier(moments, index)
    if at is None:
        known = _attributes(earlier.before)
        return tuple(_values(known, known, OWN))
    variables = earlier.same.at.variables if earlier.same and earlier.same.at else NOTHING
    return (
        *_values(at.variables, variables),
        *_values(at.attributes, _attributes(earlier.before), OWN),
    )


def chips_at(moments: Sequence[Moment], index: int, file: str, lines: Sequence[str]) -> Mapping[int, tuple[Value, ...]]:
    """What has changed, by the line of the shown `file` that made it so.

    A statement is followed by the next one, so what is new came from the one before. Between events there may be many
    lines: there what is new stands where it is about to be used.
    """
    moment, earlier = moments[index], _earlier(moments, index)
    chips: dict[int, tuple[Value, ...]] = {}
    for value in values_at(moments, index):
        place = _place_of(value, moment, earlier, file, lines) if value.changed else None
        if place and place.file == file:
            chips[place.line] = (*chips.get(place.line, ()), value)
    return chips


def attributes_at(moments: Sequence[Moment], index: int, client: str) -> Mapping[str, str]:
    """A client's attributes as they were last seen."""
    known = (m for m in reversed(moments[: index + 1]) if m.client == client and m.at)
    return _attributes(next(known, None))


def _place_of(value: Value, moment: Moment, earlier: _Earlier, file: str, lines: Sequence[str]) -> Position | None:
    """Where a value that is new was changed, or else is about to be used."""
    is_own = not value.name.startswith(OWN) or _names(earlier.same, value.name, file, lines)
    cause = earlier.same if is_own else earlier.before  # another function may set attributes, too
    if cause and not cause.arrives and (moment.nth or (cause.nth and moment.arrives)):
        return cause.at
    return moment.at if not moment.nth and moment.at and _uses(_line(moment.at, lines), value.name) else None


def _names(moment: Moment | None, name: str, file: str, lines: Sequence[str]) -> bool:
    return bool(moment and moment.at and moment.at.file == file and name in _line(moment.at, lines))


def _line(at: Position, lines: Sequence[str]) -> str:
    return lines[at.line - 1] if at.line <= len(lines) else ""


def _uses(line: str, name: str) -> bool:
    """Whether a line reads it: the name of an argument that is passed on is none."""
    return bool(re.search(rf"(?<![\w.]){re.escape(name)}(?!\w|\s*=[^=])", line))


def _earlier(moments: Sequence[Moment], index: int) -> _Earlier:
    """Who calls another function is returned to; who is called again begins anew."""
    calls: list[Moment] = []  # the newest moment of each call that is under way, outermost first
    same, before, last = None, None, None
    for moment in moments[: index + 1]:
        if moment.at is None or moment.client != moments[index].client:
            continue
        if moment.arrives:
            calls.clear()
        depth = next((n for n, call in enumerate(calls) if _is_same_call(call.at, moment.at)), None)
        same = None if depth is None else calls[depth]
        del calls[len(calls) if depth is None else depth :]
        calls.append(moment)
        before, last = last, moment
    return _Earlier(before, same) if moments[index].at else _Earlier(last, None)


def _is_same_call(one: Position | None, other: Position) -> bool:
    return one is not None and (one.file, one.function) == (other.file, other.function)


def _attributes(moment: Moment | None) -> Mapping[str, str]:
    return moment.at.attributes if moment and moment.at else NOTHING


def _values(now: Mapping[str, str], then: Mapping[str, str], prefix: str = "") -> Iterator[Value]:
    return (Value(prefix + name, value, then.get(name) != value) for name, value in now.items())
