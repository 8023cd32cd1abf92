"""What an author wrote as answers becomes a question's type, its choices and its key."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from markup import Block, Place, Prose, Report, read_prose
from markup.blocks import Fence, Item, List
from quizzes.domain.question import AnswerKey, Choice, Entry, Marked, Ordered, Printed, QuestionKey, QuestionType, Typed
from quizzes.domain.written import SIGNS, TRUTH, WrittenChoice, read_choices, read_entries, read_lines, read_printed

Answers: TypeAlias = Sequence[List | Fence]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose answers are read, and how they count; `name` is what problems call the question."""

    key: QuestionKey
    name: str
    place: Place
    partial: bool
    case: bool


@dataclass(frozen=True, slots=True)
class ReadKey:
    """`letters` maps a letter to its choice's key, `feedback` a choice's key to what explains it."""

    type: QuestionType
    key: AnswerKey
    choices: tuple[Choice, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    feedback: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    written: tuple[WrittenChoice, ...] = ()


def read_key(declared: str, answers: Answers, wanted: Wanted, report: Report) -> ReadKey:
    """Reads the answers of a question whose attributes say `type=…`, or nothing of the kind."""
    if declared and declared not in READERS:
        return ReadKey("single", Marked(frozenset()))  # it has been reported, and what it stands on is not judged
    return READERS.get(declared, _read_marked)(answers, wanted, report)


def _read_marked(answers: Answers, wanted: Wanted, report: Report) -> ReadKey:
    items = _items(answers)
    if any(item.mark in SIGNS for item in items):
        report.error(items[0].place, "C045", "entries for a blank", "say {type=fill} below the question's heading")
        return ReadKey("single", Marked(frozenset()))
    before = len(report.problems)
    written = read_choices(items, report)
    is_truth = bool(written) and all(choice.text in TRUTH for choice in written)
    if len(report.problems) == before:
        _check_marks(written, wanted, report, at_most_one=is_truth)
    by_key = [(_opaque(wanted.key, choice.letter or choice.text), choice) for choice in written]
    right = frozenset(key for key, choice in by_key if choice.right)
    kind: QuestionType = "truth" if is_truth else "multiple" if len(right) > 1 else "single"
    return ReadKey(
        type=kind,
        key=Marked(right, wanted.partial and kind == "multiple"),
        choices=tuple(Choice(key, choice.letter, Prose(choice.text, inline=True)) for key, choice in by_key),
        letters={choice.letter: key for key, choice in by_key if choice.letter},
        feedback={key: choice.feedback for key, choice in by_key if choice.feedback},
        written=tuple(written),
    )


def _check_marks(written: Sequence[WrittenChoice], wanted: Wanted, report: Report, *, at_most_one: bool) -> None:
    right = [choice for choice in written if choice.right]
    if len(written) < 2:
        report.error(wanted.place, "C044", f"{wanted.name} has {len(written) or 'no'} choice", "write two or more")
    elif not right:
        report.error(written[0].place, "C041", f"{wanted.name} has no right choice", "mark it with [x]")
    for choice in right[1:] if at_most_one else ():
        report.error(choice.place, "C042", f"{wanted.name} has a second right choice", "mark one with [x]")
    seen: set[str] = set()
    for choice in written:
        name = choice.letter or choice.text
        if name in seen:
            report.error(choice.place, "C043", f"{wanted.name} uses letter {name} twice", "take the next free one")
        seen.add(name)


def _read_ordered(answers: Answers, wanted: Wanted, report: Report) -> ReadKey:
    unnumbered = next((block for block in answers if isinstance(block, List) and not block.ordered), None)
    if unnumbered:
        report.error(unnumbered.place, "C045", "lines to be ordered without numbers", "write '1. What comes first'")
        return ReadKey("order", Ordered(()))
    lines = read_lines(_items(answers), wanted.name, report)
    if len(lines) < 2:
        found = f"{wanted.name} has {len(lines) or 'no'} line to be ordered"
        report.error(wanted.place, "C044", found, "number two or more: '1. What comes first'")
    choices = [Choice(_opaque(wanted.key, line), "", Prose(line, inline=True)) for line in lines]
    shown = tuple(sorted(choices, key=lambda choice: choice.key))  # derived from the texts, never from their order
    return ReadKey("order", Ordered(tuple(choice.key for choice in choices)), shown)


def _read_typed(answers: Answers, wanted: Wanted, report: Report) -> ReadKey:
    written = read_entries(_items(answers), report)
    if not any(entry.right and not entry.is_pattern for entry in written):
        wanted_line = "write '- [=] the word', which is shown as the answer"
        report.error(wanted.place, "C041", f"{wanted.name} has no right entry", wanted_line)
    seen: set[str] = set()
    entries = []
    for entry in written:
        if entry.text in seen:
            report.error(entry.place, "C043", f"{wanted.name} has '{entry.text}' twice", "keep one")
        seen.add(entry.text)
        entries.append(Entry(entry.text, entry.right, entry.is_pattern, read_prose(entry.feedback, report)))
    return ReadKey("fill", Typed(tuple(entries), wanted.case))


def _read_printed(answers: Answers, wanted: Wanted, report: Report) -> ReadKey:
    fences = [block for block in answers if isinstance(block, Fence)]
    if len(fences) != 1:
        found = f"{wanted.name} has {len(fences) or 'no'} ```answer fence{'s' if fences else ''}"
        report.error(wanted.place, "C041", found, "write one, with what the program prints")
    return ReadKey("output", Printed(read_printed(fences[0], report) if fences else ""))


READERS: Mapping[str, Callable[[Answers, Wanted, Report], ReadKey]] = {
    "order": _read_ordered,
    "fill": _read_typed,
    "output": _read_printed,
}


def _items(answers: Answers) -> list[Item]:
    return [item for block in answers if isinstance(block, List) for item in block.items]


def _opaque(key: QuestionKey, name: str) -> str:
    """A choice's name in forms: made of what is public alone, so that it betrays no mark."""
    return hashlib.sha256(f"{key.course}/{key.document}/{key.question}/{name}".encode()).hexdigest()[:12]
