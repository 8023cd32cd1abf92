"""What only a browser shows: real Chromium before a stock Daphne that serves the consumers of the course."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sandbox.domain.recording import Seen
from tests.sandbox.recording.on_disk import recording_on_disk
from tests.sandbox.recording.stand import Stand

pytestmark = pytest.mark.browser

# `seen` is what the page's socket has told it, in order.
BEGIN = """
    ({ path, protocols }) => {
        window.seen = [];
        window.socket = new WebSocket(`ws://${location.host}${path}`, protocols);
        socket.onopen = () => seen.push(["open", socket.protocol]);
        socket.onmessage = (message) => seen.push(["message", message.data]);
        socket.onerror = () => seen.push(["error"]);
        socket.onclose = (event) => seen.push(["close", event.code, event.reason]);
    }
"""
NAME_OF_ERROR = "act => { try { new Function(act)(); return ''; } catch (error) { return error.name; } }"
CONNECTING, OPEN = 0, 1  # WebSocket.readyState
FAILED = [["error"], ["close", 1006, ""]]

Arrive = Callable[..., tuple[Stand, Page]]


@pytest.fixture
def arrive(browser: Browser) -> Iterator[Arrive]:
    """A variant that is served, and an empty page of the same site whose socket has begun to connect."""
    stands: list[Stand] = []
    contexts: list[BrowserContext] = []

    def arrived(scenario: str, variant: str = "default") -> tuple[Stand, Page]:
        stands.append(Stand(scenario, variant))
        contexts.append(browser.new_context(base_url=stands[0].url))
        page = contexts[0].new_page()
        page.goto("/")
        asked = stands[0].handshake
        page.evaluate(BEGIN, {"path": asked.path, "protocols": asked.subprotocols})
        return stands[0], page

    yield arrived
    for context in contexts:
        context.close()
    for stand in stands:
        stand.close()


def seen(page: Page, last: str) -> Any:  # whatever the page has written down
    """What the socket has told its page, once that ends with this."""
    page.wait_for_function("last => seen.at(-1)?.[0] === last", arg=last)
    return page.evaluate("seen")


def test_send_while_connecting_throws_invalid_state_error(arrive: Arrive) -> None:
    stand, page = arrive("early-frames")

    assert page.evaluate("socket.readyState") == CONNECTING
    assert page.evaluate(NAME_OF_ERROR, "socket.send('first')") == "InvalidStateError"
    assert seen(page, "open") == [["open", ""]]
    page.evaluate("socket.close()")
    stand.wait_for("application.finished")
    assert "websocket.receive" not in stand.kinds


@pytest.mark.parametrize("code", [1001, 1008, 1011, 2999, 5000])
def test_close_with_a_code_that_is_not_free_throws_invalid_access_error(browser: Browser, code: int) -> None:
    """The code is judged before anything is sent, so it needs no server."""
    with browser.new_context() as context:
        page = context.new_page()
        page.evaluate("window.socket = new WebSocket('ws://127.0.0.1:1/')")

        assert page.evaluate(NAME_OF_ERROR, f"socket.close({code})") == "InvalidAccessError"


def test_close_takes_the_codes_that_are_free(arrive: Arrive) -> None:
    stand, page = arrive("leaving")
    seen(page, "open")

    assert page.evaluate(NAME_OF_ERROR, "socket.close(4999)") == ""
    assert stand.wait_for("websocket.disconnect").event.code == 4999


LEAVINGS: dict[str, Callable[[Page], object]] = {
    "the tab is closed": lambda page: page.close(),
    "the page is left": lambda page: page.goto("/elsewhere/"),
    "the page is reloaded": lambda page: page.reload(),
}


@pytest.mark.parametrize("leave", LEAVINGS.values(), ids=LEAVINGS)
def test_a_page_that_goes_closes_its_socket_with_1001(arrive: Arrive, leave: Callable[[Page], object]) -> None:
    stand, page = arrive("leaving")
    seen(page, "open")

    leave(page)

    assert stand.wait_for("websocket.disconnect").event.code == 1001


@pytest.mark.parametrize("leave", LEAVINGS.values(), ids=LEAVINGS)
def test_a_page_that_goes_while_connecting_breaks_its_connection_with_1006(
    arrive: Arrive, leave: Callable[[Page], object]
) -> None:
    stand, page = arrive("handshake", "no-accept")
    connected = stand.wait_for("websocket.connect")

    leave(page)

    gone = stand.wait_for("websocket.disconnect")
    assert gone.event.code == 1006
    assert gone.t - connected.t < 3, "Daphne itself gives up after 4 seconds"


def test_a_browser_that_offers_subprotocols_fails_where_none_is_picked(arrive: Arrive) -> None:
    stand, page = arrive("subprotocols", "none-picked")

    assert seen(page, "close") == FAILED
    assert stand.wait_for("websocket.disconnect").event.code == 1006


FAILURES = {
    "403": ("handshake", "reject"),
    "403 that has lost its code": ("handshake", "close-with-code"),
    "500": ("errors", "in-connect"),
    "500 where no route matches": ("no-route", "no-route"),
    "no answer": ("handshake", "no-accept"),
    "a subprotocol that was not offered": ("subprotocols", "not-offered"),
}


@pytest.mark.parametrize(("scenario", "variant"), FAILURES.values(), ids=FAILURES)
def test_every_handshake_that_fails_looks_the_same(arrive: Arrive, scenario: str, variant: str) -> None:
    stand, page = arrive(scenario, variant)
    stand.wait_for("application.raised" if variant == "no-route" else "websocket.connect")

    assert seen(page, "close") == FAILED
    assert in_words_of_the_page(recording_on_disk(scenario, variant).seen_by("a")) == FAILED


def test_the_recorders_client_sees_what_chromium_sees(arrive: Arrive) -> None:
    _, page = arrive("subprotocols")
    seen(page, "open")
    page.evaluate("socket.close()")

    assert seen(page, "close") == in_words_of_the_page(recording_on_disk("subprotocols", "default").seen_by("a"))


def in_words_of_the_page(recorded: tuple[Seen, ...]) -> list[list[Any]]:
    """What a recorded client saw, as a page's socket tells it."""
    words: dict[str, Callable[[Seen], list[Any]]] = {
        "open": lambda sight: ["open", sight.subprotocol],
        "message": lambda sight: ["message", sight.text],
        "refused": lambda _: ["error"],
        "close": lambda sight: ["close", sight.code, sight.reason],
    }
    return [words[sight.kind](sight) for sight in recorded]
