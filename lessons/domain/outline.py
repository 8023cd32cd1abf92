"""A scanned document cut at its headings: the introduction and the sections."""

from collections.abc import Mapping, Sequence
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


def cut(blocks: Sequence[Block], *levels: int) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The blocks before the first heading of these levels, and the parts that such headings begin."""
    starts = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level in levels]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        heading = blocks[start]
        assert isinstance(heading, Heading)  # noqa: S101  # starts are headings
        parts.append(Part(heading, tuple(blocks[start + 1 : end])))
    return tuple(blocks[: starts[0] if starts else len(blocks)]), tuple(parts)


def cut_section(blocks: Sequence[Block], report: Report) -> tuple[tuple[Block, ...], tuple[Part, ...]]:
    """The blocks before the first ###, and the parts that such headings begin; a smaller one with an id is meant so."""
    return cut([_as_meant(block, report) for block in blocks], 3)


def _as_meant(block: Block, report: Report) -> Block:
    if not isinstance(block, Heading) or block.level < 4 or not block.attributes.id:
        return block
    report.error(block.place, "C028", f"a heading with {block.level} #", "write ### for a moment or a question")
    return block._replace(level=3)


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's introduction, its sections by kind, and the parts that cannot be one, which have been reported."""

    introduction: tuple[Block, ...]
    sections: Mapping[str, Part]
    refused: tuple[Part, ...]

    @property
    def steps(self) -> int | None:
        """How many steps the execution table has; None where there should be a table and none can be read."""
        part = self.sections.get("steps")
        table = table_in(part) if part else None
        if table:
            return len(table.rows)
        return None if part or self.refused else 0


def outline_of(document: Document, report: Report) -> Outline:
    """Cuts a lesson into its sections; headings that cannot begin one are reported."""
    introduction, parts = cut(document.blocks, 1, 2)
    sections: dict[str, Part] = {}
    refused: list[Part] = []
    for part in parts:
        if _is_section(part, sections, report):
            sections[part.kind] = part
        else:
            refused.append(part)
    return Outline(introduction, sections, tuple(refused))


def check_level(part: Part, report: Report) -> bool:
    """Whether a heading stands below the page's own, which is the title in the front matter."""
    if part.heading.level == 1:
        report.error(part.place, "C028", "a heading with 1 #", "write ## for a section; the title stands above")
    return part.heading.level > 1


def _is_section(part: Part, sections: Mapping[str, Part], report: Report) -> bool:
    attributes, kind = part.heading.attributes, part.kind
    check_attributes(attributes, report, named=True, kinds=True)
    is_below = check_level(part, report)
    told = attributes.find(".")
    if not told and is_below:
        found = f"section '{part.heading.text}' has no kind"
        report.error(part.place, "C023", found, "end its heading with {#id .kind}")
    elif told and kind not in KINDS:
        report.error(told.place, "C023", f"unknown kind '.{kind}'", suggest(kind, KINDS))
    elif kind in sections:
        report.error(part.place, "C030", f"a second section of kind '.{kind}'", "join it to the first")
    elif told:
        _check_section(part, report)
        return True
    return False


def _check_section(part: Part, report: Report) -> None:
    kind, name = part.kind, part.heading.attributes.find("#")
    if not part.blocks:
        report.error(part.place, "C030", f"section '{part.heading.text}' is empty", "fill it, or delete its heading")
    if kind in IN_THE_STAGE and name and name.name != kind:
        found = f"the sandbox calls this part #{kind}, not #{name.name}"
        report.error(name.place, "C025", found, f"write {{#{kind} .{kind}}}")


def table_in(part: Part) -> Table | None:
    """Its first table."""
    return next((block for block in part.blocks if isinstance(block, Table)), None)
