"""What is said about an answer, and when all may be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markup.words import listed
from quizzes.domain.grading import GAVE_UP, Answer, Verdict, entry_for, lines_of
from quizzes.domain.question import Marked, Ordered, Printed, Question, Typed
from quizzes.domain.shown import html_of

ONE_TRY_LEFT = {"single": "Not this one: one try is left", "truth": "Not so: one try is left"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a choice is right or wrong, as safe HTML, under the letter that the choice has on this page."""

    letter: str
    html: str


@dataclass(frozen=True, slots=True)
class FinalAnswer:
    """The right answer, made from the key: a line of words, the choices, or code, one of the three."""

    letters: str = ""
    lines: tuple[str, ...] = ()
    code: str = ""


def heading_for(question: Question, verdicts: Sequence[Verdict], letters: Mapping[str, str], *, settled: bool) -> str:
    """The one line above all feedback; empty before the first answer."""
    if not verdicts:
        return ""
    last = verdicts[-1]
    if last.right:
        return "Right" if len(verdicts) == 1 else "Right at the second try"
    if not settled:
        return ONE_TRY_LEFT.get(question.public.type, "Not yet: one try is left")
    final = final_answer(question, letters).letters or "below"
    answers = f"answers are {final}" if " and " in final else f"answer is {final}"
    if last.answer == GAVE_UP:
        return f"The {answers}"
    missed = "Not these" if question.public.type == "multiple" else "Not this one"
    return f"{'Partly right' if last.score else missed}: the {answers}"


def note_on(question: Question, answer: Answer) -> str:
    """A sentence that leads a miss on without giving the answer away; empty where choices speak for themselves."""
    if answer == GAVE_UP:
        return ""
    match question.secret.key:
        case Marked(right):
            chosen = frozenset(answer.given)
            is_short = len(right) > 1 and chosen < right
            return "All that you chose is right, but something is missing." if is_short else ""
        case Ordered(keys):
            fits = _agreeing(answer.given, keys)
            return "" if fits == len(keys) else f"{_count(fits, 'line')} from the top fit{'s' if fits == 1 else ''}."
        case Printed(text):
            given, wanted = lines_of("".join(answer.given)), lines_of(text)
            return "" if given == wanted else f"Line {_agreeing(given, wanted) + 1} is the first that differs."
    return ""


def feedback_on(question: Question, answer: Answer, letters: Mapping[str, str]) -> tuple[Explanation, ...]:
    """The author's words on what was answered; of several choices, on the wrong ones."""
    match question.secret.key:
        case Marked(right):
            several = len(right) > 1
            return explain(question, [key for key in answer.given if not (several and key in right)], letters)
        case Typed() as key if answer != GAVE_UP:
            entry = entry_for(key, answer)
            return (Explanation("", html_of(entry.feedback, letters)),) if entry and entry.feedback else ()
    return ()


def explain(question: Question, keys: Sequence[str], letters: Mapping[str, str]) -> tuple[Explanation, ...]:
    """What the author says of these choices, in the order of the page."""
    said = question.secret.feedback
    return tuple(
        Explanation(letter, html_of(said[key], letters))
        for key, letter in letters.items()
        if key in keys and key in said
    )


def final_answer(question: Question, letters: Mapping[str, str]) -> FinalAnswer:
    """What would have been right."""
    texts = {choice.key: choice.text.html for choice in question.public.choices}
    match question.secret.key:
        case Marked(right):
            keys = [key for key in letters if key in right]
            names = [texts[key] if question.public.type == "truth" else letters[key] for key in keys]
            return FinalAnswer(letters=listed(names), lines=tuple(texts[key] for key in keys))
        case Ordered(keys):
            return FinalAnswer(lines=tuple(texts[key] for key in keys))
        case Typed(entries):
            return FinalAnswer(code=next(entry.text for entry in entries if entry.right and not entry.is_pattern))
        case Printed(text):
            return FinalAnswer(code=text)


def _agreeing(given: Sequence[str], wanted: Sequence[str]) -> int:
    """How many agree from the first one on."""
    pairs = enumerate(zip(given, wanted, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(given), len(wanted)))


def _count(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'}"
