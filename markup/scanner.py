"""Lines become blocks: how a line begins says what is read there, and a table says by which reader."""

import re
from collections.abc import Callable, Mapping, Sequence

from markup.attributes import NONE, Attributes, cut_attributes
from markup.blocks import AttributeLine, Block, Document, Heading, Item, List, Paragraph, Quote, Table
from markup.cursor import Cursor
from markup.fences import read_fence
from markup.inline import Resolve
from markup.lines import Line, split_lines
from markup.paragraphs import read_indented, read_paragraph, refuse_glue, take_paragraph
from markup.problems import Report
from markup.signs import BEGINS, BULLETS, MARKER, OPENS_FENCE, QUOTE
from markup.tables import begins_table, read_table

DEEPEST = 6
UNSPACED = re.compile(r"#{1,6}[A-Za-z]")
MARK = re.compile(r"\[(?P<mark>[^\]])\](\s+|$)")
CALLOUT = re.compile(r"\[!(?P<word>[\w-]+)\]\s*$")
MAYBE_TABLE = ("list", "indented", None)
GLUED = (Quote, Table, List)
LITERAL = ("=", "~")  # marks of answers that are typed: no Markdown, but what a learner writes


def scan(text: str, file: str, report: Report, resolve: Resolve | None = None) -> Document:
    """Finds the structure of a text; what is wrong goes to `report`, with its place."""
    _, body = split_document(text, file, report)
    return scan_body(body, report, resolve)


def split_document(text: str, file: str, report: Report) -> tuple[list[Line], list[Line]]:
    """The lines of a text's front matter, and the lines below it."""
    return _split_front_matter(split_lines(text, file, report), report)


def scan_body(body: Sequence[Line], report: Report, resolve: Resolve | None = None) -> Document:
    """The blocks of what stands below a front matter; `resolve` says where its links lead."""
    cursor = Cursor(body, report, resolve)
    blocks = _scan_lines(cursor)
    return Document(blocks, tuple(cursor.links))


def _split_front_matter(lines: list[Line], report: Report) -> tuple[list[Line], list[Line]]:
    """The lines between a first `---` and the next one, and the lines after them."""
    if not lines or lines[0].text.rstrip() != "---":
        return [], lines
    end = next((i for i, line in enumerate(lines[1:], 1) if line.text.rstrip() == "---"), None)
    if end is None:
        report.give_up(lines[0].place(), "C015", "the front matter does not end", "close it with a line ---")
        return [], []
    return lines[1:end], lines[end + 1 :]


def _scan_lines(cursor: Cursor) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for line in cursor:
        block = _reader(cursor, line)(cursor, line)
        blocks.append(block)
        if isinstance(block, GLUED):
            refuse_glue(cursor)
    return tuple(blocks)


def _reader(cursor: Cursor, line: Line) -> Callable[[Cursor, Line], Block]:
    """What reads the block that this line begins; a table may begin like a list."""
    begins = None if line.text[0].isalpha() else BEGINS.match(line.text)
    kind = begins.lastgroup if begins else None
    if "|" in line.text and kind in MAYBE_TABLE and begins_table(cursor, line):
        return read_table
    return READERS[kind]


def _scan_inside(cursor: Cursor, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Scans what stands in a quote or an item."""
    if cursor.depth == DEEPEST and lines:
        found = f"blocks inside blocks, more than {DEEPEST} deep"
        cursor.report.error(lines[0].place(), "C028", found, "say it with fewer levels")
        return ()
    if len(lines) == 1 and lines[0].text[:1].isalpha():  # as most are that stand there
        line = lines[0].strip()
        return (Paragraph(cursor.read_inline([line], images=True), (line,)),)
    return _scan_lines(cursor.inside(lines))


def _read_heading(cursor: Cursor, _: Line) -> Heading:
    line, attributes = cut_attributes(cursor.take().strip(), cursor.report)
    level = len(line.text) - len(line.text.lstrip("#"))
    title = line.cut(level).strip()
    if UNSPACED.match(line.text):
        cursor.report.error(line.place(), "C028", "a heading without a space after #", "write '## Title'")
    if cursor.depth:
        cursor.report.error(line.place(), "C028", "a heading inside a list or a quote", "move it out")
    if not title.text:
        cursor.report.error(line.place(), "C028", "a heading without words", "name what follows")
    return Heading(line, level, cursor.read_inline([title]), attributes)


def _read_attribute_line(cursor: Cursor, _: Line) -> AttributeLine:
    line = cursor.take().strip()
    return AttributeLine(line, cut_attributes(line, cursor.report)[1])


def _read_quote(cursor: Cursor, line: Line) -> Quote:
    body: list[Line] = []
    while (inside := cursor.line) and (sign := QUOTE.match(inside.text)):
        body.append(cursor.take().cut(sign.end()))
    callout = CALLOUT.match(body[0].text)
    blocks = _scan_inside(cursor, body[1:] if callout else body)
    return Quote(line, callout["word"] if callout else "", blocks)


def _read_list(cursor: Cursor, line: Line) -> List:
    items: list[Item] = []
    ordered = line.text.lstrip(" ")[0] not in BULLETS
    while (head := cursor.line) and (marker := MARKER.match(head.text)) and (marker["sign"] not in BULLETS) == ordered:
        items.append(_read_item(cursor, marker.end()))
    return List(line, ordered, tuple(items))


def _read_item(cursor: Cursor, width: int) -> Item:
    head = cursor.take()
    below = [line.cut(width) for line in cursor.take_below(width)]
    box = MARK.match(head.text, width)
    mark = box["mark"] if box else None
    first = head.cut(box.end() if box else width)
    if mark in LITERAL:
        return _read_answer(cursor, head, mark, first.strip(), below)
    lines, attributes = _cut_item_attributes([first, *below], cursor.report)
    blocks = _scan_inside(cursor, lines)
    return Item(head, mark, attributes, blocks)


def _read_answer(cursor: Cursor, head: Line, mark: str | None, text: Line, below: Sequence[Line]) -> Item:
    answer = Paragraph(text.text, (text,))
    return Item(head, mark, NONE, (answer, *_scan_inside(cursor, below)))


def _cut_item_attributes(lines: list[Line], report: Report) -> tuple[list[Line], Attributes]:
    """Braces that end an item's first paragraph speak of the item."""
    if "}" not in "".join([line.text for line in lines]) or OPENS_FENCE.match(lines[0].text):
        return lines, NONE
    last = len(take_paragraph(Cursor(lines, report))) - 1
    cut, attributes = cut_attributes(lines[last], report)
    return [*lines[:last], cut, *lines[last + 1 :]], attributes


READERS: Mapping[str | None, Callable[[Cursor, Line], Block]] = {
    "fence": read_fence,
    "heading": _read_heading,
    "braces": _read_attribute_line,
    "quote": _read_quote,
    "list": _read_list,
    "indented": read_indented,
    None: read_paragraph,
}
