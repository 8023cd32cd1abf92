"""The files of one course become what it teaches, file by file; what has not changed is not parsed again."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeVar

from lessons.domain.course import Course
from lessons.domain.course_parser import parse_course
from lessons.domain.front import Front, read_front
from lessons.domain.glossary_parser import parse_glossary
from lessons.domain.known import Known
from lessons.domain.lesson import Media, QuizPage
from lessons.domain.lesson_parser import parse_lesson
from lessons.domain.quiz_parser import parse_quiz
from lessons.imports import check_imports
from lessons.media import read_media
from lessons.memory import Memory
from lessons.reading import CourseReading, Unit
from lessons.roots import (
    COURSE,
    DOCUMENTS,
    GLOSSARY,
    LARGEST,
    LESSON,
    MEDIA,
    PRACTICE,
    SCENARIO,
    SCENARIOS,
    TEST,
    Source,
)
from markup import Place, Problem, Report, decode
from quizzes.domain.question import Question
from sandbox.domain.scenario import Scenario
from sandbox.domain.scenario import Source as Code
from sandbox.domain.scenario_parser import Folder, parse_scenario

Parsed = TypeVar("Parsed")


def read_course(reading: CourseReading, sound: Collection[Code], memory: Memory) -> None:
    """Fills a reading. `sound` is code that was imported before and need not be again."""
    reader = _Reader(reading, memory)
    reader.outline()
    if reading.course:
        reader.scenarios(reading.course, sound)
        reader.documents(reading.course)


class _Reader:
    """Fills a reading, file by file."""

    def __init__(self, reading: CourseReading, memory: Memory) -> None:
        self.reading = reading
        self.memory = memory

    def outline(self) -> None:
        path = self.reading.path(COURSE)
        if path not in self.reading.files:
            found, wanted = f"a folder without {COURSE}", "add one, or move the folder out"
            self.reading.add(path, [Problem(Place(self.reading.shown), "C090", found, wanted)])
        self.reading.course = self.parse(path, None, parse_course)

    def scenarios(self, course: Course, sound: Collection[Code]) -> None:
        names = [path.split("/")[2] for path in self.below(SCENARIOS) if path.count("/") == 3]
        for name in dict.fromkeys(names):
            self.scenario(course, name, sound)

    def scenario(self, course: Course, name: str, sound: Collection[Code]) -> None:
        unit = self.reading.path(SCENARIOS, name, "")
        files = [source for path, source in self.reading.files.items() if path.startswith(unit)]
        key = ("scenario", tuple((source.file, source.raw, source.fault) for source in files))
        scenario, problems = self.memory.recall(key, course.id, lambda: _read_scenario(course.id, name, files, sound))
        self.reading.scenarios[name] = scenario
        self.accept(unit, scenario, problems)

    def documents(self, course: Course) -> None:
        reading = self.reading
        for path, source in reading.files.items():
            if path.endswith(DOCUMENTS):
                reading.fronts[path] = self.front(source)
        stepped = self.stepped()
        around = Known(course, "", reading.scenarios, stepped, {}, {})
        glossary = self.parse(reading.path(GLOSSARY), _counts(around, ""), _with(around, parse_glossary))
        reading.glossary = glossary
        terms = {term.id: term for term in glossary.terms} if glossary else {}
        judged = None if reading.path(GLOSSARY) in reading.faults else terms
        for slug, home in reading.homes:
            known = Known(course, slug, reading.scenarios, stepped, judged, self.pictures(slug, home))
            self.lesson(known, slug, f"{home}/{LESSON}")
            self.quiz_page(known, slug, f"{home}/{PRACTICE}")
            self.quiz_page(known, slug, f"{home}/{TEST}")

    def front(self, source: Source) -> Front:
        return self.memory.recall(("front", source.raw), None, lambda: front_of(source))

    def stepped(self) -> dict[str, str]:
        """The first lesson that steps each scenario, one that everybody can see before one that few can."""
        fronts = [(slug, self.reading.fronts.get(f"{home}/{LESSON}", Front())) for slug, home in self.reading.homes]
        lessons = [(slug, front) for slug, front in fronts if front.status != "retired"]
        seen = sorted(lessons, key=lambda lesson: lesson[1].status != "published")
        return {front.scenario: slug for slug, front in reversed(seen) if front.scenario}

    def pictures(self, slug: str, home: str) -> dict[str, Media]:
        """The pictures beside a lesson; one that cannot be served counts as there: it has been told."""
        pictures = {}
        for path in self.below(home.partition("/")[2], MEDIA):
            if path.count("/") == 4:
                media = self.media(path)
                pictures[media.name] = self.reading.media[slug, media.name] = media
        return pictures

    def media(self, path: str) -> Media:
        source = self.reading.files[path]

        def read() -> tuple[Media, tuple[Problem, ...]]:
            report = Report()
            if source.fault:
                _unreadable(source, report)
                return Media(path.rpartition("/")[2], b"", "", 0, 0), tuple(report.problems)
            return read_media(source, report), tuple(report.problems)

        media, problems = self.memory.recall((path, source.raw, source.fault), None, read)
        self.accept(path, media, problems)
        return media

    def lesson(self, known: Known, slug: str, path: str) -> None:
        front = self.reading.fronts.get(path, Front())
        lesson = self.parse(path, _counts(known, front.scenario), _with(known, parse_lesson))
        if lesson:
            self.reading.lessons[slug] = lesson
            self.count_unproved(path, lesson.questions)

    def quiz_page(self, known: Known, slug: str, path: str) -> None:
        lesson = self.reading.lessons.get(slug)

        def parse(text: str, file: str, report: Report) -> QuizPage | None:
            return parse_quiz(text, file, known, lesson, report)

        page = self.parse(path, (_counts(known, ""), lesson), parse)
        if page:
            self.reading.quiz_pages[slug, page.kind] = page
            self.count_unproved(path, page.questions)

    def count_unproved(self, path: str, questions: Sequence[Question]) -> None:
        unproved = sum(not question.secret.proof for question in questions)
        if unproved:
            found = f"{unproved} of {len(questions)} questions name no proof"
            place = Place(self.reading.files[path].file)
            self.reading.problems.append(Problem(place, "C098", found, "give each proof=… or proof=definition", "note"))

    def parse(self, path: str, around: object, parse: Callable[[str, str, Report], Parsed | None]) -> Parsed | None:
        """Reads one file, unless it says and stands among the same as a moment ago."""
        source = self.reading.files.get(path)
        if source is None:
            return None

        def read() -> tuple[Parsed | None, tuple[Problem, ...]]:
            report = Report()
            text = _text(source, report)
            parsed = None if text is None else parse(text, source.file, report)
            return (None if report.broken else parsed), tuple(report.problems)

        parsed, problems = self.memory.recall((source.file, source.raw, source.fault), around, read)
        self.accept(path, parsed, problems)
        return parsed

    def accept(self, unit: Unit, parsed: object, problems: Sequence[Problem]) -> None:
        self.reading.add(unit, problems)
        if parsed is not None and unit not in self.reading.faults:
            self.reading.good.add(unit)

    def below(self, *parts: str) -> Iterator[str]:
        start = self.reading.path(*parts, "")
        return (path for path in self.reading.files if path.startswith(start))


def _counts(known: Known, scenario: str) -> object:
    """What a document depends on: of terms and of scenarios that it does not step, the names alone."""
    names = {name: other and tuple(other.variants) for name, other in known.scenarios.items()}
    terms = None if known.terms is None else tuple(known.terms)
    pictures = {name: (media.width, media.height) for name, media in known.media.items()}
    return (known.course, known.slug, known.stepped, names, terms, pictures, known.scenarios.get(scenario))


def _with(known: Known, parse: Callable[[str, str, Known, Report], Parsed | None]) -> Any:  # noqa: ANN401
    return lambda text, file, report: parse(text, file, known, report)


def front_of(source: Source) -> Front:
    """What the front matter of a document says, whatever is wrong with the rest."""
    text = decode(source.raw, source.file, Report())
    return read_front(text, source.file) if text else Front()


def _text(source: Source, report: Report) -> str | None:
    if source.fault:
        _unreadable(source, report)
        return None
    return decode(source.raw, source.file, report)


def _unreadable(source: Source, report: Report) -> None:
    wanted = "make it smaller" if source.size > LARGEST else "see that it is there, and its permissions"
    report.error(Place(source.file), "C004", f"this cannot be read: {source.fault}", wanted)


def _read_scenario(
    course: str, name: str, files: Sequence[Source], sound: Collection[Code]
) -> tuple[Scenario | None, tuple[Problem, ...]]:
    report = Report()
    scripts = [source for source in files if source.path.endswith(".py")]
    texts = {source.path.rpartition("/")[2]: _text(source, report) for source in scripts}
    folder = files[0].file.rpartition("/")[0]
    beside = Folder(
        files[0].disk.rpartition("/")[0], folder, {name: text for name, text in texts.items() if text is not None}
    )
    outline = next((source for source in files if source.path.endswith(f"/{SCENARIO}")), None)
    if report.broken:
        return None, tuple(report.problems)
    if outline is None:
        report.error(Place(f"{folder}/{SCENARIO}"), "C004", "this cannot be read: it is missing", "write it")
        return None, tuple(report.problems)
    text = _text(outline, report)
    scenario = None if text is None else parse_scenario(course, name, text, beside, report)
    if scenario:
        check_imports(scenario, folder, sound, report)
    return (None if report.broken else scenario), tuple(report.problems)
