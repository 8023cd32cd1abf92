"""Proofs under pytest, in a process of their own; scenarios that are run again by somebody else."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.evidence import Evidence
from lessons.domain.release import Release
from lessons.domain.verdict import Verdict
from lessons.reruns import ProofsError, gather, run_proofs
from sandbox.domain.recording import Recording
from sandbox.recording.errors import RecordingError
from sandbox.recording.record import Pair
from tests.lessons.courses import COURSE, LESSON, PRACTICE, SCENARIO, write_course
from tests.lessons.recorded import pretend, record_beside

HOME = "content/small/first/hello"
NAMED = LESSON.replace("proof=definition", "proof=opens").replace("{#nobody}", "{#nobody proof=it-waits}")
PRACTISED = PRACTICE.replace("proof=definition see", "proof=opens see").replace("proof=definition}", "proof=called}")
PROOFS = '''import pytest


def test_opens(run, key, step):
    """Accept opens."""
    assert step("websocket.accept") == 2
    assert run("hello").moment("websocket.accept")
    assert key.right in (["Two"], ["Accepting"])


def test_it_waits(run):
    assert run("hello", "silent").frames == 3


def test_called(key):
    assert key.accepts("reply")


def test_nobody_names_this(key):
    """The caption."""


def test_no_such_scenario(run):
    """The caption."""
    run("helo")


def test_no_such_variant(run):
    """The caption."""
    run("hello", "silnt")


def test_nothing_recorded(run):
    """The caption."""
    run("hello", "unheard")


def test_no_such_row(step):
    """The caption."""
    step("websocket.send")


def test_left_out():
    """The caption."""
    pytest.skip("too late")
'''
VARIANTS = """variants:
  silent:
    title: Nobody speaks
    script: [a: connect]
  unheard:
    title: Nobody has heard
    script: [a: connect]
