"""A recording as a file, and what is none."""

import json
from dataclasses import replace

import pytest

from sandbox.domain.events import Raised
from sandbox.domain.recording import Recording
from sandbox.domain.trace import Position
from sandbox.recording.file import read_recording, write_recording
from sandbox.recording.joining import fold, placed
from tests.sandbox.recording.made import raw, seen

TOLD = [
    raw(0.1, "websocket.connect"),
    raw(0.2, "websocket.accept", at=Position("consumer.py", 9, "connect", {"x": "[]"})),
    raw(0.3, "layer.group_add", group="room"),
    raw(0.4, "websocket.send", text="é\u2028", length=2),
    raw(0.5, "websocket.send", binary=b"\x00\xff", length=2),
    raw(0.6, "application.raised", raised=Raised("ValueError", "no")),
]
SIGHTS = [
    seen(0.25, "open", subprotocol="chat"),
    seen(0.45, "message", text=""),
    seen(0.55, "message", binary=b"\x00\xff"),
    seen(1.5, "close", code=1011, reason="oh"),
]
RECORDING = Recording(
    inputs="0" * 32,
    versions={"channels": "4.3.2"},
    day="2026-11-22",
    snapshots=fold("a", 0.0, TOLD),
    seen=placed(SIGHTS, 0.0, TOLD, {"a": None}),
)
TEXT = write_recording(RECORDING)
LINES = TEXT.splitlines()


def test_what_is_written_is_read_again() -> None:
    assert read_recording(TEXT) == RECORDING


def test_what_clients_see_before_the_server_tells_anything_comes_first() -> None:
    early = replace(RECORDING, snapshots=(), seen=(replace(SIGHTS[0], seq=0),))

    assert read_recording(write_recording(early)) == early


def test_a_file_is_one_object_a_line_which_any_editor_shows_alike() -> None:
    assert TEXT.isascii()
    assert TEXT.endswith("}\n")
    assert [json.loads(line)["type"] for line in LINES[:4]] == ["recording", "snapshot", "snapshot", "seen"]


def test_what_a_snapshot_leaves_as_it_was_is_written_once() -> None:
    told = [json.loads(line) for line in LINES if '"snapshot"' in line]

    assert ["tracker" in fields for fields in told] == [True, True, False, True, True, True]
    assert ["groups" in fields for fields in told] == [True, False, True, False, False, False]


def test_carriage_returns_of_a_checkout_change_nothing() -> None:
    assert read_recording(TEXT.replace("\n", "\r\n")) == RECORDING


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: a recorded run begins with its header"),
        ("\n".join(LINES[1:]), "line 1: a recorded run begins with its header"),
        (TEXT.replace('{"v":2', '{"v":9', 1), "line 1: its format is 9, and 2 is read"),
        (TEXT.replace("room", "hall"), "line 1: .* edited"),
        (TEXT.replace("4.3.2", "4.3.3", 1), "line 1: .* edited"),
        ("\n".join(LINES[:-1]), "line 1: .* edited"),
        (TEXT[:-40], f"line {len(LINES)}: this is no line of a recorded run"),
        ("\n".join((*LINES[:3], "<<<<<<< HEAD", *LINES[3:])), "line 4: .*: <<<<<<< HEAD"),
        ("\n".join((*LINES[:3], "[]", *LINES[3:])), "line 4: this is no line"),
        ("\n".join((*LINES[:3], "", *LINES[3:])), "line 4: this is no line"),
        ("\n".join((*LINES[:3], ",".join(LINES[3:]))), "line 4: this is no line"),
    ],
    ids=[
        *("empty", "no-header", "format", "edited", "versions", "shortened", "truncated"),
        *("merge", "no-object", "blank", "joined"),
    ],
)
def test_what_was_not_written_so_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_recording(text)


@pytest.mark.parametrize(
    "line", ['{"v":2,"type":"snapshot"}', '{"v":2,"type":"seen","client":"a"}', '{"v":2,"type":"seen","binary":"xy"}']
)
def test_a_line_of_another_shape_is_refused_even_if_it_was_written_so(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.recording.file._digest", lambda *_: "same")
    header = '{"v":2,"type":"recording","inputs":"","versions":{},"day":"","digest":"same"}'

    with pytest.raises(ValueError, match="line 2: this is neither a snapshot nor something seen"):
        read_recording(f"{header}\n{line}\n")
