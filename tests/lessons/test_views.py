import gzip
from pathlib import Path

import pytest
from django.template import base as template_engine
from django.test import Client
from pytest_django import Settings

from lessons import pages
from lessons.catalog import get_catalog
from tests.lessons.courses import COURSE, LESSON, LESSON_PATH

LESSON_URL = "/small/hello/"


def get(client: Client, url: str = LESSON_URL, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    response = client.get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return response.status_code, response.content, dict(response.headers)


def test_a_lesson_is_answered(root: Path, client: Client) -> None:
    status, body, headers = get(client)

    assert status == 200
    assert b"<h1>Hello, socket</h1>" in body
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("url", ["/", "/small/", LESSON_URL])
def test_head_answers_the_head_of_get(root: Path, client: Client, url: str) -> None:
    answer = client.head(url)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == client.get(url)["ETag"]


def test_who_has_the_page_gets_304(root: Path, client: Client) -> None:
    etag = client.get(LESSON_URL)["ETag"]

    status, body, headers = get(client, if_none_match=etag)
    assert (status, body) == (304, b"")
    assert (headers["ETag"], headers["Vary"]) == (etag, "Accept-Encoding")


def test_who_has_an_older_page_gets_the_new_one(root: Path, client: Client) -> None:
    assert get(client, if_none_match='"older"')[0] == 200


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "GZIP", "gzip, deflate, br"])
def test_who_takes_gzip_gets_gzip(root: Path, client: Client, accepted: str) -> None:
    plain = get(client)
    status, body, headers = get(client, accept_encoding=accepted)

    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == plain[1]
    assert headers["ETag"] != plain[2]["ETag"]


@pytest.mark.parametrize("accepted", ["", "br", "x-gzipped", "gzip;q=0", "gzip; q=0.0, br"])
def test_who_refuses_gzip_gets_plain_bytes(root: Path, client: Client, accepted: str) -> None:
    assert "Content-Encoding" not in get(client, accept_encoding=accepted)[2]


def test_a_page_costs_no_template_once_it_is_made(root: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get(LESSON_URL).content
    monkeypatch.setattr(template_engine.Template, "render", lambda *_: pytest.fail("a template was rendered"))

    assert client.get(LESSON_URL).content == first


def test_pages_are_made_once_for_a_release(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages.get_pages() is pages.get_pages()


@pytest.mark.parametrize("url", ["/nope/", "/small/nope/", "/nope/hello/"])
def test_an_unknown_course_or_lesson_is_404(root: Path, client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_only_reading_is_allowed(root: Path, client: Client) -> None:
    assert client.post(LESSON_URL).status_code == 405


def test_a_lesson_broken_from_cold_shows_its_author_why(root: Path, client: Client) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("[x]", "[ ]"))

    status, body, headers = get(client)
    assert (status, headers["Cache-Control"]) == (503, "no-store")
    assert b"C041" in body
    assert client.get("/").status_code == 200


def test_others_are_not_shown_why(root: Path, client: Client, settings: Settings) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("[x]", "[ ]"))
    settings.COURSEWARE_DEBUG = False

    status, body, _ = get(client)
    assert status == 503
    assert b"C041" not in body


def test_a_lesson_that_breaks_while_it_is_read_stays(root: Path, client: Client) -> None:
    client.get(LESSON_URL)
    (root / LESSON_PATH).write_text("broken")

    status, body, _ = get(client)
    assert status == 200
    assert b"<h1>Hello, socket</h1>" in body
    assert get_catalog().problems


def test_a_lesson_that_is_listed_and_missing_shows_its_author_why(root: Path, client: Client) -> None:
    (root / LESSON_PATH).unlink()

    status, body, _ = get(client)
    assert status == 503
    assert b"C091" in body


def test_a_lesson_whose_scenario_is_broken_from_cold_shows_its_author_why(root: Path, client: Client) -> None:
    (root / "small/scenarios/hello/consumer.py").write_text("import jsonn\n\n\nclass HelloConsumer: ...\n")

    status, body, _ = get(client)
    assert status == 503
    assert b"consumer.py:1:1: C082" in body


def test_without_any_course_every_page_says_why(root: Path, client: Client) -> None:
    (root / "small/course.yaml").write_text(COURSE.replace("title:", "titel:"))

    assert [client.get(url).status_code for url in ("/", "/small/", LESSON_URL)] == [503, 503, 503]
    assert b"did you mean" in client.get("/").content
