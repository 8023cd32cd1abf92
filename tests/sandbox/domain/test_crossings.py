"""What crosses the wire in a recorded run."""

import pytest

from sandbox.domain.crossings import End, items_of
from sandbox.domain.events import Event, fact
from sandbox.domain.ladder import ladder_of
from sandbox.domain.moments import moments_of
from sandbox.domain.recording import Recording
from tests.sandbox.domain.recorded import HELLO, asgi, layer, run_of, told

BROWSER = End("a", "/ws/", hangs_up=True)


def wire(run: Recording, end: End = BROWSER) -> list[str]:
    moments = moments_of(run, ())
    return list(ladder_of(items_of(moments, end), len(moments)).spoken)


def test_a_whole_run_is_on_the_wire() -> None:
    assert wire(HELLO) == [
        "Browser to server: GET /ws/",
        "Consumer: connect()",
        "Server to browser: 101 Switching Protocols",
        "Browser to server: text hi",
        "Consumer: receive()",
        "Server to browser: text HI",
        "Browser to server: close 1000",
        "Consumer: disconnect()",
    ]


def test_what_comes_in_is_there_before_it_is_passed_on_and_what_goes_out_once_it_has_passed() -> None:
    moments = moments_of(HELLO, ())
    items = items_of(moments, BROWSER)

    assert [(moments[item.at].name, moments[item.at].face, item.label) for item in items[:3]] == [
        ("1", "held", "GET /ws/"),
        ("1", "passed", "connect()"),
        ("2", "passed", "101 Switching Protocols"),
    ]
    assert [item.state(items[1].at) for item in items[:3]] == ["is-past", "is-now", "is-future"]


@pytest.mark.parametrize(
    ("event", "after"),
    [
        (asgi("close"), "Server to browser: 403 Forbidden"),
        (told(fact("application.raised")), "Server to browser: 500 Internal Server Error"),
        (told(fact("server.gave_up")), "Server to browser: 403 Forbidden, stock Daphne drops TCP instead"),
    ],
)
def test_a_handshake_that_fails_is_answered_by_status(event: object, after: str) -> None:
    run = run_of(asgi("connect"), event, asgi("disconnect", code=1006))  # type: ignore[arg-type]

    assert wire(run)[2:] == [after, "Consumer: disconnect()"]


@pytest.mark.parametrize(
    ("event", "after"),
    [
        (asgi("close", code=4001), "Server to browser: close 4001"),
        (asgi("close"), "Server to browser: close"),
        (told(fact("application.raised")), "Server to browser: close 1011"),
    ],
)
def test_an_open_line_is_closed_by_code(event: object, after: str) -> None:
    assert wire(run_of(asgi("connect"), asgi("accept"), event))[-1] == after  # type: ignore[arg-type]


def test_what_was_closed_is_closed_once() -> None:
    raised = told(fact("application.raised"))
    run = run_of(asgi("connect"), asgi("accept"), asgi("close"), asgi("disconnect", code=1000), raised)

    assert wire(run)[3:] == ["Server to browser: close", "Consumer: disconnect()"]


def test_a_new_connection_can_be_closed_again() -> None:
    run = run_of(asgi("connect"), asgi("close"), asgi("connect"), asgi("disconnect", code=1001))

    assert wire(run)[-2:] == ["Browser to server: close 1001", "Consumer: disconnect()"]


@pytest.mark.parametrize(
    ("hangs_up", "after"), [(True, "Browser to server: TCP closed"), (False, "Browser to server: connection lost")]
)
def test_who_has_not_hung_up_was_lost(hangs_up: bool, after: str) -> None:
    run = run_of(asgi("connect"), asgi("accept"), asgi("disconnect", code=1006))
    items = items_of(moments_of(run, ()), End("a", "/", hangs_up))

    assert wire(run, End("a", "/", hangs_up))[3] == after
    assert items[3].bad is not hangs_up


def test_bytes_are_told_by_number_and_in_hexadecimal() -> None:
    assert wire(run_of(asgi("receive", bytes=b"\x00\xff")))[0] == "Browser to server: binary 2 bytes 00ff"
    assert wire(run_of(asgi("send", bytes=b"\x01")))[0] == "Server to browser: binary 1 bytes 01"


def test_long_labels_are_cut() -> None:
    (said, _) = wire(run_of(asgi("receive", text="x" * 100)))

    assert said == f"Browser to server: text {'x' * 34}…"
    assert (
        len(items_of(moments_of(run_of(asgi("connect")), ()), End("a", "/" + "y" * 80, hangs_up=False))[0].label) == 40
    )


def test_the_channel_layer_other_clients_and_statements_are_not_on_this_wire() -> None:
    run = run_of(
        layer("group_send"), asgi("send", client="b", text="x"), told(Event("statement", "code")), clients="ab"
    )

    assert wire(run) == []
