"""The fold over every pair of state and event."""

from itertools import product

import pytest

from sandbox.domain.events import Event, event_of, fact
from sandbox.domain.tracker import STATES, ConnectionState, Tracker, track

EVENTS = {
    "connect": event_of({"type": "websocket.connect"}),
    "accept": event_of({"type": "websocket.accept"}),
    "receive": event_of({"type": "websocket.receive", "text": "hello"}),
    "send": event_of({"type": "websocket.send", "text": "HELLO"}),
    "close": event_of({"type": "websocket.close", "code": 4001}),
    "disconnect": event_of({"type": "websocket.disconnect", "code": 1000}),
    "returned": fact("handler.returned", accepted=True),
    "gave up": fact("server.gave_up"),
    "finished": fact("application.finished"),
    "raised": fact("application.raised"),
}
REFUSED = "refused"
# For each state, what each event makes of it; what is not named leaves it as it is.
EXPECTED: dict[ConnectionState, dict[str, str]] = {
    "None": {
        "accept": "Accepted",
        "receive": REFUSED,
        "send": REFUSED,
        "close": "Rejected",
        "disconnect": "Closed",
        "gave up": "Closed",
        "finished": "Closed",
        "raised": "Closed",
    },
    "Accepted": {
        "connect": REFUSED,
        "accept": REFUSED,
        "receive": "Open",
        "send": "Open",
        "close": "Closing",
        "disconnect": "Closed",
        "gave up": "Closed",
        "finished": "Closed",
        "raised": "Closed",
    },
    "Open": {
        "connect": REFUSED,
        "accept": REFUSED,
        "close": "Closing",
        "disconnect": "Closed",
        "gave up": "Closed",
        "finished": "Closed",
        "raised": "Closed",
    },
    "Closing": {
        "connect": REFUSED,
        "accept": REFUSED,
        "receive": REFUSED,
        "send": REFUSED,
        "close": REFUSED,
        "disconnect": "Closed",
        "gave up": "Closed",
        "finished": "Closed",
        "raised": "Closed",
    },
    "Rejected": dict.fromkeys(("connect", "accept", "receive", "send", "close"), REFUSED),
    "Closed": dict.fromkeys(("connect", "accept", "receive", "send", "close"), REFUSED),
}
PHRASES = {"receive": "Received message stored", "send": "Sent message stored", "finished": "Cleared"}


@pytest.mark.parametrize(("state", "name"), list(product(STATES, EVENTS)))
def test_every_pair_of_state_and_event_has_its_place_in_the_table(state: ConnectionState, name: str) -> None:
    before = Tracker(connection_state=state, message_buffer="Empty", messages=("earlier",))

    after = track(before, EVENTS[name])

    expected = EXPECTED[state].get(name, state)
    if expected == REFUSED:
        assert after == Tracker(state, "Empty", ("earlier",), refused=True)
    else:
        assert (after.connection_state, after.refused) == (expected, False)
        assert after.message_buffer == PHRASES.get(name, "Empty")


def test_messages_are_kept_in_order_and_cleared_at_the_end() -> None:
    tracker = Tracker(connection_state="Accepted")

    tracker = track(tracker, EVENTS["receive"])
    tracker = track(tracker, EVENTS["send"])
    assert tracker.messages == ("hello", "HELLO")

    assert track(tracker, EVENTS["finished"]).messages == ()


def test_nobody_clears_the_buffer_when_the_consumer_raises() -> None:
    tracker = track(Tracker(connection_state="Accepted"), EVENTS["receive"])

    raised = track(tracker, EVENTS["raised"])

    assert (raised.connection_state, raised.message_buffer, raised.messages) == (
        "Closed",
        "Received message stored",
        ("hello",),
    )


def test_a_binary_message_is_shown_by_its_size() -> None:
    event = event_of({"type": "websocket.receive", "bytes": b"\x00\x01\x02"})

    assert track(Tracker(connection_state="Open"), event).messages == ("3 bytes",)


def test_only_the_last_messages_are_shown() -> None:
    tracker = Tracker(connection_state="Open")
    for number in range(20):
        tracker = track(tracker, event_of({"type": "websocket.send", "text": str(number)}))

    assert tracker.messages == tuple(str(number) for number in range(12, 20))


def test_a_refused_event_is_marked_only_once() -> None:
    refused = track(Tracker(), EVENTS["send"])

    assert refused.refused
    assert not track(refused, EVENTS["accept"]).refused


def test_an_event_of_an_unknown_kind_changes_nothing() -> None:
    before = Tracker(connection_state="Open", messages=("hello",))

    assert track(before, Event("websocket.http.response.start", "out")) == before
