"""A question to test with. Every secret text carries a word of its own, so that a leak can be seen."""

from quizzes.bank import bank
from quizzes.domain.question import Choice, PublicQuestion, Question, QuestionKey, SecretQuestion

LETTERS = "ABCD"
HINTS = ("<p>canary-hint-1</p>", "<p>canary-hint-2</p>")


def question(
    name: str = "who-accepts", *, right: str = "C", stem: str = "Who accepts?", course: str = "channels"
) -> Question:
    """Four choices `<name>-A` to `<name>-D` with feedback for each, two hints, and a place to see."""
    keys = {letter: f"{name}-{letter}" for letter in LETTERS}
    public = PublicQuestion(
        key=QuestionKey(course, "first", name),
        type="single",
        level="easy",
        stem=stem,
        body="",
        choices=tuple(Choice(key, letter, f"Choice <code>{letter}</code>") for letter, key in keys.items()),
        hints=len(HINTS),
    )
    secret = SecretQuestion(
        right=frozenset({keys[right]}),
        feedback={key: f"<p>canary-feedback-{letter}</p>" for letter, key in keys.items()},
        hints=HINTS,
        see="canary-see",
    )
    return Question(public, secret)


def publish(*questions: Question) -> None:
    """Make these the questions of the release."""
    bank.replace({question.public.key: question for question in questions})
