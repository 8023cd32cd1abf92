"""Lines become blocks: how a line begins says what is read there, and a table says by which reader."""

import re
from collections.abc import Callable, Mapping, Sequence

from markup.attributes import NONE, Attributes, cut_attributes
from markup.blocks import AttributeLine, Block, Document, Fence, Heading, Item, List, Paragraph, Quote, Table
from markup.cursor import Cursor
from markup.inline import Resolve
from markup.lines import Line, split_lines
from markup.problems import Report
from markup.tables import begins_table, read_table

DEEPEST = 6
FENCE = r"`{3,}(?=[^`]*$)|~{3,}"
HEADING = r"#{1,6}(?:\s|$|[A-Za-z])"
BRACES = r"\{[^{}]*\}\s*$"
ITEM = r"[-*+]|\d{1,9}[.)]"
MARKER = re.compile(rf" {{0,3}}(?P<sign>{ITEM})(?: +|$)")
BEGINS = re.compile(  # one look at a line, which names its reader
    rf" {{0,3}}(?:(?P<fence>{FENCE})|(?P<heading>{HEADING})|(?P<braces>{BRACES})|(?P<quote>>)"
    rf"|(?P<list>(?:{ITEM})(?: |$)))|(?P<indented> {{4}})"
)
ENDS_PARAGRAPH = re.compile(rf"\s*$| {{0,3}}(?:{FENCE}|{HEADING}|{BRACES}|>|(?:[-*+]|1[.)]) +[^ ])")
UNSPACED = re.compile(r"#{1,6}[A-Za-z]")
MARK = re.compile(r"\[(?P<mark>[^\]])\](\s+|$)")
QUOTE = re.compile(r" {0,3}> ?")
CALLOUT = re.compile(r"\[!(?P<word>[\w-]+)\]\s*$")
OPENS_FENCE = re.compile(rf" {{0,3}}(?:{FENCE})")
UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")
BULLETS = ("-", "*", "+")
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
    while line := cursor.skip_blank():
        block = _reader(cursor, line)(cursor, line)
        blocks.append(block)
        if isinstance(block, GLUED):
            _refuse_glue(cursor)
    return tuple(blocks)


def _reader(cursor: Cursor, line: Line) -> Callable[[Cursor, Line], Block]:
    """What reads the block that this line begins; a table may begin like a list."""
    begins = BEGINS.match(line.text)
    kind = begins.lastgroup if begins else None
    if begins_table(cursor, line) and kind in MAYBE_TABLE:
        return read_table
    return READERS[kind]


