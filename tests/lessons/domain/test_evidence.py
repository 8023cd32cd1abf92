from dataclasses import replace
from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.evidence import Rerun, Tally, weigh
from lessons.domain.release import Release
from lessons.domain.verdict import Verdict
from markup import Place, Problem
from tests.lessons.courses import LESSON, LESSON_PATH, write_course

NAMED = LESSON.replace("proof=definition", "proof=opens")
AT = Place("proofs.py", 3)


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Release:
    """One lesson with one question, which names a proof."""
    monkeypatch.chdir(tmp_path)
    release = read_release([write_course(tmp_path / "content", lesson=NAMED)], Release())
    return replace(release, problems=())


QUESTION = Place(f"content/{LESSON_PATH}", 48)
SENTENCE = Place(f"content/{LESSON_PATH}", 11, 4)


def test_a_question_is_proved_by_a_proof_that_holds(release: Release) -> None:
    evidence = weigh(release, (), [Verdict("test_opens", AT, (QUESTION,), "")])

    assert (evidence.questions, evidence.definitions, evidence.sentences) == (Tally(1, 1), 0, 0)
    assert (evidence.unproved, evidence.holds) == ((), True)


def test_a_proof_that_fails_makes_false_what_it_proves(release: Release) -> None:
    evidence = weigh(release, (), [Verdict("test_opens", AT, (QUESTION, SENTENCE), "assert 1 == 2")])

    assert [(problem.place, problem.message) for problem in evidence.false] == [
        (SENTENCE, "the proof test_opens fails: assert 1 == 2"),
        (QUESTION, "the proof test_opens fails: assert 1 == 2"),
    ]
    assert {problem.hint for problem in evidence.false} == {"see proofs.py:3:1"}
    assert (evidence.questions, evidence.lessons, evidence.holds) == (Tally(0, 1), ("hello",), False)
    assert evidence.unproved == (f"{QUESTION}: question 'opens'",)


def test_what_one_proof_shows_and_another_denies_is_not_proved(release: Release) -> None:
    verdicts = [Verdict("test_a", AT, (SENTENCE,), ""), Verdict("test_b", AT, (SENTENCE,), "assert False")]

    assert weigh(release, (), verdicts).sentences == 0


def test_a_failing_proof_of_nothing_is_false_itself(release: Release) -> None:
    (problem,) = weigh(release, (), [Verdict("", AT, (), "SyntaxError")]).false

    assert (problem.place, problem.message, problem.hint) == (AT, "these proofs cannot be run: SyntaxError", "")


def test_sentences_are_counted_apart_from_questions(release: Release) -> None:
    verdicts = [Verdict("test_opens", AT, (QUESTION, SENTENCE), ""), Verdict("test_again", AT, (SENTENCE,), "")]

    assert weigh(release, (), verdicts).sentences == 1


def test_tables_are_proved_where_their_scenario_is_recorded(release: Release) -> None:
    assert weigh(release, (), ()).tables == Tally(2, 2)

    bare = {
        key: replace(s, variants={n: replace(v, recording=None) for n, v in s.variants.items()})
        for key, s in release.scenarios.items()
    }
    evidence = weigh(replace(release, scenarios=bare), (), ())
    assert evidence.tables == Tally(0, 2)
    assert evidence.unproved[0] == "/small/hello/: its tables, for its scenario is not recorded"


def test_a_definition_is_proved_by_itself(tmp_path: Path) -> None:
    evidence = weigh(read_release([write_course(tmp_path)], Release()), (), ())

    assert (evidence.questions, evidence.definitions, evidence.unproved) == (Tally(1, 1), 1, ())


def test_a_run_that_differs_does_not_hold(release: Release) -> None:
    same, other = (
        Rerun("a.jsonl", "a", "default", "", {"channels": "4"}),
        Rerun("b.jsonl", "b", "default", "it differs"),
    )
    evidence = weigh(release, (same, other), ())

    assert (evidence.changes, evidence.holds, evidence.versions) == ((other,), False, {"channels": "4"})
    assert weigh(release, (same,), ()).holds


def test_proofs_that_do_not_compile_are_told_once(release: Release) -> None:
    told = Problem(Place("proofs.py", 9), "C077", "this does not compile: expected ':'")

    assert weigh(replace(release, problems=(told,)), (), [Verdict("", AT, (), "SyntaxError")]).false == (told,)
