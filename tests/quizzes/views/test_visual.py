"""Answers to a lesson's questions over HTTP, as a browser without script sends them."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from quizzes.domain.grading import NONE_CHOSEN, NOT_A_CHOICE, REWORDED, SEVERAL_CHOSEN
from quizzes.domain.question import Question
from quizzes.domain.rules import ANSWERED, INCOMPLETE, TRIED
from quizzes.models import AnswerRecord, Attempt
from tests.quizzes.forms import OWN, Form, Response, press, text
from tests.quizzes.samples import EVERY_TYPE, publish, question, right_fields, wrong_fields

ADDRESS = "/answers/channels/first/who-accepts/"
MINE = "/me/channels/first/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked(asked: Question) -> None:
    """The document has its one question."""


def send(client: Client, letter: str = "", number: int = 1, do: str = "answer", **fields: object) -> Response:
    choice = {"choice": f"who-accepts-{letter}"} if letter else {}
    return client.post(ADDRESS, {"do": do, "try": number, **choice, **fields}, headers=OWN)


def test_an_answer_is_stored_and_leads_to_its_place_in_the_attempt(client: Client) -> None:
    response = send(client, "C")
    attempt = Attempt.objects.get()

    assert response.status_code == 303
    assert response["Location"] == f"/attempts/{attempt.pk}/#who-accepts"


def test_the_first_answer_brings_the_cookie_and_the_next_one_keeps_it(client: Client) -> None:
    assert "learner" in send(client, "A").cookies
    assert not send(client, "C", 2).cookies


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_still_there_after_a_reload_and_a_restart(client: Client) -> None:
    address = send(client, "C")["Location"]
    connection.close()
    publish(question())

    assert "Your answer, correct" in text(client.get(address))
    assert "Your answer, correct" in text(client.get(address))


def test_the_same_click_twice_is_one_answer(client: Client) -> None:
    assert send(client, "A")["Location"] == send(client, "A")["Location"]
    assert AnswerRecord.objects.count() == 1


def test_without_script_a_person_gets_from_a_first_miss_to_the_answer(client: Client) -> None:
    address = send(client, "A")["Location"]
    assert Form(text(client.get(address))).buttons == ["answer", "hint", "show"]
    press(client, address, "hint")
    assert "canary-hint-1" in text(client.get(address))
    press(client, address, "answer", {"choice": ["who-accepts-C"]})
    page = text(client.get(address))

    assert "Right at the second try" in page
    assert Form(page).buttons == []


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_every_type_of_question_can_be_missed_and_then_solved(client: Client, kind: str) -> None:
    asked = EVERY_TYPE[kind]("any")
    publish(asked)
    page = client.post("/answers/channels/first/any/", {"try": 1, **wrong_fields(asked)}, headers=OWN, follow=True)
    assert "one try is left" in text(page)
    press(client, page.redirect_chain[0][0], "answer", right_fields(asked))

    assert "Right at the second try" in text(client.get(page.redirect_chain[0][0]))


def test_what_was_chosen_when_a_hint_was_opened_is_still_chosen(client: Client) -> None:
    address = send(client, "B", do="hint", hint=1)["Location"]

    assert Form(text(client.get(address))).fields["choice"] == ["who-accepts-B"]


def test_show_answer_gives_up_and_shows_it(client: Client) -> None:
    send(client, "A")
    page = text(client.get(send(client, number=2, do="show")["Location"]))

    assert "The answer is C" in page
    assert '<a class="b" href="/channels/first-steps/#canary-see">' in page


def test_a_button_that_a_client_leaves_out_means_answer(client: Client) -> None:
    response = client.post(ADDRESS, {"try": 1, "choice": "who-accepts-C"}, headers=OWN)

    assert response.status_code == 303
    assert AnswerRecord.objects.get().right


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"do": "answer", "try": 1}, NONE_CHOSEN),
        ({"do": "answer", "try": 1, "choice": "nonsense"}, NOT_A_CHOICE),
        ({"do": "answer", "try": 1, "choice": ["who-accepts-A", "who-accepts-B"]}, SEVERAL_CHOSEN),
        ({"do": "answer", "choice": "who-accepts-A"}, INCOMPLETE),
        ({"do": "answer", "try": "zero", "choice": "who-accepts-A"}, INCOMPLETE),
        ({"do": "answer", "try": 2, "choice": "who-accepts-A"}, INCOMPLETE),
        ({"do": "answer", "try": 1, "choice": "who-accepts-A", "wording": "older"}, REWORDED),
        ({"do": "show"}, INCOMPLETE),
        ({"do": "hint"}, INCOMPLETE),
        ({"do": "hint", "hint": 2}, INCOMPLETE),
        ({"do": "hint", "hint": 1, "choice": "x" * 5000}, "This is too long to be kept. Shorten it."),
        ({"do": "draft", "choice": "who-accepts-A"}, INCOMPLETE),
        ({"do": "dance", "try": 1}, INCOMPLETE),
    ],
)
def test_what_cannot_be_taken_is_answered_with_the_question_and_a_sentence(
    client: Client, fields: dict[str, object], sentence: str
) -> None:
    response = client.post(ADDRESS, fields, headers=OWN)

    assert response.status_code == 400
    assert f'<p class="refused">{sentence}</p>' in text(response)
    assert not response.cookies
    assert not Attempt.objects.exists()


def test_a_refused_answer_keeps_its_choice_and_its_place_to_try_again(client: Client) -> None:
    refused = client.post(ADDRESS, {"choice": "who-accepts-B"}, headers=OWN)
    form = Form(text(refused))
    again = client.post(form.action, {**form.fields, "do": "answer"}, headers=OWN)

    assert form.fields["choice"] == ["who-accepts-B"]
    assert again.status_code == 303
    assert AnswerRecord.objects.get().answer == {"given": ["who-accepts-B"]}


def test_the_choice_that_was_missed_can_be_sent_again_at_no_cost(client: Client) -> None:
    send(client, "A")
    response = send(client, "A", 2)

    assert response.status_code == 400
    assert TRIED in text(response)
    assert AnswerRecord.objects.count() == 1


def test_another_tab_is_told_that_the_try_was_answered(client: Client) -> None:
    send(client, "A")
    response = send(client, "B", 1)

    assert response.status_code == 400
    assert ANSWERED in text(response)
    assert "canary-feedback-A" in text(response)


def test_a_click_keeps_the_attempt_of_a_question_that_vanished(client: Client) -> None:
    send(client, "A")
    publish()
    page = text(client.get(send(client, "C", 2)["Location"]))

    assert "Right at the second try" in page
    assert "Back to the lesson" not in page
    assert "See it in the lesson" not in page


@pytest.mark.parametrize("path", ["channels/first/nothing", "channels/second/who-accepts", "other/first/who-accepts"])
def test_an_unknown_question_is_not_found(client: Client, path: str) -> None:
    assert client.post(f"/answers/{path}/", {"choice": "x", "try": 1}, headers=OWN).status_code == 404


@pytest.mark.parametrize("kind", ["practice", "test"])
@pytest.mark.parametrize("do", ["answer", "hint", "show", ""])
def test_questions_of_a_practice_or_a_test_are_not_answered_here(client: Client, kind: str, do: str) -> None:
    publish(question(), kind=kind)
    client.post(f"/channels/first-steps/{kind}/", headers=OWN)

    assert send(client, "A", do=do, hint=1).status_code == 404
    assert not AnswerRecord.objects.exists()


def test_answers_cannot_be_fetched(client: Client) -> None:
    response = client.get(ADDRESS)

    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "body", [b"choice=%00&try=1", b"choice=%ff%fe&try=1", b"\xff\xfe=\x00", b"&&&==", b"choice=%ud800"]
)
def test_broken_bodies_are_refused_like_any_other_form(client: Client, body: bytes) -> None:
    response = client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded", headers=OWN)

    assert response.status_code == 400
    assert 'class="refused"' in text(response)


@pytest.mark.parametrize("charset", ["hex", "idna", "rot13", "undefined"])
def test_a_form_is_read_as_utf8_whatever_it_says(client: Client, charset: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="choice"\r\n\r\n+2AA-\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    response = client.generic("POST", ADDRESS, body, kind, headers=OWN)

    assert response.status_code == 400
    assert 'class="refused"' in text(response)


def test_a_visual_quiz_is_not_handed_in_and_has_no_pages_of_its_own(client: Client) -> None:
    address = send(client, "A")["Location"].partition("#")[0]

    assert client.get(f"{address}1/").status_code == 404
    assert client.get(f"{address}hand-in/")["Location"] == address
    assert client.post(f"{address}hand-in/", headers=OWN)["Location"] == address
    assert Attempt.objects.get().finished is None


def test_an_attempt_is_its_learners_alone(client: Client, other: Client) -> None:
    address = send(client, "A")["Location"]
    send(other, "B")

    assert client.get(address).status_code == 200
    assert other.get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_an_unknown_attempt_is_not_found(client: Client) -> None:
    send(client, "A")

    assert client.get(f"/attempts/{uuid4()}/").status_code == 404
    assert client.get("/attempts/not-a-number/").status_code == 404


def test_personal_pages_are_kept_by_nobody(client: Client) -> None:
    address = send(client, "A")["Location"]
    pages = [client.get(address), client.get(MINE), send(client), send(client, "C", 2)]

    assert [page["Cache-Control"] for page in pages] == ["private, no-store"] * 4


def test_an_attempt_leads_back_to_its_lesson(client: Client) -> None:
    page = text(client.get(send(client, "A")["Location"]))

    assert '<a class="b" href="/channels/first-steps/">Back to the lesson</a>' in page


def test_my_answers_lead_to_the_attempt(client: Client) -> None:
    attempt = send(client, "A")["Location"].partition("#")[0]
    response = client.get(MINE)

    assert (response.status_code, response["Location"]) == (302, attempt)


def test_my_answers_lead_to_the_lesson_before_the_first_one(client: Client, other: Client) -> None:
    send(other, "A")
    response = client.get(MINE)

    assert (response.status_code, response["Location"]) == (302, "/channels/first-steps/")
    assert not response.cookies


def test_my_answers_are_found_after_their_questions_have_gone(client: Client) -> None:
    attempt = send(client, "A")["Location"].partition("#")[0]
    publish()

    assert client.get(MINE)["Location"] == attempt


@pytest.mark.parametrize("path", ["channels/second", "other/first"])
def test_there_are_no_answers_to_an_unknown_lesson(client: Client, path: str) -> None:
    send(client, "A")

    assert client.get(f"/me/{path}/").status_code == 404


def test_my_answers_cannot_be_posted_to(client: Client) -> None:
    assert client.post(MINE, headers=OWN).status_code == 405


def test_an_attempt_shows_the_questions_not_yet_answered_too(client: Client) -> None:
    publish(question(), question("second-one"))
    page = text(client.get(send(client, "C")["Location"]))

    assert "1 of 2 right at the first try" in page
    assert re.findall(r'<section class="question" id="([^"]+)"', page) == ["who-accepts", "second-one"]
