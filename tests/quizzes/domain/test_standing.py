"""What a page may show of a question, and when."""

from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.domain.grading import GAVE_UP, Answer, Verdict, grade
from quizzes.domain.question import Question
from quizzes.domain.standing import Grade, Standing, grade_of, refuse, stand
from tests.quizzes.samples import LETTERS, question

QUESTION = question(right="C")
EVERY_KEY = [choice.key for choice in QUESTION.public.choices]


def verdicts(letters: str, asked: Question = QUESTION) -> list[Verdict]:
    """One for each letter; `-` gives up."""
    answers = [GAVE_UP if letter == "-" else Answer(f"who-accepts-{letter}") for letter in letters]
    return [grade(asked, answer) for answer in answers]


def standing(letters: str, hints: int = 0) -> Standing:
    return stand(QUESTION, verdicts(letters), hints)


def marks(shown: Standing) -> dict[str, str]:
    return {choice.letter: choice.mark for choice in shown.choices if choice.mark}


def tags(shown: Standing) -> dict[str, str]:
    return {choice.letter: choice.tag for choice in shown.choices if choice.tag}


def test_an_untouched_question_shows_no_secret() -> None:
    assert "canary" not in str(astuple(standing("")))


def test_a_first_miss_shows_the_feedback_of_its_choice_and_no_other_secret() -> None:
    shown = standing("A")

    assert shown.feedback == "<p>canary-feedback-A</p>"
    assert "canary" not in str(astuple(replace(shown, feedback="")))


def test_a_first_miss_marks_nothing_but_itself() -> None:
    assert marks(standing("A")) == {"A": "wrong"}


def test_a_first_miss_leaves_every_choice_open() -> None:
    assert not any(choice.closed for choice in standing("A").choices)


@pytest.mark.parametrize("missed", LETTERS)
def test_after_a_first_miss_nothing_depends_on_which_other_choice_is_right(missed: str) -> None:
    candidates = [question(right=letter) for letter in LETTERS if letter != missed]
    shown = {str(astuple(stand(asked, verdicts(missed, asked), hints=1))) for asked in candidates}

    assert len(shown) == 1


@pytest.mark.parametrize("letters", ["C", "AC", "AB", "A-", "-"])
def test_a_settled_question_marks_the_right_choice(letters: str) -> None:
    shown = standing(letters)

    assert shown.settled
    assert marks(shown)["C"] == "right"


@pytest.mark.parametrize("letters", ["C", "AC", "AB", "A-", "-"])
def test_a_settled_question_explains_every_choice_once(letters: str) -> None:
    shown = standing(letters)
    told = shown.feedback + "".join(each.html for each in shown.missed + shown.others)

    assert [told.count(f"canary-feedback-{letter}") for letter in LETTERS] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("letters", "feedback", "missed", "others"),
    [
        ("C", "<p>canary-feedback-C</p>", "", "ABD"),
        ("AC", "<p>canary-feedback-C</p>", "", "ABD"),
        ("AB", "<p>canary-feedback-B</p>", "C", "AD"),
        ("A-", "", "C", "ABD"),
        ("A", "<p>canary-feedback-A</p>", "", ""),
    ],
)
def test_the_last_answer_is_explained_first_then_what_was_missed_then_the_others(
    letters: str, feedback: str, missed: str, others: str
) -> None:
    shown = standing(letters)
    explained = ["".join(each.letter for each in part) for part in (shown.missed, shown.others)]

    assert (shown.feedback, *explained) == (feedback, missed, others)


@pytest.mark.parametrize("letters", ["", "A"])
def test_the_place_that_proves_the_answer_is_kept_back_until_then(letters: str) -> None:
    assert standing(letters).see == ""
    assert standing(f"{letters}C").see == "canary-see"


