"""Everything that is taught at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lessons.domain.course import Course
from lessons.domain.lesson import Address, Lesson
from markup import Problem
from quizzes.domain.question import Question, QuestionKey
from sandbox.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Release:
    """Courses by id, lessons by (course, folder), scenarios by (course, name), and what is wrong.

    `broken` maps a lesson whose files have errors to these; its last good version, if there is one, is in `lessons`.
    """

    courses: Mapping[str, Course] = field(default_factory=dict)
    lessons: Mapping[Address, Lesson] = field(default_factory=dict)
    scenarios: Mapping[Address, Scenario] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: Mapping[Address, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def questions(self) -> dict[QuestionKey, Question]:
        return {q.public.key: q for lesson in self.lessons.values() for q in lesson.questions}