"""


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """What all proofs above come to, the second file among them, which is none."""
    folder = tmp_path_factory.mktemp("proofs")
    root = write_course(folder / "content", lesson=NAMED, scenario=SCENARIO + VARIANTS)
    (root / "small/scenarios/hello/recorded/unheard.jsonl").unlink()
    write(root, "small/course.yaml", COURSE.replace("[hello]", "[hello, bye]"))
    write(root, "small/first/hello/practice.md", PRACTISED)
    write(root, "small/first/hello/proofs.py", PROOFS)
    write(root, "small/first/bye/lesson.md", "---\nid: bye\ntitle: Goodbye\n---\n\nText.\n")
    write(root, "small/first/bye/proofs.py", "import nothing_of_the_kind\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return [*run_proofs([root], None)]


def of(verdicts: Sequence[Verdict], test: str) -> list[tuple[list[str], str]]:
    return [([str(place) for place in v.places], v.fault) for v in verdicts if v.test == test]


def test_a_proof_of_two_keys_holds_for_each_and_for_what_it_quotes(verdicts: list[Verdict]) -> None:
    assert of(verdicts, "test_opens") == [
        ([f"{HOME}/lesson.md:48:1", f"{HOME}/lesson.md:61:3"], ""),
        ([f"{HOME}/practice.md:12:1", f"{HOME}/lesson.md:61:3"], ""),
    ]


def test_a_proof_of_a_key_moment_is_about_its_heading(verdicts: list[Verdict]) -> None:
    assert of(verdicts, "test_it_waits") == [([f"{HOME}/lesson.md:42:1"], "")]


def test_a_proof_that_fails_says_why_in_a_line(verdicts: list[Verdict]) -> None:
    (((place,), fault),) = of(verdicts, "test_called")

    assert place == f"{HOME}/practice.md:23:1"
    assert fault.startswith(("AssertionError: assert False", "assert False"))
    assert "\n" not in fault


@pytest.mark.parametrize(
    ("test", "fault"),
    [
        ("test_no_such_scenario", "the course has no sound scenario 'helo'; did you mean 'hello'?"),
        ("test_no_such_variant", "scenario 'hello' has no variant 'silnt'; did you mean 'silent'?"),
        ("test_nothing_recorded", "hello, unheard, is not recorded: run manage.py record hello"),
        ("test_no_such_row", "no row of the lesson's execution table stands for websocket.send"),
        ("test_left_out", "too late"),
    ],
)
def test_what_a_proof_asks_for_in_vain_is_said(verdicts: list[Verdict], test: str, fault: str) -> None:
    (((place,), told),) = of(verdicts, test)

    assert place == f"{HOME}/lesson.md:22:1"
    assert told.endswith(fault)


def test_proofs_that_cannot_be_imported_are_told_by_their_file(verdicts: list[Verdict]) -> None:
    (verdict,) = (verdict for verdict in verdicts if not verdict.test)

    assert verdict.at.file == "content/small/first/bye/proofs.py"
    assert "nothing_of_the_kind" in verdict.fault


def test_a_proof_that_no_question_names_has_no_key_to_prove(verdicts: list[Verdict]) -> None:
    assert of(verdicts, "test_nobody_names_this") == []


@pytest.mark.parametrize(
    ("test", "line"),
    [("test_opens", "def test_opens(run, key, step):"), ("test_no_such_scenario", 'run("helo")')],
)
def test_a_verdict_is_at_the_line_that_failed_or_else_at_its_test(
    verdicts: list[Verdict], test: str, line: str
) -> None:
    at = {verdict.at.line for verdict in verdicts if verdict.test == test}

    assert [PROOFS.splitlines()[number - 1].strip() for number in at] == [line]


def test_where_there_are_no_proofs_nothing_is_run(tmp_path: Path) -> None:
    assert run_proofs([write_course(tmp_path)], None) == ()


def test_a_pytest_that_does_not_run_is_an_error_with_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_course(tmp_path)
    write(root, "small/first/hello/proofs.py", "")
    monkeypatch.setattr("lessons.reruns.PYTEST", ("sh", "-c", "exit 4"))

    with pytest.raises(ProofsError, match=r"^pytest did not run the proofs:"):
        run_proofs([root], None)


@pytest.mark.parametrize("inside", [True, False])
def test_proofs_are_run_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, inside: bool) -> None:
    root = write_course(tmp_path / "content", lesson=NAMED)
    write(root, "small/first/hello/proofs.py", "def test_opens(key):\n    assert key.right\n")
    monkeypatch.chdir(root / "small" if inside else "/")

    (verdict,) = run_proofs([root], None)
    assert (verdict.fault, verdict.places[0].line) == ("", 48)


def test_a_proof_that_does_not_end_is_ended(tmp_path: Path) -> None:
    hurried = "import time\n\nfrom lessons.proving import plugin\n\nplugin.LONGEST = 0.2\n\n\n"
    root = write_course(tmp_path)
    write(root, "small/first/hello/proofs.py", f"{hurried}def test_waits():\n    time.sleep(60)\n")

    (verdict,) = run_proofs([root], None)
    assert (verdict.at.line, verdict.fault) == (9, "TimeoutError: this is not over after 0.2 s")


def test_a_proof_that_leaves_the_program_holds_nothing(tmp_path: Path) -> None:
    root = write_course(tmp_path)
    write(root, "small/first/hello/proofs.py", "import os\n\n\ndef test_it():\n    os._exit(0)\n")

    with pytest.raises(ProofsError, match="a proof has left the program"):
        run_proofs([root], None)


OUTCOME = SCENARIO + "outcome:\n  a: {close: 1000}\n"
BYE = LESSON.replace("id: hello", "id: bye").replace("scenario: hello", "scenario: leave").replace("hello/", "leave/")
CLOSES = '''def test_closing(run):
    """The caption."""
    assert run("{scenario}").seen_by("a")[-1].code == 1000
'''


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lessons, each with a scenario of its own and a proof of how that ends."""
    monkeypatch.chdir(tmp_path)
    root = write_course(tmp_path / "content", scenario=OUTCOME)
    write(root, "small/course.yaml", COURSE.replace("[hello]", "[hello, bye]"))
    write(root, "small/first/bye/lesson.md", BYE)
    for name in ("scenario.yaml", "consumer.py"):
        write(root, f"small/scenarios/leave/{name}", (root / "small/scenarios/hello" / name).read_text())
    record_beside(root / "small/scenarios/leave")
    for lesson, scenario in (("hello", "hello"), ("bye", "leave")):
        write(root, f"small/first/{lesson}/proofs.py", CLOSES.format(scenario=scenario))
    assert read_release([root], Release()).problems == ()
    return root


