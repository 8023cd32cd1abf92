"""What others wait for: that it can be measured."""

import pytest

from benchmarks.held_runs import measure

pytestmark = pytest.mark.server


def test_a_step_beside_a_held_consumer_takes_a_while() -> None:
    found = measure(exchanges=3)

    assert found.keys() == {"async", "sync"}
    assert all(0 < times < 20 for times in found.values())
