import pytest

from lessons.domain.course import Course, Module
from lessons.domain.course_parser import parse_course
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


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
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
    assert fault in problems
