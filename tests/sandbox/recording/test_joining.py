"""What the server tells and what the clients see, in one order that is the same in every run."""

from dataclasses import replace

from sandbox.domain.trace import Position
from sandbox.recording.joining import fold, placed, with_drops
from tests.sandbox.recording.made import raw, seen

CONNECTED = [raw(1.0, "websocket.connect"), raw(1.1, "websocket.accept"), raw(1.2, "handler.returned", accepted=True)]
STAYED = {"a": None}


def test_snapshots_are_numbered_and_counted_as_in_a_live_run() -> None:
    found = fold("a", 0.5, [*CONNECTED, raw(1.3, "websocket.receive", text="hello", length=5)])

    assert [(s.seq, s.frame, s.n, s.t) for s in found] == [
        (1, 1, None, 0.5),
        (2, 2, None, 0.6),
        (3, 3, None, 0.7),
        (4, 4, None, 0.8),
    ]
    assert [s.trackers["a"].connection_state for s in found] == ["None", "Accepted", "Accepted", "Open"]


def test_a_run_of_which_nothing_is_told_has_no_snapshots() -> None:
    assert fold("a", 0.5, []) == ()


def test_open_follows_the_accept_and_a_message_its_send() -> None:
    told = [*CONNECTED, raw(1.3, "websocket.send", text="one"), raw(1.4, "websocket.send", text="two")]
    sights = [seen(1.25, "open"), seen(1.5, "message", text="one"), seen(1.5, "message", text="two")]

    assert [(s.kind, s.seq) for s in placed(sights, 1.0, told, STAYED)] == [("open", 2), ("message", 4), ("message", 5)]


def test_a_message_that_the_server_never_sent_on_is_passed_over() -> None:
    told = [*CONNECTED, raw(1.3, "websocket.send", text=""), raw(1.4, "websocket.send", text="two")]

    assert [s.seq for s in placed([seen(1.5, "message", text="two")], 1.0, told, STAYED)] == [5]


def test_equal_messages_follow_one_send_each() -> None:
    told = [*CONNECTED, raw(1.3, "websocket.send", text="x"), raw(1.4, "websocket.send", text="x")]
    sights = [seen(1.5, "message", text="x"), seen(1.5, "message", text="x")]

    assert [s.seq for s in placed(sights, 1.0, told, STAYED)] == [4, 5]


def test_a_message_nobody_is_known_to_have_sent_stands_by_its_time() -> None:
    told = [*CONNECTED, raw(1.9, "websocket.disconnect")]

    assert [s.seq for s in placed([seen(1.5, "message", text="?")], 1.0, told, STAYED)] == [3]


def test_a_close_follows_the_close_that_carries_its_code() -> None:
    told = [
        *CONNECTED,
        raw(1.3, "websocket.close"),
        raw(1.4, "websocket.send", text="late"),
        raw(1.5, "application.raised"),
    ]

    assert [s.seq for s in placed([seen(1.6, "close", code=1000)], 1.0, told, STAYED)] == [4]


def test_a_close_with_another_code_follows_the_exception() -> None:
    told = [*CONNECTED, raw(1.3, "websocket.close", code=1008), raw(1.4, "application.raised")]

    assert [s.seq for s in placed([seen(2.4, "close", code=1011)], 1.0, told, STAYED)] == [5]


def test_a_refusal_follows_what_refused_and_its_close_goes_with_it() -> None:
    told = [raw(1.0, "websocket.connect"), raw(1.1, "websocket.close", code=4001), raw(1.3, "websocket.disconnect")]
    sights = [seen(1.2, "refused", status=403), seen(1.2, "close", code=1006)]

    assert [s.seq for s in placed(sights, 1.0, told, STAYED)] == [2, 2]


def test_a_refusal_with_500_follows_the_exception() -> None:
    told = [raw(1.0, "websocket.connect"), raw(1.1, "application.raised")]

    assert [s.seq for s in placed([seen(2.0, "refused", status=500)], 1.0, told, STAYED)] == [2]


def test_an_answer_that_the_client_itself_refuses_follows_the_accept() -> None:
    told = [*CONNECTED, raw(1.3, "websocket.disconnect")]

    assert [s.seq for s in placed([seen(1.25, "refused", status=101)], 1.0, told, STAYED)] == [2]


