import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.template import base as template_engine
from django.test import Client
from pytest_django import Settings

from lessons import pages
from lessons.catalog import get_catalog
from tests.lessons.courses import COURSE, GLOSSARY, LESSON, LESSON_PATH, PRACTICE

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


@pytest.mark.parametrize(("accepted", "decoded"), [("gzip", gzip.decompress), ("gzip, br", brotli.decompress)])
def test_who_takes_compressed_bytes_gets_them(
    root: Path, client: Client, settings: Settings, accepted: str, decoded: Callable[[bytes], bytes]
) -> None:
    settings.COURSEWARE_DEBUG = False
    plain = get(client)
    status, body, headers = get(client, accept_encoding=accepted)

    assert (status, headers["Content-Encoding"]) == (200, accepted.rpartition(" ")[2])
    assert decoded(body) == plain[1]
    assert headers["ETag"] != plain[2]["ETag"]


def test_who_takes_no_compressed_bytes_gets_plain_ones(root: Path, client: Client, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False

    assert "Content-Encoding" not in get(client, accept_encoding="gzip;q=0, identity")[2]


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


PRACTICE_PATH, GLOSSARY_PATH = "small/first/hello/practice.md", "small/glossary.md"
PICTURE = "small/first/hello/media/line.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12"/>'


@pytest.fixture
def picture(root: Path) -> str:
    """The address of a picture that the lesson shows."""
    (root / PICTURE).parent.mkdir()
    (root / PICTURE).write_text(SVG)
    (root / LESSON_PATH).write_text(LESSON.replace("---\n\nAn", "---\n\n![A line](media/line.svg)\n\nAn"))
    return "/small/hello/media/line.svg"


def test_a_picture_is_answered_and_runs_nothing(picture: str, client: Client) -> None:
    status, body, headers = get(client, picture)

    assert (status, body.decode()) == (200, SVG)
    assert headers["Content-Type"] == "image/svg+xml"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("debug", "caching"), [(True, "no-cache"), (False, "max-age=3600, must-revalidate")])
def test_a_picture_may_be_kept_for_a_while(
    picture: str, client: Client, settings: Settings, debug: bool, caching: str
) -> None:
    settings.COURSEWARE_DEBUG = debug
    status, _, headers = get(client, picture)

    assert (status, headers["Cache-Control"]) == (200, caching)
    assert get(client, picture, if_none_match=headers["ETag"])[0] == 304


def test_only_drawings_are_compressed(picture: str, root: Path, client: Client) -> None:
    (root / PICTURE).rename(root / PICTURE.replace("line.svg", "dot.gif"))
    (root / PICTURE.replace("line.svg", "dot.gif")).write_bytes(b"GIF89a\x01\x00\x01\x00\x00\x00\x00")
    (root / LESSON_PATH).write_text((root / LESSON_PATH).read_text().replace("line.svg", "dot.gif"))

    assert "Content-Encoding" not in get(client, picture.replace("line.svg", "dot.gif"), accept_encoding="gzip")[2]


@pytest.mark.parametrize("url", ["", "other.svg", "../lesson.md", "%2e%2e/lesson.md", "line.svg/"])
def test_nothing_else_of_a_lessons_folder_is_served(picture: str, client: Client, url: str) -> None:
    assert client.get(picture.replace("line.svg", url)).status_code == 404


def test_the_glossary_is_a_page(root: Path, client: Client) -> None:
    assert client.get("/small/glossary/").status_code == 404
    (root / GLOSSARY_PATH).write_text(GLOSSARY)
    body = client.get("/small/glossary/").content

    assert b'<div id="socket">' in body
    assert b"<dt>Consumer</dt>" in body
    assert b'href="/small/hello/#step-2"' in body
    assert b'href="/small/glossary/"' in client.get("/small/").content


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/small/hi/", "/small/hello/"),
        ("/a/b/c/d/", "/small/hello/"),
        ("/small/hi/?variant=x&frame=2", "/small/hello/?variant=x&frame=2"),
        ("/small/hi/practice/", "/small/hello/practice/"),
        ("/drill/", "/small/hello/practice/"),
    ],
)
def test_an_alias_leads_to_where_the_document_is_now(root: Path, client: Client, alias: str, address: str) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status:", "aliases: [/small/hi/, /a/b/c/d/]\nstatus:"))
    (root / PRACTICE_PATH).write_text(PRACTICE.replace("status:", "aliases: [/drill/]\nstatus:"))
    answer = client.get(alias)

    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (301, address, "max-age=3600")


