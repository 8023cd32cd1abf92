"""What stands beside a `proofs.py`: the documents that it proves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from lessons.disk import read_release
from lessons.domain.key import Key
from lessons.domain.lesson import Claim, Lesson, QuizPage
from lessons.domain.proofs import function_of, named, quotes_in
from lessons.domain.release import Release
from lessons.domain.sentences import Wording
from lessons.roots import DOCUMENTS, shown
from markup import Place
from quizzes.domain.question import Question
from sandbox.domain.scenario import Scenario


@dataclass(frozen=True)
class Beside:
    """One folder of a release, as far as its documents are sound."""

    folder: Path
    release: Release

    @cached_property
    def course(self) -> str:
        """The id of the course whose folder is two above."""
        name = self.folder.parent.parent.name
        courses = self.release.courses.values()
        return next((course.id for course in courses if Path(course.file).resolve().parent.name == name), "")

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Those of the course, by name."""
        return {name: scenario for (course, name), scenario in self.release.scenarios.items() if course == self.course}

    @property
    def lesson(self) -> Lesson | None:
        return self.release.lessons.get((self.course, self.folder.name))

    @cached_property
    def claims(self) -> Sequence[tuple[Claim, Question | None]]:
        """What names a proof in the documents of this very folder; a question comes with it."""
        pages = (self.release.quiz_pages.get((self.course, self.folder.name, kind)) for kind in ("practice", "test"))
        return [
            (claim, _question(document, claim) if claim.keyed else None)
            for document in (self.lesson, *pages)
            if document
            for claim in named(document.claims)
            if Path(claim.place.file).parent == Path(shown(self.folder))
        ]

    @cached_property
    def wordings(self) -> Sequence[Wording]:
        files = (self.folder / name for name in DOCUMENTS)
        return [Wording(file.read_text(), shown(file)) for file in files if file.exists()]

    def keys(self, test: str) -> list[Key]:
        """The keys that a test is to prove."""
        return [Key(question, claim.place) for claim, question in self._naming(test) if question]

    def places(self, test: str, docstring: str, key: Key | None) -> tuple[Place, ...]:
        """Where all that stands which a test proves: its question, key moments, quoted sentences."""
        moments = [claim.place for claim, question in self._naming(test) if question is None]
        quotes = [place for quote in quotes_in(docstring) for text in self.wordings if (place := text.find(quote))]
        return (*((key.place,) if key else ()), *moments, *quotes)

    def _naming(self, test: str) -> Iterator[tuple[Claim, Question | None]]:
        return ((claim, question) for claim, question in self.claims if function_of(claim.proof) == test)


class Content:
    """All that is taught, read once; `recorded` holds runs in place of those that stand in it."""

    def __init__(self, recorded: Path | None) -> None:
        self._recorded = recorded
        self._beside: dict[Path, Beside] = {}

    @cached_property
    def release(self) -> Release:
        recorded = _files_in(self._recorded) if self._recorded else None
        return read_release(settings.CONTENT_ROOTS, Release(), recorded=recorded)

    def beside(self, proofs: Path) -> Beside:
        return self._beside.setdefault(proofs.parent, Beside(proofs.parent, self.release))


def _files_in(folder: Path) -> Mapping[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _question(document: Lesson | QuizPage, claim: Claim) -> Question:
    return next(question for question in document.questions if question.public.key.question == claim.id)
