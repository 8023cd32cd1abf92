"""Static files: ready bytes, and no way out of their folder."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from pytest_django.fixtures import Settings

from courseware.static_files import StaticFiles


async def django(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"django"})


async def fetch(application: Any, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    communicator = ApplicationCommunicator(
        application, {"type": "http", "method": method, "path": path, "headers": named}
    )
    await communicator.send_input({"type": "http.request"})
    start = await communicator.receive_output(1)
    body = await communicator.receive_output(1)
    return start["status"], {k.decode(): v.decode() for k, v in start["headers"]}, body["body"]


@pytest.fixture(params=[True, False], ids=["while editing", "collected"])
def static(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Callable[..., Any]:
    """The same files, read where they stand or as they were collected."""
    settings.COURSEWARE_DEBUG = request.param
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "courseware").mkdir()
    source = Path(__file__).parents[2] / "courseware" / "static" / "courseware" / "theme.js"
    (tmp_path / "courseware" / "theme.js").write_bytes(source.read_bytes())
    (tmp_path.parent / "secret.txt").write_text("secret")
    return StaticFiles(django)


async def test_a_file_is_answered_with_its_type_and_a_tag(static: Any) -> None:
    status, headers, body = await fetch(static, "/static/courseware/theme.js")

    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert int(headers["content-length"]) == len(body) > 0
    assert headers["x-content-type-options"] == "nosniff"


async def test_a_file_the_browser_has_is_not_sent_again(static: Any) -> None:
    _, headers, _ = await fetch(static, "/static/courseware/theme.js")

    status, _, body = await fetch(static, "/static/courseware/theme.js", if_none_match=headers["etag"])

    assert (status, body) == (304, b"")


async def test_head_sends_no_body(static: Any) -> None:
    status, headers, body = await fetch(static, "/static/courseware/theme.js", method="HEAD")

    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 0


@pytest.mark.parametrize(
    "path",
    [
        "/static/courseware/nothing.js",
        "/static/",
        "/static/courseware",
        "/static/../secret.txt",
        "/static/courseware/../../secret.txt",
        "/static//etc/passwd",
        "/static/\0",
        "/static/..\\secret.txt",
        f"/static/{'x' * 300}",
        f"/static/{'x/' * 3000}",
        "/elsewhere",
    ],
)
async def test_whatever_is_no_file_of_ours_is_left_to_django(static: Any, path: str) -> None:
    assert await fetch(static, path) == (404, {}, b"django")


async def test_a_post_is_left_to_django(static: Any) -> None:
    assert (await fetch(static, "/static/courseware/theme.js", method="POST"))[2] == b"django"


async def test_only_hashed_names_are_kept_for_ever(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT, settings.COURSEWARE_DEBUG = tmp_path, False
    (tmp_path / "x.css").write_text("a{}")

    _, headers, _ = await fetch(StaticFiles(django), "/static/x.css")

    assert "immutable" in headers["cache-control"]


async def test_a_browser_that_reads_gzip_gets_it(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT, settings.COURSEWARE_DEBUG = tmp_path, False
    (tmp_path / "x.css").write_text("a{}" * 1000)

    _, headers, body = await fetch(StaticFiles(django), "/static/x.css", accept_encoding="gzip, br")
    _, plain, _ = await fetch(StaticFiles(django), "/static/x.css")

    assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(body) == b"a{}" * 1000
    assert "content-encoding" not in plain
