"""The wire of a recorded run as a picture and in words."""

from sandbox.domain.crossings import End, items_of
from sandbox.domain.ladder import LEAST, TOP, between, ladder_of
from sandbox.domain.moments import moments_of
from tests.sandbox.domain.recorded import HELLO, asgi, run_of

BROWSER = End("a", "/ws/", hangs_up=True)


def test_what_is_still_to_come_is_not_told() -> None:
    ladder = ladder_of(items_of(moments_of(HELLO, ()), BROWSER), 2)

    assert len(ladder.rungs) == 8
    assert ladder.spoken == ("Browser to server: GET /ws/", "Consumer: connect()")


def test_a_second_line_takes_room() -> None:
    first, second, *_ = ladder_of(items_of(moments_of(HELLO, ()), BROWSER), 0).rungs

    assert (first.top, second.top - first.top) == (TOP, 37 + 16)


def test_a_short_run_leaves_room_for_what_is_expected() -> None:
    ladder = ladder_of((), 0, "ChatConsumer", expected=5)

    assert [(rung.top, rung.state, rung.item) for rung in ladder.rungs][:2] == [
        (40, "is-future", None),
        (102, "is-future", None),
    ]
    assert (len(ladder.rungs), ladder.height, ladder.foot, ladder.spoken) == (5, LEAST, LEAST - 4, ())


def test_a_long_run_is_a_high_picture() -> None:
    run = run_of(asgi("connect"), asgi("accept"), *[asgi("send", text="x") for _ in range(20)])
    ladder = ladder_of(items_of(moments_of(run, ()), BROWSER), 0)

    assert ladder.height == ladder.rungs[-1].top + 37 + 12


def test_a_part_of_a_run_is_what_happened_between_two_moments() -> None:
    moments = moments_of(HELLO, ())
    frames = {m.name: m.index for m in moments if m.addressed}

    part = between(items_of(moments, BROWSER), frames["3"], frames["5"])
    assert [item.label for item in part] == ["text hi", "receive()", "text HI"]
