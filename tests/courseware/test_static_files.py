"""Static files: ready bytes, and no way out of their folder."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from asgiref.testing import ApplicationCommunicator
from django.contrib.staticfiles import finders
from pytest_django.fixtures import Settings

from courseware.static_files import HashedStaticFiles, StaticFiles


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


@pytest.mark.parametrize(
    ("accepted", "coding", "decoded"), [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)]
)
async def test_a_browser_gets_the_best_coding_that_it_reads(
    settings: Settings, tmp_path: Path, accepted: str, coding: str, decoded: Callable[[bytes], bytes]
) -> None:
    settings.STATIC_ROOT, settings.COURSEWARE_DEBUG = tmp_path, False
    (tmp_path / "x.css").write_text("a{}" * 1000)

    _, headers, body = await fetch(StaticFiles(django), "/static/x.css", accept_encoding=accepted)
    _, plain, _ = await fetch(StaticFiles(django), "/static/x.css")

    assert (headers["content-encoding"], headers["vary"]) == (coding, "Accept-Encoding")
    assert decoded(body) == b"a{}" * 1000
    assert "content-encoding" not in plain
    assert headers["etag"] != plain["etag"]


def test_what_is_joined_is_collected_with_all_that_it_imports(settings: Settings, tmp_path: Path) -> None:
    storage = HashedStaticFiles(location=tmp_path, base_url="/static/")
    found = {path: (store, path) for finder in finders.get_finders() for path, store in finder.list([])}
    for path, (store, _) in found.items():
        with store.open(path) as file:
            storage.save(path, file)

    problems = [error for _, _, error in storage.post_process(found) if isinstance(error, Exception)]

    sheet = (tmp_path / storage.stored_name("courseware/styles.css")).read_text()
    stage = (tmp_path / storage.stored_name("sandbox/stage.js")).read_text()
    font = storage.stored_name("courseware/fonts/literata.woff2").rpartition("/")[2]
    queue = storage.stored_name("learners/queue.js").rpartition("/")[2]
    assert problems == []
    assert f'url("fonts/{font}")' in sheet
    assert ".strip" in sheet
    assert f"../learners/{queue}" in re.findall('from "(.+?)"', stage)
    assert "./" not in {path[:2] for path in re.findall('from "(.+?)"', stage)}
    assert "customElements.define" in stage
