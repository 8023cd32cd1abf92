"""What a course's files say is read unit by unit; what has not changed is not read again."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from lessons.memory import Memory
from lessons.reading import CourseReading, Unit
from lessons.roots import Source
from lessons.texts import text_of
from markup import Problem, Report

Made = TypeVar("Made")


class Units:
    """The units of one reading, and its files by the folders that they stand in."""

    def __init__(self, reading: CourseReading, memory: Memory) -> None:
        self.reading = reading
        self.memory = memory
        self.folders = _by_folder(reading.files.values())

    def parse(self, path: str, around: object, parse: Callable[[str, str, Report], Made | None]) -> Made | None:
        """What one file says, where there is one."""
        source = self.reading.files.get(path)
        if source is None:
            return None

        def read(report: Report) -> Made | None:
            text = text_of(source, report)
            parsed = None if text is None else parse(text, source.file, report)
            return None if report.broken else parsed

        return self.made(path, (source.file, source.raw, source.fault), around, read)

    def made(self, unit: Unit, key: object, around: object, read: Callable[[Report], Made]) -> Made:
        """What a unit says, read anew unless it says and stands among the same as a moment ago."""
        made, problems = self.recall(key, around, read)
        self.reading.add(unit, problems)
        if made is not None and unit not in self.reading.faults:
            self.reading.good.add(unit)
        return made

    def beside(self, key: object, around: object, read: Callable[[Report], Made]) -> Made:
        """The same of what is no unit: what is wrong with it is told, and holds nothing back."""
        made, problems = self.recall(key, around, read)
        self.reading.problems += problems
        return made

    def recall(self, key: object, around: object, read: Callable[[Report], Made]) -> tuple[Made, Sequence[Problem]]:
        """What was read among the same surroundings, or else what is read now, and what is wrong with it."""

        def make() -> tuple[Made, Sequence[Problem]]:
            report = Report()
            return read(report), report.problems

        return self.memory.recall(key, around, make)


def _by_folder(files: Iterable[Source]) -> dict[str, list[Source]]:
    folders: dict[str, list[Source]] = {}
    for source in files:
        folders.setdefault(source.path.rpartition("/")[0], []).append(source)
    return folders
