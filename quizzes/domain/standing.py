"""How a learner stands with a question: all that a page may show of it by now, and nothing else."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quizzes.domain.grading import GAVE_UP, Verdict
from quizzes.domain.question import Choice, PublicQuestion, Question
from quizzes.domain.visual import counts_right, is_settled

Mark = Literal["", "right", "wrong"]


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice as it stands on the page; `tag` says in words what `mark` says in colour."""

    key: str
    letter: str
    html: str
    mark: Mark
    tag: str
    checked: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a choice is right or wrong, as safe HTML."""

    letter: str
    html: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One question for one learner. `number` is that of the next try; `counts` is whether the first one was right.

    `feedback` is about the last answer, as safe HTML. What explains the right choices that were missed, what
    explains the `others`, and `see`, the place in the lesson that proves it, are empty until the question is settled.
    `refusal` says why the last click was not taken.
    """

    question: PublicQuestion
    choices: tuple[ShownChoice, ...]
    number: int
    right: bool
    counts: bool
    settled: bool
    heading: str
    feedback: str
    missed: tuple[Explanation, ...]
    others: tuple[Explanation, ...]
    hints: tuple[str, ...]
    see: str
    refusal: str = ""

    @property
    def tries(self) -> int:
        """How often it was answered."""
        return self.number - 1

    @property
    def next_hint(self) -> int:
        """The number of the hint that can be opened now; 0 when there is none."""
        has_more = len(self.hints) < self.question.hints and not self.settled
        return len(self.hints) + 1 if has_more else 0


@dataclass(frozen=True, slots=True)
class Grade:
    """All questions of a document together."""

    right: int
    settled: int
    total: int


def stand(question: Question, verdicts: Sequence[Verdict], hints: int) -> Standing:
    """Show what these verdicts and the first `hints` hints have earned."""
    settled = is_settled(verdicts)
    every = {choice.key for choice in question.public.choices}
    told = {verdict.answer.choice for verdict in verdicts[-1:]}
    return Standing(
        question=question.public,
        choices=tuple(_show(choice, question, verdicts) for choice in question.public.choices),
        number=len(verdicts) + 1,
        right=any(verdict.right for verdict in verdicts),
        counts=counts_right(verdicts),
        settled=settled,
        heading=_heading(question, verdicts),
        feedback=verdicts[-1].feedback if verdicts else "",
        missed=_explain(question, question.secret.right - told) if settled else (),
        others=_explain(question, every - question.secret.right - told) if settled else (),
        hints=question.secret.hints[:hints],
        see=question.secret.see if settled else "",
    )


def refuse(standing: Standing, sentence: str, choice: str = "") -> Standing:
    """The same with the reason why a click did not count, and with the choice that it made."""
    keeps = choice in {shown.key for shown in standing.choices} and not standing.settled
    choices = tuple(replace(shown, checked=shown.key == choice) for shown in standing.choices)
    return replace(standing, refusal=sentence, choices=choices if keeps else standing.choices)


def grade_of(standings: Sequence[Standing]) -> Grade:
    """Count them; a question is right in the grade when its first try was."""
    return Grade(sum(s.counts for s in standings), sum(s.settled for s in standings), len(standings))


def _show(choice: Choice, question: Question, verdicts: Sequence[Verdict]) -> ShownChoice:
    settled, last = is_settled(verdicts), _last_choice(verdicts)
    is_chosen = choice.key in [verdict.answer.choice for verdict in verdicts]
    is_right = settled and choice.key in question.secret.right
    mark: Mark = "right" if is_right else "wrong" if is_chosen else ""
    tags = {
        (True, True): "Your answer, correct",
        (False, True): "Correct answer",
        (True, False): "Your answer" if choice.key == last else "Your first answer",
    }
    return ShownChoice(
        key=choice.key,
        letter=choice.letter,
        html=choice.html,
        mark=mark,
        tag=tags.get((is_chosen, is_right), ""),
        checked=choice.key == last,
        closed=settled and choice.key != last,
    )


def _heading(question: Question, verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return ""
    if verdicts[-1].right:
        return "Right" if len(verdicts) == 1 else "Right at the second try"
    if not is_settled(verdicts):
        return "Not this one: one try is left"
    letters = [choice.letter for choice in question.public.choices if choice.key in question.secret.right]
    opening = "The" if verdicts[-1].answer == GAVE_UP else "Not this one: the"
    return f"{opening} answer is {' and '.join(letters)}"


def _explain(question: Question, keys: Container[str]) -> tuple[Explanation, ...]:
    feedback = question.secret.feedback
    choices = [choice for choice in question.public.choices if choice.key in keys and feedback.get(choice.key)]
    return tuple(Explanation(choice.letter, feedback[choice.key]) for choice in choices)


def _last_choice(verdicts: Sequence[Verdict]) -> str | None:
    return next((v.answer.choice for v in reversed(verdicts) if v.answer.choice is not None), None)
