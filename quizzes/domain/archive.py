"""A question as JSON and back, so that an old answer can be shown with the words it was given to."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from markup import Prose
from quizzes.domain.question import (
    AnswerKey,
    Choice,
    Entry,
    Marked,
    Ordered,
    Printed,
    PublicQuestion,
    Question,
    QuestionKey,
    SecretQuestion,
    Typed,
)


def pack(question: Question) -> dict[str, Any]:
    """Both halves as JSON; the question's own key stands beside it, in columns."""
    public, secret = question.public, question.secret
    return {
        "type": public.type,
        "level": public.level,
        "stem": public.stem.source,
        "body": public.body.source,
        "choices": [{"key": c.key, "letter": c.letter, "text": c.text.source} for c in public.choices],
        "shuffled": public.shuffled,
        "answer": _pack_key(secret.key),
        "feedback": {key: text.source for key, text in secret.feedback.items()},
        "hints": [hint.source for hint in secret.hints],
        "solution": secret.solution.source,
        "check": secret.check.source,
        "mistakes": secret.mistakes.source,
        "try_it": secret.try_it.source,
        "concepts": list(secret.concepts),
        "see": secret.see,
    }


def unpack(key: QuestionKey, body: Mapping[str, Any]) -> Question:
    """The question that `pack` was given."""
    hints = tuple(map(Prose, body["hints"]))
    public = PublicQuestion(
        key=key,
        type=body["type"],
        level=body["level"],
        stem=Prose(body["stem"], inline=True),
        body=Prose(body["body"]),
        choices=tuple(Choice(c["key"], c["letter"], Prose(c["text"], inline=True)) for c in body["choices"]),
        hints=len(hints),
        shuffled=body["shuffled"],
    )
    secret = SecretQuestion(
        key=_unpack_key(body["answer"]),
        feedback={key: Prose(text) for key, text in body["feedback"].items()},
        hints=hints,
        solution=Prose(body["solution"]),
        check=Prose(body["check"]),
        mistakes=Prose(body["mistakes"]),
        try_it=Prose(body["try_it"]),
        concepts=tuple(body["concepts"]),
        see=body["see"],
    )
    return Question(public, secret)


def _pack_key(key: AnswerKey) -> dict[str, Any]:
    match key:
        case Marked(right, partial):
            return {"kind": "marked", "right": sorted(right), "partial": partial}
        case Ordered(keys):
            return {"kind": "ordered", "keys": list(keys)}
        case Typed(entries, case):
            return {"kind": "typed", "case": case, "entries": [_pack_entry(entry) for entry in entries]}
        case Printed(text):
            return {"kind": "printed", "text": text}


def _pack_entry(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"feedback": entry.feedback.source}


def _unpack_key(body: Mapping[str, Any]) -> AnswerKey:
    match body["kind"]:
        case "marked":
            return Marked(frozenset(body["right"]), body["partial"])
        case "ordered":
            return Ordered(tuple(body["keys"]))
        case "typed":
            entries = (Entry(**entry | {"feedback": Prose(entry["feedback"])}) for entry in body["entries"])
            return Typed(tuple(entries), body["case"])
    return Printed(body["text"])
