"""Handing in, and the result."""

import re

import pytest
from django.test import Client

from quizzes.models import AnswerRecord, Attempt
from tests.quizzes.forms import OWN, press, text
from tests.quizzes.samples import publish, question, several

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_bank")]


def begin(client: Client, kind: str = "test", **rules: object) -> str:
    """Begin an attempt at three questions about two ideas; its address."""
    asked = (
        question("one", concepts=("accept",)),
        several("two", concepts=("accept", "send")),
        question("three", concepts=("send",)),
    )
    publish(*asked, kind=kind, id=f"first-{kind}", title="The title", **rules)
    first: str = client.post(f"/channels/first-steps/{kind}/", headers=OWN)["Location"]
    return first.removesuffix("1/")


def draft(client: Client, attempt: str, **choices: str) -> None:
    """Leave drafts: `one="C"`, `two="AC"`."""
    numbers = dict(Attempt.objects.get().asked.values_list("question", "number"))
    for name, letters in choices.items():
        fields = {"do": "draft", "choice": [f"{name}-{letter}" for letter in letters]}
        assert client.post(f"{attempt}{numbers[name]}/", fields, headers=OWN).status_code == 303


def hand_in(client: Client, attempt: str, **choices: str) -> str:
    """Leave drafts, hand in, and return the result."""
    draft(client, attempt, **choices)
    return text(client.post(f"{attempt}hand-in/", headers=OWN, follow=True))


def test_an_open_attempt_leads_to_the_first_question_that_is_not_done(client: Client) -> None:
    attempt = begin(client)
    assert client.get(attempt)["Location"] == f"{attempt}1/"
    client.post(f"{attempt}1/", {"choice": f"{Attempt.objects.get().asked.all()[0].question}-A"}, headers=OWN)

    assert client.get(attempt)["Location"] == f"{attempt}2/"


def test_a_test_with_all_its_answers_leads_to_handing_in(client: Client) -> None:
    attempt = begin(client)
    draft(client, attempt, one="A", two="A", three="A")

    assert client.get(attempt)["Location"] == f"{attempt}hand-in/"


def test_before_handing_in_one_sees_what_is_open(client: Client) -> None:
    attempt = begin(client)
    numbers = dict(Attempt.objects.get().asked.values_list("question", "number"))
    draft(client, attempt, two="A")
    page = text(client.get(f"{attempt}hand-in/"))

    assert "2 of 3 questions are still open. They count as not answered." in page
    assert f'{attempt}{numbers["one"]}/">Question {numbers["one"]}</a> to do' in page
    assert f'<li><a href="{attempt}{numbers["two"]}/">' not in page
    assert not AnswerRecord.objects.exists()


def test_one_open_question_is_spoken_of_as_one(client: Client) -> None:
    attempt = begin(client)
    draft(client, attempt, one="A", two="A")

    assert "1 of 3 questions is still open. It counts as not answered." in text(client.get(f"{attempt}hand-in/"))


def test_when_nothing_is_open_handing_in_comes_first(client: Client) -> None:
    attempt = begin(client)
    draft(client, attempt, one="A", two="A", three="A")
    page = text(client.get(f"{attempt}hand-in/"))

    assert "Every question has its answer." in page
    assert '<button class="b primary">Hand in</button>' in page


def test_handing_in_leads_to_the_result(client: Client) -> None:
    attempt = begin(client)
    response = client.post(f"{attempt}hand-in/", headers=OWN)

    assert (response.status_code, response["Location"]) == (303, attempt)
    assert client.get(attempt).status_code == 200


def test_handing_in_again_in_another_tab_leads_to_the_same_result(client: Client) -> None:
    attempt = begin(client)
    hand_in(client, attempt, one="C")
    again = client.post(f"{attempt}hand-in/", headers=OWN)

    assert (again.status_code, again["Location"]) == (303, attempt)
    assert client.get(f"{attempt}hand-in/")["Location"] == attempt
    assert AnswerRecord.objects.count() == 3


def test_a_result_has_a_word_points_and_a_word_for_each_idea(client: Client) -> None:
    page = hand_in(client, begin(client), one="C", two="A")

    assert "<h1>Nearly: 1.5 of 3 points</h1>" in page
    assert "<title>Nearly, 1.5 of 3 · The title · Framewise</title>" in page
    ideas = re.findall(r"<b>(\w+)</b> <span[^>]+>([\w ]+)</span> <span[^>]+>([\d.]+ of \d)</span>", page)
    assert ideas == [("send", "Not yet", "0.5 of 2"), ("accept", "Strong", "1.5 of 2")]


