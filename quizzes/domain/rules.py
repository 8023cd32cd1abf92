"""What a learner may do with a question, and when it is settled.

Where feedback comes at once, a question may be tried again after a miss: the right answer stays hidden, and the hints
come one by one. A right answer, the last try or giving up settles the question, and then all of it is shown. The first
try alone counts for the grade. Where feedback comes at the end, there is one try, and handing in settles all questions.
"""

from collections.abc import Sequence

from quizzes.domain.grading import GAVE_UP, Answer, Refused, Verdict

INCOMPLETE = "This form was incomplete, so nothing was stored. Here is the question again."
ANSWERED = "This try was answered before, perhaps in another tab. That answer stands."
TRIED = "You have tried this answer. It cost you nothing: find another one."
NO_MORE_HINTS = "There is no further hint for this question."


def is_settled(verdicts: Sequence[Verdict], tries: int) -> bool:
    """Whether nothing is left to try."""
    return len(verdicts) >= tries or any(verdict.right or verdict.answer == GAVE_UP for verdict in verdicts)


def is_known(verdicts: Sequence[Verdict], answer: Answer, number: int) -> bool:
    """Whether this is a click that was stored before: the same answer on the same try."""
    return number <= len(verdicts) and verdicts[number - 1].answer == answer


def why_not_answer(verdicts: Sequence[Verdict], answer: Answer, number: int, tries: int) -> Refused | None:
    """Why try `number` cannot be `answer` after these verdicts; None when it can."""
    faults = (
        (number <= len(verdicts) or is_settled(verdicts, tries), ANSWERED),
        (number > len(verdicts) + 1, INCOMPLETE),
        (answer in [verdict.answer for verdict in verdicts], TRIED),
    )
    return next((Refused(sentence) for at_fault, sentence in faults if at_fault), None)


def why_not_hint(opened: int, hints: int, number: int) -> Refused | None:
    """Why hint `number` of so many `hints` cannot be opened after `opened` others; None when it can."""
    faults = ((number > hints, NO_MORE_HINTS), (number > opened + 1, INCOMPLETE))
    return next((Refused(sentence) for at_fault, sentence in faults if at_fault), None)
