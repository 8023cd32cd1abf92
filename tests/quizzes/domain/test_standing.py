"""What a page may show of a question, and when."""

from collections.abc import Mapping
from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.domain.grading import GAVE_UP, Answer, Verdict, grade, place_field
from quizzes.domain.question import Question
from quizzes.domain.standing import Grade, Standing, grade_of, refuse, stand
from tests.quizzes.domain.written import FILL, MULTIPLE, ORDER, OUTPUT, SINGLE, TRUTH, ask, four, keys

LETTERS = "ABCD"
QUESTION = four("C")
EVERY_KEY = [choice.key for choice in QUESTION.public.choices]
CONNECT, RECEIVE, ANSWER, REPLY = keys(ask(MULTIPLE)).values()
REQUEST, ACCEPT, MESSAGE = (keys(ask(ORDER))[f"The {name}"] for name in ("request", "accept", "message"))


def key_of(letter: str) -> str:
    return EVERY_KEY[LETTERS.index(letter)]


def verdicts(letters: str, asked: Question = QUESTION) -> list[Verdict]:
    """One for each letter; `-` gives up."""
    answers = [GAVE_UP if letter == "-" else Answer((key_of(letter),)) for letter in letters]
    return [grade(asked, answer) for answer in answers]


def standing(letters: str, hints: int = 0, tries: int = 2) -> Standing:
    return stand(QUESTION, verdicts(letters), hints, tries=tries)


def judged(text: str, *answers: tuple[str, ...]) -> Standing:
    asked = ask(text)
    return stand(asked, [grade(asked, Answer(answer)) for answer in answers])


def marks(shown: Standing) -> dict[str, str]:
    return {choice.letter: choice.mark for choice in shown.choices if choice.mark}


def tags(shown: Standing) -> dict[str, str]:
    return {choice.letter: choice.tag for choice in shown.choices if choice.tag}


def test_an_untouched_question_shows_no_secret() -> None:
    assert "canary" not in str(astuple(standing("")))


def test_a_first_miss_shows_the_feedback_of_its_choice_and_no_other_secret() -> None:
    shown = standing("A")

    assert [each.html for each in shown.feedback] == ["<p>canary-feedback-A</p>"]
    assert "canary" not in str(astuple(replace(shown, feedback=())))


def test_a_first_miss_marks_nothing_but_itself() -> None:
    assert marks(standing("A")) == {"A": "wrong"}


def test_a_first_miss_leaves_every_choice_open() -> None:
    assert not any(choice.closed for choice in standing("A").choices)


@pytest.mark.parametrize("missed", LETTERS)
def test_after_a_first_miss_nothing_depends_on_which_other_choice_is_right(missed: str) -> None:
    candidates = [four(letter) for letter in LETTERS if letter != missed]
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
    told = "".join(each.html for each in shown.feedback + shown.missed + shown.others)

    assert [told.count(f"canary-feedback-{letter}") for letter in LETTERS] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("letters", "feedback", "missed", "others"),
    [("C", "C", "", "ABD"), ("AC", "C", "", "ABD"), ("AB", "B", "C", "AD"), ("A-", "A", "C", "BD"), ("A", "A", "", "")],
)
def test_the_last_answer_is_explained_first_then_what_was_missed_then_the_others(
    letters: str, feedback: str, missed: str, others: str
) -> None:
    shown = standing(letters)
    explained = ["".join(each.letter for each in part) for part in (shown.feedback, shown.missed, shown.others)]

    assert explained == [feedback, missed, others]


@pytest.mark.parametrize("letters", ["", "A"])
@pytest.mark.parametrize("part", ["solution", "check", "mistakes", "try_it", "see"])
def test_what_explains_the_answer_is_kept_back_until_the_question_is_settled(letters: str, part: str) -> None:
    assert getattr(standing(letters), part) == ""
    assert getattr(standing(f"{letters}C"), part) != ""


def test_the_final_answer_is_kept_back_too() -> None:
    assert standing("A").final is None
    assert standing("AB").final is not None


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


def test_where_there_is_one_try_the_first_miss_shows_all() -> None:
    assert standing("A", tries=1).heading == "Not this one: the answer is C"


def test_only_the_hints_that_were_opened_are_shown() -> None:
    assert standing("", hints=1).hints == ("<p>canary-hint-1</p>",)