@pytest.mark.parametrize(
    ("choices", "word"),
    [({"one": "C", "two": "AC", "three": "C"}, "Strong"), ({"one": "C", "two": "A"}, "Nearly"), ({}, "Not yet")],
)
def test_a_word_says_how_firm_it_is(client: Client, choices: dict[str, str], word: str) -> None:
    assert f"<h1>{word}: " in hand_in(client, begin(client), **choices)


def test_what_was_missed_leads_to_the_sections_to_read(client: Client) -> None:
    assert '<a href="/channels/first-steps/#canary-see">The table</a>' in hand_in(client, begin(client))


def test_what_was_right_needs_no_reading(client: Client) -> None:
    assert "The table</a>" not in hand_in(client, begin(client), one="C", two="AC", three="C")


def test_missed_questions_stand_open_and_right_ones_closed(client: Client) -> None:
    page = hand_in(client, begin(client), one="C", two="A")

    assert re.findall(r'<details class="back (\w+)" id="(\w+)"( open)?>', page) == [
        (mark, name, is_open)
        for name in Attempt.objects.get().asked.values_list("question", flat=True)
        for mark, is_open in [{"one": ("right", ""), "two": ("partly", " open"), "three": ("missing", " open")}[name]]
    ]
    assert "0.5 of 1" in page


def test_every_question_comes_with_all_its_reasons(client: Client) -> None:
    page = hand_in(client, begin(client), one="A")

    for secret in ("feedback-A", "feedback-C", "solution", "check", "mistakes", "try"):
        assert f"canary-{secret}" in page
    assert "canary-hint" not in page


def test_settled_choices_share_no_name_so_that_each_question_keeps_its_mark(client: Client) -> None:
    page = hand_in(client, begin(client), one="A", three="B")

    assert page.count(" checked") == 2
    assert 'name="choice"' not in page


def test_try_again_starts_a_new_attempt(client: Client) -> None:
    attempt = begin(client)
    page = hand_in(client, attempt)
    action = re.search(r'<form method="post" action="([^"]+)"', page)
    assert action
    again = client.post(action[1], headers=OWN)["Location"]

    assert again.startswith("/attempts/")
    assert not again.startswith(attempt)


def test_a_finished_attempt_is_shown_after_its_quiz_has_gone(client: Client) -> None:
    attempt = begin(client)
    hand_in(client, attempt, one="C")
    publish()
    page = text(client.get(attempt))

    assert "The title" in page
    assert "canary-solution" in page
    assert "/channels/first-steps/" not in page
    assert "Try again" not in page


def test_a_practice_is_finished_by_its_last_answer(client: Client) -> None:
    attempt = begin(client, "practice")
    for number, fields in enumerate(
        ({"choice": ["one-C"]}, {"choice": ["two-A", "two-C"]}, {"choice": ["three-C"]}), 1
    ):
        press(client, f"{attempt}{number}/", "answer", fields)

    assert "<h1>Strong: 3 of 3 points</h1>" in text(client.get(attempt))


def test_a_practice_can_be_finished_early(client: Client) -> None:
    attempt = begin(client, "practice")
    press(client, f"{attempt}1/", "answer", {"choice": ["one-A"]})
    page = text(client.get(f"{attempt}hand-in/"))
    assert "Finish this practice?" in page
    result = text(client.post(f"{attempt}hand-in/", headers=OWN, follow=True))

    assert "<h1>Not yet: 0 of 3 points</h1>" in result


def test_results_are_their_learners_alone(client: Client, other: Client) -> None:
    attempt = begin(client)
    hand_in(client, attempt)

    assert other.get(attempt).status_code == 404
    assert other.get(f"{attempt}hand-in/").status_code == 404
    assert other.post(f"{attempt}hand-in/", headers=OWN).status_code == 404
    assert other.get(f"{attempt}1/").status_code == 404


def test_what_a_test_came_to_stands_in_ones_own_learning(client: Client) -> None:
    begin(client)
    assert "Test, begun" in text(client.get("/me/"))
    hand_in(client, Attempt.objects.get().get_absolute_url(), one="B", two="AC")

    assert "Test, not yet: 1 of 3" in text(client.get("/me/"))