def _scan_inside(cursor: Cursor, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Scans what stands in a quote or an item."""
    if cursor.depth == DEEPEST and lines:
        found = f"blocks inside blocks, more than {DEEPEST} deep"
        cursor.report.error(lines[0].place(), "C028", found, "say it with fewer levels")
        return ()
    return _scan_lines(cursor.inside(lines))


def _read_fence(cursor: Cursor, line: Line) -> Fence:
    opening, attributes = cut_attributes(cursor.take().strip(), cursor.report)
    sign = opening.text[0]
    after = opening.text.lstrip(sign)
    fence = opening.text.removesuffix(after)
    language, _, rest = after.strip().partition(" ")
    if rest:
        found = f"'{rest}' after the fence's language"
        cursor.report.error(opening.place(), "C021", found, "write {key=value}")
    closing = re.compile(rf" {{0,3}}{sign}{{{len(fence)},}}\s*")
    code = cursor.take_while(lambda inside: not closing.fullmatch(inside.text))
    indent = line.indent
    if cursor.line:
        cursor.take()
    else:
        tell = cursor.report.error if cursor.depth else cursor.report.give_up  # at the top it swallows the document
        tell(opening.place(), "C020", "this fence is not closed", f"close it with {fence}")
    text = "\n".join(inside.text[min(inside.indent, indent) :] for inside in code)
    return Fence(opening.place(), language, attributes, text)


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
    return Heading(line.place(), level, cursor.read_inline([title]), attributes)


def _read_attribute_line(cursor: Cursor, _: Line) -> AttributeLine:
    line = cursor.take().strip()
    return AttributeLine(line.place(), cut_attributes(line, cursor.report)[1])


def _read_quote(cursor: Cursor, line: Line) -> Quote:
    body: list[Line] = []
    while (inside := cursor.line) and (sign := QUOTE.match(inside.text)):
        body.append(cursor.take().cut(sign.end()))
    callout = CALLOUT.match(body[0].text)
    blocks = _scan_inside(cursor, body[1:] if callout else body)
    return Quote(line.place(line.indent), callout["word"] if callout else "", blocks)


def _read_list(cursor: Cursor, line: Line) -> List:
    items: list[Item] = []
    ordered = line.text.lstrip(" ")[0] not in BULLETS
    while (head := cursor.line) and (marker := MARKER.match(head.text)) and (marker["sign"] not in BULLETS) == ordered:
        items.append(_read_item(cursor, marker.end()))
    return List(line.place(line.indent), ordered, tuple(items))


def _read_item(cursor: Cursor, width: int) -> Item:
    head = cursor.take()
    margin = " " * width
    below = [line.cut(width) for line in cursor.take_while(lambda line: line.text.startswith(margin) or line.blank)]
    box = MARK.match(head.text, width)
    mark = box["mark"] if box else None
    first = head.cut(box.end() if box else width)
    if mark in LITERAL:
        return _read_answer(cursor, head, mark, first.strip(), below)
    lines, attributes = _cut_item_attributes([first, *below], cursor.report)
    blocks = _scan_inside(cursor, lines)
    return Item(head.place(head.indent), mark, attributes, blocks)


def _read_answer(cursor: Cursor, head: Line, mark: str | None, text: Line, below: Sequence[Line]) -> Item:
    answer = Paragraph(text.text, (text,))
    return Item(head.place(head.indent), mark, NONE, (answer, *_scan_inside(cursor, below)))


def _cut_item_attributes(lines: list[Line], report: Report) -> tuple[list[Line], Attributes]:
    """Braces that end an item's first paragraph speak of the item."""
    if "}" not in "".join([line.text for line in lines]) or OPENS_FENCE.match(lines[0].text):
        return lines, NONE
    last = len(_take_paragraph(Cursor(lines, report))) - 1
    cut, attributes = cut_attributes(lines[last], report)
    return [*lines[:last], cut, *lines[last + 1 :]], attributes


def _read_indented(cursor: Cursor, line: Line) -> Paragraph:
    cursor.report.error(line.place(), "C027", "an indented line", "put code in a fence, or cut the indent")
    cursor.take_while(lambda inside: not inside.blank)
    return Paragraph("", (line.keep(0),))


def _read_paragraph(cursor: Cursor, _: Line) -> Paragraph:
    lines = tuple([inside.strip() for inside in _take_paragraph(cursor)])
    _check_paragraph(cursor, lines)
    return Paragraph(cursor.read_inline(lines, images=True), lines)


def _take_paragraph(cursor: Cursor) -> Sequence[Line]:
    start = cursor.at
    cursor.at += 1
    while (line := cursor.line) and not _ends_paragraph(cursor, line):
        cursor.at += 1
    return cursor.lines[start : cursor.at]


def _check_paragraph(cursor: Cursor, lines: Sequence[Line]) -> None:
    for line in lines:
        if UNDERLINE.fullmatch(line.text):
            cursor.report.error(line.place(), "C028", "an underlined heading", "write '## Title'")
    below = cursor.line
    if not cursor.depth and below and MARKER.match(below.text):
        place, found = below.place(below.indent), "a list glued to the paragraph above"
        cursor.report.warn(place, "C029", found, "leave a blank line above it")


def _refuse_glue(cursor: Cursor) -> None:
    """Some renderers pull such a line into the quote, table or list above it, some do not."""
    line = cursor.line
    if line and not cursor.lines[cursor.at - 1].blank and not _ends_paragraph(cursor, line):
        place = line.place(line.indent)
        cursor.report.error(place, "C029", "a line glued to the block above", "leave a blank line above it")
        _take_paragraph(cursor)  # what it is is not known, so nothing else is told of it


def _ends_paragraph(cursor: Cursor, line: Line) -> bool:
    """Whether a line is blank, or ends the paragraph above it as it does on a code host."""
    if ENDS_PARAGRAPH.match(line.text):
        return True
    return begins_table(cursor, line) and not MARKER.match(line.text)


READERS: Mapping[str | None, Callable[[Cursor, Line], Block]] = {
    "fence": _read_fence,
    "heading": _read_heading,
    "braces": _read_attribute_line,
    "quote": _read_quote,
    "list": _read_list,
    "indented": _read_indented,
    None: _read_paragraph,
}
