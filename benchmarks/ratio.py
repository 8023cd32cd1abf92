"""How many times as much one thing costs as another, on a machine that never rests."""

import random
from collections.abc import Callable
from statistics import median

Cost = Callable[[], float]  # of one operation: seconds of CPU time, or whatever is compared

REPEATS = 5
MOST_REPEATS = 50
STEADY = 0.25  # a repeat counts only if its yardstick is no further than this from the usual one


class RestlessMachineError(Exception):
    """The yardstick hardly ever costs the same."""


def ratio(subject: Cost, yardstick: Cost, repeats: int = REPEATS) -> float:
    """The median over this many steady repeats, each of which takes both in an order of its own."""
    taken: list[tuple[float, float]] = []
    while len(taken) < MOST_REPEATS:
        taken.append(_both(subject, yardstick))
        steady = _steady(taken)
        if len(steady) >= repeats:
            return median(cost / unit for cost, unit in steady)
    raise RestlessMachineError(f"fewer than {repeats} of {MOST_REPEATS} repeats were steady: try when less is going on")


def _both(subject: Cost, yardstick: Cost) -> tuple[float, float]:
    if random.random() < 0.5:  # noqa: S311  # no secret
        return subject(), yardstick()
    unit = yardstick()
    return subject(), unit


def _steady(taken: list[tuple[float, float]]) -> list[tuple[float, float]]:
    usual = median(unit for _, unit in taken)
    return [(cost, unit) for cost, unit in taken if abs(unit - usual) <= STEADY * usual]