def test_whichever_side_learns_first_of_an_end_it_stands_after_disconnect() -> None:
    for disconnected in (1.45, 1.55):
        told = [*CONNECTED, raw(disconnected, "websocket.disconnect"), raw(1.6, "application.finished")]

        assert [s.seq for s in placed([seen(1.5, "close", code=1000)], 1.0, told, {"a": 1.4})] == [4]
        assert [s.seq for s in placed([seen(1.5, "close", code=1006)], 1.0, told, STAYED)] == [4]


def test_while_the_application_is_busy_an_end_stands_by_its_time() -> None:
    told = [*CONNECTED, raw(1.8, "websocket.send", text="late"), raw(1.9, "websocket.disconnect")]

    assert [s.seq for s in placed([seen(1.5, "close", code=1000)], 1.0, told, {"a": 1.4})] == [3]


def test_an_end_of_which_nobody_is_told_stands_by_its_time() -> None:
    assert [s.seq for s in placed([seen(1.5, "close", code=1006)], 1.0, CONNECTED, STAYED)] == [3]
    assert [s.seq for s in placed([seen(0.5, "refused", status=400)], 0.0, [], STAYED)] == [0]


def test_what_clients_see_stands_in_the_order_of_snapshots_and_then_of_clients() -> None:
    told = [raw(1.0, "websocket.connect", "a"), raw(1.1, "websocket.connect", "b")]
    sights = [seen(1.5, "close", "b", code=1006), seen(1.6, "close", "a", code=1006)]

    assert [s.client for s in placed(sights, 1.0, told, {"a": None, "b": None})] == ["a", "b"]


def test_times_count_from_the_beginning_of_the_run() -> None:
    [sight] = placed([seen(1.5, "message", text="?")], 1.0, CONNECTED, STAYED)

    assert sight.t == 0.5


def test_a_handshake_that_the_server_drops_is_told_before_the_consumer_hears_of_it() -> None:
    at = Position("consumer.py", 3, "connect", {"x": "1"})
    told = [raw(1.0, "websocket.connect"), raw(1.1, "handler.returned", at=at, accepted=False)]
    for disconnected in (6.0, 6.2):
        late = raw(disconnected, "websocket.disconnect", code=1006)
        found = with_drops([*told, late], [seen(6.1, "refused", status=0)], STAYED)

        assert [s.event.kind for s in found] == [
            "websocket.connect",
            "handler.returned",
            "server.gave_up",
            "websocket.disconnect",
        ]
        assert (found[2].phase, found[2].event.direction, found[2].at) == ("info", "code", at)
        assert [s.t for s in found] == sorted(s.t for s in found)


def test_an_accept_that_comes_after_the_drop_has_opened_nothing() -> None:
    told = [raw(1.0, "websocket.connect"), raw(8.0, "websocket.accept"), raw(8.1, "handler.returned", accepted=True)]

    found = with_drops(told, [seen(6.0, "refused", status=0)], STAYED)

    assert [s.event.kind for s in found] == [
        "websocket.connect",
        "server.gave_up",
        "websocket.accept",
        "handler.returned",
    ]
    assert found[3].event.accepted is False


def test_other_clients_are_left_alone_by_a_drop() -> None:
    told = [raw(1.0, "websocket.connect"), raw(8.1, "handler.returned", "b", accepted=True)]

    assert with_drops(told, [seen(6.0, "refused", status=0)], {"a": None, "b": None})[2].event.accepted is True


def test_a_server_gives_up_only_on_a_handshake_that_nobody_answered() -> None:
    refused = seen(1.5, "refused", status=0)

    assert with_drops(CONNECTED, [refused], STAYED) == CONNECTED, "it was accepted"
    assert with_drops(CONNECTED[:1], [refused], {"a": 1.4}) == CONNECTED[:1], "the client has left itself"
    assert with_drops(CONNECTED[:1], [replace(refused, status=403)], STAYED) == CONNECTED[:1], "there was an answer"
    assert with_drops([], [refused], STAYED) == [], "the application was never asked"


def test_a_close_that_the_server_refuses_causes_nothing() -> None:
    at = Position("consumer.py", 7, "receive", {})
    told = [
        *CONNECTED,
        replace(raw(1.3, "websocket.close", code=1011), at=at),
        replace(raw(1.4, "application.raised"), at=at),
    ]

    assert [s.seq for s in placed([seen(2.4, "close", code=1011)], 1.0, told, STAYED)] == [5]
