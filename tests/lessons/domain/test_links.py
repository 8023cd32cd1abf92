from dataclasses import replace

import pytest

from lessons.domain.glossary import Glossary
from lessons.domain.lesson import Lesson, QuizPage, Reference, Status
from lessons.domain.links import check_links
from lessons.domain.quiz_parser import parse_quiz
from markup import Place, Report
from tests.lessons.courses import PRACTICE
from tests.lessons.domain.test_lesson_parser import KNOWN, good

PLACE = Place("a.md", 7, 3)


def linking(*links: Reference) -> dict[tuple[str, str], Lesson]:
    """The small lesson as `a`, which links to others, and as `b`."""
    return {("small", "a"): replace(good(), slug="a", links=links), ("small", "b"): replace(good(), slug="b")}


def practice() -> QuizPage:
    page = parse_quiz(PRACTICE, "practice.md", KNOWN, good(), Report())
    assert page
    return page


def test_places_that_are_there_may_be_linked_to() -> None:
    lessons = linking(Reference("b", "lesson", "step-2", PLACE), Reference("b", "lesson", "", PLACE))

    assert check_links(lessons, {}, {}) == ()


def test_a_place_that_is_missing_elsewhere_is_told_where_the_link_stands() -> None:
    (problem,) = check_links(linking(Reference("b", "lesson", "step-3", PLACE)), {}, {})

    assert (problem.place, problem.code, problem.hint) == (PLACE, "C060", "did you mean 'step-2'?")


def test_a_practice_that_is_missing_is_told() -> None:
    lessons = linking(Reference("b", "practice", "", PLACE))

    assert [p.code for p in check_links(lessons, {}, {})] == ["C066"]
    assert check_links(lessons, {("small", "b", "practice"): practice()}, {}) == ()


def test_what_links_to_a_broken_lesson_is_not_judged() -> None:
    lessons = linking(Reference("b", "practice", "", PLACE), Reference("b", "lesson", "step-3", PLACE))

    assert check_links(lessons, {}, {}, {("small", "b")}) == ()


def test_practice_and_glossary_are_judged_like_lessons() -> None:
    dead = (Reference("b", "lesson", "step-3", PLACE),)
    pages = {("small", "a", "practice"): replace(practice(), links=dead)}
    glossaries = {"small": Glossary("small", links=dead)}

    assert [p.code for p in check_links(linking(), pages, glossaries)] == ["C060", "C060"]


def test_lessons_of_another_course_are_no_targets() -> None:
    lessons = {("other", "a"): replace(good(), course="other", links=(Reference("b", "test", "", PLACE),))}

    assert [p.code for p in check_links(lessons, {("small", "b", "test"): practice()}, {})] == ["C066"]


HIDDEN = (Reference("b", "lesson", "step-2", PLACE),)


@pytest.mark.parametrize("status", ["draft", "review", "retired"])
def test_what_readers_cannot_follow_is_a_warning(status: Status) -> None:
    lessons = linking(*HIDDEN)
    lessons["small", "b"] = replace(lessons["small", "b"], status=status)
    (problem,) = check_links(lessons, {}, {})

    assert (problem.place, problem.code, problem.severity) == (PLACE, "C069", "warning")
    assert "the lesson of 'b' is not published" in problem.message


def test_a_practice_is_as_hidden_as_its_lesson() -> None:
    lessons = linking(Reference("b", "practice", "", PLACE))
    lessons["small", "b"] = replace(lessons["small", "b"], status="draft")
    pages = {("small", "b", "practice"): replace(practice(), slug="b", links=HIDDEN)}

    assert [p.message.partition(": ")[2] for p in check_links(lessons, pages, {})] == [
        "the practice of 'b' is not published"
    ]


def test_drafts_may_link_to_drafts() -> None:
    drafts = {address: replace(lesson, status="draft") for address, lesson in linking(*HIDDEN).items()}

    assert check_links(drafts, {}, {}) == ()
