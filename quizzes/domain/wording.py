"""Warnings about questions that a learner could answer, or miss, for the wrong reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markup import Block, Place, Report, plain
from markup.blocks import Heading
from quizzes.domain.question import Question

NEGATIVE = re.compile(r"(?<!\*)\b(not|never|except|cannot|false)\b(?!\*)", re.IGNORECASE)
ALL_OF_THEM = re.compile(r"\b(all|none|both) of (the above|these|them)\b", re.IGNORECASE)
LITERAL_LETTER = re.compile(r"\b(option|choice|answer) [A-H]\b")


@dataclass(frozen=True, slots=True)
class WrittenChoice:
    """A choice as its author wrote it."""

    place: Place
    letter: str
    text: str
    right: bool
    feedback: tuple[Block, ...]


def check_wording(heading: Heading, choices: Sequence[WrittenChoice], hints: int, report: Report) -> None:
    """Looks at a question's stem, its choices and its hints."""
    if NEGATIVE.search(heading.text):
        found = "the question is put in the negative"
        report.warn(heading.place, "C053", found, "turn it round, or stress the word: **not**")
    if not hints:
        report.warn(heading.place, "C056", "a question without a hint", "add '> [!hint]'")
    for choice in choices:
        _check_choice(choice, report)
    _check_lengths(choices, report)


def check_letters(questions: Sequence[Question], place: Place, report: Report) -> None:
    """Warns when every right choice of a document has the same letter."""
    letters = [c.letter for q in questions for c in q.public.choices if c.key in q.secret.right]
    if len(letters) > 2 and len(set(letters)) == 1:
        found = f"the right choice is {letters[0]} in every question"
        report.warn(place, "C054", found, "move the right choice in some of them")


def _check_choice(choice: WrittenChoice, report: Report) -> None:
    if not choice.feedback:
        found = f"choice {choice.letter} has no feedback"
        report.warn(choice.place, "C055", found, "say why it is right or wrong in a quote below it: '> …'")
    if ALL_OF_THEM.search(choice.text):
        report.warn(choice.place, "C052", "a choice that speaks of the others", "name what is meant")
    if LITERAL_LETTER.search(choice.text):
        report.warn(choice.place, "C057", "a choice that names a letter", "letters may change: say what it is")


def _check_lengths(choices: Sequence[WrittenChoice], report: Report) -> None:
    right = [choice for choice in choices if choice.right]
    wrong = [len(plain(choice.text)) for choice in choices if not choice.right]
    for choice in right:
        if wrong and len(plain(choice.text)) > 1.5 * max(wrong):
            found = "the right choice is longer by half than any other"
            report.warn(choice.place, "C051", found, "shorten it, or say more in the others")
