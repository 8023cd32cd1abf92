"""Questions as an attempt asks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.domain.asked import TOO_LONG, Asked, Cell, Mark, cells_of, is_done, keep, mark_of, next_to_do
from quizzes.domain.grading import GAVE_UP, Answer, Refused, Verdict
from tests.quizzes.samples import EVERY_TYPE, question, right_fields, several, wrong_fields

RIGHT, HALF, WRONG = (Verdict(Answer(("k",)), score == 1, score) for score in (1.0, 0.5, 0.0))
NOTHING = Verdict(GAVE_UP, right=False, score=0.0)


def asked(*verdicts: Verdict, number: int = 1, draft: str = "", name: str = "q") -> Asked:
    fields = {"choice": [f"{name}-{draft}"]} if draft else None
    return Asked(number, question(name), verdicts=verdicts, draft=fields)


@pytest.mark.parametrize(
    ("verdicts", "mark"),
    [
        ([], "todo"),
        ([RIGHT], "right"),
        ([HALF], "partly"),
        ([WRONG], "wrong"),
        ([WRONG, RIGHT], "wrong"),
        ([NOTHING], "missing"),
    ],
)
def test_the_first_try_marks_a_question(verdicts: list[Verdict], mark: Mark) -> None:
    assert mark_of(asked(*verdicts), at_once=True) == mark


@pytest.mark.parametrize(
    ("draft", "at_once", "mark"), [("A", False, "answered"), ("A", True, "todo"), ("", False, "todo")]
)
def test_a_draft_is_an_answer_only_where_feedback_comes_at_the_end(draft: str, at_once: bool, mark: Mark) -> None:
    assert mark_of(asked(draft=draft), at_once=at_once) == mark


def test_a_draft_that_is_no_whole_answer_is_begun() -> None:
    half = Asked(1, EVERY_TYPE["order"]("life"), draft={"place-life-A": ["1"]})

    assert mark_of(half, at_once=False) == "begun"


@pytest.mark.parametrize(
    ("one", "tries", "at_once", "done"),
    [
        (asked(), 2, True, False),
        (asked(WRONG), 2, True, False),
        (asked(WRONG), 1, True, True),
        (asked(RIGHT), 2, True, True),
        (asked(NOTHING), 2, True, True),
        (asked(draft="A"), 2, True, False),
        (asked(draft="A"), 1, False, True),
        (asked(), 1, False, False),
    ],
)
def test_a_question_is_done_when_nothing_is_left_to_do(one: Asked, tries: int, at_once: bool, done: bool) -> None:
    assert is_done(one, tries, at_once=at_once) is done


@pytest.mark.parametrize(("after", "number"), [(0, 2), (2, 4), (4, 2), (5, 2)])
def test_the_next_one_to_do_comes_after_this_one_or_from_the_front(after: int, number: int) -> None:
    drafts = ("A", "", "A", "", "A")
    questions = [asked(number=place, draft=draft) for place, draft in enumerate(drafts, 1)]
    following = next_to_do(questions, after, 1, at_once=False)

    assert following
    assert following.number == number


def test_when_all_is_done_nothing_is_next() -> None:
    assert next_to_do([asked(RIGHT)], 0, 2, at_once=True) is None


def test_the_strip_says_how_each_question_stands_and_which_one_is_on_the_page() -> None:
    questions = [asked(WRONG), asked(number=2)]

    assert cells_of(questions, 2, at_once=True) == (
        Cell(1, "wrong", "missed", is_current=False),
        Cell(2, "todo", "to do", is_current=True),
    )


def test_the_score_is_that_of_the_first_try() -> None:
    assert [one.score for one in (asked(), asked(HALF, RIGHT), asked(RIGHT))] == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("kind", EVERY_TYPE)
@pytest.mark.parametrize("fields", [right_fields, wrong_fields])
def test_of_a_form_only_what_belongs_to_the_question_is_kept(kind: str, fields: object) -> None:
    one = EVERY_TYPE[kind]("any")
    given_ = fields(one)  # type: ignore[operator]
    noise = {"wording": ["w"], "try": ["1"], "do": ["draft"], "place-other": ["1"]}

    assert keep(one.public, {**noise, **given_}, 4096) == given_


def test_empty_fields_are_not_kept() -> None:
    assert keep(EVERY_TYPE["order"]("life").public, {"place-life-A": [""], "place-life-B": ["2"]}, 4096) == {
        "place-life-B": ["2"]
    }
    assert keep(several("which").public, {"choice": ["", ""]}, 4096) == {}


def test_the_limit_counts_bytes_of_all_values_together() -> None:
    one = several("which").public

    assert keep(one, {"choice": ["é", "é"]}, 4) == {"choice": ["é", "é"]}
    assert keep(one, {"choice": ["é", "é"]}, 3) == Refused(TOO_LONG)


@given(st.dictionaries(st.sampled_from(["choice", "text", "place-any-A", "x"]), st.lists(st.text(), max_size=4)))
def test_no_form_breaks_a_draft(fields: dict[str, list[str]]) -> None:
    for kind in EVERY_TYPE.values():
        one = kind("any")
        kept = keep(one.public, fields, 4096)
        if not isinstance(kept, Refused):
            standing = Asked(1, one, draft=kept).standing(1)
            assert "canary" not in str(standing.heading)
            assert mark_of(Asked(1, one, draft=kept), at_once=False) in {"todo", "begun", "answered"}
