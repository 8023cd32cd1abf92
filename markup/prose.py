"""Text that is to be read and nothing else: checked when its file is read, rendered when somebody wants to see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markup.attributes import check_attributes
from markup.blocks import AttributeLine, Block, Fence, Heading, Item, Paragraph, Quote, Table, walk
from markup.inline import plain
from markup.markdown import markdown_of
from markup.problems import Report, suggest
from markup.render import render

CALLOUTS: Mapping[str, str] = {
    "exit": "below an execution table",
    "hint": "to a question",
    "solution": "to a question",
    "check": "to a question",
    "mistakes": "to a question",
    "try": "to a question",
}


@dataclass(frozen=True, slots=True)
class Prose:
    """Checked Markdown. What is `inline` is one paragraph without its `<p>`, for a cell, a label or a choice."""

    source: str = ""
    inline: bool = False

    def __bool__(self) -> bool:
        return bool(self.source)

    @property
    def html(self) -> str:
        """Safe HTML; slow at the first look, remembered afterwards."""
        html = render(self.source).strip()
        return html.removeprefix("<p>").removesuffix("</p>") if self.inline else html

    @property
    def plain(self) -> str:
        """The words as they are read aloud."""
        return plain(self.source)


def read_prose(blocks: Sequence[Block], report: Report) -> Prose:
    """The blocks, once each of their signs is known to be prose: nothing means more than it shows."""
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):  # as most prose is
        return Prose(blocks[0].text)
    for block in walk(blocks):
        _check(block, report)
    return Prose(markdown_of(blocks))


def refuse_callout(quote: Quote, report: Report) -> None:
    """Tells where the callout belongs that stands in the wrong place, or which one is meant."""
    name = quote.callout
    if name in CALLOUTS:
        report.error(quote.place, "C024", f"[!{name}] means nothing here", f"it belongs {CALLOUTS[name]}")
    else:
        report.error(quote.place, "C024", f"unknown callout [!{name}]", suggest(name, CALLOUTS))


def _check(block: Block | Item, report: Report) -> None:
    match block:
        case Paragraph():
            pass
        case Heading():
            report.error(block.place, "C028", f"a heading '{block.text}' in the middle of prose", "delete it")
        case AttributeLine():
            report.error(block.place, "C022", "attributes that nothing reads", "put them under a question")
        case Quote():
            if block.callout:
                refuse_callout(block, report)
        case Item():
            if block.mark is not None:
                report.error(block.place, "C045", "a check box that is no choice of a question", "delete the box")
            check_attributes(block.attributes, report)
        case Fence():
            check_attributes(block.attributes, report)
        case Table():
            for row in block.rows:
                check_attributes(row.attributes, report)
