"""What is proved of all that is taught, and what is not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lessons.domain.bodies import Steps, Tracker
from lessons.domain.claims import DEFINITION
from lessons.domain.lesson import Lesson, QuizPage
from lessons.domain.release import Release
from lessons.domain.verdict import Verdict
from markup import Problem
from sandbox.domain.scenario import DEFAULT_VARIANT


@dataclass(frozen=True, slots=True)
class Rerun:
    """A variant that was run again; `change` says how that differs from its `file`, or why it could not be run."""

    file: str
    scenario: str
    variant: str
    change: str
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, and how many of them are proved."""

    proved: int
    total: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was run again, what is `false`, and how much holds.

    Questions that are right by `definition` need no proof, and are among the proved ones. Sentences are those that
    somebody proves, key moments among them. `unproved` says in words what nobody proves.
    """

    reruns: tuple[Rerun, ...]
    false: tuple[Problem, ...]
    questions: Tally
    definitions: int
    tables: Tally
    sentences: int
    unproved: tuple[str, ...]

    @property
    def changes(self) -> tuple[Rerun, ...]:
        return tuple(rerun for rerun in self.reruns if rerun.change)

    @property
    def holds(self) -> bool:
        return not self.false and not self.changes

    @property
    def lessons(self) -> tuple[str, ...]:
        """The folders of the lessons in which something is false."""
        paths = (problem.place.file.split("/") for problem in self.false)
        return tuple(sorted({path[-2] for path in paths if path[-1].endswith(".md")}))

    @property
    def versions(self) -> Mapping[str, str]:
        """Of all packages that took part in a run."""
        return {package: version for rerun in self.reruns for package, version in rerun.versions.items()}


def weigh(release: Release, reruns: Sequence[Rerun], verdicts: Sequence[Verdict]) -> Evidence:
    """What new runs and the verdicts on all proofs say of a release that was read with these runs."""
    held = {place for verdict in verdicts if not verdict.fault for place in verdict.places}
    held -= {place for verdict in verdicts if verdict.fault for place in verdict.places}
    documents: list[Lesson | QuizPage] = [*release.lessons.values(), *release.quiz_pages.values()]
    questions = [claim for document in documents for claim in document.claims if claim.keyed]
    proved = [claim for claim in questions if claim.proof == DEFINITION or claim.place in held]
    tables = [(lesson, _is_run(lesson, release)) for lesson in release.lessons.values() for _ in _tables(lesson)]
    unread = {error.place.file for error in release.errors}
    failing = (v for v in verdicts if v.test or v.at.file not in unread)  # what cannot be read is told by now
    return Evidence(
        reruns=tuple(reruns),
        false=tuple(sorted([*release.errors, *(problem for verdict in failing for problem in _failing(verdict))])),
        questions=Tally(len(proved), len(questions)),
        definitions=sum(claim.proof == DEFINITION for claim in questions),
        tables=Tally(sum(is_run for _, is_run in tables), len(tables)),
        sentences=len(held - {claim.place for claim in questions}),
        unproved=(*_unrun(tables), *(f"{c.place}: question '{c.id}'" for c in questions if c not in proved)),
    )


def _failing(verdict: Verdict) -> Iterator[Problem]:
    """A proof that fails makes all false that it proves; one that proves nothing is false itself."""
    for place in verdict.places or (verdict.at,) if verdict.fault else ():
        said = f"the proof {verdict.test} fails" if verdict.test else "these proofs cannot be run"
        yield Problem(place, "C076", f"{said}: {verdict.fault}", "" if place == verdict.at else f"see {verdict.at}")


def _tables(lesson: Lesson) -> Iterator[Steps | Tracker]:
    return (s.body for s in lesson.sections.values() if isinstance(s.body, Steps | Tracker))


def _is_run(lesson: Lesson, release: Release) -> bool:
    """Whether there is a run that the tables of a lesson have been compared with."""
    scenario = release.scenarios.get((lesson.course, lesson.scenario))
    return bool(scenario and scenario.variants[DEFAULT_VARIANT].recording)


def _unrun(tables: Sequence[tuple[Lesson, bool]]) -> Iterator[str]:
    for lesson in dict.fromkeys(lesson.path for lesson, is_run in tables if not is_run):
        yield f"{lesson}: its tables, for its scenario is not recorded"
