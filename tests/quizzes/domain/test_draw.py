"""What an attempt asks."""

from random import Random

import pytest

from quizzes.domain.draw import draw, draw_order
from quizzes.domain.question import Level, Question
from quizzes.domain.quiz import Kind, Quiz
from tests.quizzes.domain.written import ORDER, SINGLE, TRUTH, ask

LEVELS: tuple[Level, ...] = ("hard", "easy", "medium")


def bank_of(each: int) -> tuple[Question, ...]:
    texts = (
        SINGLE.replace("#when", f"#q-{level}-{n}").replace("medium", level) for n in range(each) for level in LEVELS
    )
    return tuple(ask(text) for text in texts)


def quiz(kind: Kind = "test", each: int = 5, **wanted: int) -> Quiz:
    return Quiz("channels", "life-test", kind, "Test", bank_of(each), draw=wanted)  # type: ignore[arg-type]


def test_a_test_draws_as_many_of_each_level_as_it_wants_easy_ones_first() -> None:
    drawn = draw(quiz(easy=3, medium=2, hard=1), Random(1))

    assert [each.question.public.level for each in drawn] == ["easy"] * 3 + ["medium"] * 2 + ["hard"]


def test_no_question_is_drawn_twice() -> None:
    drawn = draw(quiz(easy=5, medium=5, hard=5), Random(1))

    assert len({each.question.public.key for each in drawn}) == 15


def test_a_level_that_is_not_named_is_asked_whole() -> None:
    assert len(draw(quiz(easy=1), Random(1))) == 11
    assert quiz(easy=1).asked == 11


def test_a_bank_that_is_smaller_than_wished_is_asked_whole() -> None:
    assert len(draw(quiz(each=1, easy=4, medium=3, hard=3), Random(1))) == 3
    assert quiz(each=1, easy=4, medium=3, hard=3).asked == 3


def test_over_many_attempts_every_question_is_drawn() -> None:
    wanted = quiz(easy=1, medium=1, hard=1)
    seen = {each.question.public.key for seed in range(80) for each in draw(wanted, Random(seed))}

    assert len(seen) == 15


def test_a_practice_asks_everything_in_its_authors_order() -> None:
    practice = quiz("practice", each=2)

    assert [each.question for each in draw(practice, Random(1))] == list(practice.questions)


def test_the_same_seed_draws_the_same() -> None:
    assert draw(quiz(easy=2), Random(7)) == draw(quiz(easy=2), Random(7))


@pytest.mark.parametrize("text", [SINGLE, ORDER])
def test_choices_and_lines_come_in_any_order(text: str) -> None:
    public = ask(text).public
    orders = {draw_order(public, Random(seed)) for seed in range(60)}

    assert len(orders) == 6
    assert all(sorted(order) == sorted(choice.key for choice in public.choices) for order in orders)


@pytest.mark.parametrize("text", [TRUTH, SINGLE.replace("see=step-4", "see=step-4 shuffle=no")])
def test_true_and_false_and_what_the_author_forbids_stay_in_place(text: str) -> None:
    public = ask(text).public

    assert draw_order(public, Random(3)) == tuple(choice.key for choice in public.choices)
