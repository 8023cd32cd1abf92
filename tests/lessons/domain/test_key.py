import pytest

from lessons.domain.key import Key
from markup import Place
from quizzes.domain.question import Question
from tests.quizzes.samples import EVERY_TYPE, fill, order, output, question, several, truth


def key_of(made: Question) -> Key:
    return Key(made, Place("practice.md", 7, 1))


def test_choices_are_right_or_wrong_as_plain_text_in_their_authors_order() -> None:
    key = key_of(several("q", right="CA"))

    assert (key.right, key.wrong) == (["Choice A", "Choice C"], ["Choice B", "Choice D"])
    assert key_of(question("q", right="B")).right == ["Choice B"]
    assert key_of(truth("q", right="False")).right == ["False"]


def test_words_for_a_blank_are_right_or_wrong_too() -> None:
    key = key_of(fill("q", right="accept"))

    assert (key.right, key.wrong) == (["accept"], ["send"])


def test_lines_stand_in_the_right_order() -> None:
    assert key_of(order("q", right="CAB")).order == ["Choice C", "Choice A", "Choice B"]


def test_an_output_question_shows_its_program_and_what_it_prints() -> None:
    key = key_of(output("q", right="one\ntwo"))

    assert (key.program, key.output) == ('print("?")', "one\ntwo")


@pytest.mark.parametrize(
    ("made", "typed", "accepted"),
    [
        (fill(right="accept"), " Accept ", True),
        (fill(right="accept"), "send", False),
        (fill(right="accept"), "", False),
        (fill(right="accept"), "accept" * 100, False),
        (output(right="one\ntwo"), "one  \ntwo\n\n", True),
        (output(right="one\ntwo"), "two\none", False),
    ],
)
def test_an_answer_is_accepted_as_a_learners_would_be(made: Question, typed: str, accepted: bool) -> None:
    assert key_of(made).accepts(typed) is accepted


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("order", "right"),
        ("output", "wrong"),
        ("single", "order"),
        ("fill", "order"),
        ("truth", "output"),
        ("multiple", "program"),
    ],
)
def test_what_a_type_does_not_have_is_an_error_with_the_questions_place(kind: str, asked: str) -> None:
    with pytest.raises(TypeError, match=rf"^practice.md:7:1: a question of type {kind} has no "):
        getattr(key_of(EVERY_TYPE[kind]("q")), asked)


def test_nobody_types_into_choices() -> None:
    with pytest.raises(TypeError, match="a question of type single has no blank to type into"):
        key_of(question("q")).accepts("C")
