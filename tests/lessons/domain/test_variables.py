from pathlib import Path

import pytest

from lessons.domain.variables import names_in, value_at
from sandbox.domain.events import event_of, fact
from sandbox.domain.recording import Recording, Seen
from sandbox.domain.scenario import Client, Handshake, Scenario, Source, Variant
from sandbox.domain.trace import Position, Snapshot
from sandbox.recording.joining import fold

SCRIPT = [
    ("a", "websocket.connect", {}),
    ("a", "websocket.accept", {"count": "0"}),
    ("b", "websocket.connect", {}),
    ("b", "websocket.accept", {"count": "5"}),
    ("a", "websocket.receive", {"count": "0"}),
    ("a", "statement", {"count": "0"}),
    ("a", "websocket.send", {"count": "1"}),
    ("b", "websocket.close", {"count": "5"}),
    ("a", "websocket.disconnect", {"count": "2"}),
    ("a", "application.finished", {"count": "9"}),
    ("b", "application.raised", None),
]


def snapshot(client: str, kind: str, attributes: dict[str, str] | None) -> Snapshot:
    event = event_of({"type": kind}) if kind.startswith("websocket") else fact(kind)
    at = None if attributes is None else Position("consumer.py", 1, "receive", attributes)
    return Snapshot(0, None, None, 0, client, "passed", event, at, {})


SEEN = (
    Seen("a", "open", 2, 0, 0),
    Seen("b", "open", 4, 0, 0),
    Seen("a", "message", 7, 0, 0, text="1"),
    Seen("a", "close", 7, 0, 0, code=1000),
    Seen("b", "close", 8, 0, 0, code=1000),
)
RUN = Recording("", {}, "2026-11-22", fold("ab", 0, [snapshot(*told) for told in SCRIPT]), SEEN)


def at(name: str, event: str, client: str = "a") -> str:
    return value_at(name, RUN.moment(event, client), RUN, "a")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("connection_state", "None"),
        ("message_buffer", "Empty"),
        ("ws.readyState", "none"),
        ("self.count", "not set"),
        ("ws.readyState (b)", "none"),
    ],
)
def test_every_variable_has_a_start(name: str, value: str) -> None:
    assert value_at(name, None, RUN, "a") == value


@pytest.mark.parametrize(
    ("event", "state", "buffer"),
    [
        ("websocket.connect", "None", "Empty"),
        ("websocket.accept", "Accepted", "Empty"),
        ("websocket.receive", "Open", "Received message stored"),
        ("websocket.disconnect", "Closed", "Cleared"),
    ],
)
def test_teaching_variables_are_read_when_the_moment_has_passed_a_disconnect_when_all_is_over(
    event: str, state: str, buffer: str
) -> None:
    assert (at("connection_state", event), at("message_buffer", event)) == (state, buffer)


@pytest.mark.parametrize(
    ("event", "client", "a", "b"),
    [
        ("websocket.connect", "a", "CONNECTING", "none"),
        ("websocket.accept", "a", "OPEN", "none"),
        ("websocket.connect", "b", "OPEN", "CONNECTING"),
        ("websocket.send", "a", "OPEN", "OPEN"),  # it closes after that, by itself
        ("websocket.close", "b", "CLOSED", "CLOSED"),  # by the server
        ("websocket.disconnect", "a", "CLOSED", "CLOSED"),
    ],
)
def test_a_socket_is_as_its_browser_sees_it(event: str, client: str, a: str, b: str) -> None:
    assert (at("ws.readyState", event, client), at("ws.readyState (b)", event, client)) == (a, b)


@pytest.mark.parametrize(
    ("event", "value"),
    [
        ("websocket.connect", "0"),
        ("websocket.receive", "1"),
        ("websocket.send", "2"),
        ("websocket.disconnect", "9"),
    ],
)
def test_an_attribute_is_read_at_the_next_frame_when_what_the_moment_sets_off_has_run(event: str, value: str) -> None:
    assert at("self.count", event) == value


def test_an_attribute_of_another_client_is_its_own() -> None:
    assert at("self.count (b)", "websocket.receive") == "5"


def test_an_attribute_after_the_last_frame_of_its_consumer_is_the_last_that_is_known() -> None:
    assert at("self.count (b)", "application.raised", "b") == "5"
    assert at("self.other", "websocket.receive") == "not set"


def test_where_a_consumer_was_never_seen_its_attributes_are_not_set() -> None:
    bare = Recording("", {}, "", fold("a", 0, [snapshot("a", "websocket.connect", None)]), ())

    assert value_at("self.count", bare.snapshots[0], bare, "a") == "not set"


def test_a_disconnect_without_an_end_is_read_at_the_last_that_is_known() -> None:
    told = [snapshot("a", "websocket.connect", None), snapshot("a", "websocket.disconnect", None)]
    bare = Recording("", {}, "", fold("a", 0, told), ())

    assert value_at("message_buffer", bare.snapshots[1], bare, "a") == "Empty"


def test_variables_of_other_clients_are_named_with_them() -> None:
    client = Client(Handshake("/ws/"))
    source = Source("consumer.py", str(Path("consumer.py")), "")
    variant = Variant("default", "", (source,), "C", (), attributes=("count",))
    scenario = Scenario("c", "s", "", {"a": client, "b": client}, {"default": variant})

    names = ["connection_state", "message_buffer", "ws.readyState", "self.count"]
    assert [*names_in(scenario, variant)] == [*names, *(f"{name} (b)" for name in names)]
