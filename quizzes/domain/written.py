"""The answers of a question as its author wrote them: marked choices, lines in order, entries for a blank, output."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import regex

from markup import Block, Place, Report, check_attributes, plain
from markup.blocks import Fence, Item, Paragraph, Quote
from markup.inline import CODE

LETTER = re.compile(r"(?P<letter>[A-Z])\. +(?P<text>.+)", re.DOTALL)
PATTERN = re.compile(r"/(?P<pattern>.+)/", re.DOTALL)
COUNTED = re.compile(r"\{(?:\d*,)?(\d+),?\}")  # how often something is repeated
MOST_REPEATS = 10_000
BOXES = {"x": True, "X": True, " ": False}
SIGNS = {"=": True, "~": False}
TRUTH = ("True", "False")
LONGEST_ENTRY = 200  # characters, as many as a learner may type


@dataclass(frozen=True, slots=True)
class WrittenChoice:
    """A choice; True and False need no letter."""

    place: Place
    letter: str
    text: str
    right: bool
    feedback: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """What may be typed into a blank."""

    place: Place
    text: str
    right: bool
    is_pattern: bool
    feedback: tuple[Block, ...]


def read_choices(items: Sequence[Item], report: Report) -> list[WrittenChoice]:
    """Reads `- [x] A. The choice` with its feedback; what is wrong with one leaves it out."""
    return [choice for item in items if (choice := _read_choice(item, report))]


def read_lines(items: Sequence[Item], name: str, report: Report) -> list[str]:
    """Reads the items of an order question: one paragraph each, no two alike."""
    lines: list[str] = []
    for item in items:
        check_attributes(item.attributes, report)
        if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph):
            report.error(item.place, "C045", "a line to be ordered is one paragraph", "write '1. What comes first'")
        elif item.text in lines:
            found = f"{name} has '{plain(item.text)}' twice"
            report.error(item.place, "C043", found, "nobody could tell the two apart")
        lines.append(item.text)
    return lines


def read_entries(items: Sequence[Item], report: Report) -> list[WrittenEntry]:
    """Reads `- [=] accept`, `- [=] /re.*/` and `- [~] send` with its feedback."""
    return [entry for item in items if (entry := _read_entry(item, report))]


def read_printed(fence: Fence, report: Report) -> str:
    """Reads the fence whose language is `answer`."""
    check_attributes(fence.attributes, report)
    if not fence.code.strip():
        report.error(fence.place, "C041", "the answer is empty", "write what the program prints")
    return unicodedata.normalize("NFC", fence.code)


def _read_choice(item: Item, report: Report) -> WrittenChoice | None:
    check_attributes(item.attributes, report)
    if item.mark not in BOXES:
        found = "no box" if item.mark is None else f"the mark [{item.mark}]"
        report.error(item.place, "C045", f"a choice with {found}", "write '- [ ]', or '- [x]' for a right one")
        return None
    match = LETTER.fullmatch(item.text)
    if not match and item.text not in TRUTH:
        wanted = item.text.capitalize() if item.text.capitalize() in TRUTH else "- [ ] A. The choice"
        report.error(item.place, "C045", "a choice without a letter", f"write '{wanted}'")
        return None
    letter, text = (match["letter"], match["text"]) if match else ("", item.text)
    return WrittenChoice(item.place, letter, text, BOXES[item.mark], _feedback(item, report))


def _read_entry(item: Item, report: Report) -> WrittenEntry | None:
    check_attributes(item.attributes, report)
    if item.mark not in SIGNS:
        found = "no sign" if item.mark is None else f"the mark [{item.mark}]"
        wanted = "write '- [=] right', or '- [~] wrong' with feedback"
        report.error(item.place, "C045", f"an entry with {found}", wanted)
        return None
    text = _bare(item.text)
    pattern = PATTERN.fullmatch(text)
    if not text:
        report.error(item.place, "C045", "an empty entry", "write what may be typed")
    elif len(text) > LONGEST_ENTRY:
        found = f"an entry of {len(text)} characters"
        report.error(item.place, "C048", found, f"nobody can type more than {LONGEST_ENTRY}")
    elif pattern:
        _check_pattern(pattern["pattern"], item.place, report)
    found_text = pattern["pattern"] if pattern else text
    return WrittenEntry(item.place, found_text, SIGNS[item.mark], bool(pattern), _feedback(item, report))


def _check_pattern(pattern: str, place: Place, report: Report) -> None:
    if prod(int(count) or 1 for count in COUNTED.findall(pattern)) > MOST_REPEATS:  # it would be unrolled in memory
        report.error(place, "C048", f"'/{pattern}/' repeats too often", f"at most {MOST_REPEATS} times in all")
        return
    try:
        regex.compile(pattern, regex.V0)
    except (regex.error, ValueError) as error:  # ValueError: flags inside it that exclude each other
        report.error(place, "C048", f"'/{pattern}/' is no pattern: {error}", "mend it, or write the word itself")


def _bare(text: str) -> str:
    """What is typed: the inside where all of it is code."""
    code = CODE.fullmatch(text.strip())
    return unicodedata.normalize("NFC", (code["code"] if code else text).strip())


def _feedback(item: Item, report: Report) -> tuple[Block, ...]:
    if not all(isinstance(block, Quote) and not block.callout for block in item.blocks[1:]):
        report.error(item.place, "C045", "more than one paragraph in a choice", "put feedback in a quote: '> …'")
    return tuple(inner for block in item.blocks[1:] if isinstance(block, Quote) for inner in block.blocks)
