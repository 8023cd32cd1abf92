"""A scanned document cut at its headings: the introduction, the sections, and what is named in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markup import Block, Document, Place, Report, check_attributes, suggest
from markup.blocks import Heading, Table

KINDS = ("flow", "sample", "steps", "tracker", "moments", "quiz", "snapshot", "transcript")
IN_THE_STAGE = ("flow", "sample", "tracker")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the blocks up to the next one of its level."""

    heading: Heading
    blocks: tuple[Block, ...]

    @property
    def place(self) -> Place:
        return self.heading.place

    @property
    def kind(self) -> str:
        return self.heading.attributes.kind

    @property
    def id(self) -> str:
        return self.heading.attributes.id or self.kind


def cut(blocks: Sequence[Block], level: int) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The blocks before the first heading of a level, and the parts that such headings begin."""
    starts = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == level]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        heading = blocks[start]
        assert isinstance(heading, Heading)  # noqa: S101  # starts are headings
        parts.append(Part(heading, tuple(blocks[start + 1 : end])))
    return tuple(blocks[: starts[0] if starts else len(blocks)]), tuple(parts)


def sections_of(document: Document, report: Report) -> tuple[tuple[Block, ...], dict[str, Part]]:
    """The introduction, and the sections by kind; headings that cannot be one are reported."""
    introduction, parts = cut(document.blocks, 2)
    sections: dict[str, Part] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level not in (2, 3):
            report.error(block.place, "C028", f"a heading with {block.level} #", "write ## for a section")
    for part in parts:
        if _is_section(part, sections, report):
            sections[part.kind] = part
    return introduction, sections


def _is_section(part: Part, sections: dict[str, Part], report: Report) -> bool:
    title, kind, attributes = part.heading.text, part.kind, part.heading.attributes
    check_attributes(attributes, report, named=True, kinds=True)
    if not kind:
        report.error(part.place, "C023", f"section '{title}' has no kind", "end its heading with {#id .kind}")
    elif kind not in KINDS:
        report.error(attributes.words[-1].place, "C023", f"unknown kind '.{kind}'", suggest(kind, KINDS))
    elif kind in sections:
        report.error(part.place, "C030", f"a second section of kind '.{kind}'", "join it to the first")
    else:
        if not part.blocks:
            report.error(part.place, "C030", f"section '{title}' is empty", "fill it, or delete its heading")
        if kind in IN_THE_STAGE and part.id != kind:
            found = f"the sandbox calls this part #{kind}, not #{part.id}"
            report.error(attributes.words[0].place, "C025", found, f"write {{#{kind} .{kind}}}")
        return True
    return False


def places_of(sections: dict[str, Part], report: Report) -> frozenset[str]:
    """Every id of the page: sections, steps, moments and questions; one used twice is reported."""
    seen: set[str] = set()
    for name, place in _named(sections):
        if name in seen:
            report.error(place, "C025", f"the id '{name}' is used twice", "give each its own")
        seen.add(name)
    return frozenset(seen)


def _named(sections: dict[str, Part]) -> Iterator[tuple[str, Place]]:
    for kind, part in sections.items():
        yield part.id, part.place
        for block in part.blocks:
            if isinstance(block, Heading) and block.attributes.id:
                yield block.attributes.id, block.place
            if isinstance(block, Table) and kind == "steps":
                yield from ((f"step-{number}", row.place) for number, row in enumerate(block.rows, 1))
