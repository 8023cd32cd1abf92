"""The moments of a recorded run."""

import pytest

from sandbox.domain.authored import Step
from sandbox.domain.events import fact
from sandbox.domain.moments import START, find, moments_of
from tests.sandbox.domain.recorded import HELLO, asgi, layer, run_of, statement, told
from tests.sandbox.recording.on_disk import SCENARIOS, recording_on_disk

STEPS = (
    Step(1, "websocket.connect", "a", 1, "Ask", "It asks."),
    Step(2, "websocket.send", "a", 1, "Answer", "It answers."),
)


def test_an_event_that_waits_has_two_faces_and_a_fact_has_one() -> None:
    run = run_of(asgi("connect"), layer("group_add"), told(fact("handler.returned")))

    assert [(m.event.kind, m.face, m.frame) for m in moments_of(run, ())[1:]] == [
        ("websocket.connect", "held", 1),
        ("websocket.connect", "passed", 1),
        ("layer.group_add", "held", 2),
        ("layer.group_add", "passed", 2),
        ("handler.returned", "passed", 3),
    ]


def test_an_event_that_is_held_has_changed_nothing_yet() -> None:
    held, passed = moments_of(run_of(asgi("accept")), ())[1:]

    assert [m.tracker_of("a").connection_state for m in (held, passed)] == ["None", "Accepted"]


def test_the_start_is_before_anything_happened() -> None:
    assert moments_of(run_of(), STEPS) == (START,)
    assert START.tracker_of("a").message_buffer == "Empty"


def test_statements_are_numbered_under_their_frame() -> None:
    statements = [m for m in moments_of(HELLO, ()) if m.nth]

    assert [(m.name, m.of, m.face) for m in statements] == [("1.1", 2, "held"), ("1.2", 2, "held"), ("4.1", 1, "held")]


def test_statements_before_the_first_frame_stand_under_frame_0() -> None:
    moments = moments_of(run_of(statement(1), statement(2), asgi("connect")), ())

    assert [m.name for m in moments if m.addressed] == ["0", "0.1", "0.2", "1"]


def test_a_statement_that_ran_through_was_not_held() -> None:
    ran = told(fact("statement"), statement(3).at, phase="info")

    assert moments_of(run_of(ran), ())[1].face == "passed"


def test_statements_of_one_frame_are_counted_though_others_stand_between() -> None:
    run = run_of(asgi("connect"), statement(1), asgi("connect", client="b"), statement(1, client="b"), clients="ab")
    run = run_of(*run.snapshots, statement(2), clients="ab")

    assert [m.name for m in moments_of(run, ()) if m.nth] == ["1.1", "2.1", "1.2"]


def test_what_has_no_address_was_only_held() -> None:
    assert [m.name for m in moments_of(HELLO, ()) if m.addressed] == [
        "0", "1", "1.1", "1.2", "2", "3", "4", "4.1", "5", "6", "7",
    ]  # fmt: skip


def test_the_authors_row_is_that_of_its_event_and_stays_lit() -> None:
    moments = moments_of(HELLO, STEPS)

    assert [(m.name, m.step, m.lit) for m in moments if m.addressed and not m.nth] == [
        ("0", 0, 0), ("1", 1, 1), ("2", 0, 1), ("3", 0, 1), ("4", 0, 1), ("5", 2, 2), ("6", 0, 2), ("7", 0, 2),
    ]  # fmt: skip
    assert {m.lit for m in moments if m.nth} == {1}


def test_a_row_of_another_client_is_not_that_of_this_one() -> None:
    run = run_of(asgi("connect"), asgi("connect", client="b"), clients="ab")
    moments = moments_of(run, (Step(1, "websocket.connect", "b", 1, "", ""),))

    assert [m.step for m in moments] == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("name", ["6", "1.2", "0"])
def test_a_moment_is_found_by_its_name(name: str) -> None:
    found = find(moments_of(HELLO, ()), name)

    assert found
    assert found.name == name


@pytest.mark.parametrize("name", ["", "8", "1.3", "2.1", "-1", "06", "1.", "six", "6.0", "٦"])
def test_what_names_no_moment_finds_none(name: str) -> None:
    assert find(moments_of(HELLO, ()), name) is None


RECORDED = [(path.parts[-3], path.stem) for path in sorted(SCENARIOS.glob("*/recorded/*.jsonl"))]


@pytest.mark.parametrize(("scenario", "variant"), RECORDED)
def test_no_two_moments_of_a_run_have_one_address(scenario: str, variant: str) -> None:
    moments = moments_of(recording_on_disk(scenario, variant), ())
    names = [m.name for m in moments if m.addressed]

    assert len(names) == len(set(names))
    assert [m.index for m in moments] == list(range(len(moments)))
