"""All that is kept of a learner's answers, as plain values."""

from typing import Any

from learners.cookie import LearnerId
from quizzes.domain.rules import is_settled
from quizzes.models import Attempt
from quizzes.progress import verdicts_of


def export_attempts(learner: LearnerId | None) -> list[dict[str, Any]]:
    """Every attempt with its answers, the hints that were opened, and what was filled in and not judged.

    A miss that may be tried again has no score yet: a part of a point would tell how many choices are right.
    """
    attempts = Attempt.objects.filter(learner=learner).order_by("created") if learner else Attempt.objects.none()
    return [_attempt(attempt) for attempt in attempts.prefetch_related("answers", "hints", "drafts")]


def _attempt(attempt: Attempt) -> dict[str, Any]:
    settled = {name for name, verdicts in verdicts_of(attempt).items() if is_settled(verdicts, attempt.tries)}
    return {
        "course": attempt.course,
        "document": attempt.document,
        "kind": attempt.kind,
        "begun": attempt.created,
        "finished": attempt.finished,
        "answers": [
            {
                "question": answer.question,
                "try": answer.number,
                "answer": answer.answer,
                "score": answer.score if answer.question in settled else None,
                "given": answer.created,
            }
            for answer in attempt.answers.all()
        ],
        "hints": [{"question": h.question, "hint": h.number, "opened": h.created} for h in attempt.hints.all()],
        "drafts": [{"question": d.question, "fields": d.fields, "saved": d.saved} for d in attempt.drafts.all()],
    }
