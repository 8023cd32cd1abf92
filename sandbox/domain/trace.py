"""What an observer is told: snapshots in order, notices beside them, and a farewell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from sandbox.domain.events import Event
from sandbox.domain.tracker import Tracker

Phase = Literal["held", "passed", "info", "error"]
Granularity = Literal["event", "statement"]  # what a run stops at

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Position:
    """A line of the scenario's source, with attributes of the consumer and local variables, as bounded texts."""

    file: str
    line: int
    function: str
    attributes: Mapping[str, str]
    variables: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    @property
    def weight(self) -> int:
        """Bytes that its values take in a trace, roughly."""
        return sum(64 + len(value) for values in (self.attributes, self.variables) for value in values.values())


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything known after an event. `t` is in seconds since the run began.

    `seq` counts all snapshots from 1 without a gap. `n` is the stop's number, the same when held and when passed;
    facts have none. `frame` is the moment's number on the page, for a statement that of the event under which it runs,
    0 before the first; a notice of time has none. `groups` maps each group of the channel layer to the clients that
    are in it.
    """

    seq: int
    n: int | None
    frame: int | None
    t: float
    client: str
    phase: Phase
    event: Event
    at: Position | None
    trackers: Mapping[str, Tracker]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)

    @property
    def weight(self) -> int:
        """Bytes that it takes in a trace, roughly."""
        return self.event.weight + (self.at.weight if self.at else 0)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the observer should know that is no part of the run, such as a client that was turned away.

    `seconds` are left where it speaks of an end.
    """

    code: int
    message: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Farewell:
    """The last thing an observer hears: the close code and why. 1000 is an end that was asked for."""

    code: int
    message: str


Telling = Snapshot | Notice | Farewell
