"""When the tracker's columns fill."""

from sandbox.domain.authored import Column, Step
from sandbox.domain.columns import column_at, reached, shown_in
from sandbox.domain.moments import moments_of
from tests.sandbox.domain.recorded import HELLO

STEPS = (
    Step(2, "websocket.accept", "a", 1, "", ""),
    Step(3, "websocket.disconnect", "a", 1, "", ""),
    Step(4, "websocket.close", "a", 1, "", ""),
)
COLUMNS = (Column("Start", 0), Column("Accepted", 2), Column("Gone", 3), Column("Never", 4))
MOMENTS = moments_of(HELLO, STEPS)
INDEX = {m.name: m.index for m in MOMENTS if m.addressed}


def test_a_column_is_reached_when_its_step_has_passed() -> None:
    assert reached(COLUMNS, MOMENTS) == (0, INDEX["2"], INDEX["6"], None)


def test_what_the_browser_does_comes_before_the_server_hears_of_it() -> None:
    assert reached(COLUMNS, MOMENTS, early=True) == (0, INDEX["2"], INDEX["6"] - 1, None)


def test_a_column_follows_what_is_shown_until_the_next_one_is_reached() -> None:
    reach = reached(COLUMNS, MOMENTS)

    assert shown_in(reach, INDEX["1"], reach) == (0, None, None, None)
    assert shown_in(reach, INDEX["4"], reach) == (0, INDEX["4"], None, None)
    assert shown_in(reach, INDEX["7"], reach) == (0, INDEX["6"] - 1, INDEX["7"], None)


def test_a_side_leaves_a_column_when_its_own_next_one_begins() -> None:
    reach, leave = reached(COLUMNS, MOMENTS), reached(COLUMNS, MOMENTS, early=True)

    assert shown_in(reach, INDEX["7"], leave)[1] == INDEX["6"] - 2


def test_the_current_column_is_the_last_that_is_reached() -> None:
    reach = reached(COLUMNS, MOMENTS)

    assert [column_at(reach, INDEX[name]) for name in ("0", "1", "2", "5", "6", "7")] == [0, 0, 1, 1, 2, 2]
    assert column_at((), 3) == -1
