"""ASGI messages as events."""

import pytest

from sandbox.domain.events import LONGEST_TEXT, event_of


@pytest.mark.parametrize(
    ("kind", "direction"),
    [
        ("websocket.connect", "in"),
        ("websocket.receive", "in"),
        ("websocket.disconnect", "in"),
        ("websocket.accept", "out"),
        ("websocket.send", "out"),
        ("websocket.close", "out"),
        ("made.up", "out"),
    ],
)
def test_direction_is_seen_from_the_consumer(kind: str, direction: str) -> None:
    assert event_of({"type": kind}).direction == direction


def test_text_and_bytes_are_told_apart() -> None:
    text = event_of({"type": "websocket.receive", "text": "höh", "bytes": None})
    binary = event_of({"type": "websocket.receive", "bytes": b"\xff\x00"})

    assert (text.text, text.binary, text.length) == ("höh", None, 3)
    assert (binary.text, binary.binary, binary.length) == (None, b"\xff\x00", 2)


def test_a_long_message_is_cut_and_keeps_its_length() -> None:
    event = event_of({"type": "websocket.send", "text": "x" * 100_000})

    assert len(event.text or "") == LONGEST_TEXT
    assert event.length == 100_000


def test_an_empty_message_is_still_a_message() -> None:
    assert event_of({"type": "websocket.send", "text": ""}).length == 0


def test_a_message_without_a_type_is_an_event_all_the_same() -> None:
    assert event_of({}).kind == "?"


def test_a_longer_message_weighs_more() -> None:
    short, long = (event_of({"type": "websocket.send", "text": "x" * n}) for n in (1, 1000))

    assert long.weight - short.weight == 999
