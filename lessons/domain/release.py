"""Everything that is taught at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lessons.domain.course import Course
from lessons.domain.lesson import Address, Lesson
from markup import Problem, errors_among
from quizzes.domain.question import Question, QuestionKey
from sandbox.domain.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Release:
    """Courses by id, lessons by (course, folder), scenarios by (course, name), and what is wrong.

    `broken` maps a lesson to the errors in its file, its scenario and course.yaml, for which what they say now is not
    published; its last good version, if there is one, is in `lessons`.
    """

    courses: Mapping[str, Course] = field(default_factory=dict)
    lessons: Mapping[Address, Lesson] = field(default_factory=dict)
    scenarios: Mapping[Address, Scenario] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: Mapping[Address, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return errors_among(self.problems)

    def errors_of(self, course: Course) -> tuple[Problem, ...]:
        """Those in the folder of a course."""
        folder = course.file.removesuffix("course.yaml")
        return tuple(error for error in self.errors if error.place.file.startswith(folder))

    @property
    def questions(self) -> dict[QuestionKey, Question]:
        return {q.public.key: q for lesson in self.lessons.values() for q in lesson.questions}
