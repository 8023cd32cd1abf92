"""Warnings about questions that a learner could answer, or miss, for the wrong reason."""

import re
from collections import Counter
from collections.abc import Sequence

from markup import Place, Report, plain
from markup.blocks import Heading
from quizzes.domain.answer_keys import ReadKey
from quizzes.domain.letters import LITERAL
from quizzes.domain.question import AnswerKey, Marked, Ordered, Printed, Question, Typed
from quizzes.domain.written import WrittenChoice

NEGATIVE = re.compile(r"(?<!\*)\b(not|never|except|cannot|false)\b(?!\*)", re.IGNORECASE)
ALL_OF_THEM = re.compile(  # written as LITERAL is, and for the same reason
    r"[AaNnBb](?i:(?<=\ba)ll|(?<=\bn)one|(?<=\bb)oth) (?i:of (?:the above|these|them))\b"
)
FEWEST_LETTERS, LARGEST_SHARE = 3, 0.6


def check_wording(heading: Heading, read: ReadKey, hints: int, report: Report) -> None:
    """Looks at a question's stem, its id, its choices and its hints."""
    if NEGATIVE.search(heading.text):
        found = "the question is put in the negative"
        report.warn(heading.place, "C053", found, "turn it round, or stress the word: **not**")
    if not hints:
        report.warn(heading.place, "C056", "a question without a hint", "add '> [!hint]'")
    for choice in read.written:
        _check_choice(choice, report)
    _check_entries(heading, read.key, report)
    _check_lengths(read.written, report)
    _check_id(heading, read, report)


def check_letters(questions: Sequence[Question], place: Place, report: Report) -> None:
    """Warns when the right choices of a document have the same letter too often."""
    keys = [(q, q.secret.key) for q in questions if q.public.type == "single"]
    letters = Counter(
        c.letter for q, key in keys for c in q.public.choices if isinstance(key, Marked) and c.key in key.right
    )
    if letters.total() < FEWEST_LETTERS:
        return
    letter, times = letters.most_common(1)[0]
    if times > LARGEST_SHARE * letters.total():
        found = f"the right choice is {letter} in {times} of {letters.total()} questions"
        report.warn(place, "C054", found, "move the right choice in some of them")


def _check_choice(choice: WrittenChoice, report: Report) -> None:
    if not choice.feedback:
        found = f"choice {choice.letter or choice.text} has no feedback"
        report.warn(choice.place, "C055", found, "say why it is right or wrong in a quote below it: '> …'")
    if ALL_OF_THEM.search(choice.text):
        report.warn(choice.place, "C052", "a choice that speaks of the others", "name what is meant")
    if LITERAL.search(choice.text):
        report.warn(choice.place, "C057", "a choice that names a letter", "letters may change: say what it is")


def _check_entries(heading: Heading, key: AnswerKey, report: Report) -> None:
    for entry in key.entries if isinstance(key, Typed) else ():
        if not entry.right and not entry.feedback:
            found = f"the wrong entry '{entry.text}' has no feedback"
            report.warn(heading.place, "C055", found, "say why it is wrong in a quote below it: '> …'")


def _check_lengths(choices: Sequence[WrittenChoice], report: Report) -> None:
    wrong = [len(plain(choice.text)) for choice in choices if not choice.right]
    for choice in choices:
        if choice.right and wrong and len(plain(choice.text)) > 1.5 * max(wrong):
            found = "the right choice is longer by half than any other"
            report.warn(choice.place, "C051", found, "shorten it, or say more in the others")


def _check_id(heading: Heading, read: ReadKey, report: Report) -> None:
    """Ids are public: they stand in addresses and in the page."""
    name = f"-{heading.attributes.id}-"
    for answer in _answers(read):
        words = "-".join(re.findall(r"[a-z0-9]+", answer.lower()))
        if words and f"-{words}-" in name:
            found = f"the id '{heading.attributes.id}' gives the answer away"
            report.warn(heading.place, "C059", found, "name the question, not its answer")


def _answers(read: ReadKey) -> list[str]:
    match read.key:
        case Marked():
            return [plain(choice.text) for choice in read.written if choice.right]
        case Typed(entries):
            return [entry.text for entry in entries if entry.right]
        case Printed(text):
            return [text]
        case Ordered():
            return []
