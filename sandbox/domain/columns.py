"""The tracker's columns are stages, not frames.

Each fills when its stage is reached, and again if its value changes before the next one is.
"""

from collections.abc import Sequence

from sandbox.domain.authored import Column
from sandbox.domain.moments import Moment

Reach = tuple[int | None, ...]  # the moment with which each column is reached


def reached(columns: Sequence[Column], moments: Sequence[Moment], *, early: bool = False) -> Reach:
    """Each with its step; `early`, as the browser's own acts are, already while one that comes in is held."""
    return tuple(_reached(column.step, moments, early=early) for column in columns)


def shown_in(reach: Reach, index: int, leave: Reach) -> Reach:
    """For each column the moment whose value it shows at `index`, if it is reached.

    `leave` is when the row's own side has done with the column before; the start stays what it was.
    """
    return tuple(_shown(begins, leave[column + 1 :], index) for column, begins in enumerate(reach))


def column_at(reach: Reach, index: int) -> int:
    """The column that is current; -1 for none."""
    return max((column for column, begins in enumerate(reach) if begins is not None and begins <= index), default=-1)


def _reached(step: int, moments: Sequence[Moment], *, early: bool) -> int | None:
    if step == 0:
        return 0
    own = (m for m in moments if m.step == step and (m.face == "passed" or (early and m.event.direction == "in")))
    return next((moment.index for moment in own), None)


def _shown(begins: int | None, later: Reach, index: int) -> int | None:
    if begins is None or begins > index:
        return None
    following = next((moment for moment in later if moment is not None), index + 1)
    return 0 if begins == 0 else min(index, following - 1)
