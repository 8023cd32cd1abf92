import pytest
from django.urls import URLResolver, get_resolver

from lessons.domain.course import Course, Module, QuizDefaults
from lessons.domain.course_parser import RESERVED, parse_course
from markup.problems import Report
from tests.lessons.courses import COURSE


def read(text: str) -> tuple[Course | None, list[tuple[str, str]]]:
    report = Report()
    course = parse_course(text, "course.yaml", report)
    return course, [(p.code, f"{p.place.line}:{p.place.column}") for p in report.problems]


def test_a_course_is_what_its_file_says() -> None:
    course, problems = read(COURSE)

    assert problems == []
    assert course == Course(
        id="small",
        title="A small course",
        summary="One lesson.",
        language="en",
        modules=(Module("first", "The only module", "", ("hello",)),),
        file="course.yaml",
    )


def test_what_a_course_leaves_out_has_a_sensible_value() -> None:
    course, _ = read(COURSE)

    assert course
    assert (course.status, course.licence, course.pass_mark) == ("published", "", 0.7)
    assert (course.levels, course.quizzes) == (("easy", "medium", "hard"), QuizDefaults())


def test_a_course_says_how_its_quizzes_are_asked() -> None:
    course, problems = read(
        COURSE
        + "licence: CC BY 4.0\nstatus: draft\nlevels: [easy, hard]\npass: 0.5\n"
        + "defaults: {quiz: {shuffle: no, attempts: 3, feedback: after-submit, partial: yes}}\n"
    )

    assert problems == []
    assert course
    assert (course.licence, course.status, course.levels) == ("CC BY 4.0", "draft", ("easy", "hard"))
    assert (course.pass_mark, course.quizzes) == (
        0.5,
        QuizDefaults(shuffle=False, tries=3, at_once=False, partial=True),
    )


def test_a_lesson_stands_in_one_module() -> None:
    course, _ = read(COURSE)

    assert course
    assert (course.module_of("hello"), course.module_of("other")) == ("first", "")


def test_no_course_and_no_lesson_takes_an_address_of_the_site() -> None:
    apps = [app for app in get_resolver().url_patterns if isinstance(app, URLResolver)]
    patterns = [str(found.pattern) for app in apps for found in app.url_patterns]
    words = {pattern.partition("/")[0] for pattern in patterns if pattern[:1] not in ("", "<")}

    assert words
    assert words <= RESERVED


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("format: 1", "format: 1\npass: 0", ("C012", "6:1")),
        ("format: 1", "format: 1\npass: 1.1", ("C012", "6:1")),
        ("format: 1", "format: 1\npass_mark: 1", ("C010", "6:1")),
        ("format: 1", "format: 1\nlevels: [esy]", ("C012", "6:10")),
        ("format: 1", "format: 1\nlevels: []", ("C012", "6:1")),
        ("format: 1", "format: 1\nlevels: [hard, easy]", ("C012", "6:16")),
        ("format: 1", "format: 1\nlevels: [easy, easy]", ("C012", "6:16")),
        ("format: 1", "format: 1\ndefaults: {quiz: {shuffle: sometimes}}", ("C012", "6:19")),
        ("format: 1", "format: 1\ndefaults: {quiz: {attempts: 6}}", ("C012", "6:19")),
        ("format: 1", "format: 1\ndefaults: {quiz: {feedback: never}}", ("C012", "6:19")),
        ("format: 1", "format: 1\ndefaults: {quz: {}}", ("C010", "6:12")),
        ("[hello]", "[glossary]", ("C025", "9:15")),
        ("id: first", "id: scenarios", ("C025", "7:5")),
        ("id: small", "id: Small", ("C012", "1:1")),
        ("id: small", "id: static", ("C025", "1:1")),
        ("title: A small", "titel: A small", ("C010", "2:1")),
        ("format: 1", "format: 2", ("C012", "5:1")),
        ("[hello]", "[hello, hello]", ("C025", "9:22")),
        ("[hello]", "[me]", ("C025", "9:15")),
        ("[hello]", "[]", ("C012", "9:5")),
        ("language: en\n", "", ("C011", "1:1")),
        ("  - id: first", "  - id: first\n    titel: x", ("C010", "8:5")),
        ("[hello]", "[hello]\n  - {id: first, title: Again, lessons: [b]}", ("C025", "10:6")),
    ],
)
def test_a_mistake_is_an_error_at_its_place(before: str, after: str, fault: tuple[str, str]) -> None:
    course, problems = read(COURSE.replace(before, after))

    assert course is None
    assert problems == [fault]
