"""The files of one course become what it teaches, file by file; what has not changed is not parsed again."""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from lessons.domain.course import Course
from lessons.domain.course_parser import parse_course
from lessons.domain.front import Front
from lessons.domain.glossary_parser import parse_glossary
from lessons.domain.known import Known
from lessons.domain.lesson import Media, QuizPage
from lessons.domain.lesson_parser import parse_lesson
from lessons.domain.quiz_parser import parse_quiz
from lessons.media import read_media
from lessons.memory import Memory
from lessons.proofs import judge_proofs
from lessons.reading import CourseReading
from lessons.roots import COURSE, DOCUMENTS, GLOSSARY, LESSON, MEDIA, PRACTICE, TEST, Source
from lessons.scenarios import read_scenarios
from lessons.texts import front_of, refuse_unreadable
from lessons.units import Made, Units
from markup import Place, Problem, Report
from quizzes.domain.question import Question
from sandbox.domain.scenario import Scenario
from sandbox.domain.scenario import Source as Code


def read_course(reading: CourseReading, sound: Collection[Code], memory: Memory) -> None:
    """Fills a reading. `sound` is code that was imported before and need not be again."""
    with _uncollected():
        units = Units(reading, memory)
        _read_outline(units)
        if reading.course:
            read_scenarios(units, reading.course.id, sound)
            _Documents(units).read(reading.course)
            judge_proofs(units)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Looks for no garbage meanwhile: what is read stays, and to walk it again and again takes a sixth of the time."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _read_outline(units: Units) -> None:
    reading = units.reading
    path = reading.path(COURSE)
    if path not in reading.files:
        found, wanted = f"a folder without {COURSE}", "add one, or move the folder out"
        reading.add(path, [Problem(Place(reading.shown), "C090", found, wanted)])
    reading.course = units.parse(path, None, parse_course)


class _Documents:
    """Reads glossary, lessons, practices and tests, file by file."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.reading = units.reading
        self.frames = {name: found and _frames(found) for name, found in self.reading.scenarios.items()}

    def read(self, course: Course) -> None:
        reading = self.reading
        for path, source in reading.files.items():
            if path.endswith(DOCUMENTS):
                reading.fronts[path] = self.front(source)
        stepped = self.stepped()
        around = Known(course, "", reading.scenarios, stepped, {}, {})
        words = reading.path(GLOSSARY)
        glossary = self.units.parse(words, self.surroundings(around, ""), _with(around, parse_glossary))
        reading.glossary = glossary
        terms = {term.id: term for term in glossary.terms} if glossary else {}
        judged = None if words in reading.faults else terms
        for slug, home in reading.homes:
            known = Known(course, slug, reading.scenarios, stepped, judged, self.pictures(slug, home))
            self.lesson(known, slug, f"{home}/{LESSON}")
            self.quiz_page(known, slug, f"{home}/{PRACTICE}")
            self.quiz_page(known, slug, f"{home}/{TEST}")

    def front(self, source: Source) -> Front:
        return self.units.memory.recall(("front", source.raw), None, lambda: front_of(source))

    def stepped(self) -> dict[str, str]:
        """The first lesson that steps each scenario, one that everybody can see before one that few can."""
        fronts = [(slug, self.reading.fronts.get(f"{home}/{LESSON}", Front())) for slug, home in self.reading.homes]
        lessons = [(slug, front) for slug, front in fronts if front.status != "retired"]
        seen = sorted(lessons, key=lambda lesson: lesson[1].status != "published")
        return {front.scenario: slug for slug, front in reversed(seen) if front.scenario}

    def pictures(self, slug: str, home: str) -> dict[str, Media]:
        """The pictures beside a lesson; one that cannot be served counts as there: it has been told."""
        pictures = {}
        for source in self.units.folders.get(f"{home}/{MEDIA}", ()):
            media = self.media(source)
            pictures[media.name] = self.reading.media[slug, media.name] = media
        return pictures

    def media(self, source: Source) -> Media:
        def read(report: Report) -> Media:
            if source.fault:
                refuse_unreadable(source, report)
                return Media(source.path.rpartition("/")[2], b"", "", 0, 0)
            return read_media(source, report)

        return self.units.made(source.path, (source.path, source.raw, source.fault), None, read)

    def lesson(self, known: Known, slug: str, path: str) -> None:
        front = self.reading.fronts.get(path, Front())
        lesson = self.units.parse(path, self.surroundings(known, front.scenario), _with(known, parse_lesson))
        if lesson:
            self.reading.lessons[slug] = lesson
            self.count_unproved(path, lesson.questions)

    def quiz_page(self, known: Known, slug: str, path: str) -> None:
        lesson = self.reading.lessons.get(slug)

        def parse(text: str, file: str, report: Report) -> QuizPage | None:
            return parse_quiz(text, file, known, lesson, report)

        page = self.units.parse(path, (self.surroundings(known, ""), lesson), parse)
        if page:
            self.reading.quiz_pages[slug, page.kind] = page
            self.count_unproved(path, page.questions)

    def count_unproved(self, path: str, questions: Sequence[Question]) -> None:
        unproved = sum(not question.secret.proof for question in questions)
        if unproved:
            found = f"{unproved} of {len(questions)} questions name no proof"
            place = Place(self.reading.files[path].file)
            self.reading.problems.append(Problem(place, "C098", found, "give each proof=… or proof=definition", "note"))

    def surroundings(self, known: Known, scenario: str) -> object:
        """What a document depends on: of terms the names, of scenarios that it does not step the frames alone."""
        terms = None if known.terms is None else tuple(known.terms)
        pictures = {name: (media.width, media.height) for name, media in known.media.items()}
        stepped = known.scenarios.get(scenario)
        return (known.course, known.slug, known.stepped, self.frames, terms, pictures, stepped)


def _frames(scenario: Scenario) -> Mapping[str, int]:
    return {name: v.recording.frames if v.recording else 0 for name, v in scenario.variants.items()}


def _with(known: Known, parse: Callable[[str, str, Known, Report], Made | None]) -> Any:  # noqa: ANN401
    return lambda text, file, report: parse(text, file, known, report)
