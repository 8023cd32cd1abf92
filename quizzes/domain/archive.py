"""A question as JSON and back, so that an old answer can be shown with the words it was given to."""

from typing import Any

from quizzes.domain.question import Choice, PublicQuestion, Question, QuestionKey, SecretQuestion


def pack(question: Question) -> dict[str, Any]:
    """Both halves as JSON; the key stands beside it, in columns of its own."""
    public, secret = question.public, question.secret
    return {
        "type": public.type,
        "level": public.level,
        "stem": public.stem,
        "body": public.body,
        "choices": [{"key": c.key, "letter": c.letter, "html": c.html} for c in public.choices],
        "right": sorted(secret.right),
        "feedback": dict(secret.feedback),
        "hints": list(secret.hints),
        "see": secret.see,
    }


def unpack(key: QuestionKey, body: dict[str, Any]) -> Question:
    """The question that `pack` was given."""
    choices = tuple(Choice(**choice) for choice in body["choices"])
    hints = tuple(body["hints"])
    return Question(
        PublicQuestion(key, body["type"], body["level"], body["stem"], body["body"], choices, len(hints)),
        SecretQuestion(frozenset(body["right"]), body["feedback"], hints, body["see"]),
    )
