"""Content roots on disk become a release."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lessons.agreement import check_addresses, check_course
from lessons.domain.release import Release
from lessons.memory import Memory
from lessons.reader import read_course
from lessons.reading import CourseReading
from lessons.roots import COURSE, Source, read_roots, shown
from lessons.taught import release_of
from markup import Place, Problem

Files = dict[str, Source]


def read_release(
    roots: Sequence[Path], last: Release, memory: Memory | None = None, recorded: Mapping[str, bytes] | None = None
) -> Release:
    """Reads every course. What is broken keeps the version that `last` has of it; its problems are told either way.

    What is served fits together: where a last good version does not go with what is new elsewhere, that waits, too. So
    the `sources` of a release are a content root without errors, and may be read again at any time. `recorded` are
    recordings, by their paths below a root, that are read in place of all that stand there.
    """
    reader = _Reader(roots, last, memory or Memory(), recorded)
    written = reader.written()
    served = reader.settled(written)
    problems = (
        *reader.tree.problems,
        *reader.missing,
        *(problem for reading in written for problem in reading.problems),
    )
    release = release_of(written, served, tuple(sorted(problems)))
    kept, left_out = reader.waiting(release.sources)
    return replace(release, kept=kept, left_out=left_out)


class _Reader:
    """Reads the courses of a tree, as often as it takes until what is served is sound."""

    def __init__(
        self, roots: Sequence[Path], last: Release, memory: Memory, recorded: Mapping[str, bytes] | None
    ) -> None:
        memory.turn()
        self.memory = memory
        self.last = last
        self.tree = read_roots(roots, memory)
        if recorded is not None:
            self.tree.record(recorded)
        variants = [variant for scenario in last.scenarios.values() for variant in scenario.variants.values()]
        self.sound = {source for variant in variants for source in variant.sources}
        self.old = _by_folder({path: self.source(path, raw) for path, raw in last.sources.items()})
        self.missing = list(self.find_missing(roots))

    def source(self, path: str, raw: bytes) -> Source:
        """A file of the last release, under the name that people know it by."""
        folder, _, rest = path.partition("/")
        now = self.tree.files.get(path)
        file = now.file if now else f"{self.tree.folders.get(folder, folder)}/{rest}"
        return Source(path, file, now.disk if now else str(Path(file).resolve()), len(raw), raw)

    def find_missing(self, roots: Sequence[Path]) -> Iterator[Problem]:
        """Courses that no root has any more; while a root cannot be read they are taken for being there."""
        for folder in sorted(self.old.keys() - self.tree.folders.keys()):
            if not self.tree.whole:
                self.tree.folders[folder] = folder
                self.tree.files.update(self.old[folder])
            else:
                found = f"the course in '{folder}' was published and is in no root"
                wanted = "bring its folder back, unless it is meant to go"
                yield Problem(Place(shown(roots[0])), "C093", found, wanted, "warning")

    def written(self) -> list[CourseReading]:
        """What the files on disk say. Where a course.yaml is broken, its last good version holds the rest together."""
        files = _by_folder(self.tree.files)
        return self.judged([self.as_written(folder, files.get(folder, {})) for folder in self.tree.folders], self.old)

    def as_written(self, folder: str, files: Files) -> CourseReading:
        reading = self.read(folder, files)
        outline = self.old.get(folder, {}).get(f"{folder}/{COURSE}")
        if reading.course or not outline:
            return reading
        again = self.read(folder, {**files, outline.path: outline})
        again.outline = reading.faults.get(outline.path, [])
        again.problems += reading.problems
        return again

    def settled(self, readings: list[CourseReading]) -> list[CourseReading]:
        """The same courses, where files that are broken or have to wait for others are those of the last release."""
        while True:
            files = {reading.folder: self.without_faults(reading) for reading in readings}
            if all(files[reading.folder] == reading.files for reading in readings):
                return readings
            readings = self.judged([self.read(folder, files[folder]) for folder in files], {})

    def without_faults(self, reading: CourseReading) -> Files:
        """The next try: what is broken is old; if it was old already, all is old; if all was, it is left out."""
        files, old = dict(reading.files), self.old.get(reading.folder, {})
        paths = {*files, *old}
        blamed = {path for path in paths if reading.is_faulty(path)}
        newer = {path for path in paths if _raw(files, path) != _raw(old, path)}
        for path in (blamed & newer or (newer if old else set()) or blamed) if blamed else ():
            if path in old and path in newer:
                files[path] = old[path]
            else:
                files.pop(path, None)
        return files

    def waiting(self, sources: Mapping[str, bytes]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Files whose last good version is served, and files that are served in none."""
        files = self.tree.files
        kept = (self.source(path, raw).file for path, raw in sources.items() if _raw(files, path) != raw)
        left_out = (source.file for path, source in files.items() if source.means_something and path not in sources)
        return tuple(sorted(kept)), tuple(sorted(left_out))

    def judged(self, readings: list[CourseReading], before: Mapping[str, Files]) -> list[CourseReading]:
        """The same readings, once the files of each and the addresses of all have been compared."""
        owners: dict[str, CourseReading] = {}
        for reading in readings:
            if reading.course and owners.setdefault(reading.course.id, reading) is not reading:
                reading.refuse(owners[reading.course.id])
            elif reading.course:
                check_course(reading, before.get(reading.folder, {}))
        check_addresses(readings)
        return readings

    def read(self, folder: str, files: Files) -> CourseReading:
        reading = CourseReading(folder, self.tree.folders[folder], files, self.tree.proofs)
        read_course(reading, self.sound, self.memory)
        return reading


def _by_folder(files: Mapping[str, Source]) -> dict[str, Files]:
    folders: dict[str, Files] = {}
    for path, source in files.items():
        folders.setdefault(path.partition("/")[0], {})[path] = source
    return folders


def _raw(files: Files, path: str) -> bytes | None:
    return files[path].raw if path in files else None
