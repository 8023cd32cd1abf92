"""All that is kept of a learner's answers, as plain values."""

from typing import Any

from learners.cookie import LearnerId
from quizzes.models import Attempt


def export_attempts(learner: LearnerId | None) -> list[dict[str, Any]]:
    """Every attempt with its answers, the hints that were opened, and what was filled in and not judged."""
    attempts = Attempt.objects.filter(learner=learner).order_by("created") if learner else Attempt.objects.none()
    return [_attempt(attempt) for attempt in attempts.prefetch_related("answers", "hints", "drafts")]


def _attempt(attempt: Attempt) -> dict[str, Any]:
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
                "score": answer.score,
                "given": answer.created,
            }
            for answer in attempt.answers.all()
        ],
        "hints": [{"question": h.question, "hint": h.number, "opened": h.created} for h in attempt.hints.all()],
        "drafts": [{"question": d.question, "fields": d.fields, "saved": d.saved} for d in attempt.drafts.all()],
    }
