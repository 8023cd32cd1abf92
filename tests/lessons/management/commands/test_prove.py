"""`manage.py prove`: what it prints, and when it fails."""

import json
from collections.abc import AsyncIterator, Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lessons.management.commands.prove import Command
from lessons.reruns import ProofsError
from sandbox.domain.recording import Recording
from sandbox.recording.errors import RecordingError
from sandbox.recording.record import Pair
from tests.lessons.courses import LESSON, LESSON_PATH
from tests.lessons.recorded import pretend


async def as_before(pairs: Sequence[Pair]) -> AsyncIterator[tuple[Pair, Recording | RecordingError]]:
    for pair in pairs:
        yield pair, pretend(*pair)


@pytest.fixture(autouse=True)
def no_servers(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Command, "run_all", staticmethod(as_before))


def prove(*arguments: str) -> tuple[bool, str]:
    """Whether it passed, and what it printed."""
    out = StringIO()
    try:
        call_command("prove", *arguments, stdout=out, stderr=StringIO())
    except SystemExit as end:
        return end.code == 0, out.getvalue()
    return True, out.getvalue()


def test_what_holds_is_said_with_versions_and_counts() -> None:
    passed, told = prove()

    first, second = told.splitlines()
    assert passed
    assert first.startswith("1 run in 0 s with Channels ")
    assert first.endswith(": all are as recorded.")
    assert second == "Proved: 1 of 1 question (1 by definition), 2 of 2 tables, 0 sentences."


def test_runs_are_told_as_they_come_beside_the_report() -> None:
    out, beside = StringIO(), StringIO()
    call_command("prove", stdout=out, stderr=beside)

    assert beside.getvalue() == "1 of 1: hello, default\n"
    assert "1 of 1: hello" not in out.getvalue()


def test_what_differs_and_what_is_false_is_listed_and_fails(root: Path) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("| None | Accepted |", "| None | Open |"))
    (root / "small/scenarios/hello/recorded/default.jsonl").unlink()

    passed, told = prove()
    assert not passed
    assert told.splitlines()[0].endswith(": 1 differ.")
    said = 'tracker says connection_state is "Open" after step 2; the run says "Accepted"'
    assert told.splitlines()[1:5] == [
        "    content/small/scenarios/hello/recorded/default.jsonl: nothing was recorded",
        "False now, in hello:",
        f"content/{LESSON_PATH}:38:29: C071 {said}",
        "    write what the run says",
    ]


def test_what_nobody_proves_is_listed_and_does_not_fail(root: Path) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace(" proof=definition", ""))

    passed, told = prove()
    assert passed
    assert told.splitlines()[1:] == [
        "Proved: 0 of 1 question (0 by definition), 2 of 2 tables, 0 sentences.",
        "Not proved:",
        f"    content/{LESSON_PATH}:48:1: question 'opens'",
    ]


def test_recorded_runs_alone_are_enough_without_servers(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Command, "run_all", None)

    assert prove("--recorded") == (
        True,
        "Proved: 1 of 1 question (1 by definition), 2 of 2 tables, 0 sentences.\n",
    )


def test_programs_get_json(root: Path) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("| None | Accepted |", "| None | Open |"))

    passed, told = prove("--format", "json")
    evidence = json.loads(told)
    assert (passed, evidence["holds"], evidence["lessons"]) == (False, False, ["hello"])
    assert [(problem["code"], problem["line"]) for problem in evidence["false"]] == [("C071", 38)]
    assert evidence["reruns"][0]["scenario"] == "hello"
    assert evidence["questions"] == {"proved": 0, "total": 0}


def test_proofs_that_do_not_run_end_the_command_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ProofsError("pytest did not run the proofs")

    monkeypatch.setattr("lessons.reruns.run_proofs", fail)

    with pytest.raises(CommandError, match="pytest did not run the proofs"):
        prove()
