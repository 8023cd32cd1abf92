"""Tables: a header, a rule of dashes, rows. A bar inside a cell is written `\\|`, in code too."""

import re

from markup.attributes import NONE, Attributes, Word, check_attributes, cut_attributes, read_words
from markup.blocks import Cell, Row, Table
from markup.cursor import Cursor
from markup.inline import mask
from markup.lines import Line
from markup.problems import Report

RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
ASTRAY = re.compile(r"\{(?P<inside>\s*(?:[#.]\w|[\w-]+=)[^{}]*)\}")
BAR = re.compile(r"(?<!\\)\|")


def begins_table(cursor: Cursor, line: Line) -> bool:
    if "|" not in line.text:
        return False
    below = cursor.line_below
    return bool(below and "|" in below.text and RULE.fullmatch(below.text))


def read_table(cursor: Cursor, _: Line) -> Table:
    header = _read_row(cursor)
    check_attributes(header.attributes, cursor.report)
    cursor.take()
    rows: list[Row] = []
    while (line := cursor.line) and not line.blank and "|" in line.text:
        rows.append(_read_row(cursor))
        _check_width(rows[-1], header, cursor)
    return Table(header, tuple(rows))


def _check_width(row: Row, header: Row, cursor: Cursor) -> None:
    if len(row.cells) != len(header.cells):
        found = f"a row of {len(row.cells)} cells under a header of {len(header.cells)}"
        cursor.report.error(row.place, "C034", found, "give every row one cell for each column")


def _read_row(cursor: Cursor) -> Row:
    """Reads one line; braces that end its last cell speak of the row."""
    line = cursor.take().strip()
    body = line.keep(len(line.text.removesuffix("|")))
    inside, attributes = cut_attributes(body.cut(int(line.text.startswith("|"))), cursor.report)
    if "{" in inside.text and not attributes:
        inside, attributes = _cut_astray(inside, cursor.report)
    elif attributes and inside.text.endswith("|"):
        inside, attributes = inside.keep(len(inside.text) - 1), _misplaced(attributes.words, cursor.report)
    cells = [Cell(cell, cursor.read_inline([cell]).replace("\\|", "|")) for cell in _split(inside)]
    return Row(line, tuple(cells), attributes)


def _cut_astray(line: Line, report: Report) -> tuple[Line, Attributes]:
    """Takes attributes out of the middle of a row."""
    match = ASTRAY.search(mask(line.text))
    if not match:
        return line, NONE
    start, end = match.span()
    words = read_words(line, *match.span("inside"), report)
    rest = f"{line.text[:start]}{' ' * (end - start)}{line.text[end:]}"
    return line._replace(text=rest), _misplaced(words, report)


def _misplaced(words: tuple[Word, ...], report: Report) -> Attributes:
    if words:  # else what stands there is no attribute, which has been told
        wanted = "put them there: | … | … {key=value} |"
        report.error(words[0].place, "C022", "attributes that do not end the row's last cell", wanted)
    return Attributes(words, misplaced=True)


def _split(line: Line) -> list[Line]:
    cells: list[Line] = []
    start = 0
    for piece in BAR.split(line.text):
        cells.append(line.between(start, start + len(piece)))
        start += len(piece) + 1
    return cells
