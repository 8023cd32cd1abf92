"""What belongs to one learner: kept for them alone, shown, handed over, erased."""

import json
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from learners import progress
from learners.cookie import cookie_name
from learners.models import Learner, Progress
from tests.lessons.courses import LESSON, LESSON_PATH

OWN = {"Origin": "http://testserver"}
JSON = "/me/small/hello.json"
PROGRESS = "/me/small/hello/progress/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]


def keep(client: Client, **fields: str) -> int:
    return client.post(PROGRESS, fields, headers=OWN).status_code


def answer(client: Client) -> None:
    """Give up a question, which is an answer too."""
    client.post("/answers/small/hello/opens/", {"do": "show", "try": "1"}, headers=OWN)


def test_whoever_is_new_has_nothing_and_leaves_no_row(client: Client) -> None:
    told = client.get(JSON).json()

    assert told == {"attempt": None, "questions": {}, "progress": {"frame": 0, "done": False}}
    assert Learner.objects.count() == 0


def test_how_far_somebody_is_is_told_to_them(client: Client) -> None:
    assert keep(client, frame="6", at="1700000000000") == 303
    assert client.get(JSON).json()["progress"] == {"frame": 6, "done": False}


def test_keeping_leads_to_all_that_is_kept_and_sets_the_cookie(client: Client) -> None:
    response = client.post(PROGRESS, {"done": "yes"}, headers=OWN)

    assert (response.status_code, response["Location"]) == (303, "/me/")
    assert cookie_name() in response.cookies


def test_done_can_be_marked_and_taken_back(client: Client) -> None:
    keep(client, done="yes")
    assert client.get(JSON).json()["progress"]["done"] is True

    keep(client, done="no")
    assert client.get(JSON).json()["progress"]["done"] is False


def test_nobody_sees_how_far_another_is(client: Client) -> None:
    keep(client, frame="6")

    assert Client().get(JSON).json()["progress"] == {"frame": 0, "done": False}


@pytest.mark.parametrize("fields", [{}, {"frame": "six"}, {"done": "perhaps"}, {"frame": "1", "at": "noon"}])
def test_what_makes_no_sense_is_refused_in_words(client: Client, fields: dict[str, str]) -> None:
    response = client.post(PROGRESS, fields, headers=OWN)

    assert response.status_code == 400
    assert "whole numbers" in response.content.decode()
    assert Progress.objects.count() == 0


def test_another_site_can_keep_nothing(client: Client) -> None:
    assert client.post(PROGRESS, {"done": "yes"}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post(PROGRESS, {"done": "yes"}).status_code == 403


def test_a_page_that_tells_too_often_is_stopped(client: Client) -> None:
    statuses = [keep(client, frame=str(number)) for number in range(62)]

    assert (statuses.count(303), statuses[-1]) == (60, 429)


@pytest.mark.parametrize("address", ["/me/small/gone.json", "/me/other/hello.json"])
def test_a_lesson_that_is_not_there_has_no_personal_half(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert response.json()["error"] == "unknown-lesson"


def test_nothing_is_kept_for_a_lesson_that_is_not_there(client: Client) -> None:
    assert client.post("/me/small/gone/progress/", {"done": "yes"}, headers=OWN).status_code == 404


@pytest.mark.parametrize("address", [JSON, "/me/", "/me/export/", "/me/erase/"])
def test_what_is_personal_is_stored_nowhere_on_the_way(client: Client, address: str) -> None:
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_the_page_of_somebody_new_says_that_nothing_is_kept(client: Client) -> None:
    page = client.get("/me/").content.decode()

    assert "Nothing yet" in page
    assert "Erase" not in page


def test_the_page_lists_lessons_and_quizzes(client: Client) -> None:
    keep(client, frame="2")
    answer(client)
    page = client.get("/me/").content.decode()

    assert '<a href="/small/hello/">Hello, socket</a>' in page
    assert "Frame 2" in page
    assert "/attempts/" in page


def test_a_lesson_that_has_gone_is_listed_without_a_link(root: Path, client: Client) -> None:
    keep(client, frame="2")
    Progress.objects.update(lesson="gone")

    assert "gone (no longer here)" in client.get("/me/").content.decode()


def test_all_that_is_kept_can_be_taken_along(client: Client) -> None:
    keep(client, frame="2")
    answer(client)
    response = client.get("/me/export/")
    told = json.loads(response.content)

    assert response["Content-Disposition"] == 'attachment; filename="framewise.json"'
    assert told["progress"][0] | {"seen": ""} == {
        "course": "small",
        "lesson": "hello",
        "frame": 2,
        "done": False,
        "seen": "",
    }
    assert [answer["question"] for answer in told["attempts"][0]["answers"]] == ["opens"]


def test_whoever_is_new_takes_nothing_along(client: Client) -> None:
    assert client.get("/me/export/").json() == {"learner": None, "progress": [], "attempts": []}


def test_erasing_asks_first(client: Client) -> None:
    keep(client, frame="2")

    assert "cannot be undone" in client.get("/me/erase/").content.decode()
    assert Progress.objects.count() == 1


def test_erasing_leaves_nothing_behind(client: Client) -> None:
    keep(client, frame="2")
    answer(client)
    response = client.post("/me/erase/", headers=OWN)

    assert (response.status_code, response["Location"]) == (303, "/me/")
    assert response.cookies[cookie_name()].value == ""
    assert Learner.objects.count() == 0
    assert client.get(JSON).json()["attempt"] is None


def test_another_site_can_erase_nothing(client: Client) -> None:
    keep(client, frame="2")

    assert client.post("/me/erase/", headers={"Origin": "https://evil.example"}).status_code == 403
    assert Progress.objects.count() == 1


def test_somebody_new_may_erase_nothing_at_all() -> None:
    assert Client().post("/me/erase/", headers=OWN).status_code == 303


def test_a_lesson_that_readers_do_not_see_is_named_without_a_link(root: Path, client: Client) -> None:
    keep(client, frame="2")
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", "status: retired"))
    page = client.get("/me/").content.decode()

    assert "hello" in page
    assert 'href="/small/hello/"' not in page
    assert client.get(JSON).status_code == 404


def test_what_cannot_be_stored_is_told_and_can_be_sent_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(client, frame="2")

    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(progress, "record_progress", locked)
    monkeypatch.setattr(progress, "erase", locked)

    assert keep(client, frame="3") == 503
    assert client.post("/me/erase/", headers=OWN).status_code == 503
    assert Progress.objects.get().frame == 2


def test_the_contents_know_how_far_each_lesson_is(client: Client) -> None:
    keep(client, frame="6", at="1700000000000")

    told = client.get("/me/small.json").json()

    assert told == {
        "lessons": {"hello": {"frame": 6, "done": False, "seen": "2023-11-14T22:13:20Z"}},
        "test": None,
    }


def test_the_contents_of_whoever_is_new_know_nothing(client: Client) -> None:
    assert client.get("/me/small.json").json() == {"lessons": {}, "test": None}
    assert Learner.objects.count() == 0


def test_an_unknown_course_has_no_personal_half(client: Client) -> None:
    response = client.get("/me/large.json")

    assert (response.status_code, response.json()["error"]) == (404, "unknown-course")
