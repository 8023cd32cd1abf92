from dataclasses import replace

from lessons.domain.lesson import Lesson, Requirement
from lessons.domain.requirements import check_requirements
from markup import Place
from tests.lessons.domain.test_lesson_parser import good


def course(**requires: str) -> dict[tuple[str, str], Lesson]:
    """Lessons by id, each with the ids that it requires."""
    return {("small", f"{name}-folder"): _lesson(name, words.split()) for name, words in requires.items()}


def _lesson(name: str, requires: list[str]) -> Lesson:
    required = tuple(Requirement(word, Place(f"{name}.md", 4, column)) for column, word in enumerate(requires, 1))
    return replace(good(), id=name, slug=f"{name}-folder", requires=required)


def told(lessons: dict[tuple[str, str], Lesson]) -> list[tuple[str, str, str]]:
    return [(str(p.place), p.code, p.message) for p in check_requirements(lessons)]


def test_lessons_may_require_earlier_and_later_ones() -> None:
    assert told(course(a="c", b="a c", c="")) == []


def test_an_unknown_lesson_is_told_with_a_suggestion() -> None:
    (problem,) = check_requirements(course(hello="", bye="helo"))

    assert (str(problem.place), problem.code, problem.hint) == ("bye.md:4:1", "C067", "did you mean 'hello'?")


def test_a_circle_is_told_once_at_its_first_lesson() -> None:
    way = "lessons require each other: b → d → c → b"

    assert told(course(a="b", b="d", c="b", d="c")) == [("b.md:4:1", "C068", way)]


def test_a_lesson_that_requires_itself_is_a_circle() -> None:
    assert told(course(a="b a", b="")) == [("a.md:4:2", "C068", "lessons require each other: a → a")]


def test_two_circles_are_two_problems() -> None:
    assert [code for _, code, _ in told(course(a="b", b="a", c="d", d="c"))] == ["C068", "C068"]


def test_the_shortest_circle_is_shown() -> None:
    lessons = course(a="b c", b="c", c="a")

    assert told(lessons)[0] == ("a.md:4:2", "C068", "lessons require each other: a → c → a")


def test_an_id_may_belong_to_a_lesson_that_is_broken() -> None:
    lessons = course(a="b")

    assert check_requirements(lessons, {("small", "b-folder")}) == ()
    assert [p.code for p in check_requirements(lessons, {("other", "b-folder")})] == ["C067"]


def test_lessons_of_another_course_do_not_count() -> None:
    others = {("other", "b"): replace(_lesson("b", []), course="other")}

    assert [p.code for p in check_requirements(course(a="b") | others)] == ["C067"]
