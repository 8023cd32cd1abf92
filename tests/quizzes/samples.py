"""Questions of every type to test with. Every secret text carries a word of its own, so that a leak can be seen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from markup import Prose
from quizzes.bank import bank
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
    QuestionType,
    SecretQuestion,
    Typed,
)
from quizzes.domain.quiz import Kind, Quiz

LETTERS = "ABCD"
HINTS = (Prose("canary-hint-1"), Prose("canary-hint-2"))


def question(
    name: str = "who-accepts", *, right: str = "C", stem: str = "Who accepts?", course: str = "channels", **more: Any
) -> Question:
    """Four choices `<name>-A` to `<name>-D` with feedback for each, two hints, and a place to see."""
    key = Marked(frozenset({f"{name}-{right}"}))
    return _written(name, "single", stem, key, choices_of(name), course=course, **more)


def several(name: str = "which-run", *, right: str = "AC", partial: bool = True, **more: Any) -> Question:
    """The same with as many right choices as `right` has letters."""
    key = Marked(frozenset(f"{name}-{letter}" for letter in right), partial)
    return _written(name, "multiple", "Which methods run?", key, choices_of(name), **more)


def truth(name: str = "accept-opens", *, right: str = "True", **more: Any) -> Question:
    """True or False, under the keys `<name>-True` and `<name>-False`."""
    choices = tuple(Choice(f"{name}-{text}", text[0], Prose(text, inline=True)) for text in ("True", "False"))
    return _written(name, "truth", "Accepting opens it.", Marked(frozenset({f"{name}-{right}"})), choices, **more)


def order(name: str = "life", *, right: str = "CAB", **more: Any) -> Question:
    """Three lines `<name>-A` to `<name>-C` to be put in the order of `right`."""
    key = Ordered(tuple(f"{name}-{letter}" for letter in right))
    return _written(name, "order", "Put them in order.", key, choices_of(name)[:3], **more)


def fill(name: str = "blank", *, right: str = "accept", **more: Any) -> Question:
    """A blank for one word; `send` is known to be wrong and why."""
    known = Entry("send", right=False, feedback=Prose("canary-feedback-send"))
    return _written(name, "fill", "The method is `self.____()`.", Typed((Entry(right, right=True), known)), **more)


def output(name: str = "prints", *, right: str = "one\ntwo", **more: Any) -> Question:
    """Two lines that a program prints."""
    return _written(
        name, "output", "What does it print?", Printed(right), body=Prose('```python\nprint("?")\n```'), **more
    )


EVERY_TYPE: Mapping[str, Any] = {
    "single": question,
    "multiple": several,
    "truth": truth,
    "order": order,
    "fill": fill,
    "output": output,
}


def choices_of(name: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"{name}-{c}", c, Prose(f"Choice `{c}`", inline=True)) for c in LETTERS)


def right_fields(asked: Question) -> dict[str, list[str]]:
    """What the question's form sends when its learner is right."""
    match asked.secret.key:
        case Marked(right):
            return {"choice": sorted(right)}
        case Ordered(keys):
            return {f"place-{key}": [str(place)] for place, key in enumerate(keys, 1)}
        case Typed(entries):
            return {"text": [entries[0].text]}
        case Printed(text):
            return {"text": [text]}


def wrong_fields(asked: Question) -> dict[str, list[str]]:
    """The same of somebody who is quite wrong."""
    match asked.secret.key:
        case Marked(right):
            return {"choice": [next(c.key for c in asked.public.choices if c.key not in right)]}
        case Ordered(keys):
            return {f"place-{key}": [str(place)] for place, key in enumerate(reversed(keys), 1)}
    return {"text": ["send"]}


def quiz(*questions: Question, kind: Kind = "visual", id: str = "first", **rules: Any) -> Quiz:  # noqa: A002
    """A document of the lesson "First steps", whose folder is not called as the document is."""
    course = questions[0].public.key.course if questions else "channels"
    asked = tuple(_in_document(question, id) for question in questions)
    told = {
        "title": "The first quiz",
        "tries": 1 if kind == "test" else 2,
        "at_once": kind != "test",
        "lesson": "First steps",
        "path": f"/{course}/first-steps/",
        **rules,
    }
    return Quiz(course=course, id=id, kind=kind, questions=asked, places={"canary-see": "The table"}, **told)


def publish(*questions: Question, **rules: Any) -> None:
    """Make these the one quiz of the release, a visual one unless `kind` says otherwise; none, if there are none."""
    bank.replace([quiz(*questions, **rules)] if questions else [])


def _in_document(asked: Question, document: str) -> Question:
    """The same question in another document."""
    key = QuestionKey(asked.public.key.course, document, asked.public.key.question)
    return replace(asked, public=replace(asked.public, key=key))


def _written(
    name: str,
    kind: QuestionType,
    stem: str,
    key: AnswerKey,
    choices: Sequence[Choice] = (),
    *,
    course: str = "channels",
    body: Prose | None = None,
    **more: Any,
) -> Question:
    public = PublicQuestion(
        key=QuestionKey(course, "first", name),
        type=kind,
        level=more.pop("level", "easy"),
        stem=Prose(stem, inline=True),
        body=body or Prose(),
        choices=tuple(choices),
        hints=len(HINTS),
    )
    secret = SecretQuestion(
        key=key,
        feedback={choice.key: Prose(f"canary-feedback-{choice.letter}") for choice in choices}
        if kind != "order"
        else {},
        hints=HINTS,
        solution=Prose("1. **canary-solution**"),
        check=Prose("canary-check"),
        mistakes=Prose("- canary-mistakes"),
        try_it=Prose("canary-try"),
        concepts=more.pop("concepts", ("canary-concept",)),
        see="canary-see",
        **more,
    )
    return Question(public, secret)
