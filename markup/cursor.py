"""Where scanning stands in some lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markup.inline import Link, read_inline
from markup.lines import Line
from markup.problems import Report


@dataclass(slots=True)
class Cursor:
    """The lines, the index of the next one, and the links so far; `depth` counts quotes and items around."""

    lines: Sequence[Line]
    report: Report
    depth: int = 0
    at: int = 0
    links: list[Link] = field(default_factory=list)

    @property
    def line(self) -> Line | None:
        return self.lines[self.at] if self.at < len(self.lines) else None

    @property
    def line_below(self) -> Line | None:
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def take(self) -> Line:
        self.at += 1
        return self.lines[self.at - 1]

    def take_while(self, wanted: Callable[[Line], bool]) -> list[Line]:
        start = self.at
        while self.at < len(self.lines) and wanted(self.lines[self.at]):
            self.at += 1
        return list(self.lines[start : self.at])

    def read_inline(self, lines: Sequence[Line]) -> None:
        self.links.extend(read_inline(lines, self.report))
