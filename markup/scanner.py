"""Lines become blocks: a table of readers, tried in order on the line where the cursor stands."""

import re
from collections.abc import Callable, Sequence

from markup.attributes import Attributes, cut_attributes
from markup.blocks import AttributeLine, Block, Document, Fence, Heading, Item, List, Paragraph, Quote, Table
from markup.cursor import Cursor
from markup.lines import Line, split_lines
from markup.problems import Report
from markup.tables import begins_table, read_table

DEEPEST = 6
FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
HEADING = re.compile(r" {0,3}#{1,6}(\s|$)")
UNSPACED = re.compile(r" {0,3}#{1,6}[A-Za-z]")
MARKER = re.compile(r" {0,3}(?P<sign>[-*+]|\d{1,9}[.)])( +|$)")
MARK = re.compile(r"\[(?P<mark>[^\]])\](\s+|$)")
QUOTE = re.compile(r" {0,3}> ?")
CALLOUT = re.compile(r"\[!(?P<word>[\w-]+)\]\s*$")
ATTRIBUTES = re.compile(r" {0,3}\{[^{}]*\}\s*$")
UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")


def scan(text: str, file: str, report: Report) -> Document:
    """Finds the structure of a text; what is wrong goes to `report`, with its place."""
    header, body = split_front_matter(split_lines(text, file, report), report)
    cursor = Cursor(body, report)
    blocks = scan_lines(cursor)
    return Document(file, tuple(header), blocks, tuple(cursor.links))


def split_front_matter(lines: list[Line], report: Report) -> tuple[list[Line], list[Line]]:
    """The lines between a first `---` and the next one, and the lines after them."""
    if not lines or lines[0].text.rstrip() != "---":
        return [], lines
    end = next((i for i, line in enumerate(lines[1:], 1) if line.text.rstrip() == "---"), None)
    if end is None:
        report.give_up(lines[0].place(), "C015", "the front matter does not end", "close it with a line ---")
        return [], []
    return lines[1:end], lines[end + 1 :]


def scan_lines(cursor: Cursor) -> tuple[Block, ...]:
    blocks: list[Block] = []
    while line := cursor.line:
        if line.blank:
            cursor.take()
        else:
            read = next(read for begins, read in READERS if begins(cursor, line))
            blocks.append(read(cursor, line))
            _refuse_glue(cursor, blocks[-1])
    return tuple(blocks)


def _scan_inside(cursor: Cursor, lines: Sequence[Line]) -> tuple[Block, ...]:
    """Scans what stands in a quote or an item."""
    if cursor.depth == DEEPEST and lines:
        found = f"blocks inside blocks, more than {DEEPEST} deep"
        cursor.report.error(lines[0].place(), "C028", found, "say it with fewer levels")
        return ()
    return scan_lines(Cursor(lines, cursor.report, cursor.depth + 1, links=cursor.links))


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
    if cursor.line:
        cursor.take()
    else:
        tell = cursor.report.error if cursor.depth else cursor.report.give_up  # at the top it swallows the document
        tell(opening.place(), "C020", "this fence is not closed", f"close it with {fence}")
    text = "\n".join(inside.cut(min(inside.indent, line.indent)).text for inside in code)
    return Fence(opening.place(), language, attributes, text)


def _read_heading(cursor: Cursor, _: Line) -> Heading:
    line, attributes = cut_attributes(cursor.take().strip(), cursor.report)
    level = len(line.text) - len(line.text.lstrip("#"))
    title = line.cut(level).strip()
    if cursor.depth:
        cursor.report.error(line.place(), "C028", "a heading inside a list or a quote", "move it out")
    if not title.text:
        cursor.report.error(line.place(), "C028", "a heading without words", "name what follows")
    cursor.read_inline([title])
    return Heading(line.place(), level, title.text, attributes)


def _read_attribute_line(cursor: Cursor, _: Line) -> AttributeLine:
    line = cursor.take().strip()
    return AttributeLine(line.place(), cut_attributes(line, cursor.report)[1])


def _read_quote(cursor: Cursor, line: Line) -> Quote:
    body = [_unquoted(inside) for inside in cursor.take_while(lambda inside: bool(QUOTE.match(inside.text)))]
    callout = CALLOUT.match(body[0].text)
    blocks = _scan_inside(cursor, body[1:] if callout else body)
    return Quote(line.place(line.indent), callout["word"] if callout else "", blocks)


def _unquoted(line: Line) -> Line:
    rest = line.text.lstrip(" ")[1:]
    return line.cut(len(line.text) - len(rest.removeprefix(" ")))


