"""Everything that is taught at one moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lessons.domain.course import Course
from lessons.domain.glossary import Glossary
from lessons.domain.lesson import Address, Lesson, Media, QuizPage
from markup import Problem, errors_among
from quizzes.domain.quiz import Quiz
from sandbox.domain.scenario import Scenario

PageAddress: TypeAlias = tuple[str, str, str]  # course id, folder of the lesson, and practice, test or a file's name


@dataclass(frozen=True, slots=True)
class Release:
    """Courses and glossaries by course id, lessons by (course, folder), scenarios by (course, name), and what is wrong.

    `broken` maps the address of a document to the errors for which it is not what its files say now; its last good
    version, if there is any, is in `lessons` or `quiz_pages`. `sources` are the files that all this was read from, by
    their path below a content root; `kept` are those that are older than what stands on disk now, `left_out` files that
    are not taught from at all, since they never were good.
    """

    courses: Mapping[str, Course] = field(default_factory=dict)
    lessons: Mapping[Address, Lesson] = field(default_factory=dict)
    quiz_pages: Mapping[PageAddress, QuizPage] = field(default_factory=dict)
    media: Mapping[PageAddress, Media] = field(default_factory=dict)
    glossaries: Mapping[str, Glossary] = field(default_factory=dict)
    scenarios: Mapping[Address, Scenario] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    sources: Mapping[str, bytes] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def seen(self, *, drafts: bool) -> "Release":
        """What readers see of it: what is published, with `drafts` what is not yet, and never what is retired."""
        courses = {name: course for name, course in self.courses.items() if drafts or course.status == "published"}
        seen = {"published", "draft", "review"} if drafts else {"published"}
        lessons = {
            address: lesson
            for address, lesson in self.lessons.items()
            if lesson.course in courses and lesson.status in seen
        }
        return replace(
            self,
            courses=courses,
            lessons=lessons,
            quiz_pages={
                address: page
                for address, page in self.quiz_pages.items()
                if address[:2] in lessons and page.status in seen
            },
            media={address: media for address, media in self.media.items() if address[:2] in lessons},
            glossaries={course: glossary for course, glossary in self.glossaries.items() if course in courses},
            scenarios={address: scenario for address, scenario in self.scenarios.items() if address[0] in courses},
        )

    @property
    def retired(self) -> Iterator[str]:
        """The addresses of what was published once and is shown to nobody any more."""
        hidden = {address for address, lesson in self.lessons.items() if lesson.status == "retired"}
        yield from (self.lessons[address].path for address in hidden)
        yield from (
            page.path for address, page in self.quiz_pages.items() if page.status == "retired" or address[:2] in hidden
        )

    @property
    def errors(self) -> tuple[Problem, ...]:
        return errors_among(self.problems)

    def errors_of(self, course: Course) -> tuple[Problem, ...]:
        """Those in the folder of a course, and those for which its documents wait."""
        folder, addresses = course.file.removesuffix("course.yaml"), f"/{course.id}/"
        behind = {error for path, errors in self.broken.items() if path.startswith(addresses) for error in errors}
        return tuple(error for error in self.errors if error in behind or error.place.file.startswith(folder))

    @property
    def quizzes(self) -> Iterator[Quiz]:
        """Every document that asks something, with the rules of its kind."""
        yield from (self._visual(lesson) for lesson in self.lessons.values() if lesson.questions)
        yield from (self._on_its_own(page) for page in self.quiz_pages.values())

    def _visual(self, lesson: Lesson) -> Quiz:
        course = self.courses[lesson.course]
        return Quiz(
            course=lesson.course,
            id=lesson.id,
            kind="visual",
            title=lesson.title,
            questions=lesson.questions,
            lesson=lesson.title,
            path=lesson.path,
            language=course.language,
            places=lesson.places,
            pass_mark=course.pass_mark,
            tries=course.quizzes.tries,
        )

    def _on_its_own(self, page: QuizPage) -> Quiz:
        course, lesson = self.courses[page.course], self.lessons[page.course, page.slug]
        at_once = page.kind == "practice" and course.quizzes.at_once
        return Quiz(
            course=page.course,
            id=page.id,
            kind=page.kind,
            title=page.title,
            questions=page.questions,
            summary=page.summary,
            lesson=lesson.title,
            path=lesson.path,
            language=course.language,
            places=lesson.places,
            draw=page.draw,
            pass_mark=course.pass_mark,
            tries=course.quizzes.tries if at_once else 1,
            at_once=at_once,
        )
