"""How a learner stands with a question: all that a page may show of it by now, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizzes.domain.feedback import (
    Explanation,
    FinalAnswer,
    explain,
    feedback_on,
    final_answer,
    heading_for,
    note_on,
)
from quizzes.domain.grading import GAVE_UP, Fields, Verdict
from quizzes.domain.question import Marked, PublicQuestion, Question
from quizzes.domain.quiz import TRIES
from quizzes.domain.rules import is_settled
from quizzes.domain.shown import ShownChoice, choices_of, filled_by, filled_in, html_of, letters_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One question for one learner. `number` is that of the next try; `score` and `counts` are of the first one.

    `feedback` is about the last answer. What explains the right choices that were `missed` and the `others`, the
    `final` answer, solution, check, mistakes, `try_it` and `see`, the place in the lesson that proves it, are empty
    until the question is settled. All of these are safe HTML. `partly` says that the last answer was worth something
    and not all; `drafted`, that something is filled in that was not judged; `refusal`, why a click was not taken.
    """

    question: PublicQuestion
    choices: tuple[ShownChoice, ...]
    text: str
    number: int
    right: bool
    score: float
    settled: bool
    heading: str
    note: str
    feedback: tuple[Explanation, ...]
    missed: tuple[Explanation, ...]
    others: tuple[Explanation, ...]
    hints: tuple[str, ...]
    final: FinalAnswer | None = None
    solution: str = ""
    check: str = ""
    mistakes: str = ""
    try_it: str = ""
    see: str = ""
    partly: bool = False
    drafted: bool = False
    refusal: str = ""

    @property
    def tries(self) -> int:
        """How often it was answered."""
        return self.number - 1

    @property
    def counts(self) -> bool:
        """Whether it is right in the grade."""
        return self.score == 1

    @property
    def next_hint(self) -> int:
        """The number of the hint that can be opened now; 0 when there is none."""
        has_more = len(self.hints) < self.question.hints and not self.settled
        return len(self.hints) + 1 if has_more else 0


@dataclass(frozen=True, slots=True)
class Grade:
    """All questions of an attempt together; `right` counts first tries."""

    right: int
    settled: int
    total: int


def stand(
    question: Question,
    verdicts: Sequence[Verdict],
    hints: int = 0,
    *,
    order: Sequence[str] = (),
    draft: Fields | None = None,
    tries: int = TRIES,
) -> Standing:
    """Show what these verdicts and the first `hints` hints have earned; a `draft` fills the form until it is judged."""
    settled = is_settled(verdicts, tries)
    letters = letters_of(question.public, order)
    answers = [verdict.answer for verdict in verdicts if verdict.answer != GAVE_UP]
    last = answers[-1] if answers else GAVE_UP
    filled = filled_in(question.public, draft) if draft and not settled else filled_by(question.public, last)
    earlier = [key for answer in answers for key in answer.given]
    standing = Standing(
        question=question.public,
        choices=choices_of(question, order, filled, earlier, settled=settled),
        text=filled.text,
        number=len(verdicts) + 1,
        right=any(verdict.right for verdict in verdicts),
        score=verdicts[0].score if verdicts else 0,
        settled=settled,
        heading=heading_for(question, verdicts, letters, settled=settled),
        note="" if any(verdict.right for verdict in verdicts) else note_on(question, last),
        feedback=feedback_on(question, last, letters),
        missed=(),
        others=(),
        hints=tuple(html_of(hint, letters) for hint in question.secret.hints[:hints]),
        partly=settled and bool(verdicts) and 0 < verdicts[-1].score < 1,
        drafted=bool(draft) and not settled,
    )
    return _settle(standing, question, order) if settled else standing


def refuse(standing: Standing, sentence: str, fields: Fields | None = None) -> Standing:
    """The same with the reason why a click did not count, and with what its form held."""
    refused = replace(standing, refusal=sentence)
    if standing.settled or not fields:
        return refused
    filled = filled_in(standing.question, fields)
    places = filled.places or {choice.key: choice.place for choice in standing.choices}
    choices = [
        replace(c, checked=c.key in filled.keys or (c.checked and not filled.keys), place=places.get(c.key, 0))
        for c in standing.choices
    ]
    return replace(refused, choices=tuple(choices), text=filled.text or standing.text)


def grade_of(standings: Sequence[Standing]) -> Grade:
    """Count them."""
    return Grade(sum(s.counts for s in standings), sum(s.settled for s in standings), len(standings))


def _settle(standing: Standing, question: Question, order: Sequence[str]) -> Standing:
    """Add what may be told now that nothing is left to try."""
    letters, secret = letters_of(question.public, order), question.secret
    right = secret.key.right if isinstance(secret.key, Marked) else frozenset()
    told = {explanation.letter for explanation in standing.feedback}
    keys = [key for key, letter in letters.items() if letter not in told]
    return replace(
        standing,
        missed=explain(question, [key for key in keys if key in right], letters),
        others=explain(question, [key for key in keys if key not in right], letters),
        final=final_answer(question, letters),
        solution=html_of(secret.solution, letters),
        check=html_of(secret.check, letters),
        mistakes=html_of(secret.mistakes, letters),
        try_it=html_of(secret.try_it, letters),
        see=secret.see,
    )
