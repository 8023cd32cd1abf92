"""Blocks that are to be read and nothing else."""

from collections.abc import Sequence

from markup.attributes import Attributes, check_attributes
from markup.blocks import AttributeLine, Block, Fence, Heading, Item, Quote, Table, markdown_of, walk
from markup.problems import Report
from markup.render import render


def render_prose(blocks: Sequence[Block], report: Report) -> str:
    """The blocks as HTML, once each of their signs is known to be prose: nothing means more than it shows."""
    for block in walk(blocks):
        _check(block, report)
    return render(markdown_of(blocks)).strip()


def _check(block: Block | Item, report: Report) -> None:
    match block:
        case Heading():
            report.error(block.place, "C028", f"a heading '{block.text}' in the middle of prose", "delete it")
        case AttributeLine():
            report.error(block.place, "C022", "attributes that nothing reads", "put them under a question")
        case Quote(callout=callout) if callout:
            report.error(block.place, "C024", f"a callout [!{callout}] means nothing here", "write a plain quote")
        case Item(mark=mark) if mark is not None:
            report.error(block.place, "C045", "a check box that is no choice of a question", "delete the box")
    for attributes in _attributes_of(block):
        check_attributes(attributes, report)


def _attributes_of(block: Block | Item) -> list[Attributes]:
    match block:
        case Fence() | Item():
            return [block.attributes]
        case Table():
            return [row.attributes for row in (block.header, *block.rows)]
    return []
