"""Whatever goes wrong, a page of ours says what happened, what is safe and what one can do, and nothing else."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.test import Client
from pytest_django import Settings

from courseware.errors import APOLOGIES
from lessons import views
from tests.lessons.courses import LESSON, LESSON_PATH

URL = "/small/hello/"
SECRET = "what nobody should see"


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> Client:
    """A visitor of a site whose pages fail like this."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(views, "get_pages", fail)
    return Client(raise_request_exception=False)


def said(page: str) -> list[str]:
    """What a page says in its three lines."""
    lines = re.findall(r"<li><svg.*?</svg>(.*?)</li>", page, re.DOTALL)
    return [re.sub(r"<.*?>", "", line).strip() for line in lines]


@pytest.mark.parametrize(
    ("error", "status"),
    [(BadRequest(SECRET), 400), (PermissionDenied(), 403), (Http404(SECRET), 404), (RuntimeError(SECRET), 500)],
)
def test_an_error_is_a_page_in_three_lines(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    response = failing(monkeypatch, error).get(URL)
    page, apology = response.content.decode(), APOLOGIES[status]

    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert re.findall("<h1>(.*?)</h1>", page) == [apology.title]
    assert said(page) == [apology.happened, apology.safe, apology.advice]
    assert f'aria-label="The server answered {status}"' in page
    assert '<a class="b primary" href="/">To the contents</a>' in page
    assert SECRET not in page


def test_a_host_that_is_not_ours_is_told_where_hosts_are_named(root: Path) -> None:
    response = Client(raise_request_exception=False).get(URL, headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "COURSEWARE_HOSTS" in said(response.content.decode())[0]
    assert "evil.example" not in response.content.decode()


def test_a_refusal_of_ours_says_its_own_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    response = failing(monkeypatch, PermissionDenied("That is somebody else’s.")).get(URL)

    assert said(response.content.decode())[0] == "That is somebody else’s."


def test_a_form_from_elsewhere_is_told_so(root: Path) -> None:
    response = Client(enforce_csrf_checks=True).post(URL, {"x": "1"})

    assert response.status_code == 403
    assert said(response.content.decode())[0] == "This form did not come from a page of this site."


@pytest.mark.parametrize("edits", [True, False])
def test_a_page_that_cannot_be_read_is_503_and_only_its_author_sees_why(
    root: Path, client: Client, settings: Settings, edits: bool
) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("[x]", "[ ]"))
    settings.COURSEWARE_DEBUG = edits

    response = client.get(URL)

    assert response.status_code == 503
    assert len(said(response.content.decode())) == 3
    assert (b"C041" in response.content) is edits


def test_a_page_that_was_retired_is_410(root: Path, client: Client) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", "status: retired"))

    response = client.get(URL)

    assert response.status_code == 410
    assert said(response.content.decode())[1] == "What you answered here is kept."
