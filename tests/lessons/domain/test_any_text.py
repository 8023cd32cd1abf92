"""Whatever stands in a file, its reader answers, and every place that it names is in the file."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.domain.course_parser import parse_course
from lessons.domain.front import read_front
from lessons.domain.glossary_parser import parse_glossary
from lessons.domain.lesson_parser import parse_lesson
from lessons.domain.quiz_parser import parse_quiz
from markup import Report
from tests.lessons.courses import COURSE, GLOSSARY, LESSON, PRACTICE, TEST
from tests.lessons.domain.test_lesson_parser import KNOWN, good
from tests.lessons.domain.texts import SIGNS, TEXTS

Read = Callable[[str, Report], object]
READERS: dict[str, tuple[str, Read]] = {
    "course": (COURSE, lambda text, report: parse_course(text, "a", report)),
    "lesson": (LESSON, lambda text, report: parse_lesson(text, "a", KNOWN, report)),
    "practice": (PRACTICE, lambda text, report: parse_quiz(text, "practice.md", KNOWN, good(), report)),
    "test": (TEST, lambda text, report: parse_quiz(text, "test.md", KNOWN, None, report)),
    "glossary": (GLOSSARY, lambda text, report: parse_glossary(text, "a", KNOWN, report)),
}


def judge(read: Read, text: str) -> None:
    """Reads a text; a result and an error exclude each other, and every place exists."""
    report = Report()
    assert (read(text, report) is None) == report.broken
    widths = [len(line) for line in text.split("\n")]
    for problem in report.problems:
        assert 1 <= problem.place.column <= widths[problem.place.line - 1] + 1, problem


@pytest.mark.parametrize("name", READERS)
@given(text=TEXTS)
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    judge(READERS[name][1], text)


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
def test_any_edit_of_a_sound_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    sound, read = READERS[name]
    start = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(start, min(len(sound), start + 40)))
    put = data.draw(st.one_of(st.just(""), st.sampled_from(SIGNS), st.text(max_size=4)))
    judge(read, sound[:start] + put + sound[end:])


@given(TEXTS)
def test_a_first_look_never_fails(text: str) -> None:
    read_front(text, "a")
