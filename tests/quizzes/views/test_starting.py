"""The first page of a practice or a test."""

import pytest
from django.test import Client

from quizzes.bank import bank
from quizzes.models import Attempt
from tests.quizzes.forms import OWN, press, text
from tests.quizzes.samples import publish, question, quiz

PRACTICE, TEST = "/channels/first-steps/practice/", "/channels/first-steps/test/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(own_bank: None) -> None:
    """A lesson with a practice of two questions and a test that draws two of three."""
    bank.replace(
        [
            quiz(question("one"), question("two"), kind="practice", id="first-practice", title="Practice it"),
            quiz(
                *[question(f"q{n}") for n in range(3)], kind="test", id="first-test", draw={"easy": 2}, title="Test it"
            ),
        ]
    )


def test_a_practice_says_what_comes_and_how_it_counts(client: Client) -> None:
    page = text(client.get(PRACTICE))

    for words in ("<h1>Practice it</h1>", "2 questions", "After each answer you read why.", "you may try again"):
        assert words in page
    assert '<a href="/channels/first-steps/">First steps</a>' in page


def test_a_test_says_what_comes_and_how_it_counts(client: Client) -> None:
    page = text(client.get(TEST))

    for words in ("<h1>Test it</h1>", "2 questions", "Each question is answered once."):
        assert words in page


def test_looking_begins_nothing(client: Client) -> None:
    response = client.get(PRACTICE)

    assert not response.cookies
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("address", [PRACTICE, TEST])
def test_start_begins_an_attempt_and_leads_to_its_first_question(client: Client, address: str) -> None:
    response = client.post(address, headers=OWN)

    assert response.status_code == 303
    assert response["Location"] == f"/attempts/{Attempt.objects.get().pk}/1/"
    assert "learner" in response.cookies


def test_two_clicks_and_two_tabs_are_one_attempt(client: Client) -> None:
    addresses = {client.post(PRACTICE, headers=OWN)["Location"] for _ in range(3)}

    assert len(addresses) == 1


def test_what_was_begun_is_gone_on_with(client: Client) -> None:
    first = client.post(PRACTICE, headers=OWN)["Location"]
    press(client, first, "answer", {"choice": ["one-C"]})
    page = text(client.get(PRACTICE))

    assert "1 of 2 questions is done" in page
    assert f'<a class="b primary" href="{first.removesuffix("1/")}">Continue' in page
    assert "<form" not in page


def test_drafts_of_a_test_count_as_done(client: Client) -> None:
    first = client.post(TEST, headers=OWN)["Location"]
    asked = Attempt.objects.get().asked.first()
    assert asked
    press(client, first, "next", {"choice": [f"{asked.question}-A"]})

    assert "1 of 2 questions is done" in text(client.get(TEST))


def test_earlier_attempts_are_listed_with_their_word_and_their_date(client: Client, other: Client) -> None:
    for letters in ("CC", "AA"):
        first = client.post(PRACTICE, headers=OWN)["Location"]
        for number, letter in enumerate(letters, 1):
            name = ("one", "two")[number - 1]
            press(client, first.replace("/1/", f"/{number}/"), "answer", {"choice": [f"{name}-{letter}"]})
        client.post(first.replace("/1/", "/hand-in/"), headers=OWN)
    page = text(client.get(PRACTICE))

    assert page.index("Not yet</span>") < page.index("Strong</span>")
    assert "0 of 2" in page
    assert "2 of 2" in page
    assert f'datetime="{Attempt.objects.first().finished:%Y-%m-%dT%H:%M}' in page  # type: ignore[union-attr]
    assert "What you did before" not in text(other.get(PRACTICE))


def test_a_retired_quiz_is_not_begun(client: Client) -> None:
    publish()

    assert client.get(PRACTICE).status_code == 404
    assert client.post(PRACTICE, headers=OWN).status_code == 404


@pytest.mark.parametrize(
    "address", ["/channels/first-steps/exam/", "/channels/nowhere/test/", "/other/first-steps/test/"]
)
def test_where_no_quiz_stands_nothing_is_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put(PRACTICE, headers=OWN).status_code == 405


def test_words_of_another_language_are_marked(client: Client) -> None:
    publish(question(), kind="practice", id="first-practice", language="de")

    page = text(client.get(PRACTICE))

    assert '<h1 lang="de">' in page
    assert '<section class="begin">' in page
