"""What a text is made of once it is scanned. Every block knows its line, and so its place.

Named tuples are made twice as fast as frozen dataclasses, and a course has thousands of blocks; hardly ever is any of
their places wanted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from markup.attributes import Attributes
from markup.inline import Link, mask
from markup.lines import Line, joined, place_in
from markup.problems import Place


class Heading(NamedTuple):
    line: Line
    level: int
    text: str
    attributes: Attributes

    @property
    def place(self) -> Place:
        return self.line.place()


class Paragraph(NamedTuple):
    """`text` is what is rendered; `lines`, one at least, are what its author wrote, links and all."""

    text: str
    lines: tuple[Line, ...]

    @property
    def place(self) -> Place:
        return self.lines[0].place()

    def search(self, pattern: re.Pattern[str]) -> list[tuple[re.Match[str], Place]]:
        """Matches outside code, each with its place in the file."""
        written = joined(self.lines)
        matches = [*pattern.finditer(written)]
        if not matches:  # as in most paragraphs, which need not be searched for code then
            return []
        seen = mask(written)
        seen_whole = (match for match in matches if seen.startswith(match[0], match.start()))
        return [(match, place_in(self.lines, match.start())) for match in seen_whole]


class Fence(NamedTuple):
    """Code between two fences; `language` is the first word after the opening one."""

    line: Line
    language: str
    attributes: Attributes
    code: str

    @property
    def place(self) -> Place:
        return self.line.place()


class AttributeLine(NamedTuple):
    """Braces on a line of their own, which speak of the heading above."""

    line: Line
    attributes: Attributes

    @property
    def place(self) -> Place:
        return self.line.place()


class Cell(NamedTuple):
    line: Line
    text: str

    @property
    def place(self) -> Place:
        return self.line.place()


class Row(NamedTuple):
    line: Line
    cells: tuple[Cell, ...]
    attributes: Attributes

    @property
    def place(self) -> Place:
        return self.line.place()


class Table(NamedTuple):
    header: Row
    rows: tuple[Row, ...]

    @property
    def place(self) -> Place:
        return self.header.place


class Quote(NamedTuple):
    """A quote; `callout` is the word of a first line `[!word]`, empty in a plain quote."""

    line: Line
    callout: str
    blocks: tuple["Block", ...]

    @property
    def place(self) -> Place:
        return self.line.start


class Item(NamedTuple):
    """An item of a list; `mark` is what stands in its check box, None where it has none."""

    line: Line
    mark: str | None
    attributes: Attributes
    blocks: tuple["Block", ...]

    @property
    def place(self) -> Place:
        return self.line.start

    @property
    def text(self) -> str:
        first = self.blocks[0] if self.blocks else None
        return first.text if isinstance(first, Paragraph) else ""


class List(NamedTuple):
    line: Line
    ordered: bool
    items: tuple[Item, ...]

    @property
    def place(self) -> Place:
        return self.line.start


Block: TypeAlias = Heading | Paragraph | Fence | AttributeLine | Table | Quote | List


@dataclass(frozen=True, slots=True)
class Document:
    """A scanned text: its blocks, and all its links."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


def walk(blocks: Sequence[Block]) -> Iterator[Block | Item]:
    """Every block in order of reading, those in quotes and items included."""
    for block in blocks:
        yield block
        match block:
            case Quote():
                yield from walk(block.blocks)
            case List():
                for item in block.items:
                    yield item
                    yield from walk(item.blocks)
