"""Content roots on disk become a release."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from lessons.domain.course import Course
from lessons.domain.course_parser import parse_course
from lessons.domain.lesson import Address, Lesson
from lessons.domain.lesson_parser import parse_lesson
from lessons.domain.release import Release
from lessons.imports import check_imports
from markup import Place, Problem, Report, decode, errors_among, suggest
from sandbox.domain.scenario import Scenario
from sandbox.domain.scenario_parser import Folder, parse_scenario

Parsed = TypeVar("Parsed")
COURSE, SCENARIOS, SCENARIO, LESSON = "course.yaml", "scenarios", "scenario.yaml", "lesson.md"


def read_release(roots: Sequence[Path], last: Release) -> Release:
    """Reads every course. What is broken keeps the version that `last` has of it; its problems are told either way."""
    return _Reader(last).release(roots)


def shown(path: Path) -> str:
    """A path as a person at this prompt would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


class _Reader:
    """Fills the parts of a release, file by file."""

    def __init__(self, last: Release) -> None:
        self.last = last
        self.problems: list[Problem] = []
        self.courses: dict[str, Course] = {}
        self.lessons: dict[Address, Lesson] = {}
        self.scenarios: dict[Address, Scenario | None] = {}
        self.broken: dict[Address, tuple[Problem, ...]] = {}
        self.faults: dict[Address, tuple[Problem, ...]] = {}  # of scenarios

    def release(self, roots: Sequence[Path]) -> Release:
        for root in roots:
            for folder in self.folders(root):
                self.course(folder)
        if not self.courses and not self.problems:
            for root in roots:
                self.error(root, "C090", "no course stands here", "a course is a folder with a course.yaml")
        scenarios = {address: scenario for address, scenario in self.scenarios.items() if scenario}
        return Release(self.courses, self.lessons, scenarios, tuple(sorted(self.problems)), self.broken)

    def course(self, folder: Path) -> None:
        file = folder / COURSE
        if not file.is_file():
            self.error(folder, "C090", f"a folder without {COURSE}", "add one, or move the folder out")
            return
        before = len(self.problems)
        last = next((course for course in self.last.courses.values() if course.file == shown(file)), None)
        course = self.parse(file, lambda text, report: parse_course(text, shown(file), report)) or last
        outline = errors_among(self.problems[before:])
        if not course:
            return
        if course.id in self.courses:
            self.error(file, "C025", f"a second course '{course.id}'", f"see {self.courses[course.id].file}")
            return
        self.courses[course.id] = course
        for scenario in self.folders(folder / SCENARIOS) if (folder / SCENARIOS).exists() else ():
            self.scenario(course, scenario)
        for module in course.modules:
            for slug in module.lessons:
                self.lesson(course, slug, folder / module.id / slug / LESSON, outline)
        self.find_unlisted(course, folder)

    def scenario(self, course: Course, folder: Path) -> None:
        address = (course.id, folder.name)
        last = self.last.scenarios.get(address)
        sound = [variant.source for variant in last.variants.values()] if last else []
        before = len(self.problems)
        report = Report()
        sources = {path.name: self.read(path, report) for path in sorted(folder.glob("*.py"))}
        files = {name: text for name, text in sources.items() if text is not None}
        self.problems += report.problems

        def read(text: str, report: Report) -> Scenario | None:
            beside = Folder(str(folder.resolve()), shown(folder), files)
            scenario = parse_scenario(*address, text, beside, report)
            if scenario:
                check_imports(scenario, beside.shown, sound, report)
            return None if report.broken else scenario

        scenario = None if report.broken else self.parse(folder / SCENARIO, read)
        self.scenarios[address] = scenario or last
        self.faults[address] = errors_among(self.problems[before:])

    def lesson(self, course: Course, slug: str, file: Path, outline: Sequence[Problem]) -> None:
        address = (course.id, slug)
        before = len(self.problems)
        if file.is_file():
            lesson = self.parse_lesson(file, address)
        else:
            lesson = None
            self.miss(file, course)
        lesson = lesson or self.last.lessons.get(address)
        if lesson:
            self.lessons[address] = lesson
        own = self.problems[before:]
        errors = errors_among([*outline, *self.faults_behind(course, lesson, own), *own])
        if errors:
            self.broken[address] = errors

    def parse_lesson(self, file: Path, address: Address) -> Lesson | None:
        known = {name: scenario for (owner, name), scenario in self.scenarios.items() if owner == address[0]}
        return self.parse(file, lambda text, report: parse_lesson(text, shown(file), address, known, report))

    def miss(self, file: Path, course: Course) -> None:
        slug = file.parent.name
        wanted = suggest(slug, [path.parent.name for path in file.parent.parent.glob(f"*/{LESSON}")])
        found = f"lesson '{slug}' is listed, but {shown(file)} is missing"
        self.problems.append(Problem(Place(course.file), "C091", found, wanted))

    def faults_behind(self, course: Course, lesson: Lesson | None, own: Sequence[Problem]) -> list[Problem]:
        """What is wrong with a lesson's scenario; with any of them where it fell without a fault of its own."""
        return [
            fault
            for (owner, name), faults in self.faults.items()
            if owner == course.id and (lesson.scenario == name if lesson else not errors_among(own))
            for fault in faults
        ]

    def find_unlisted(self, course: Course, folder: Path) -> None:
        listed = {(module.id, slug) for module in course.modules for slug in module.lessons}
        for file in sorted(folder.glob(f"*/*/{LESSON}")):
            if (file.parent.parent.name, file.parent.name) not in listed:
                self.error(file, "C091", "this lesson is in no module", f"list it in {course.file}")

    def parse(self, file: Path, parse: Callable[[str, Report], Parsed | None]) -> Parsed | None:
        """Reads and parses one file; whatever is wrong with it joins the release's problems."""
        report = Report()
        text = self.read(file, report)
        parsed = None if text is None else parse(text, report)
        self.problems += report.problems
        return parsed

    def read(self, file: Path, report: Report) -> str | None:
        try:
            raw = file.read_bytes()
        except OSError as error:
            report.error(Place(shown(file)), "C004", f"this cannot be read: {error.strerror}", "see its permissions")
            return None
        return decode(raw, shown(file), report)

    def folders(self, parent: Path) -> Iterator[Path]:
        try:
            paths = sorted(parent.iterdir())
        except OSError as error:
            self.error(parent, "C004", f"this cannot be read: {error.strerror}", "name a folder of courses")
            return
        yield from (path for path in paths if path.is_dir() and path.name[0] not in "._")

    def error(self, path: Path, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(shown(path)), code, message, hint))