@pytest.mark.parametrize(
    ("letters", "heading"),
    [
        ("", ""),
        ("C", "Right"),
        ("A", "Not this one: one try is left"),
        ("AC", "Right at the second try"),
        ("AB", "Not this one: the answer is C"),
        ("A-", "The answer is C"),
        ("-", "The answer is C"),
    ],
)
def test_the_heading_says_how_it_went(letters: str, heading: str) -> None:
    assert standing(letters).heading == heading


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("A", {"A": "Your answer"}),
        ("C", {"C": "Your answer, correct"}),
        ("AC", {"A": "Your first answer", "C": "Your answer, correct"}),
        ("AB", {"A": "Your first answer", "B": "Your answer", "C": "Correct answer"}),
        ("A-", {"A": "Your answer", "C": "Correct answer"}),
        ("-", {"C": "Correct answer"}),
    ],
)
def test_tags_say_in_words_what_marks_say_in_colour(letters: str, expected: dict[str, str]) -> None:
    assert tags(standing(letters)) == expected


@pytest.mark.parametrize(("letters", "checked"), [("", []), ("A", ["A"]), ("AB", ["B"]), ("AC", ["C"]), ("A-", ["A"])])
def test_the_last_answer_stays_chosen(letters: str, checked: list[str]) -> None:
    assert [choice.letter for choice in standing(letters).choices if choice.checked] == checked


def test_a_settled_question_closes_all_but_the_last_answer() -> None:
    assert [choice.letter for choice in standing("AB").choices if not choice.closed] == ["B"]


@pytest.mark.parametrize(("letters", "tries"), [("", 0), ("A", 1), ("AB", 2)])
def test_tries_are_counted_and_the_next_one_is_named(letters: str, tries: int) -> None:
    shown = standing(letters)

    assert (shown.tries, shown.number) == (tries, tries + 1)


def test_only_the_hints_that_were_opened_are_shown() -> None:
    assert standing("", hints=1).hints == ("<p>canary-hint-1</p>",)


@pytest.mark.parametrize(("letters", "hints", "next_hint"), [("", 0, 1), ("A", 1, 2), ("", 2, 0), ("C", 0, 0)])
def test_the_next_hint_is_offered_until_there_is_none_or_no_need(letters: str, hints: int, next_hint: int) -> None:
    assert standing(letters, hints).next_hint == next_hint


def test_a_choice_without_feedback_gets_none() -> None:
    silent = replace(QUESTION, secret=replace(QUESTION.secret, feedback={}))
    shown = stand(silent, verdicts("AB", silent), 0)

    assert (shown.feedback, shown.missed, shown.others) == ("", (), ())


def test_a_refused_click_keeps_its_choice_and_says_why() -> None:
    refused = refuse(standing("A"), "Because.", "who-accepts-B")

    assert refused.refusal == "Because."
    assert [choice.letter for choice in refused.choices if choice.checked] == ["B"]


@pytest.mark.parametrize(("letters", "choice"), [("A", "unknown"), ("A", ""), ("AB", "who-accepts-D")])
def test_a_refused_click_that_can_no_longer_be_made_changes_no_choice(letters: str, choice: str) -> None:
    shown = standing(letters)

    assert refuse(shown, "Because.", choice).choices == shown.choices


@given(st.lists(st.sampled_from([*EVERY_KEY, None]), max_size=2, unique=True), st.integers(0, 3))
def test_secrets_of_choices_show_only_what_was_earned(chosen: list[str | None], hints: int) -> None:
    shown = stand(QUESTION, [grade(QUESTION, Answer(choice)) for choice in chosen], hints)
    text = str(astuple(shown))

    assert shown.settled or all(f"canary-feedback-{key[-1]}" not in text for key in EVERY_KEY if key not in chosen)
    assert all(f"canary-hint-{number}" not in text for number in range(hints + 1, 3))


def test_the_grade_counts_first_tries() -> None:
    assert grade_of([standing("C"), standing("AC"), standing("A"), standing("")]) == Grade(right=1, settled=2, total=4)
