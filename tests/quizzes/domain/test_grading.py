"""From fields to an answer, from an answer to a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.domain.grading import (
    GAVE_UP,
    LONGEST_BLANK,
    NO_CHOICES,
    NONE_CHOSEN,
    NOT_A_CHOICE,
    NOT_IN_ORDER,
    NOTHING_TYPED,
    REWORDED,
    SEVERAL_CHOSEN,
    TOO_LONG,
    Answer,
    Refused,
    Verdict,
    grade,
    lines_of,
    place_field,
    read_answer,
    read_number,
)
from tests.quizzes.domain.written import EVERY_TYPE, FILL, MULTIPLE, ORDER, OUTPUT, SINGLE, TRUTH, ask, keys

MOST = 300  # bytes
QUESTIONS = {kind: ask(text) for kind, text in EVERY_TYPE.items()}
THREE, FOUR, FIVE = keys(QUESTIONS["single"]).values()
CONNECT, RECEIVE, ANSWER, REPLY = keys(QUESTIONS["multiple"]).values()
ITEMS = keys(QUESTIONS["order"])
REQUEST, ACCEPT, MESSAGE = (ITEMS[f"The {name}"] for name in ("request", "accept", "message"))

texts = st.one_of(
    st.sampled_from([THREE, FOUR, CONNECT, RECEIVE, "accept", "1", "2", "3"]),
    st.text(),
    st.text(st.characters(categories=["Cs"])),
)
names = st.sampled_from(["choice", "wording", "try", "text", *(place_field(key) for key in ITEMS.values())])
forms = st.dictionaries(names, st.lists(texts, max_size=3))


def read(kind: str, **fields: list[str]) -> Answer | Refused:
    return read_answer(QUESTIONS[kind].public, fields, MOST)


def places(**numbers: str) -> dict[str, list[str]]:
    return {place_field(ITEMS[f"The {name}"]): [number] for name, number in numbers.items()}


def judge(text: str, *given: str) -> tuple[bool, float]:
    verdict = grade(ask(text), Answer(given))
    return verdict.right, verdict.score


@pytest.mark.parametrize(
    ("kind", "fields", "answer"),
    [
        ("single", {"choice": [FOUR]}, (FOUR,)),
        ("truth", {"choice": [keys(QUESTIONS["truth"])["False"]]}, (keys(QUESTIONS["truth"])["False"],)),
        ("multiple", {"choice": [REPLY, CONNECT]}, (CONNECT, REPLY)),
        ("multiple", {"choice": [CONNECT, CONNECT]}, (CONNECT,)),
        ("order", places(request="2", accept="1", message="3"), (ACCEPT, REQUEST, MESSAGE)),
        ("fill", {"text": ["  accept\t"]}, ("accept",)),
        ("fill", {"text": ["e\u0301"]}, ("é",)),
        ("output", {"text": ["a  \r\nb\n\n"]}, ("a\nb",)),
    ],
)
def test_what_a_form_says_is_an_answer(kind: str, fields: dict[str, list[str]], answer: tuple[str, ...]) -> None:
    assert read(kind, **fields) == Answer(answer)


def test_the_wording_that_was_read_is_accepted() -> None:
    assert read("single", choice=[FOUR], wording=[QUESTIONS["single"].public.wording]) == Answer((FOUR,))


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("single", {}, NONE_CHOSEN),
        ("single", {"choice": [""]}, NONE_CHOSEN),
        ("single", {"choice": [THREE, FOUR]}, SEVERAL_CHOSEN),
        ("single", {"choice": [FOUR, FOUR]}, SEVERAL_CHOSEN),
        ("single", {"choice": ["x" * (MOST + 1)]}, TOO_LONG),
        ("single", {"choice": ["é" * (MOST // 2 + 1)]}, TOO_LONG),
        ("single", {"choice": ["x" * MOST]}, NOT_A_CHOICE),
        ("single", {"choice": ["B"]}, NOT_A_CHOICE),
        ("single", {"choice": [CONNECT]}, NOT_A_CHOICE),
        ("single", {"choice": [FOUR], "wording": ["older"]}, REWORDED),
        ("single", {"wording": ["older"]}, REWORDED),
        ("truth", {"choice": ["True"]}, NOT_A_CHOICE),
        ("multiple", {}, NO_CHOICES),
        ("multiple", {"choice": [CONNECT, "x"]}, NOT_A_CHOICE),
        ("order", {}, NOT_IN_ORDER),
        ("order", places(request="1", accept="2"), NOT_IN_ORDER),
        ("order", places(request="1", accept="1", message="2"), NOT_IN_ORDER),
        ("order", places(request="1", accept="2", message="4"), NOT_IN_ORDER),
        ("fill", {}, NOTHING_TYPED),
        ("fill", {"text": ["  "]}, NOTHING_TYPED),
        ("fill", {"text": ["x" * (LONGEST_BLANK + 1)]}, TOO_LONG),
        ("output", {"text": ["\n \n"]}, NOTHING_TYPED),
        ("output", {"text": ["x" * (MOST + 1)]}, TOO_LONG),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(kind: str, fields: dict[str, list[str]], sentence: str) -> None:
    assert read(kind, **fields) == Refused(sentence)


@pytest.mark.parametrize("kind", EVERY_TYPE)
@given(fields=forms)
def test_any_form_is_refused_or_an_answer_that_can_be_judged(kind: str, fields: dict[str, list[str]]) -> None:
    answer = read_answer(QUESTIONS[kind].public, fields, MOST)

    if isinstance(answer, Refused):
        assert answer.sentence
    else:
        assert 0 <= grade(QUESTIONS[kind], answer).score <= 1


@pytest.mark.parametrize("kind", EVERY_TYPE)
@given(given_=st.lists(texts, max_size=4))
def test_no_answer_makes_grading_fail(kind: str, given_: list[str]) -> None:
    verdict = grade(QUESTIONS[kind], Answer(tuple(given_)))

    assert verdict.right == (verdict.score == 1)


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_giving_up_is_never_right(kind: str) -> None:
    assert grade(QUESTIONS[kind], GAVE_UP) == Verdict(GAVE_UP, right=False, score=0)


def test_one_choice_is_right() -> None:
    assert [judge(SINGLE, key) for key in (THREE, FOUR, FIVE)] == [(False, 0), (True, 1), (False, 0)]


def test_true_or_false() -> None:
    true, false = keys(QUESTIONS["truth"]).values()

    assert (judge(TRUTH, true), judge(TRUTH, false)) == ((True, 1), (False, 0))


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        ([CONNECT, RECEIVE], 1),
        ([CONNECT], 0.5),
        ([CONNECT, RECEIVE, ANSWER], 0.5),
        ([CONNECT, ANSWER], 0),
        ([ANSWER, REPLY], 0),
        ([CONNECT, RECEIVE, ANSWER, REPLY], 0),
    ],
)
def test_of_several_a_part_counts_and_each_wrong_one_takes_a_right_one_away(chosen: list[str], score: float) -> None:
    assert judge(MULTIPLE, *chosen) == (score == 1, score)


@pytest.mark.parametrize(("chosen", "score"), [([CONNECT, RECEIVE], 1), ([CONNECT], 0), ([CONNECT, RECEIVE, REPLY], 0)])
def test_without_partial_it_is_all_or_nothing(chosen: list[str], score: float) -> None:
    assert judge(MULTIPLE.replace("{partial=yes}", ""), *chosen)[1] == score


@pytest.mark.parametrize(
    ("given_", "right"),
    [((REQUEST, ACCEPT, MESSAGE), True), ((ACCEPT, REQUEST, MESSAGE), False), ((REQUEST, ACCEPT), False)],
)
def test_an_order_is_right_as_a_whole(given_: tuple[str, ...], right: bool) -> None:
    assert judge(ORDER, *given_)[0] is right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("accept", True),
        ("ACCEPT", True),
        ("self.accept", True),
        ("self.accept()", True),
        ("self.accept() ", False),  # trimmed when it is read, not here
        ("await self.accept()", False),
        ("selfxaccept", False),
        ("open", False),
        ("", False),
    ],
)
def test_a_blank_takes_the_word_or_all_of_a_pattern(typed: str, right: bool) -> None:
    assert judge(FILL, typed)[0] is right


def test_case_counts_where_the_author_says_so() -> None:
    strict = FILL.replace("{type=fill}", "{type=fill case=yes}")

    assert [judge(strict, typed)[0] for typed in ("accept", "Accept", "SELF.accept")] == [True, False, False]


def test_a_pattern_that_would_never_end_is_no_match() -> None:
    endless = FILL.replace("/self\\.accept(\\(\\))?/", "/(a|aa)+/")

    assert judge(endless, "a" * 60 + "!") == (False, 0)


@pytest.mark.parametrize(
    ("printed", "right"), [("a\nb", True), ("a  \nb\n\n", True), ("a", False), (" a\nb", False), ("ab", False)]
)
def test_output_is_compared_line_by_line_without_trailing_blanks(printed: str, right: bool) -> None:
    assert judge(OUTPUT, printed)[0] is right


def test_lines_end_as_any_system_ends_them() -> None:
    assert lines_of("a\r\nb \n\n") == ("a", "b")


@pytest.mark.parametrize(("values", "number"), [(["1"], 1), (["2"], 2), (["42"], 42), (["9999"], 9999)])
def test_a_number_counts_from_one(values: list[str], number: int) -> None:
    assert read_number(values) == number


@pytest.mark.parametrize(
    "values", [[], [""], ["0"], ["01"], ["-1"], ["1.0"], [" 1"], ["1\n"], ["٣"], ["²"], ["10000"], ["one"], ["1", "1"]]
)
def test_anything_else_is_no_number(values: list[str]) -> None:
    assert read_number(values) is None


@given(st.lists(st.text()))
def test_no_field_makes_the_reader_of_numbers_fail(values: list[str]) -> None:
    number = read_number(values)

    assert number is None or values == [str(number)]