def test_an_alias_without_its_last_slash_gets_one(root: Path, client: Client) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status:", "aliases: [/a/b/c/d/]\nstatus:"))

    assert client.get("/a/b/c/d")["Location"] == "/a/b/c/d/"


def test_an_alias_of_a_practice_that_is_not_there_leads_nowhere(root: Path, client: Client) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status:", "aliases: [/small/hi/]\nstatus:"))

    assert client.get("/small/hi/practice/").status_code == 404


def test_the_alias_of_a_draft_is_nobodys_business(root: Path, client: Client, settings: Settings) -> None:
    text = LESSON.replace("status: published", "aliases: [/small/hi/]\nstatus: draft")
    (root / LESSON_PATH).write_text(text)
    settings.COURSEWARE_DEBUG = False

    assert client.get("/small/hi/").status_code == 404


def test_a_lesson_that_is_retired_answers_410_with_a_way_out(root: Path, client: Client) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", "status: retired"))
    (root / PRACTICE_PATH).write_text(PRACTICE)

    for url in (LESSON_URL, f"{LESSON_URL}practice/"):
        answer = client.get(url)
        assert (answer.status_code, b'href="/small/"' in answer.content) == (410, True)
    assert LESSON_URL.encode() not in client.get("/small/").content


def test_a_practice_that_is_retired_answers_410_and_its_lesson_leads_nowhere(root: Path, client: Client) -> None:
    (root / PRACTICE_PATH).write_text(PRACTICE.replace("status: published", "status: retired"))

    assert client.get(f"{LESSON_URL}practice/").status_code == 410
    assert b"practice/" not in client.get(LESSON_URL).content


def test_what_is_retired_in_a_course_that_is_a_draft_is_404(root: Path, client: Client, settings: Settings) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", "status: retired"))
    (root / "small/course.yaml").write_text(f"{COURSE}status: draft\n")
    settings.COURSEWARE_DEBUG = False

    assert client.get(LESSON_URL).status_code == 404


@pytest.mark.parametrize("url", ["/small/", LESSON_URL])
def test_a_course_that_is_a_draft_is_hidden(root: Path, client: Client, settings: Settings, url: str) -> None:
    (root / "small/course.yaml").write_text(f"{COURSE}status: draft\n")
    settings.COURSEWARE_DEBUG = False

    assert client.get(url).status_code == 404
    assert b"No course is published yet." in client.get("/").content


@pytest.mark.parametrize("url", ["/", "/small/", LESSON_URL])
def test_a_course_that_is_a_draft_is_marked_for_editors(root: Path, client: Client, url: str) -> None:
    (root / "small/course.yaml").write_text(f"{COURSE}status: draft\n")

    assert b"Draft: only editors see this page." in client.get(url).content


@pytest.mark.parametrize(("status", "mark"), [("draft", b"Draft:"), ("review", b"In review:")])
def test_what_is_not_published_yet_is_marked_for_editors(root: Path, client: Client, status: str, mark: bytes) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", f"status: {status}"))

    assert mark + b" only editors see this page." in client.get(LESSON_URL).content


@pytest.mark.parametrize("status", ["draft", "review"])
def test_what_is_not_published_yet_is_hidden_from_others(
    root: Path, client: Client, settings: Settings, status: str
) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", f"status: {status}"))
    settings.COURSEWARE_DEBUG = False

    assert client.get(LESSON_URL).status_code == 404


def test_a_practice_broken_from_cold_shows_its_author_why(root: Path, client: Client) -> None:
    (root / PRACTICE_PATH).write_text(PRACTICE.replace("[x]", "[ ]"))

    status, body, _ = get(client, f"{LESSON_URL}practice/")
    assert status == 503
    assert b"practice.md:15:1: C041" in body


def test_the_lesson_shows_its_author_what_is_wrong_with_its_practice(root: Path, client: Client) -> None:
    (root / PRACTICE_PATH).write_text(PRACTICE.replace("[x]", "[ ]"))

    status, body, _ = get(client)
    assert status == 200
    assert b"Not published: 1 problem." in body
    assert b"C041" in body