@pytest.mark.parametrize(("letters", "hints", "next_hint"), [("", 0, 1), ("A", 1, 2), ("", 2, 0), ("C", 0, 0)])
def test_the_next_hint_is_offered_until_there_is_none_or_no_need(letters: str, hints: int, next_hint: int) -> None:
    assert standing(letters, hints).next_hint == next_hint


def test_letters_are_given_after_the_shuffle() -> None:
    shown = stand(QUESTION, verdicts("AB"), order=[key_of(letter) for letter in "DCBA"])

    assert [choice.key for choice in shown.choices] == [key_of(letter) for letter in "DCBA"]
    assert (shown.heading, tags(shown)["B"]) == ("Not this one: the answer is B", "Correct answer")


def test_a_removed_letter_leaves_no_gap_and_texts_name_the_letter_that_is_shown() -> None:
    three, four_, five = keys(ask(SINGLE)).values()
    asked = ask(SINGLE)
    shown = stand(asked, [grade(asked, Answer((five,)))], order=[five, four_, three], tries=1)

    assert [choice.letter for choice in shown.choices] == ["A", "B", "C"]
    assert [each.html for each in shown.feedback] == ["<p>Too late, see B.</p>"]
    assert "<li>Taking C.</li>" in shown.mistakes


def test_an_order_that_no_longer_fits_is_the_authors() -> None:
    assert [choice.key for choice in stand(QUESTION, [], order=["gone"]).choices] == EVERY_KEY


def test_true_and_false_are_called_so() -> None:
    true, false = keys(ask(TRUTH)).values()

    assert [choice.letter for choice in judged(TRUTH).choices] == ["T", "F"]
    assert judged(TRUTH, (false,)).heading == "Not so: one try is left"
    assert judged(TRUTH, (false,), ()).heading == "The answer is True"
    assert judged(TRUTH, (true,)).heading == "Right"


@pytest.mark.parametrize(
    ("answers", "heading"),
    [
        ([(CONNECT,)], "Not yet: one try is left"),
        ([(CONNECT,), (CONNECT, ANSWER)], "Not these: the answers are A and B"),
        ([(ANSWER,), (CONNECT,)], "Partly right: the answers are A and B"),
        ([(CONNECT, RECEIVE)], "Right"),
    ],
)
def test_several_answers_are_named_together(answers: list[tuple[str, ...]], heading: str) -> None:
    assert judged(MULTIPLE, *answers).heading == heading


def test_a_first_miss_at_several_answers_does_not_tell_which_ones_are_right() -> None:
    shown = judged(MULTIPLE, (CONNECT, ANSWER))

    assert marks(shown) == {}
    assert [each.letter for each in shown.feedback] == ["C"]


def test_when_something_is_missing_it_is_said() -> None:
    assert judged(MULTIPLE, (CONNECT,)).note == "All that you chose is right, but something is missing."


def test_a_part_of_the_answers_scores_a_part() -> None:
    shown = judged(MULTIPLE, (CONNECT,), ())

    assert (shown.score, shown.counts) == (0.5, False)


def test_lines_stand_as_their_learner_put_them() -> None:
    shown = judged(ORDER, (ACCEPT, REQUEST, MESSAGE))

    assert [(choice.key, choice.place) for choice in shown.choices] == [(ACCEPT, 1), (REQUEST, 2), (MESSAGE, 3)]
    assert not any(choice.mark for choice in shown.choices)


@pytest.mark.parametrize(
    ("given_", "note"),
    [
        ((ACCEPT, REQUEST, MESSAGE), "No lines from the top fit."),
        ((REQUEST, MESSAGE, ACCEPT), "1 line from the top fits."),
    ],
)
def test_a_miss_says_how_many_lines_fit(given_: tuple[str, ...], note: str) -> None:
    assert judged(ORDER, given_).note == note


def test_a_settled_order_says_where_each_line_belongs() -> None:
    shown = judged(ORDER, (ACCEPT, REQUEST, MESSAGE), ())

    assert [choice.tag for choice in shown.choices] == ["Belongs at 2", "Belongs at 1", "In its place"]
    assert shown.final is not None
    assert shown.final.lines == ("The request", "The accept", "The message")
    assert shown.heading == "The answer is below"


def test_a_known_mistake_is_explained_and_any_other_is_not() -> None:
    assert [each.html for each in judged(FILL, ("open",)).feedback] == ["<p>That is the browser's event.</p>"]
    assert judged(FILL, ("shut",)).feedback == ()


