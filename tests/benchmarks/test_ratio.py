"""Ratios on a machine that never rests."""

from itertools import chain, count, repeat

import pytest

from benchmarks.ratio import MOST_REPEATS, RestlessMachineError, ratio


def test_the_middle_of_all_repeats_counts() -> None:
    costs = iter([1.0, 9.0, 2.0, 3.0, 1.0])

    assert ratio(lambda: next(costs), lambda: 0.5) == 4.0


def test_a_repeat_whose_yardstick_has_moved_does_not_count() -> None:
    subject, units = chain([1.0, 1.0, 50.0], repeat(1.0)), chain([1.0, 1.2, 5.0], repeat(1.0))

    assert ratio(lambda: next(subject), lambda: next(units), repeats=3) == 1.0


def test_each_repeat_takes_both_in_an_order_of_its_own() -> None:
    taken: list[str] = []

    def cost(name: str) -> float:
        taken.append(name)
        return 1.0

    ratio(lambda: cost("subject"), lambda: cost("yardstick"), repeats=40)

    assert {tuple(taken[at : at + 2]) for at in range(0, 80, 2)} == {
        ("subject", "yardstick"),
        ("yardstick", "subject"),
    }


def test_a_machine_that_never_rests_is_told_of() -> None:
    growing = (10.0**power for power in count())

    with pytest.raises(RestlessMachineError, match=f"of {MOST_REPEATS} repeats"):
        ratio(lambda: 1.0, lambda: next(growing))
