"""Paragraphs: where they end, and what must not touch them."""

import re
from collections.abc import Sequence

from markup.blocks import Paragraph
from markup.cursor import Cursor
from markup.lines import Line
from markup.problems import Report
from markup.signs import BEGINS, ENDS_PARAGRAPH, MARKER
from markup.tables import begins_table

DEFINITION = re.compile(r":[ ]+(?P<text>.*)")
UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*")


def read_paragraph(cursor: Cursor, _: Line) -> Paragraph:
    """Reads lines up to a blank one, or to one that begins something else."""
    lines = tuple([line.strip() for line in take_paragraph(cursor)])
    _check(cursor, lines)
    text = cursor.read_inline(lines, images=True)
    if ":" in text and (text[0] == ":" or "\n:" in text):
        _check_definitions(lines, cursor.report)
    return Paragraph(text, lines)


def read_indented(cursor: Cursor, line: Line) -> Paragraph:
    """Refuses what some renderers take for code."""
    cursor.report.error(line.place(), "C027", "an indented line", "put code in a fence, or cut the indent")
    cursor.take_while(lambda inside: not inside.blank)
    return Paragraph("", (line.keep(0),))


def take_paragraph(cursor: Cursor) -> Sequence[Line]:
    """The next line, whatever it is, and those that go on with its paragraph."""
    lines, start = cursor.lines, cursor.at
    cursor.at += 1
    while cursor.at < len(lines) and not _ends_paragraph(cursor, lines[cursor.at]):
        cursor.at += 1
    return lines[start : cursor.at]


def refuse_glue(cursor: Cursor) -> None:
    """Some renderers pull such a line into the quote, table or list above it, some do not."""
    line = cursor.line
    if line and not cursor.lines[cursor.at - 1].blank and not _ends_paragraph(cursor, line):
        place = line.place(line.indent)
        cursor.report.error(place, "C029", "a line glued to the block above", "leave a blank line above it")
        take_paragraph(cursor)  # what it is is not known, so nothing else is told of it


def _check(cursor: Cursor, lines: Sequence[Line]) -> None:
    for line in lines:
        if line.text[0] in "=-" and UNDERLINE.fullmatch(line.text):
            cursor.report.error(line.place(), "C028", "an underlined heading", "write '## Title'")
    below = None if cursor.depth else cursor.line
    if below and MARKER.match(below.text):
        place, found = below.place(below.indent), "a list glued to the paragraph above"
        cursor.report.warn(place, "C029", found, "leave a blank line above it")


def _check_definitions(lines: Sequence[Line], report: Report) -> None:
    """A definition is words below its term: renderers put all that follows into it, one inside another."""
    defined = glued = False
    for line in lines:
        definition = DEFINITION.fullmatch(line.text)
        if definition and glued:
            found = "a definition glued to the one above"
            report.error(line.place(), "C029", found, "leave a blank line above its term")
            return
        if definition and BEGINS.match(definition["text"]):
            place = line.place(definition.start("text"))
            report.error(place, "C028", "a block inside a definition", "write words, or give them a section")
            return
        defined = defined or bool(definition)
        glued = defined and not definition


def _ends_paragraph(cursor: Cursor, line: Line) -> bool:
    """Whether a line is blank, or ends the paragraph above it as it does on a code host."""
    if not line.text[:1].isalpha() and ENDS_PARAGRAPH.match(line.text):
        return True
    return "|" in line.text and begins_table(cursor, line) and not MARKER.match(line.text)
