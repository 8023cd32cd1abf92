"""Before Django stands what Django would say, and nothing else."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from pytest_django import Settings

from courseware.ready_pages import ReadyPages
from lessons.catalog import get_catalog
from lessons.pages import get_pages
from lessons.releases import keep
from tests.lessons.courses import LESSON, LESSON_PATH

Answer = tuple[int, dict[str, str], bytes]
LESSON_URL = "/small/hello/"


class Counted:
    """Django, and how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._application = get_asgi_application()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        await self._application(scope, receive, send)


@pytest.fixture
def django(settings: Settings) -> Counted:
    settings.COURSEWARE_DEBUG = False
    get_pages()  # at hand from now on
    return Counted()


@pytest.fixture
def site(django: Counted) -> ReadyPages:
    return ReadyPages(django)


async def ask(
    application: Any, path: str = LESSON_URL, method: str = "GET", query: str = "", scheme: str = "http", **headers: str
) -> Answer:
    """What is answered to a request from a browser."""
    named = {"host": "testserver", **headers}.items()
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in named if value]
    return await answer(application, pairs, path=path, method=method, query_string=query.encode(), scheme=scheme)


async def answer(application: Any, headers: Iterable[tuple[bytes, bytes]], **scope: Any) -> Answer:
    request = {"type": "http", "root_path": "", "headers": list(headers), "raw_path": scope["path"].encode(), **scope}
    communicator = ApplicationCommunicator(application, request)
    await communicator.send_input({"type": "http.request"})
    start = await communicator.receive_output(5)
    body, more = b"", True
    while more:
        part = await communicator.receive_output(5)
        body, more = body + part.get("body", b""), part.get("more_body", False)
    await communicator.wait()
    return start["status"], {k.decode().lower(): v.decode() for k, v in start["headers"]}, body


@pytest.mark.parametrize("accept_encoding", ["", "gzip", "gzip, deflate, br", "br;q=0"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_every_page_is_what_django_answers(
    site: ReadyPages, django: Counted, method: str, accept_encoding: str
) -> None:
    for path in get_pages():
        for known in ("", (await ask(django, path, accept_encoding=accept_encoding))[1]["etag"], '"old"'):
            wish = {"accept_encoding": accept_encoding, "if_none_match": known}
            first, again = await ask(site, path, method, **wish), await ask(site, path, method, **wish)

            assert first == again == await ask(django, path, method, **wish), (path, wish)


async def test_every_coding_is_what_is_asked_for(root: Path, site: ReadyPages) -> None:
    for _ in range(2):
        codings = [
            (await ask(site, accept_encoding=coding))[1].get("content-encoding") for coding in ("br", "gzip", "")
        ]

        assert codings == ["br", "gzip", None]


async def test_django_is_asked_once(root: Path, site: ReadyPages, django: Counted) -> None:
    answers = [await ask(site) for _ in range(3)]

    assert django.asked == 1
    assert answers[0] == answers[1] == answers[2]
    assert b"<h1>Hello, socket</h1>" in answers[0][2]


async def test_who_has_the_page_is_told_so_at_once(root: Path, site: ReadyPages, django: Counted) -> None:
    etag = (await ask(site))[1]["etag"]
    answers = [await ask(site, if_none_match=etag) for _ in range(2)]

    assert django.asked == 2
    assert [status for status, _, _ in answers] == [304, 304]


async def test_the_promises_of_the_middleware_are_kept(root: Path, site: ReadyPages) -> None:
    for _ in range(2):
        headers = (await ask(site))[1]

        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"


async def test_what_is_said_over_https_is_said_over_https_only(root: Path, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    site = ReadyPages(get_asgi_application())
    said = [("strict-transport-security" in (await ask(site, scheme=scheme))[1]) for scheme in ("http", "https") * 2]

    assert said == [False, True, False, True]


@pytest.mark.parametrize("host", ["evil.example", "", "testserver,testserver", "testserver@evil.example"])
async def test_a_host_that_is_not_ours_gets_no_page(root: Path, site: ReadyPages, host: str) -> None:
    assert (await ask(site))[0] == 200

    assert (await ask(site, host=host))[0] == 400


async def test_any_of_our_hosts_gets_the_page(
    root: Path, site: ReadyPages, django: Counted, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = [".example.org"]
    answers = [await ask(site, host=host) for host in ("example.org", "www.example.org:8000", "WWW.EXAMPLE.ORG")]

    assert [status for status, _, _ in answers] == [200, 200, 200]
    assert django.asked == 1


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"query": "x=1"}, 200),
        ({"method": "POST"}, 403),
        ({"path": "/small/"}, 200),
        ({"if_match": '"x"'}, 412),
        ({"if_none_match": '"x"'}, 200),
        ({"if_none_match": "*"}, 304),
        ({"content_length": "0"}, 200),
    ],
)
async def test_what_is_not_asked_plainly_is_left_to_django(
    root: Path, site: ReadyPages, django: Counted, request_: dict[str, str], status: int
) -> None:
    await ask(site)

    answers = [await ask(site, **request_) for _ in range(2)]

    assert [answer[0] for answer in answers] == [status, status]
    assert django.asked == (2 if "path" in request_ else 3)