def test_what_was_typed_stays_in_the_blank() -> None:
    assert judged(FILL, ("open",)).text == "open"
    assert judged(FILL, ("open",), ()).text == "open"


def test_the_word_that_was_wanted_is_shown_at_the_end() -> None:
    final = judged(FILL, ("open",), ()).final

    assert final is not None
    assert final.code == "accept"


def test_of_printed_lines_the_first_that_differs_is_named() -> None:
    shown = judged(OUTPUT, ("a\nc",))

    assert (shown.note, shown.text) == ("Line 2 is the first that differs.", "a\nc")
    assert judged(OUTPUT, ("a\nb",)).note == ""


def test_a_right_answer_needs_no_note() -> None:
    assert judged(ORDER, (REQUEST, ACCEPT, MESSAGE)).note == ""
    assert judged(MULTIPLE, (CONNECT, RECEIVE)).note == ""


@pytest.mark.parametrize(
    ("text", "draft", "expected"),
    [
        (SINGLE, {"choice": ["{Step 5}"]}, ["D"]),
        (MULTIPLE, {"choice": ["{answer}", "{connect}"]}, ["A", "C"]),
        (SINGLE, {"choice": ["unknown"]}, []),
    ],
)
def test_a_draft_fills_the_form(text: str, draft: Mapping[str, list[str]], expected: list[str]) -> None:
    asked = ask(text)
    fields = {name: [keys(asked).get(value.strip("{}"), value) for value in values] for name, values in draft.items()}
    shown = stand(asked, [], draft=fields)

    assert shown.drafted
    assert [c.letter for c in asked.public.choices for s in shown.choices if s.key == c.key and s.checked] == expected


def test_a_draft_of_an_order_may_be_unfinished() -> None:
    shown = stand(ask(ORDER), [], draft={place_field(MESSAGE): ["1"]})

    assert (shown.choices[0].key, shown.choices[0].place) == (MESSAGE, 1)
    assert [choice.place for choice in shown.choices[1:]] == [0, 0]


def test_a_draft_of_a_text_is_kept_as_it_was_typed() -> None:
    assert stand(ask(OUTPUT), [], draft={"text": ["a\n"]}).text == "a\n"


def test_a_draft_is_forgotten_once_the_question_is_settled() -> None:
    shown = stand(QUESTION, verdicts("C"), draft={"choice": [key_of("A")]})

    assert not shown.drafted
    assert [choice.letter for choice in shown.choices if choice.checked] == ["C"]


def test_a_choice_without_feedback_gets_none() -> None:
    silent = replace(QUESTION, secret=replace(QUESTION.secret, feedback={}))
    shown = stand(silent, verdicts("AB", silent))

    assert (shown.feedback, shown.missed, shown.others) == ((), (), ())


def test_a_refused_click_keeps_its_choice_and_says_why() -> None:
    refused = refuse(standing("A"), "Because.", {"choice": [key_of("B")]})

    assert refused.refusal == "Because."
    assert [choice.letter for choice in refused.choices if choice.checked] == ["B"]


def test_a_refused_text_is_kept() -> None:
    assert refuse(stand(ask(FILL), []), "Because.", {"text": ["half a wo"]}).text == "half a wo"


@pytest.mark.parametrize(("letters", "choice"), [("A", "unknown"), ("A", ""), ("AB", key_of("D"))])
def test_a_refused_click_that_can_no_longer_be_made_changes_no_choice(letters: str, choice: str) -> None:
    shown = standing(letters)

    assert refuse(shown, "Because.", {"choice": [choice]}).choices == shown.choices


@given(st.lists(st.sampled_from([*LETTERS, "-"]), max_size=2, unique=True), st.integers(0, 3))
def test_secrets_of_choices_show_only_what_was_earned(chosen: list[str], hints: int) -> None:
    shown = standing("".join(chosen), hints)
    text = str(astuple(shown))

    assert shown.settled or all(f"canary-feedback-{letter}" not in text for letter in LETTERS if letter not in chosen)
    assert all(f"canary-hint-{number}" not in text for number in range(hints + 1, 3))


def test_the_grade_counts_first_tries() -> None:
    assert grade_of([standing("C"), standing("AC"), standing("A"), standing("")]) == Grade(right=1, settled=2, total=4)
