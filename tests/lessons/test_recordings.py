from dataclasses import replace
from pathlib import Path

import pytest

from lessons import recordings
from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.memory import Memory
from lessons.recordings import change_since, file_of
from markup import Problem
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Variant
from tests.lessons.courses import CONSUMER, SCENARIO, write_course
from tests.lessons.recorded import keep, pretend, variant_in

TWO = """variants:
  silent:
    title: Nobody speaks
    script: [a: connect]
"""
HOME = "content/small/scenarios/hello"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small course, both variants of whose scenario are recorded."""
    monkeypatch.chdir(tmp_path)
    return write_course(tmp_path / "content", scenario=SCENARIO + TWO)


def read(root: Path, memory: Memory | None = None) -> Release:
    return read_release([root], Release(), memory)


def recording_of(variant: Variant) -> Recording:
    assert variant.recording
    return variant.recording


def told(release: Release) -> list[tuple[str, str, str]]:
    return [(str(p.place).removeprefix(f"{HOME}/"), p.code, p.severity) for p in release.problems]


def only(release: Release) -> Problem:
    (problem,) = release.problems
    return problem


def test_recordings_become_part_of_their_variants(root: Path) -> None:
    release = read(root)

    assert told(release) == []
    variants = release.scenarios["small", "hello"].variants
    assert {name: variant.recording and variant.recording.frames for name, variant in variants.items()} == {
        "default": 6,
        "silent": 3,
    }


def test_a_release_keeps_them(root: Path) -> None:
    sources = read(root).sources

    assert {path for path in sources if path.endswith(".jsonl")} == {
        "small/scenarios/hello/recorded/default.jsonl",
        "small/scenarios/hello/recorded/silent.jsonl",
    }


def test_what_is_not_recorded_is_a_note_at_the_scenario(root: Path) -> None:
    file_of(variant_in(root, "hello", "silent")).unlink()

    problem = only(read(root))
    assert (str(problem.place), problem.code, problem.severity) == (f"{HOME}/scenario.yaml:1:1", "C079", "note")
    assert (problem.message, problem.hint) == (
        "nothing of silent is proved: not recorded",
        "run manage.py record hello",
    )


def test_all_that_other_code_makes_stale_is_one_error_and_is_not_published(root: Path) -> None:
    good = read(root)
    (root / "small/scenarios/hello/consumer.py").write_text(CONSUMER.replace("pass", "groups = []"))

    release = read_release([root], good)
    problem = only(release)
    assert (str(problem.place), problem.code) == (f"{HOME}/recorded/default.jsonl:1:1", "C070")
    assert problem.message == (
        "this and 1 other of hello were recorded from other code, clients or actions than stand here now"
    )
    assert problem.hint == "run manage.py record hello"
    assert "groups" in release.scenarios["small", "hello"].variants["default"].source.text
    assert not any(path.endswith(".jsonl") for path in release.sources)
    assert release.broken == {}
    assert release.left_out == (f"{HOME}/recorded/default.jsonl", f"{HOME}/recorded/silent.jsonl")


def test_titles_predictions_and_outcomes_make_nothing_stale(root: Path) -> None:
    outline = root / "small/scenarios/hello/scenario.yaml"
    outline.write_text(outline.read_text().replace("title: Nobody speaks", "title: Silence\n    predict: state"))

    assert told(read(root)) == []


def test_other_versions_make_stale_and_are_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    variant = variant_in(root, "hello")
    old = replace(recording_of(variant), versions={"channels": "4.3.1", "daphne": "4.2.3"})
    keep(old, variant)
    monkeypatch.setattr(recordings, "_installed", lambda _: {"channels": "4.3.2", "daphne": "4.2.3"})
    keep(replace(old, versions={"channels": "4.3.2", "daphne": "4.2.3"}), variant_in(root, "hello", "silent"))

    problem = next(p for p in read(root).problems if p.place.file.endswith("default.jsonl"))
    assert problem.message == "this was recorded with Channels 4.3.1, and Channels 4.3.2 is installed"


def test_packages_that_are_not_installed_are_not_compared(root: Path) -> None:
    variant = variant_in(root, "hello")
    keep(replace(recording_of(variant), versions={"hypercorn": "0.1"}), variant)

    assert told(read(root)) == []


@pytest.mark.parametrize(
    ("raw", "line"),
    [(b"", 1), (b"<<<<<<< HEAD\n", 1), (b"\xff", 1), (b"{}\n", 1)],
)
def test_what_cannot_be_read_is_an_error_at_its_line(root: Path, raw: bytes, line: int) -> None:
    file_of(variant_in(root, "hello")).write_bytes(raw)

    problem = only(read(root))
    assert (problem.place.file, problem.place.line) == (f"{HOME}/recorded/default.jsonl", line)
    assert problem.code in {"C070", "C001"}


def test_a_line_that_is_cut_off_is_named(root: Path) -> None:
    file = file_of(variant_in(root, "hello"))
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*lines[:3], lines[3][:40]]))

    assert told(read(root)) == [("recorded/default.jsonl:4:1", "C070", "error")]


def test_a_recording_of_no_variant_is_an_error(root: Path) -> None:
    (root / "small/scenarios/hello/recorded/silnt.jsonl").write_text("")

    problem = only(read(root))
    assert (problem.code, problem.message) == ("C070", "scenario 'hello' has no variant 'silnt'")
    assert problem.hint == "delete it, or rename it: did you mean 'silent'?"


def test_recordings_of_a_scenario_that_is_gone_are_errors(root: Path) -> None:
    folder = root / "small/scenarios/gone/recorded"
    folder.mkdir(parents=True)
    (folder / "default.jsonl").write_text("")

    problem = only(read(root))
    assert (str(problem.place), problem.code) == ("content/small/scenarios/gone/recorded/default.jsonl:1:1", "C070")
    assert problem.hint == "delete it"


def test_recordings_of_a_broken_scenario_are_not_judged(root: Path) -> None:
    (root / "small/scenarios/hello/scenario.yaml").write_text("nothing")

    assert told(read(root)) == [("scenario.yaml:1:1", "C013", "error")]


def test_a_false_outcome_is_told_and_holds_nothing_back(root: Path) -> None:
    outline = root / "small/scenarios/hello/scenario.yaml"
    outline.write_text(SCENARIO + TWO + "    outcome:\n      a: {close: 4001}\n")

    release = read(root)
    problem = only(release)
    assert (str(problem.place), problem.code) == (f"{HOME}/scenario.yaml:10:11", "C074")
    assert problem.message == "outcome of client a: close is 4001; the run says none"
    assert release.broken == {}
    assert release.lessons


def test_what_has_not_changed_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    read(root, memory)
    files: list[str] = []
    monkeypatch.setattr(recordings, "read_recording", files.append)

    assert told(read(root, memory)) == []
    assert files == []


def test_given_recordings_stand_in_place_of_all_that_are_there(root: Path) -> None:
    scenario = read(root).scenarios["small", "hello"]
    raw = file_of(scenario.variants["silent"]).read_bytes()
    other = replace(pretend(scenario, scenario.variants["silent"]), day="2030-01-01")
    file = keep(other, scenario.variants["silent"])
    given = {"small/scenarios/hello/recorded/silent.jsonl": file.read_bytes()}
    file.write_bytes(raw)

    release = read_release([root], Release(), recorded=given)
    variants = release.scenarios["small", "hello"].variants
    assert (variants["default"].recording, recording_of(variants["silent"]).day) == (None, "2030-01-01")


def test_a_change_since_the_recording_is_said_in_words(root: Path) -> None:
    variant = variant_in(root, "hello")
    recording, file = recording_of(variant), file_of(variant)

    assert change_since(file, replace(recording, day="2030-01-01")) == ""
    assert change_since(file, replace(recording, seen=())) == (
        "line 4: handler.returned of client a comes where 'open' seen by client a came"
    )
    file.write_text("{}")
    assert change_since(file, recording).startswith("what was recorded cannot be read: line 1: ")
    file.unlink()
    assert change_since(file, recording) == "nothing was recorded"


def test_what_stands_in_place_of_a_recording_and_is_no_file_is_the_callers_to_tell(root: Path) -> None:
    variant = variant_in(root, "hello")
    recording, file = recording_of(variant), file_of(variant)
    file.unlink()
    file.mkdir()

    with pytest.raises(IsADirectoryError):
        change_since(file, recording)
