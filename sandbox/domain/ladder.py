"""The wire as a ladder: a picture of what crosses between browser and server, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.domain.crossings import Item

TOP = 40
SLOT, SECOND_LINE = 37, 16
LEAST = 392  # height of a picture
GHOST = 62  # between two messages of which nothing is known yet, at most
FOOT = 12


@dataclass(frozen=True, slots=True)
class Rung:
    """An item in its place: `top` is how far down its slot begins. Without an item it is one that is still to come."""

    top: float
    state: str
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """A picture of the wire at a moment, and the same in words."""

    consumer: str
    height: float
    rungs: tuple[Rung, ...]

    @property
    def foot(self) -> float:
        """Where the lifelines end."""
        return self.height - 4

    @property
    def spoken(self) -> tuple[str, ...]:
        """What is on the wire by then."""
        return tuple(rung.item.spoken for rung in self.rungs if rung.item and rung.state != "is-future")


def ladder_of(items: Sequence[Item], index: int, consumer: str = "application", expected: int = 0) -> Ladder:
    """The picture at a moment; `expected` is how many messages it has room for at least."""
    top: float = TOP
    rungs: list[Rung] = []
    for item in items:
        rungs.append(Rung(top, item.state(index), item))
        top += SLOT + (SECOND_LINE if item.below else 0)
    ghosts = max(0, expected - sum(item.kind == "message" for item in items))
    pitch = max(SLOT, min(GHOST, (LEAST - top) / ghosts)) if ghosts else 0
    rungs += [Rung(top + ghost * pitch, "is-future") for ghost in range(ghosts)]
    return Ladder(consumer, max(LEAST, top + ghosts * pitch + FOOT), tuple(rungs))


def between(items: Sequence[Item], first: int, last: int) -> tuple[Item, ...]:
    """What is there between two moments, both included: a part of a run, as evidence shows it."""
    return tuple(item for item in items if first <= item.at <= last)
