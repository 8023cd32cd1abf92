"""What a browser's log says of a recorded run."""

import pytest

from sandbox.domain.events import fact
from sandbox.domain.journal import Entry, journal_of, leave_of, ready_state_of
from sandbox.domain.moments import moments_of
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Action
from tests.sandbox.domain.recorded import CLOSES, HELLO, asgi, run_of, saw, told


def log(run: Recording, *script: Action, client: str = "a") -> list[tuple[str, str, str]]:
    entries = journal_of(run, moments_of(run, ()), client, script)
    return [(entry.what, entry.detail, ready_state_of([entry])) for entry in entries]


def test_a_whole_run_is_told_from_the_browsers_side() -> None:
    assert log(HELLO, *CLOSES) == [
        ("new WebSocket()", "", "CONNECTING"),
        ("open", "", "OPEN"),
        ("send", "hi", "OPEN"),
        ("message", "HI", "OPEN"),
        ("close()", "", "CLOSING"),
        ("close", "code 1000, clean", "CLOSED"),
    ]


def test_each_entry_goes_with_the_moment_that_tells_of_it() -> None:
    moments = moments_of(HELLO, ())

    assert [(e.what, moments[e.at].name, moments[e.at].face) for e in journal_of(HELLO, moments, "a", CLOSES)] == [
        ("new WebSocket()", "1", "passed"),
        ("open", "2", "passed"),
        ("send", "4", "passed"),
        ("message", "5", "passed"),
        ("close()", "6", "passed"),
        ("close", "6", "passed"),
    ]


def test_times_are_counted_from_where_the_browser_began_to_connect() -> None:
    entries = journal_of(HELLO, moments_of(HELLO, ()), "a", CLOSES)

    assert [entry.time for entry in entries] == ["0 ms", "400 ms", "600 ms", "800 ms", "900 ms", "900 ms"]


def test_long_times_are_told_in_seconds() -> None:
    assert Entry("open", "", 4213.4, 1).time == "4.2 s"
    assert Entry("open", "", 999.4, 1).time == "999 ms"


def test_halves_are_rounded_up_as_a_script_does_it() -> None:
    assert Entry("open", "", 662.5, 1).time == "663 ms"
    assert Entry("open", "", 2250, 1).time == "2.3 s"


def test_a_client_that_saw_nothing_counts_from_its_request() -> None:
    run = run_of(asgi("connect"), asgi("receive", text="x"))

    assert [entry.t for entry in journal_of(run, moments_of(run, ()), "a", ())] == [0, 100]


@pytest.mark.parametrize(
    ("leave", "detail"),
    [
        (Action("a", "close"), ""),
        (Action("a", "close", code=4001), "code 4001"),
        (Action("a", "abort"), "TCP gone"),
    ],
)
def test_how_it_leaves_is_what_its_script_says(leave: Action, detail: str) -> None:
    run = run_of(asgi("connect"), asgi("accept"), asgi("disconnect", code=1006), seen=(saw("close", 3, code=1006),))

    assert log(run, leave)[-2:] == [("close()", detail, "CLOSING"), ("close", "code 1006", "CLOSED")]


def test_who_does_not_leave_is_left() -> None:
    run = run_of(asgi("connect"), asgi("disconnect", code=1012), seen=(saw("close", 2, code=1012),))

    assert [what for what, _, _ in log(run, Action("b", "close"))] == ["new WebSocket()", "close"]


def test_who_has_been_closed_closes_no_more() -> None:
    run = run_of(
        asgi("connect"),
        asgi("accept"),
        asgi("close", code=4001),
        asgi("disconnect", code=4001),
        seen=(saw("open", 2), saw("close", 3, code=4001)),
    )

    assert log(run, *CLOSES)[2:] == [("close", "code 4001, clean", "CLOSED")]


def test_who_connects_again_closes_again() -> None:
    seen = (saw("close", 2, code=1000), saw("close", 4, code=1000))
    run = run_of(asgi("connect"), asgi("disconnect"), asgi("connect"), asgi("disconnect"), seen=seen)

    assert [what for what, _, _ in log(run, *CLOSES)] == ["new WebSocket()", "close()", "close"] * 2


def test_a_handshake_that_is_refused_is_an_error() -> None:
    run = run_of(asgi("connect"), asgi("close"), seen=(saw("refused", 2, status=403), saw("close", 2, code=1006)))

    assert log(run) == [
        ("new WebSocket()", "", "CONNECTING"),
        ("error", "", "CLOSED"),
        ("close", "code 1006", "CLOSED"),
    ]


def test_an_exception_closes_with_1011() -> None:
    run = run_of(asgi("connect"), asgi("accept"), told(fact("application.raised")), seen=(saw("close", 3, code=1011),))

    assert log(run)[-1] == ("close", "code 1011, clean", "CLOSED")


def test_bytes_are_told_by_their_number() -> None:
    run = run_of(asgi("connect"), asgi("receive", bytes=b"x" * 5000), seen=(saw("message", 2, binary=b"\x00\xff"),))

    assert [detail for _, detail, _ in log(run)[1:]] == ["5000 bytes", "2 bytes"]


def test_the_subprotocol_stands_beside_open() -> None:
    assert log(run_of(asgi("connect"), seen=(saw("open", 1, subprotocol="chat"),)))[-1] == ("open", "chat", "OPEN")


def test_every_client_has_a_log_of_its_own() -> None:
    run = run_of(asgi("connect"), asgi("connect", client="b"), seen=(saw("open", 1), saw("open", 2, "b")), clients="ab")

    assert [what for what, _, _ in log(run, client="b")] == ["new WebSocket()", "open"]


def test_what_was_seen_before_the_server_told_anything_is_there_from_the_first_moment() -> None:
    run = run_of(told(fact("application.raised")), seen=(saw("refused", 0, status=500),))

    assert [entry.at for entry in journal_of(run, moments_of(run, ()), "a", ())] == [1, 1]
    assert log(run_of(seen=(saw("refused", 0, status=0),))) == [
        ("new WebSocket()", "", "CONNECTING"),
        ("error", "", "CLOSED"),
    ]


def test_a_socket_of_which_the_server_hears_nothing_was_made_before_it_failed() -> None:
    refused = (saw("refused", 0), saw("close", 0, code=1006))
    again = (*refused, saw("refused", 1), saw("close", 1, code=1006))
    run = run_of(told(fact("application.raised")), seen=again)

    assert [what for what, _, _ in log(run)] == ["new WebSocket()", "error", "close"] * 2
    assert next(entry.t for entry in journal_of(run, moments_of(run, ()), "a", ())) == 0


def test_what_arrives_when_its_socket_is_closed_was_sent_before() -> None:
    run = run_of(asgi("connect"), asgi("receive", text="late"), seen=(saw("close", 1, code=1000),))

    assert log(run)[-1] == ("send", "late", "OPEN")


def test_without_any_entry_there_is_no_socket() -> None:
    assert ready_state_of([]) == "none"


def test_only_close_and_abort_end_a_connection() -> None:
    assert leave_of("a", (Action("a", "connect"), Action("a", "send"), Action("b", "close"))) is None
