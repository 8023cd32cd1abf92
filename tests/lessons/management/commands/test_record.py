"""`manage.py record`: what it says and writes, over real servers."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from shutil import rmtree

import pytest
from django.core.management import CommandError, call_command

from lessons.management.commands import record as command
from sandbox.recording.errors import RecordingError
from sandbox.recording.file import read_recording, write_recording
from sandbox.recording.record import Pair

VARIANTS = """\
variants:
  closes:
    title: The server closes
    consumer: closes.py
    script: [a: connect]
    outcome:
      a: {opened: true, close: 4001}
"""
CLOSES = """from channels.generic.websocket import AsyncWebsocketConsumer


class HelloConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()
        await self.close(4001)
"""


@pytest.fixture
def scenario(root: Path) -> Path:
    """The folder of the small course's scenario, which has a variant with an outcome."""
    folder = root / "small" / "scenarios" / "hello"
    (folder / "scenario.yaml").write_text((folder / "scenario.yaml").read_text() + VARIANTS)
    (folder / "closes.py").write_text(CLOSES)
    rmtree(folder / "recorded")
    return folder


def test_what_is_recorded_stands_beside_the_scenario_and_is_left_alone_while_it_holds(scenario: Path) -> None:
    assert _told() == ["hello, closes: recorded", "hello, default: recorded"]
    first = (scenario / "recorded" / "default.jsonl").read_text()
    kept = write_recording(replace(read_recording(first), day="2001-01-01"))
    (scenario / "recorded" / "default.jsonl").write_text(kept)

    assert _told() == ["hello, closes: as before", "hello, default: as before"]
    assert (scenario / "recorded" / "default.jsonl").read_text() == kept


def test_a_check_writes_nothing_and_fails_where_nothing_is_recorded(scenario: Path) -> None:
    assert _fails("--variant", "default", "--check") == ["hello, default: nothing is recorded"]
    assert not (scenario / "recorded").exists()


def test_a_difference_is_told_by_a_check_and_mended_without_one(scenario: Path) -> None:
    _told("hello", "--variant", "closes")
    file = scenario / "recorded" / "closes.jsonl"
    (scenario / "closes.py").write_text(CLOSES.replace("4001", "4002"))
    change = "line 7: websocket.close of client a: event.code is 4002, it was 4001"
    unkept = "    a: close is 4002, its outcome says 4001"

    assert _fails("--check", "--variant", "closes") == [f"hello, closes: differs: {change}", unkept]
    assert "4002" not in file.read_text()
    assert _fails("--variant", "closes") == [f"hello, closes: recorded anew: {change}", unkept]
    assert "4002" in file.read_text()


def test_a_file_that_is_no_recording_is_told_and_written_anew(scenario: Path) -> None:
    (scenario / "recorded").mkdir()
    (scenario / "recorded" / "default.jsonl").write_text("<<<<<<< HEAD\n")

    [told] = _told("--variant", "default", "--course", "small")

    assert told.startswith("hello, default: recorded anew: what was recorded cannot be read: line 1: this is no line")


def test_code_that_does_not_come_up_is_told_and_fails(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _give(monkeypatch, RecordingError("hello, closes: the server did not come up"))

    assert _fails("--variant", "closes") == ["hello, closes: the server did not come up"]


@pytest.mark.parametrize("check", [[], ["--check"]])
def test_a_folder_in_the_place_of_a_recording_is_said_in_a_sentence(scenario: Path, check: list[str]) -> None:
    (scenario / "recorded/default.jsonl").mkdir(parents=True)

    with pytest.raises(CommandError, match=r"default\.jsonl cannot be read: Is a directory$"):
        call_command("record", "--variant", "default", *check, stdout=StringIO())


def test_a_recording_that_cannot_be_written_is_said_in_a_sentence(scenario: Path) -> None:
    (scenario / "recorded").write_text("in the way")

    with pytest.raises(CommandError, match=r"recorded/\w+\.jsonl cannot be (read|written): "):
        call_command("record", "--variant", "default", stdout=StringIO())


def test_a_recording_of_no_variant_is_superfluous(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _told()
    (scenario / "recorded" / "gone.jsonl").write_text("")

    [told] = [line for line in _fails("--check") if "gone" in line]
    assert told.endswith("recorded/gone.jsonl: no variant has this name; delete it")
    assert _told("--variant", "default") == ["hello, default: as before"]


def test_a_broken_scenario_is_named_and_fails(scenario: Path) -> None:
    (scenario / "closes.py").write_text("class")

    [told] = _fails()

    assert told.endswith("scenarios/hello: not recorded, for it is broken: check_content says why")
    with pytest.raises(CommandError, match="there is no scenario 'hello' that check_content finds sound"):
        _told("hello")


def test_ctrl_c_is_said_in_a_sentence(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _give(monkeypatch, KeyboardInterrupt())

    with pytest.raises(CommandError, match="ended before everything was recorded") as ended:
        _told()
    assert ended.value.returncode == 130


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["helo"], "there is no scenario 'helo' .*; did you mean 'hello'?"),
        (["--variant", "close"], "there is no variant 'close' .*; did you mean 'closes'?"),
        (["--course", "smal"], "there is no course 'smal' .*; did you mean 'small'?"),
    ],
)
def test_what_there_is_not_is_refused_with_a_suggestion(scenario: Path, arguments: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        _told(*arguments)


def _told(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("record", *arguments, stdout=out)
    return _lines(out)


def _fails(*arguments: str) -> list[str]:
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("record", *arguments, stdout=out)
    assert ended.value.code == 1
    return _lines(out)


def _lines(out: StringIO) -> list[str]:
    """Recordings come as they are ready: in the order of their names, with what follows each."""
    entries = out.getvalue().replace("\n    ", "\n\t    ").replace("\n\t", "\0").splitlines()
    return [line for entry in sorted(entries) for line in entry.split("\0")]


def _give(monkeypatch: pytest.MonkeyPatch, failure: BaseException) -> None:
    """Have the recorder fail: with an error of its own, which it gives, or with one that it meets."""

    async def give(pairs: Sequence[Pair]) -> AsyncIterator[tuple[Pair, RecordingError]]:
        if not isinstance(failure, RecordingError):
            raise failure
        for pair in pairs:
            yield pair, failure

    monkeypatch.setattr(command, "record_all", give)
