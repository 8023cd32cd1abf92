"""A file as lines that remember where they stand, also when a marker or an indent has been cut off."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markup.problems import Place, Report

LONGEST = 200_000
LONGEST_LINE = 2_000
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


class Line(NamedTuple):  # tuples are made four times as fast as dataclasses, and a course has thousands of lines
    """A line or the rest of one; `number` and `column` count from 1, `column` is where `text` begins."""

    file: str
    number: int
    column: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def start(self) -> Place:
        """Where its words begin."""
        return self.place(self.indent)

    def place(self, offset: int = 0) -> Place:
        return Place(self.file, self.number, self.column + offset)

    def cut(self, width: int) -> "Line":
        if width == 0:
            return self
        text = self.text[width:]
        return Line(self.file, self.number, self.column + len(self.text) - len(text), text)

    def keep(self, width: int) -> "Line":
        if width >= len(self.text):
            return self
        return Line(self.file, self.number, self.column, self.text[:width])

    def between(self, start: int, end: int) -> "Line":
        """What stands between two offsets, without the blanks around it."""
        text = self.text[start:end]
        rest = text.lstrip(" ")
        return Line(self.file, self.number, self.column + start + len(text) - len(rest), rest.rstrip())

    def strip(self) -> "Line":
        rest = self.text.lstrip(" ")
        text = rest.rstrip()
        if text == self.text:
            return self
        return Line(self.file, self.number, self.column + len(self.text) - len(rest), text)


def decode(raw: bytes, file: str, report: Report) -> str | None:
    """Reads a file's bytes as UTF-8, with a byte order mark or without; None where they are not."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        found = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        report.error(place_at(file, before, len(before)), "C001", found, "save the file as UTF-8")
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def split_lines(text: str, file: str, report: Report) -> list[Line]:
    """Splits a text, and reports what no text of ours may hold: control characters, and too much of it."""
    if len(text) > LONGEST:
        found = f"the file has {len(text)} characters; at most {LONGEST} are read"
        report.give_up(Place(file), "C003", found, "split it")
        return []
    texts = text.split("\n")
    lines = [Line(file, number, 1, line) for number, line in enumerate(texts, 1)]
    if CONTROL.search(text):
        lines = [_without_controls(line, report) for line in lines]
    if max(map(len, texts)) > LONGEST_LINE:
        lines = [_shortened(line, report) for line in lines]
    return lines


def _without_controls(line: Line, report: Report) -> Line:
    """The line with blanks in their place; the first one is told."""
    match = CONTROL.search(line.text)
    if match:
        report.error(line.place(match.start()), "C002", f"control character U+{ord(match[0]):04X}", "delete it")
    return line._replace(text=CONTROL.sub(" ", line.text))


def _shortened(line: Line, report: Report) -> Line:
    """The line as far as it is read."""
    if len(line.text) > LONGEST_LINE:
        found = f"a line of {len(line.text)} characters; at most {LONGEST_LINE} are read"
        report.error(line.place(LONGEST_LINE), "C003", found, "break it")
    return line.keep(LONGEST_LINE)


def place_at(file: str, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(file, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def joined(lines: Sequence[Line]) -> str:
    """The text that these lines make."""
    return lines[0].text if len(lines) == 1 else "\n".join([line.text for line in lines])


def place_in(lines: Sequence[Line], offset: int) -> Place:
    """The place of an offset in the text that these lines make."""
    for line in lines:
        if offset <= len(line.text):
            return line.place(offset)
        offset -= len(line.text) + 1
    return lines[-1].place(len(lines[-1].text))