Made = AsyncIterator[tuple[Pair, Recording | RecordingError]]


async def as_before(pairs: Sequence[Pair]) -> Made:
    for pair in pairs:
        yield pair, pretend(*pair)


async def upgraded(pairs: Sequence[Pair]) -> Made:
    """A server that ends one of the two with another code."""
    async for (scenario, variant), made in as_before(pairs):
        assert isinstance(made, Recording)
        ended = tuple(replace(seen, code=1001) if seen.kind == "close" else seen for seen in made.seen)
        yield (scenario, variant), replace(made, seen=ended) if scenario.name == "leave" else made


async def failing(pairs: Sequence[Pair]) -> Made:
    async for (scenario, variant), made in as_before(pairs):
        yield (scenario, variant), RecordingError("it did not come up") if scenario.name == "leave" else made


async def outdated(pairs: Sequence[Pair]) -> Made:
    """A server that never lets a client in."""
    async for pair, made in as_before(pairs):
        assert isinstance(made, Recording)
        kept = tuple(s for s in made.snapshots if s.event.kind != "websocket.accept")
        yield pair, replace(made, snapshots=kept)


def places(evidence: Evidence) -> list[str]:
    return [str(problem.place).removeprefix("content/small/") for problem in evidence.false]


async def test_where_all_runs_are_as_before_everything_holds(root: Path) -> None:
    evidence = await gather([root], as_before)

    assert (evidence.holds, evidence.changes, evidence.unproved, evidence.sentences) == (True, (), (), 2)
    assert [rerun.scenario for rerun in evidence.reruns] == ["hello", "leave"]


async def test_an_upgrade_names_exactly_what_became_false(root: Path) -> None:
    evidence = await gather([root], upgraded)

    assert [(rerun.file, rerun.change) for rerun in evidence.changes] == [
        (
            "content/small/scenarios/leave/recorded/default.jsonl",
            "line 8: 'close' seen by client a: code is 1001, it was 1000",
        )
    ]
    assert places(evidence) == ["first/bye/lesson.md:22:1", "scenarios/leave/scenario.yaml:6:7"]
    assert evidence.lessons == ("bye",)
    assert not evidence.holds


async def test_tables_that_became_false_are_named_with_their_cells(root: Path) -> None:
    evidence = await gather([root], outdated)

    assert [problem.code for problem in evidence.false] == ["C072", "C072"]
    assert places(evidence) == ["first/bye/lesson.md:29:40", "first/hello/lesson.md:29:40"]
    assert evidence.lessons == ("bye", "hello")


async def test_what_cannot_be_run_again_proves_nothing(root: Path) -> None:
    evidence = await gather([root], failing)

    assert [rerun.change for rerun in evidence.changes] == ["it cannot be recorded: it did not come up"]
    assert evidence.unproved == ("/small/bye/: its tables, for its scenario is not recorded",)
    assert evidence.lessons == ("bye",)


async def test_a_recording_that_cannot_be_read_differs_from_its_run(root: Path) -> None:
    file = root / "small/scenarios/leave/recorded/default.jsonl"
    file.unlink()
    file.mkdir()

    (change,) = (rerun.change for rerun in (await gather([root], as_before)).changes)
    assert change.startswith("what was recorded cannot be read: [Errno 21] Is a directory")


async def test_without_new_runs_the_recorded_ones_count(root: Path) -> None:
    evidence = await gather([root], None)

    assert (evidence.reruns, evidence.holds, evidence.sentences) == ((), True, 2)
