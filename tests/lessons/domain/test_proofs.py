from collections.abc import Sequence

import pytest

from lessons.domain.lesson import Claim
from lessons.domain.proofs import check_proofs, function_of, quotes_in, read_proofs, warn_of_idle
from lessons.domain.sentences import Wording
from markup import Place, Report

PROOFS = '''"""Not a quote."""

import os


def shown(run):
    """Not a quote either."""


def test_who_accepts(run, key):
    """The consumer accepts.

    Then it
    waits.
    """


async def test_it_waits(run):
    assert run
'''
TEXT = "First **the consumer** accepts. Then\nit waits."
WORDING = Wording(TEXT, "lesson.md")


def claim(proof: str, *, keyed: bool = True) -> Claim:
    return Claim("q", proof, Place("lesson.md", 5), Place("lesson.md", 6, 9), keyed=keyed)


def told(
    claims: Sequence[Claim], proofs: str = PROOFS, texts: Sequence[Wording] = (WORDING,)
) -> list[tuple[str, str, str, str]]:
    report = Report()
    tests = read_proofs(proofs, "proofs.py", report)
    if tests is not None:
        check_proofs(tests, claims, texts, report)
        warn_of_idle(tests, claims, report)
    return [(str(p.place), p.code, p.severity, p.hint) for p in report.problems]


SOUND = (claim("who-accepts"), claim("it-waits", keyed=False))


def test_tests_are_read_with_their_names_and_what_they_quote() -> None:
    first, second = read_proofs(PROOFS, "proofs.py", Report()) or ()

    assert (first.name, first.asks, first.place) == ("who-accepts", True, Place("proofs.py", 10, 1))
    assert first.quotes == (
        ("The consumer accepts.", Place("proofs.py", 11, 8)),
        ("Then it\n    waits.", Place("proofs.py", 13, 5)),
    )
    assert (second.name, second.asks, second.quotes) == ("it-waits", False, ())


def test_every_paragraph_of_a_docstring_is_a_quote() -> None:
    assert quotes_in("One.\n\n    Two\n    lines.\n\n\n") == ["One.", "Two\n    lines."]
    assert quotes_in("") == []


def test_a_proof_is_called_as_its_function() -> None:
    assert function_of("who-accepts") == "test_who_accepts"


def test_proofs_and_claims_that_meet_are_silent() -> None:
    assert told(SOUND[:1] + SOUND[1:], texts=[Wording("The consumer accepts. Then it waits.", "lesson.md")]) == []


def test_words_are_compared_as_they_stand_there() -> None:
    assert [problem[:2] for problem in told(SOUND)] == [("proofs.py:11:8", "C078")]


def test_a_proof_that_is_missing_is_an_error_where_it_is_named() -> None:
    claims = (*SOUND, claim("who-acepts"))
    ((place, code, severity, hint),) = told(claims, texts=[Wording("The consumer accepts. Then it waits.", "f")])

    assert (place, code, severity, hint) == ("lesson.md:6:9", "C076", "error", "did you mean 'who-accepts'?")


def test_the_first_proof_is_told_how_to_be_written() -> None:
    assert told([claim("who-accepts")], "") == [
        ("lesson.md:6:9", "C076", "error", "write def test_who_accepts(run, key) in proofs.py")
    ]


def test_a_definition_needs_no_proof_and_a_question_need_not_name_one() -> None:
    assert told([claim("definition"), claim("")], "") == []


def test_a_proof_of_a_key_that_does_not_look_at_it_is_an_error_at_the_test() -> None:
    ((place, code, severity, hint),) = told([claim("it-waits")], "def test_it_waits(run): ...")

    assert (place, code, severity) == ("proofs.py:1:1", "C076", "error")
    assert hint == "ask for it: def test_it_waits(run, key)"


def test_a_key_moment_has_no_key_to_look_at() -> None:
    assert told([claim("it-waits", keyed=False)], "def test_it_waits(run): ...") == []


def test_a_sentence_that_no_document_says_is_an_error_in_the_docstring() -> None:
    proofs = 'def test_a(run):\n    """The consumer refuses."""\n'

    assert [problem[:3] for problem in told([], proofs)] == [("proofs.py:2:8", "C078", "error")]


def test_a_proof_that_nobody_needs_is_a_warning() -> None:
    assert [problem[:3] for problem in told([], "def test_a(run): ...")] == [("proofs.py:1:1", "C076", "warning")]


@pytest.mark.parametrize(
    ("proofs", "place"),
    [
        ("def test_a(run:\n", "proofs.py:1:11"),
        ("\0", "proofs.py:1:1"),
    ],
)
def test_proofs_that_do_not_compile_are_one_error_where_it_happens(proofs: str, place: str) -> None:
    assert [problem[:2] for problem in told(SOUND, proofs)] == [(place, "C077")]


ASKING = "def test_who_accepts(run, key):\n    assert key\n"


def test_a_proof_that_asks_for_a_key_is_named_by_a_question() -> None:
    assert told((), ASKING) == [
        ("proofs.py:1:1", "C076", "error", "write proof=who-accepts at a question, or do not ask for the key")
    ]


def test_while_a_question_misspells_its_proof_that_is_the_one_mistake() -> None:
    assert told([claim("who-accept")], ASKING) == [("lesson.md:6:9", "C076", "error", "did you mean 'who-accepts'?")]


def test_a_second_proof_of_a_name_is_an_error_at_its_line() -> None:
    assert told([claim("who-accepts")], f"{ASKING}\n\n{ASKING}") == [
        ("proofs.py:5:1", "C025", "error", "rename one of them; see line 1")
    ]
