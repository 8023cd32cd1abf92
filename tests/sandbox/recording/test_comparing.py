"""Two recordings of the same run, and the first thing in which two others differ."""

from dataclasses import replace

from sandbox.domain.recording import Recording
from sandbox.recording.comparing import first_difference, same
from sandbox.recording.joining import fold
from tests.sandbox.recording.made import raw, seen

TOLD = [raw(0.1, "websocket.connect"), raw(0.2, "websocket.close", code=4001)]
BEFORE = Recording(
    "0" * 32,
    {"channels": "4.3.2"},
    "2026-11-22",
    fold("a", 0.0, TOLD),
    (replace(seen(0.3, "close", code=4001), seq=2),),
)


def test_times_and_days_make_no_difference() -> None:
    later = [replace(snapshot, t=snapshot.t + 5) for snapshot in BEFORE.snapshots]
    sights = [replace(sight, t=9.0, since=9.0) for sight in BEFORE.seen]

    assert same(BEFORE, replace(BEFORE, day="2027-01-01", snapshots=tuple(later), seen=tuple(sights)))


def test_a_value_that_differs_is_told_with_its_line_and_both_values() -> None:
    after = replace(BEFORE, seen=(replace(BEFORE.seen[0], code=1011),))

    assert first_difference(BEFORE, after) == "line 4: 'close' seen by client a: code is 1011, it was 4001"
    assert not same(BEFORE, after)


def test_a_value_deep_inside_is_told_with_the_way_to_it() -> None:
    after = replace(BEFORE, snapshots=fold("a", 0.0, [TOLD[0], raw(0.2, "websocket.close")]))

    assert first_difference(BEFORE, after) == "line 3: websocket.close of client a: event.code is nothing, it was 4001"


def test_another_event_is_told_by_its_name() -> None:
    after = replace(BEFORE, snapshots=fold("a", 0.0, [TOLD[0], raw(0.2, "websocket.accept")]))

    assert (
        first_difference(BEFORE, after)
        == "line 3: websocket.accept of client a comes where websocket.close of client a came"
    )


def test_what_is_new_and_what_is_missing_is_told() -> None:
    after = replace(BEFORE, seen=())

    assert first_difference(BEFORE, after) == "line 4: 'close' seen by client a is missing"
    assert first_difference(after, BEFORE) == "line 4: 'close' seen by client a is new"


def test_other_versions_and_other_inputs_are_differences() -> None:
    assert first_difference(BEFORE, replace(BEFORE, versions={"channels": "4.4"})) == "channels is 4.4, it was 4.3.2"
    assert first_difference(BEFORE, replace(BEFORE, versions={})) == "channels is absent, it was 4.3.2"
    assert first_difference(BEFORE, replace(BEFORE, inputs="1")) == "it was made from other files, clients or actions"
