"""What older versions of the site have stored is there after an upgrade."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from learners.cookie import LearnerId
from quizzes.attempts import find_visual, hold
from quizzes.domain.grading import Answer
from quizzes.progress import standings, visual_questions
from quizzes.records import record_answer

OLD = {
    "type": "single",
    "level": "easy",
    "stem": "What is 1 < 2 for *args* in `connection_state`?",
    "body": '<p>Look:</p>\n<div class="code"><pre><code>await self.accept()\n\nreturn\n</code></pre></div>',
    "choices": [
        {"key": "k-a", "letter": "A", "html": "<code>True</code> & <em>so</em>"},
        {"key": "k-b", "letter": "B", "html": "no"},
    ],
    "right": ["k-a"],
    "feedback": {"k-a": "<p>Yes.</p>", "k-b": "<p>No: <code>1</code>.</p>"},
    "hints": ["<p>Count.</p>"],
    "see": "tracker",
}


@pytest.fixture
def before(transactional_db: None) -> Iterator[Any]:
    """The database as it was when every question had one right choice; its models."""
    executor = MigrationExecutor(connection)
    yield executor.migrate([("quizzes", "0001_initial")]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def store(apps: Any, *choices: str | None) -> None:
    learner = apps.get_model("learners", "Learner").objects.create(pk="a" * 32)
    attempt = apps.get_model("quizzes", "Attempt").objects.create(learner=learner, course="old", document="first")
    version = apps.get_model("quizzes", "QuestionVersion").objects.create(
        course="old", document="first", question="q", digest="d" * 64, body=OLD
    )
    for number, choice in enumerate(choices, 1):
        apps.get_model("quizzes", "AnswerRecord").objects.create(
            attempt=attempt,
            question="q",
            version=version,
            number=number,
            answer={"choice": choice},
            right=choice == "k-a",
            score=float(choice == "k-a"),
        )


def upgrade() -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    attempt = find_visual(LearnerId("a" * 32), "old", "first")
    assert attempt
    return attempt


def test_old_answers_are_shown_with_the_words_they_were_given_to(before: Any) -> None:
    store(before, "k-b", "k-a")
    attempt = upgrade()
    (shown,) = standings(attempt, visual_questions("old", "first", attempt))

    assert (shown.tries, shown.right, shown.counts) == (2, True, False)
    assert shown.question.stem.html == "What is 1 &lt; 2 for *args* in `connection_state`?"
    assert [choice.text.html for choice in shown.choices] == ["<code>True</code> &amp; <em>so</em>", "no"]
    assert [choice.tag for choice in shown.choices] == ["Your answer, correct", "Your first answer"]
    assert shown.others[0].html == "<p>No: <code>1</code>.</p>"
    assert "await self.accept()\n\nreturn" in shown.question.body.html
    assert shown.see == "tracker"


def test_old_answers_can_be_gone_on_with(before: Any) -> None:
    store(before, "k-b")
    attempt = upgrade()
    (asked,) = visual_questions("old", "first", attempt)
    record_answer(hold(attempt), asked.question, Answer(("k-a",)), 2)
    (shown,) = standings(attempt, visual_questions("old", "first", attempt))

    assert shown.heading == "Right at the second try"


def test_giving_up_is_still_giving_up(before: Any) -> None:
    store(before, "k-b", None)
    attempt = upgrade()
    (shown,) = standings(attempt, visual_questions("old", "first", attempt))

    assert (shown.settled, shown.right, shown.heading) == (True, False, "The answer is A")


def test_going_back_and_forth_changes_nothing_more(before: Any) -> None:
    store(before, "k-a")
    upgrade()
    executor = MigrationExecutor(connection)
    executor.migrate([("quizzes", "0002_attempts")])
    attempt = upgrade()
    (shown,) = standings(attempt, visual_questions("old", "first", attempt))

    assert shown.counts
