import pytest

from markup.blocks import Heading
from markup.problems import Place, Report
from markup.scanner import scan
from quizzes.domain.parser import Surroundings, parse_question
from quizzes.domain.question import Question
from quizzes.domain.wording import check_letters


def read(stem: str, choices: str, hint: str = "> [!hint]\n> Think.") -> tuple[Question, list[tuple[str, int]]]:
    report = Report()
    heading, *blocks = scan(f"### {stem} {{#it}}\n\n{choices}\n\n{hint}\n", "a.md", report).blocks
    assert isinstance(heading, Heading)
    question = parse_question(heading, blocks, Surroundings("c", "d", "easy", (), ()), report)
    assert not report.broken
    return question, [(p.code, p.place.line) for p in report.problems]


def pair(right: str = "Two", wrong: str = "One") -> str:
    return f"- [ ] A. {wrong}\n  > No.\n- [x] B. {right}\n  > Yes."


def test_a_sound_question_is_not_warned_of() -> None:
    assert read("Which step answers?", pair())[1] == []


@pytest.mark.parametrize(
    ("stem", "choices", "warning"),
    [
        ("Which step does not answer?", pair(), ("C053", 1)),
        ("Which step is never reached?", pair(), ("C053", 1)),
        ("Which?", "- [ ] A. One\n- [x] B. Two\n  > Yes.", ("C055", 3)),
        ("Which?", pair(wrong="All of the above"), ("C052", 3)),
        ("Which?", pair(wrong="Neither, see choice B"), ("C057", 3)),
        ("Which?", pair(right="A very long and very careful answer"), ("C051", 5)),
    ],
)
def test_a_question_that_gives_itself_away_is_warned_of(stem: str, choices: str, warning: tuple[str, int]) -> None:
    assert read(stem, choices)[1] == [warning]


def test_a_negative_may_stand_when_it_is_stressed() -> None:
    assert read("Which step does **not** answer?", pair())[1] == []


def test_a_question_without_a_hint_is_warned_of() -> None:
    assert read("Which?", pair(), hint="")[1] == [("C056", 1)]


@pytest.mark.parametrize(("letters", "warned"), [("BBB", True), ("BBA", False), ("BB", False)])
def test_right_choices_that_share_one_letter_are_warned_of(letters: str, warned: bool) -> None:
    marks = {"A": "- [x] A. One\n  > Yes.\n- [ ] B. Two\n  > No.", "B": pair()}
    report = Report()

    check_letters([read("Which?", marks[letter])[0] for letter in letters], Place("a.md", 7), report)

    assert [p.code for p in report.problems] == (["C054"] if warned else [])
