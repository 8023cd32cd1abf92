"""The scope of a client, from what it asks for."""

from dataclasses import replace

import pytest

from sandbox.domain.scenario import Action, Handshake
from sandbox.stepping.handshakes import handshake_of, scope_of
from tests.sandbox.sockets import ECHO, scenario_of


def headers(handshake: Handshake, session: str = "") -> dict[bytes, bytes]:
    return dict(scope_of(handshake, session)["headers"])


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        ((), Handshake("/ws/chat/a/")),
        ((Action("a", "connect"),), Handshake("/ws/chat/a/")),
        ((Action("b", "connect", handshake=Handshake("/b/")),), Handshake("/ws/chat/a/")),
        ((Action("a", "connect", handshake=Handshake("/x/")),), Handshake("/x/")),
    ],
)
def test_a_client_asks_for_what_the_script_says_or_else_the_scenario(
    script: tuple[Action, ...], asked: Handshake
) -> None:
    scenario = scenario_of(ECHO)

    assert handshake_of(scenario, replace(scenario.variants["default"], script=script), "a") == asked


def test_path_and_query_are_those_of_the_scenario() -> None:
    scope = scope_of(Handshake("/ws/räume/1/", query="name=ann&x=1"))

    assert (scope["path"], scope["raw_path"]) == ("/ws/räume/1/", b"/ws/r%C3%A4ume/1/")
    assert scope["query_string"] == b"name=ann&x=1"


def test_a_query_that_no_request_line_may_hold_is_written_as_a_browser_does() -> None:
    assert scope_of(Handshake("/", query="name=a b%20ü"))["query_string"] == b"name=a%20b%20%C3%BC"


@pytest.mark.parametrize(
    ("origin", "sent"),
    [(None, b"http://127.0.0.1:8000"), ("https://elsewhere.test", b"https://elsewhere.test"), ("", None)],
)
def test_the_origin_is_the_sites_another_or_none(origin: str | None, sent: bytes | None) -> None:
    assert headers(Handshake("/", origin=origin)).get(b"origin") == sent


def test_subprotocols_stand_in_the_scope_and_in_their_header() -> None:
    handshake = Handshake("/", subprotocols=("v2", "v1"))

    assert scope_of(handshake)["subprotocols"] == ["v2", "v1"]
    assert headers(handshake)[b"sec-websocket-protocol"] == b"v2, v1"
    assert b"sec-websocket-protocol" not in headers(Handshake("/"))


def test_a_session_is_a_cookie() -> None:
    assert headers(Handshake("/"), "abc")[b"cookie"] == b"sessionid=abc"
    assert b"cookie" not in headers(Handshake("/"))
