"""Where scanning stands in some lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from markup.inline import Link, Resolve, is_bare, read_inline
from markup.lines import Line, joined
from markup.problems import Report


@dataclass(slots=True)
class Cursor:
    """The lines, the index of the next one, and the links so far; `depth` counts quotes and items around."""

    lines: Sequence[Line]
    report: Report
    resolve: Resolve | None = None
    depth: int = 0
    at: int = 0
    links: list[Link] = field(default_factory=list)

    def inside(self, lines: Sequence[Line]) -> "Cursor":
        """A cursor on what stands in a quote or an item here."""
        return Cursor(lines, self.report, self.resolve, self.depth + 1, 0, self.links)

    @property
    def line(self) -> Line | None:
        return self.lines[self.at] if self.at < len(self.lines) else None

    @property
    def line_below(self) -> Line | None:
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None

    def take(self) -> Line:
        self.at += 1
        return self.lines[self.at - 1]

    def take_while(self, wanted: Callable[[Line], object]) -> Sequence[Line]:
        start = self.at
        while self.at < len(self.lines) and wanted(self.lines[self.at]):
            self.at += 1
        return self.lines[start : self.at]

    def take_below(self, width: int) -> Sequence[Line]:
        """The lines that are indented so far, or blank."""
        lines, start, margin = self.lines, self.at, " " * width
        while self.at < len(lines) and ((line := lines[self.at]).text.startswith(margin) or line.blank):
            self.at += 1
        return lines[start : self.at]

    def __iter__(self) -> Iterator[Line]:
        """The next line that has words, as long as there is one; whoever asks takes it."""
        lines, end = self.lines, len(self.lines)
        while self.at < end:
            line = lines[self.at]
            if line.blank:
                self.at += 1
            else:
                yield line

    def read_inline(self, lines: Sequence[Line], *, images: bool = False) -> str:
        """The text of these lines, its links led to where they should go."""
        text = joined(lines)
        if is_bare(text):
            return text
        text, links = read_inline(lines, self.report, self.resolve, images=images)
        self.links += links
        return text