def _read_list(cursor: Cursor, line: Line) -> List:
    ordered = _is_ordered(line)
    items: list[Item] = []
    while (head := cursor.line) and (marker := MARKER.match(head.text)) and _is_ordered(head) == ordered:
        items.append(_read_item(cursor, marker.end()))
    return List(line.place(line.indent), ordered, tuple(items))


def _is_ordered(line: Line) -> bool:
    return line.text.lstrip()[0].isdigit()


def _read_item(cursor: Cursor, width: int) -> Item:
    head = cursor.take()
    below = cursor.take_while(lambda line: line.blank or line.indent >= width)
    first = head.cut(width)
    box = MARK.match(first.text)
    lines = [first.cut(box.end() if box else 0), *(line.cut(width) for line in below)]
    lines, attributes = _cut_item_attributes(lines, cursor.report)
    blocks = _scan_inside(cursor, lines)
    return Item(head.place(head.indent), box["mark"] if box else None, attributes, blocks)


def _cut_item_attributes(lines: list[Line], report: Report) -> tuple[list[Line], Attributes]:
    """Braces that end an item's first paragraph speak of the item."""
    inner = Cursor(lines, report)
    inner.take()
    inner.take_while(lambda line: not line.blank and not _interrupts(inner, line))
    if FENCE.match(lines[0].text):
        return lines, Attributes(lines[0].place())
    cut, attributes = cut_attributes(lines[inner.at - 1], report)
    return [*lines[: inner.at - 1], cut, *lines[inner.at :]], attributes


def _read_indented(cursor: Cursor, line: Line) -> Paragraph:
    cursor.report.error(line.place(), "C027", "an indented line", "put code in a fence, or cut the indent")
    cursor.take_while(lambda inside: not inside.blank)
    return Paragraph(line.place(), "")


def _read_paragraph(cursor: Cursor, line: Line) -> Paragraph:
    first = cursor.take()
    more = cursor.take_while(lambda inside: not inside.blank and not _interrupts(cursor, inside))
    lines = [inside.strip() for inside in (first, *more)]
    _check_paragraph(cursor, lines)
    return Paragraph(line.place(line.indent), "\n".join(inside.text for inside in lines))


def _check_paragraph(cursor: Cursor, lines: Sequence[Line]) -> None:
    cursor.read_inline(lines)
    for line in lines:
        if UNSPACED.match(line.text):
            cursor.report.error(line.place(), "C028", "a heading without a space after #", "write '## Title'")
    for line in lines[1:]:
        if UNDERLINE.fullmatch(line.text):
            cursor.report.error(line.place(), "C028", "an underlined heading", "write '## Title'")
    below = cursor.line
    if below and MARKER.match(below.text) and not cursor.depth:
        place, found = below.place(below.indent), "a list glued to the paragraph above"
        cursor.report.warn(place, "C029", found, "leave a blank line above it")


def _refuse_glue(cursor: Cursor, block: Block) -> None:
    """Some renderers pull such a line into the quote, table or list above it, some do not."""
    line = cursor.line
    if not isinstance(block, Quote | Table | List) or not line or line.blank:
        return
    if not cursor.lines[cursor.at - 1].blank and not _interrupts(cursor, line):
        place = line.place(line.indent)
        cursor.report.error(place, "C029", "a line glued to the block above", "leave a blank line above it")


def _interrupts(cursor: Cursor, line: Line) -> bool:
    """Whether a line ends the paragraph above it, as it does on a code host."""
    marker = MARKER.match(line.text)
    if marker:
        return marker["sign"] in {"-", "*", "+", "1.", "1)"} and marker.end() < len(line.text)
    starts = any(pattern.match(line.text) for pattern in (FENCE, HEADING, QUOTE, ATTRIBUTES))
    return starts or begins_table(cursor)


def _matches(pattern: re.Pattern[str]) -> Callable[[Cursor, Line], bool]:
    return lambda _, line: bool(pattern.match(line.text))


READERS: tuple[tuple[Callable[[Cursor, Line], bool], Callable[[Cursor, Line], Block]], ...] = (
    (_matches(FENCE), _read_fence),
    (_matches(HEADING), _read_heading),
    (_matches(ATTRIBUTES), _read_attribute_line),
    (_matches(QUOTE), _read_quote),
    (lambda cursor, _: begins_table(cursor), read_table),
    (_matches(MARKER), _read_list),
    (lambda _, line: line.indent >= 4, _read_indented),
    (lambda *_: True, _read_paragraph),
)