@pytest.mark.parametrize("path", ["/nothing/", "/me/", "/small/nothing/", "/robots.txt"])
async def test_what_is_no_page_is_never_kept(root: Path, site: ReadyPages, path: str, db: None) -> None:
    await ask(site)
    await ask(site, path)

    assert {wish.path for wish in site._kept} == {LESSON_URL}


async def test_a_header_that_comes_twice_is_left_to_django(root: Path, site: ReadyPages, django: Counted) -> None:
    hosts = [(b"host", b"evil.example"), (b"host", b"testserver")]
    await ask(site)

    status, _, _ = await answer(site, hosts, path=LESSON_URL, method="GET", query_string=b"", scheme="http")

    assert (status, django.asked) == (400, 2)


async def test_a_site_below_a_path_is_left_to_django(root: Path, site: ReadyPages, django: Counted) -> None:
    await ask(site)
    host = [(b"host", b"testserver")]

    await answer(site, host, path=LESSON_URL, method="GET", query_string=b"", scheme="http", root_path="/small")

    assert django.asked == 2


@pytest.mark.parametrize(("name", "value"), [("Set-Cookie", "a=b"), ("Vary", "Accept-Encoding, Cookie")])
async def test_what_is_for_one_visitor_is_not_kept(root: Path, settings: Settings, name: str, value: str) -> None:
    settings.COURSEWARE_DEBUG = False
    plain = get_asgi_application()

    async def personal(scope: Any, receive: Any, send: Any) -> None:
        async def changed(message: Any) -> None:
            if message["type"] == "http.response.start":
                kept = [(header, said) for header, said in message["headers"] if header != name.encode()]
                message = {**message, "headers": [*kept, (name.encode(), value.encode())]}
            await send(message)

        await plain(scope, receive, changed)

    site = ReadyPages(personal)
    await ask(site)
    await ask(site)

    assert site._kept == {}


@pytest.mark.parametrize("said", [1, 2])
async def test_an_answer_that_was_cut_short_is_not_kept(root: Path, settings: Settings, said: int) -> None:
    settings.COURSEWARE_DEBUG = False
    get_pages()
    headers = [(b"vary", b"Accept-Encoding"), (b"etag", b'"x"')]

    async def left_by_its_visitor(scope: Any, receive: Any, send: Any) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": headers}
        part = {"type": "http.response.body", "body": b"<!doc", "more_body": True}
        for message in (start, part)[:said]:
            await send(message)

    site = ReadyPages(left_by_its_visitor)
    request = {"type": "http", "method": "GET", "scheme": "http", "path": LESSON_URL, "query_string": b""}
    communicator = ApplicationCommunicator(site, {**request, "headers": [(b"host", b"testserver")]})
    await communicator.wait()

    assert site._kept == {}


async def test_a_publish_and_a_rollback_show_at_once(root: Path, site: ReadyPages, settings: Settings) -> None:
    before = await ask(site)
    first = get_catalog()
    (root / LESSON_PATH).write_text(LESSON.replace("# Hello", "# Goodbye").replace("title: Hello", "title: Goodbye"))
    settings.COURSEWARE_DEBUG = True
    newer = get_catalog()
    settings.COURSEWARE_DEBUG = False

    keep(newer, settings.DATA)
    published = await ask(site)
    keep(first, settings.DATA)
    back = await ask(site)

    assert b"<h1>Goodbye, socket</h1>" in published[2]
    assert before[2] == back[2] != published[2]


async def test_while_somebody_edits_every_save_shows(
    root: Path, site: ReadyPages, settings: Settings, django: Counted
) -> None:
    settings.COURSEWARE_DEBUG = True
    await ask(site)
    (root / LESSON_PATH).write_text(LESSON.replace("title: Hello", "title: Goodbye"))

    assert b"<h1>Goodbye, socket</h1>" in (await ask(site))[2]
    assert django.asked == 2


async def test_pages_of_an_older_release_are_forgotten(root: Path, site: ReadyPages, settings: Settings) -> None:
    await ask(site)
    await ask(site, accept_encoding="br")
    keep(get_catalog(), settings.DATA)
    await ask(site)
    await ask(site)

    assert len(site._kept) == 1
