"""Who may send a form, how often, and what becomes of it when it cannot be stored."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from courseware.limits import Limits
from quizzes import records
from quizzes.bank import bank
from quizzes.models import AnswerRecord, Attempt, Draft
from quizzes.views import starting
from tests.quizzes.forms import OWN, Form, Response, text
from tests.quizzes.samples import publish, question, quiz, several

VISUAL, PRACTICE = "/answers/channels/first/who-accepts/", "/channels/first-steps/practice/"
CHOICE = {"do": "answer", "try": "1", "choice": "who-accepts-B"}

Held = Callable[[], AbstractContextManager[None]]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(own_bank: None) -> None:
    """A lesson with a visual quiz and a practice."""
    bank.replace([quiz(question()), quiz(question(), question("two"), kind="practice", id="first-practice")])


@pytest.fixture
def begun(client: Client) -> str:
    """The address of the first question of a practice."""
    address: str = client.post(PRACTICE, headers=OWN)["Location"]
    return address


@pytest.fixture
def every_form(begun: str) -> list[str]:
    """The addresses of all forms."""
    return [VISUAL, PRACTICE, begun, begun.replace("/1/", "/hand-in/")]


def limited(settings: Settings, **limits: int) -> None:
    settings.LIMITS = Limits(**limits)


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "https://testserver"}])
def test_what_comes_from_elsewhere_is_forbidden_and_not_stored(
    client: Client, every_form: list[str], headers: dict[str, str]
) -> None:
    for address in every_form:
        response = client.post(address, CHOICE, headers=headers)
        assert response.status_code == 403
        assert "came from another site" in text(response)

    assert Attempt.objects.count() == 1
    assert not AnswerRecord.objects.exists()


def test_no_form_needs_a_token(begun: str, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    for address in (VISUAL, PRACTICE, begun, begun.replace("/1/", "/hand-in/")):
        assert strict.post(address, CHOICE, headers=OWN).status_code == 303


def test_a_body_above_the_limit_is_refused(client: Client, settings: Settings) -> None:
    body = "choice=" + "x" * settings.LIMITS.body_bytes
    response = client.post(VISUAL, body, content_type="application/x-www-form-urlencoded", headers=OWN)

    assert response.status_code == 400
    assert not Attempt.objects.exists()


def test_a_tampered_cookie_is_no_learner_and_no_error(client: Client, begun: str) -> None:
    client.cookies["learner"] = client.cookies["learner"].value[:-2] + "xx"

    assert client.get(begun).status_code == 404
    assert client.post(begun, CHOICE, headers=OWN).status_code == 404
    assert client.get(begun.replace("/1/", "/hand-in/")).status_code == 404


def test_another_persons_attempt_takes_nothing(begun: str, other: Client) -> None:
    other.post(PRACTICE, headers=OWN)
    response = other.post(begun, CHOICE, headers=OWN)

    assert response.status_code == 404
    assert not AnswerRecord.objects.exists()


def test_personal_pages_are_kept_by_nobody(client: Client, every_form: list[str]) -> None:
    pages = [client.get(address) for address in every_form[1:]] + [client.post(every_form[2], headers=OWN)]

    assert {page["Cache-Control"] for page in pages} == {"private, no-store"}


def test_nul_is_left_out_since_not_every_database_stores_it(client: Client, begun: str) -> None:
    client.post(begun, {"do": "draft", "choice": "who\0-accepts-B"}, headers=OWN)

    assert Draft.objects.get().fields == {"choice": ["who-accepts-B"]}


@pytest.mark.sqlite
class TestHeldDatabase:
    """The database cannot be written."""

    def test_a_form_can_be_sent_again(self, client: Client, held_database: Held) -> None:
        wording = question().public.wording
        with held_database():
            response = client.post(VISUAL, {**CHOICE, "wording": wording}, headers=OWN)
        form = Form(text(response))

        assert (response.status_code, response["Retry-After"]) == (503, "5")
        assert "Nothing was lost: send it again." in text(response)
        assert form.action == VISUAL
        assert form.fields == {name: [value] for name, value in {**CHOICE, "wording": wording}.items()}
        assert '<a class="b" href="/channels/first-steps/">Back</a>' in text(response)

    def test_of_several_choices_all_are_kept(self, client: Client, held_database: Held) -> None:
        publish(several("which"))
        given = {"try": ["1"], "choice": ["which-A", "which-B"]}
        with held_database():
            response = client.post("/answers/channels/first/which/", given, headers=OWN)

        assert Form(text(response)).fields == given

    def test_what_was_kept_is_stored_when_it_is_sent_again(self, client: Client, held_database: Held) -> None:
        with held_database():
            form = Form(text(client.post(VISUAL, CHOICE, headers=OWN)))
        response = client.post(form.action, form.fields, headers=OWN)

        assert response.status_code == 303
        assert AnswerRecord.objects.get().answer == {"given": ["who-accepts-B"]}

    def test_every_form_can_be_sent_again(self, client: Client, held_database: Held, every_form: list[str]) -> None:
        client.post(every_form[-1], headers=OWN)  # so that a start begins a new attempt
        Attempt.objects.filter(kind="practice").update(finished=None)
        with held_database():
            responses = [client.post(address, CHOICE, headers=OWN) for address in (VISUAL, *every_form[2:])]

        assert [response.status_code for response in responses] == [503] * 3

    def test_pages_can_be_read(self, client: Client, held_database: Held, every_form: list[str]) -> None:
        with held_database():
            assert [client.get(address).status_code for address in every_form[1:]] == [200] * 3

    def test_a_page_that_cannot_be_read_is_an_error_of_ours(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise OperationalError

        monkeypatch.setattr(starting, "earlier_attempts", fail)
        client.raise_request_exception = False

        assert client.get(PRACTICE).status_code == 500

    def test_what_a_person_sent_is_never_markup(self, client: Client, held_database: Held) -> None:
        with held_database():
            page = text(client.post(VISUAL, {"do": "show", "try": "1", "choice": "<b>bold</b>"}, headers=OWN))

        assert "&lt;b&gt;bold&lt;/b&gt;" in page
        assert "<b>bold" not in page


class TestPace:
    """Somebody is very fast."""

    def test_too_many_submissions_of_one_learner_are_kept_on_a_page_of_their_own(
        self, client: Client, settings: Settings, begun: str
    ) -> None:
        limited(settings, submissions_per_minute=3)
        first, second, third, fourth = (client.post(begun, CHOICE, headers=OWN) for _ in range(4))

        assert [first.status_code, second.status_code, third.status_code] == [303] * 3
        assert (fourth.status_code, fourth["Retry-After"]) == (429, "60")
        assert Form(text(fourth)).fields == {name: [value] for name, value in CHOICE.items()}
        assert f'<a class="b" href="{begun}">Back</a>' in text(fourth)

    def test_others_go_on(self, client: Client, other: Client, settings: Settings, begun: str) -> None:
        theirs = other.post(PRACTICE, headers=OWN)["Location"]
        limited(settings, submissions_per_minute=1)
        for _ in range(3):
            client.post(begun, CHOICE, headers=OWN)

        assert other.post(theirs, CHOICE, headers=OWN).status_code == 303

    def test_people_without_a_cookie_are_counted_by_their_address(self, settings: Settings) -> None:
        limited(settings, submissions_per_minute=100, submissions_per_minute_from_address=3)
        statuses = [Client().post(VISUAL, CHOICE, headers=OWN).status_code for _ in range(4)]

        assert statuses == [303, 303, 303, 429]

    def test_drafts_have_a_limit_of_their_own(self, client: Client, settings: Settings, begun: str) -> None:
        limited(settings, submissions_per_minute=1, drafts_per_minute=3)
        drafts = [client.post(begun, {**CHOICE, "do": "draft"}, headers=OWN).status_code for _ in range(4)]

        assert drafts == [303, 303, 303, 429]
        assert client.post(begun, CHOICE, headers=OWN).status_code == 303

    def test_who_reads_is_never_too_fast(self, client: Client, settings: Settings, begun: str) -> None:
        limited(settings, submissions_per_minute=1)

        def read() -> Response:
            return client.get(begun)

        assert [read().status_code for _ in range(5)] == [200] * 5

    def test_a_vanished_lesson_leaves_a_way_back_to_the_contents(self, client: Client, settings: Settings) -> None:
        publish()
        limited(settings, submissions_per_minute_from_address=1)
        client.post(VISUAL, CHOICE, headers=OWN)

        assert '<a class="b" href="/">Back</a>' in text(client.post(VISUAL, CHOICE, headers=OWN))


def test_an_attempt_that_is_erased_while_an_answer_comes_in_is_not_found(
    client: Client, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def erase(*_: object) -> dict[str, object]:
        Attempt.objects.all().delete()
        return {}

    monkeypatch.setattr(records, "find_versions", erase)

    assert client.post(begun, CHOICE, headers=OWN).status_code == 404
