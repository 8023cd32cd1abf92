"""Keys, feedback, hints and places stay on the server until their event is stored."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from quizzes.domain.question import Question
from tests.quizzes.samples import LETTERS, publish, question

OWN = {"Origin": "http://testserver"}
ADDRESS = "/answers/channels/first/who-accepts/"


@pytest.fixture(autouse=True)
def _asked(asked: Question) -> None:
    """The document has its one question."""


def post(client: Client, **fields: object) -> str:
    return client.post(ADDRESS, fields, headers=OWN, follow=True).content.decode()


def canaries(html: str) -> set[str]:
    return set(re.findall(r"canary-[\w-]+", html))


def on_the_lesson_page(asked: Question) -> str:
    return render_to_string("quizzes/question.html", {"question": asked.public, "state": None})


def test_the_page_for_everyone_holds_no_secret(asked: Question) -> None:
    assert canaries(on_the_lesson_page(asked)) == set()


def test_the_page_for_everyone_is_the_same_bytes_whichever_choice_is_right() -> None:
    assert len({on_the_lesson_page(question(right=letter)) for letter in LETTERS}) == 1


def test_the_page_for_everyone_offers_an_answer_and_the_first_hint(asked: Question) -> None:
    page = on_the_lesson_page(asked)

    assert 'name="do" value="answer"' in page
    assert "Hint (1 of 2)" in page
    assert 'value="show"' not in page


@pytest.mark.django_db
def test_each_event_shows_its_own_secret_and_no_other(client: Client) -> None:
    seen = [
        canaries(post(client, do="answer")),
        canaries(post(client, do="hint", hint=1)),
        canaries(post(client, do="answer", **{"try": 1}, choice="who-accepts-A")),
        canaries(post(client, do="hint", hint=2)),
    ]

    assert seen == [
        set(),
        {"canary-hint-1"},
        {"canary-hint-1", "canary-feedback-A"},
        {"canary-hint-1", "canary-hint-2", "canary-feedback-A"},
    ]


@pytest.mark.django_db
def test_a_settled_question_shows_all_but_hints_that_were_not_opened(client: Client) -> None:
    page = post(client, do="answer", **{"try": 1}, choice="who-accepts-C")

    assert canaries(page) == {"canary-see", *(f"canary-feedback-{letter}" for letter in LETTERS)}


@pytest.mark.django_db
def test_after_a_first_miss_pages_are_the_same_bytes_whichever_other_choice_is_right() -> None:
    pages = set()
    for right in "BCD":
        publish(question(right=right))
        page = post(Client(), do="answer", **{"try": 1}, choice="who-accepts-A")
        pages.add(page)

    assert len(pages) == 1


@pytest.mark.django_db
def test_the_personal_half_holds_no_secret(client: Client) -> None:
    post(client, do="answer", **{"try": 1}, choice="who-accepts-A")
    post(client, do="show", **{"try": 2})
    half = client.get("/me/channels/first.json").content.decode()

    assert canaries(half) == set()
    assert "who-accepts-C" not in half
