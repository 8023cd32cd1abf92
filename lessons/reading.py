"""What the files of one course say, and what is wrong with which of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lessons.domain.course import Course
from lessons.domain.front import Front
from lessons.domain.glossary import Glossary
from lessons.domain.lesson import Lesson, Media, QuizPage
from lessons.roots import COURSE, DOCUMENTS, MEDIA, SCENARIOS, Source, is_recording
from markup import Place, Problem, errors_among
from sandbox.domain.scenario import Scenario

Unit = str  # a file's path, or the path of a scenario's folder with a slash at its end: what is held back as one


@dataclass(slots=True)
class CourseReading:
    """What one course's files say. `faults` holds the errors of each unit; `good` names the units that are sound.

    `outline` are the errors of a course.yaml in whose place an older one was read; `recorded` are the paths of the
    recorded runs that are still true. What is wrong with recordings and `proofs` is told, and holds nothing back.
    """

    folder: str
    shown: str
    files: Mapping[str, Source]
    proofs: Mapping[str, Source] = field(default_factory=dict)
    course: Course | None = None
    scenarios: dict[str, Scenario | None] = field(default_factory=dict)
    glossary: Glossary | None = None
    fronts: dict[str, Front] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    quiz_pages: dict[tuple[str, str], QuizPage] = field(default_factory=dict)
    media: dict[tuple[str, str], Media] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faults: dict[Unit, list[Problem]] = field(default_factory=dict)
    good: set[Unit] = field(default_factory=set)
    recorded: set[str] = field(default_factory=set)
    outline: list[Problem] = field(default_factory=list)

    def path(self, *parts: str) -> str:
        return "/".join((self.folder, *parts))

    @property
    def homes(self) -> Iterator[tuple[str, str]]:
        """The folder of each lesson, and its path; in the course's order."""
        if self.course:
            yield from ((slug, self.path(module.id, slug)) for module in self.course.modules for slug in module.lessons)

    @property
    def documents(self) -> Iterator[tuple[str, Lesson | QuizPage]]:
        """Every sound document with its path; in the course's order."""
        for slug, home in self.homes:
            found = (self.lessons.get(slug), *(self.quiz_pages.get((slug, kind)) for kind in ("practice", "test")))
            yield from ((f"{home}/{name}", read) for name, read in zip(DOCUMENTS, found, strict=True) if read)

    @property
    def errors(self) -> list[Problem]:
        """Everything that keeps some file of the course from being served as it is."""
        return [*self.outline, *(error for errors in self.faults.values() for error in errors)]

    @property
    def served(self) -> Iterator[str]:
        """The paths of what is taught: sound, and beside a sound lesson where it stands in a lesson's folder."""
        homes = {home: slug in self.lessons for slug, home in self.homes}
        for path in self.files:
            home = path.rpartition(f"/{MEDIA}/")[0] or path.rpartition("/")[0]
            if is_recorded := is_recording(path):
                home = home.rpartition("/")[0]
            unit = f"{home}/" if path.startswith(self.path(SCENARIOS, "")) else path
            is_true = not is_recorded or path in self.recorded
            if unit in self.good and unit not in self.faults and homes.get(home, True) and is_true:
                yield path

    def is_faulty(self, path: str) -> bool:
        return any(path == unit or (unit[-1] == "/" and path.startswith(unit)) for unit in self.faults)

    def add(self, unit: Unit, problems: Collection[Problem]) -> None:
        """Note what is wrong with a unit."""
        self.problems += problems
        if errors := errors_among(problems):
            self.faults.setdefault(unit, []).extend(errors)

    def hold_back(self, units: Collection[Unit], problem: Problem, *, told: bool) -> None:
        """Note what several units have to wait for; `told` where another problem says so already."""
        self.problems += () if told else (problem,)
        for unit in units:
            self.faults.setdefault(unit, [] if told else [problem])

    def refuse(self, owner: "CourseReading") -> None:
        """Teach nothing of a course whose id is another's."""
        assert self.course  # noqa: S101  # it has an id
        place = Place(self.files[self.path(COURSE)].file)
        see = f"see {owner.files[owner.path(COURSE)].file}"
        self.problems.clear()
        self.faults.clear()
        self.add(self.path(COURSE), [Problem(place, "C025", f"a second course '{self.course.id}'", see)])
        self.course = None
