"""Tables: a header, a rule of dashes, rows. A bar inside a cell is written `\\|`, in code too."""

import re

from markup.attributes import cut_attributes
from markup.blocks import Cell, Row, Table
from markup.cursor import Cursor
from markup.lines import Line

RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
BAR = re.compile(r"(?<!\\)\|")


def begins_table(cursor: Cursor, line: Line) -> bool:
    if "|" not in line.text:
        return False
    below = cursor.line_below
    return bool(below and "|" in below.text and RULE.fullmatch(below.text))


def read_table(cursor: Cursor, _: Line) -> Table:
    header = _read_row(cursor)
    cursor.take()
    rows: list[Row] = []
    while (line := cursor.line) and not line.blank and "|" in line.text:
        rows.append(_read_row(cursor))
        _check_width(rows[-1], header, cursor)
    return Table(header.place, header, tuple(rows))


def _check_width(row: Row, header: Row, cursor: Cursor) -> None:
    if len(row.cells) != len(header.cells):
        found = f"a row of {len(row.cells)} cells under a header of {len(header.cells)}"
        cursor.report.error(row.place, "C034", found, "give every row one cell for each column")


def _read_row(cursor: Cursor) -> Row:
    """Reads one line; braces that end its last cell speak of the row."""
    line = cursor.take().strip()
    body = line.keep(len(line.text.removesuffix("|")))
    inside, attributes = cut_attributes(body.cut(int(line.text.startswith("|"))), cursor.report)
    cells = (Cell(cell.place(), cursor.read_inline([cell]).replace("\\|", "|")) for cell in _split(inside))
    return Row(line.place(), tuple(cells), attributes)


def _split(line: Line) -> list[Line]:
    bars = [match.start() for match in BAR.finditer(line.text)]
    edges = zip([0, *(bar + 1 for bar in bars)], [*bars, len(line.text)], strict=True)
    return [line.between(start, end) for start, end in edges]
