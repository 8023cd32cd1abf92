"""What a text is made of once it is scanned. Every block knows its place.

Named tuples are made twice as fast as frozen dataclasses, and a course has thousands of blocks.
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
    place: Place
    level: int
    text: str
    attributes: Attributes


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

    place: Place
    language: str
    attributes: Attributes
    code: str


class AttributeLine(NamedTuple):
    """Braces on a line of their own, which speak of the heading above."""

    place: Place
    attributes: Attributes


class Cell(NamedTuple):
    place: Place
    text: str


class Row(NamedTuple):
    place: Place
    cells: tuple[Cell, ...]
    attributes: Attributes


class Table(NamedTuple):
    place: Place
    header: Row
    rows: tuple[Row, ...]


class Quote(NamedTuple):
    """A quote; `callout` is the word of a first line `[!word]`, empty in a plain quote."""

    place: Place
    callout: str
    blocks: tuple["Block", ...]


class Item(NamedTuple):
    """An item of a list; `mark` is what stands in its check box, None where it has none."""

    place: Place
    mark: str | None
    attributes: Attributes
    blocks: tuple["Block", ...]

    @property
    def text(self) -> str:
        first = self.blocks[0] if self.blocks else None
        return first.text if isinstance(first, Paragraph) else ""


class List(NamedTuple):
    place: Place
    ordered: bool
    items: tuple[Item, ...]


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
