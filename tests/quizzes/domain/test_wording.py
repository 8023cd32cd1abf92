"""Warnings about questions that give themselves away, or trip their reader up."""

import pytest

from markup.problems import Place, Report
from quizzes.domain.wording import check_letters
from tests.quizzes.domain.written import FILL, ask, read


def warnings(stem: str, choices: str, hint: str = "> [!hint]\n> Think.", name: str = "it") -> list[tuple[str, int]]:
    _, report = read(f"### {stem} {{#{name}}}\n\n{choices}\n\n{hint}\n")
    assert not report.broken
    return [(p.code, p.place.line) for p in report.problems]


def pair(right: str = "Two", wrong: str = "One") -> str:
    return f"- [ ] A. {wrong}\n  > No.\n- [x] B. {right}\n  > Yes."


def test_a_sound_question_is_not_warned_of() -> None:
    assert warnings("Which step answers?", pair()) == []


@pytest.mark.parametrize(
    ("stem", "choices", "warning"),
    [
        ("Which step does not answer?", pair(), ("C053", 1)),
        ("Which step is never reached?", pair(), ("C053", 1)),
        ("Which?", "- [ ] A. One\n- [x] B. Two\n  > Yes.", ("C055", 3)),
        ("So?", "- [ ] True\n- [x] False\n  > Yes.", ("C055", 3)),
        ("Which?", pair(wrong="All of the above"), ("C052", 3)),
        ("Which?", pair(wrong="Neither, see choice B"), ("C057", 3)),
        ("Which?", pair(right="A very long and very careful answer"), ("C051", 5)),
        ("Which?", pair().replace("Yes.", "Yes, and\n  > option A is not."), ("C057", 7)),
    ],
)
def test_a_question_that_gives_itself_away_is_warned_of(stem: str, choices: str, warning: tuple[str, int]) -> None:
    assert warnings(stem, choices) == [warning]


@pytest.mark.parametrize("text", ["CHOICE b", "Not an Answer A", "bOTH OF tHEM", "(none of these)"])
def test_what_speaks_of_other_choices_is_found_in_any_case(text: str) -> None:
    assert {code for code, _ in warnings("Which?", pair(wrong=text))} & {"C052", "C057"}


@pytest.mark.parametrize("text", ["An adoption B", "An option Bee", "A hall of them", "All of themes"])
def test_a_part_of_a_word_speaks_of_no_choice(text: str) -> None:
    assert warnings("Which?", pair(wrong=text)) == []


def test_a_negative_may_stand_when_it_is_stressed() -> None:
    assert warnings("Which step does **not** answer?", pair()) == []


def test_a_question_without_a_hint_is_warned_of() -> None:
    assert warnings("Which?", pair(), hint="") == [("C056", 1)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FILL.replace("[~] open\n  > That is the browser's event.", "[~] open"), "C055"),
        (FILL.replace("#call", "#call-accept"), "C059"),
        (FILL.replace("____", "it"), "C050"),
    ],
)
def test_a_blank_that_is_not_explained_or_gives_itself_away_is_warned_of(text: str, code: str) -> None:
    assert [p.code for p in read(text)[1].problems] == [code]


def test_an_id_that_tells_the_answer_is_warned_of() -> None:
    assert warnings("Which step?", pair(right="Step 2", wrong="Step 1"), name="it-is-step-2") == [("C059", 1)]


def test_an_id_that_holds_a_part_of_a_word_is_not() -> None:
    assert warnings("Which step?", pair(right="Ten", wrong="Six"), name="often") == []


@pytest.mark.parametrize(
    ("letters", "warned"), [("BBB", True), ("BBA", True), ("BA", False), ("ABAB", False), ("ABBAB", False)]
)
def test_right_choices_that_share_one_letter_too_often_are_warned_of(letters: str, warned: bool) -> None:
    texts = {"A": "- [x] A. One\n  > Yes.\n- [ ] B. Two\n  > No.", "B": pair()}
    report = Report()
    asked = [ask(f"### Which? {{#it}}\n\n{texts[letter]}\n\n> [!hint]\n> Think.\n") for letter in letters]

    check_letters(asked, Place("a.md", 7), report)

    assert [p.code for p in report.problems] == (["C054"] if warned else [])
