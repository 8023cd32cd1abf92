"""The proofs beside the documents of a lesson: whether they and what they are to prove belong together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.domain.lesson import Claim
from lessons.domain.proofs import Proof, check_proofs, named, read_proofs, warn_of_idle
from lessons.domain.sentences import Wording
from lessons.reading import CourseReading
from lessons.roots import DOCUMENTS, Source
from lessons.texts import text_of
from lessons.units import Units
from markup import Report, decode


def judge_proofs(units: Units) -> None:
    """Notes what is wrong with the proofs of a course; it holds no document back.

    Each folder on disk is judged by itself: what a private root asks is proved there.
    """
    reading = units.reading
    sound = dict(reading.documents)
    for folder, documents in _by_folder(reading).items():
        proofs = reading.proofs.get(folder)
        claims = tuple(claim for source in documents if source.path in sound for claim in sound[source.path].claims)
        if proofs or any(named(claims)):
            lesson = _Lesson(proofs, tuple(documents), claims, all(source.path in sound for source in documents))
            units.beside(("proofs", lesson), None, lesson.judge)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """The proofs in a folder, its documents and what these claim; `whole` where all of them could be read."""

    proofs: Source | None
    documents: tuple[Source, ...]
    claims: tuple[Claim, ...]
    whole: bool

    def judge(self, report: Report) -> None:
        tests = self._tests(report)
        if tests is not None:
            check_proofs(tests, self.claims, [*self._wordings()], report)
        if tests is not None and self.whole:
            warn_of_idle(tests, self.claims, report)

    def _tests(self, report: Report) -> Sequence[Proof] | None:
        if self.proofs is None:
            return ()
        text = text_of(self.proofs, report)
        return None if text is None else read_proofs(text, self.proofs.file, report)

    def _wordings(self) -> Iterator[Wording]:
        for source in self.documents:
            yield Wording(decode(source.raw, source.file, Report()) or "", source.file)


def _by_folder(reading: CourseReading) -> dict[str, list[Source]]:
    """The documents of all lessons by their folder on disk; there may be proofs alone in one."""
    folders: dict[str, list[Source]] = {}
    homes = [home for _, home in reading.homes]
    for folder, proofs in reading.proofs.items():
        if proofs.path.rpartition("/")[0] in homes:
            folders[folder] = []
    for path in (f"{home}/{name}" for home in homes for name in DOCUMENTS):
        if source := reading.files.get(path):
            folders.setdefault(source.disk.rpartition("/")[0], []).append(source)
    return folders
