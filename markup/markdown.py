"""Blocks as Markdown again, in the one form that every renderer reads alike."""

import re
from collections.abc import Sequence

from markup.blocks import AttributeLine, Block, Fence, Heading, Item, List, Paragraph, Quote, Row, Table
from markup.inline import mask


def markdown_of(blocks: Sequence[Block]) -> str:
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, List) and isinstance(before, List):
            pieces.append("<!-- -->")  # else the two lists become one
        pieces.append(_markdown(block))
        before = block
    return "\n\n".join(pieces)


def _markdown(block: Block) -> str:  # noqa: PLR0911  # one line for each kind of block
    match block:
        case Paragraph():
            return block.text
        case Heading():
            return f"{'#' * block.level} {block.text}"
        case Fence():
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", block.code)), 0)
            return f"{fence}{block.language}\n{block.code}\n{fence}"
        case Quote():
            return "\n".join(f"> {line}".rstrip() for line in markdown_of(block.blocks).split("\n"))
        case List():
            return _list(block)
        case Table():
            rule = "|".join("---" for _ in block.header.cells)
            return "\n".join([_row(block.header), f"|{rule}|", *(_row(row) for row in block.rows)])
        case AttributeLine():
            return ""


def _list(block: List) -> str:
    sign = "1." if block.ordered else "-"
    tight = all(isinstance(inner, List) for item in block.items for inner in item.blocks[1:])
    gap = "\n" if tight else "\n\n"
    return gap.join(_item(sign, item, gap) for item in block.items)


def _item(sign: str, item: Item, gap: str) -> str:
    head, *rest = gap.join(_markdown(block) for block in item.blocks).split("\n")
    return "\n".join([f"{sign:4}{head}", *(f"    {line}".rstrip() for line in rest)])


def _row(row: Row) -> str:
    return f"| {' | '.join(_escape_bars(cell.text) for cell in row.cells)} |"


def _escape_bars(text: str) -> str:
    """Outside code only: renderers split a row before they look for code, or after."""
    return "".join("\\|" if seen == "|" else sign for sign, seen in zip(text, mask(text), strict=True))
