"""Bringing the site up, and what is said when that cannot be."""

import asyncio
import contextlib
import http.client
import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import RequestAborted

from courseware.launcher import tell_but_visitors_who_went
from tests.live import PATIENCE, Site, Visitor, launch

pytestmark = pytest.mark.server
WISH = '{"course": "channels", "scenario": "first-socket"}'


def outcome(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """The exit status of a site that should not start, and all that it printed."""
    try:
        said, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return process.returncode, said


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_in_use_is_named_with_a_way_out(tmp_path: Path, taken: int) -> None:
    status, said = outcome(launch(tmp_path, "--port", str(taken)))

    assert status == 1
    assert f"{taken}" in said
    assert f"make run PORT={taken + 1}" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["http", "-1", "65536"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    status, said = outcome(launch(tmp_path, f"--port={port}"))

    assert status == 2
    assert f"{port!r} is not a port" in said
    assert "Traceback" not in said


def test_a_setting_that_makes_no_sense_stops_the_start_with_one_line(tmp_path: Path) -> None:
    status, said = outcome(launch(tmp_path, "--port", "0", limits="runs=many"))

    assert status == 1
    assert said.count("\n") == 1
    assert said.startswith("COURSEWARE_LIMITS: runs must be a whole number above 0, not 'many'. Example:")


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "framewise.sqlite3").mkdir()

    status, said = outcome(launch(tmp_path, "--port", "0"))

    assert status == 1
    assert "The database cannot be used" in said
    assert "DATABASE_URL" in said
    assert "Traceback" not in said


def test_a_broken_lesson_is_named_and_the_rest_is_served(tmp_path: Path) -> None:
    root = tmp_path / "content" / "small"
    modules = "  - {id: one, title: One, lessons: [good, bad]}\n"
    for name, text in {
        "course.yaml": f"id: small\ntitle: Small\nlanguage: en\nformat: 1\nmodules:\n{modules}",
        "one/good/lesson.md": "---\nid: good\ntitle: A good lesson\nsummary: Good.\nstatus: published\n---\n\nHello.\n",
        "one/bad/lesson.md": "---\nid: bad\ntitle: A bad lesson\nstatus: published\nminuts: 7\n---\n\nHello.\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    site = Site(tmp_path / "data", content_roots=str(tmp_path / "content"))
    visitor = Visitor(site.url)

    good, bad = visitor.request("GET", "/small/good/"), visitor.request("GET", "/small/bad/")
    site.stop()

    assert good[0] == 200
    assert bad[0] == 503
    assert "lesson.md:5:1: " in site.said
    assert "did you mean 'minutes'?" in site.said
    assert "Traceback" not in site.said


@pytest.mark.parametrize(
    "path", ["/nothing/", "/channels/nothing/", "/attempts/0/", "/static/nothing.css", "/me/x/y.json/"]
)
def test_an_unknown_address_is_our_own_404_with_the_policy(site: Site, path: str) -> None:
    status, headers, body = Visitor(site.url).request("GET", path)

    assert status == 404
    assert b"Framewise" in body
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_a_foreign_host_is_our_own_400(site: Site) -> None:
    status, _, body = Visitor(site.url).request("GET", "/", headers={"Host": "evil.example"})

    assert status == 400
    assert b"COURSEWARE_HOSTS" in body
    assert b"Traceback" not in body


def test_a_form_from_elsewhere_is_our_own_403(site: Site) -> None:
    status, _, body = Visitor(site.url).request("POST", "/", "x=1", {"Origin": "http://evil.example"})

    assert status == 403
    assert b"did not come from a page of this site" in body


def test_a_site_that_listens_everywhere_names_an_address_that_answers(tmp_path: Path) -> None:
    site = Site(tmp_path, host="0.0.0.0")

    status = Visitor(site.url).request("GET", "/")[0]
    site.stop()

    assert site.url.startswith("http://127.0.0.1:")
    assert status == 200


def test_static_files_of_a_page_are_hashed_and_kept(site: Site) -> None:
    visitor = Visitor(site.url)
    page = visitor.request("GET", "/")[2].decode()
    names = {part.partition('"')[0] for part in page.split('"/static/')[1:]}

    assert names
    for name in names:
        status, headers, _ = visitor.request("GET", f"/static/{name}")
        assert (status, "immutable" in headers["cache-control"]) == (200, True), name


def test_a_page_is_sent_once(site: Site) -> None:
    visitor = Visitor(site.url)
    _, headers, body = visitor.request("GET", "/channels/life-of-a-socket/")

    again = visitor.request("GET", "/channels/life-of-a-socket/", headers={"If-None-Match": headers["etag"]})

    assert (again[0], again[2]) == (304, b"")
    assert body


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "the request"),
        (b"[]", "the request"),
        (b"\xff", "the request"),
        (b"{}", "course"),
        (b'{"course": "channels", "scenario": "nothing"}', "has no scenario 'nothing'"),
        (b'{"course": "nothing", "scenario": "first-socket"}', "has no scenario"),
        (b'{"course": "channels", "scenario": "first-socket", "variant": "x"}', "there are default"),
        (b'{"course": 1, "scenario": "first-socket"}', "course"),
        (b'{"course": "channels", "scenario": "first-socket", "more": 1}', "more"),
        (b" " * 300_000, "too big"),
    ],
)
def test_a_wish_that_cannot_be_met_is_400_with_a_reason(site: Site, body: bytes, said: str) -> None:
    status, _, answer = Visitor(site.url).request("POST", "/sandbox/runs/", body)

    told = json.loads(answer)
    assert status == 400
    assert told["error"]
    assert said in told["message"]


def test_more_runs_in_a_minute_than_anybody_needs_are_429(site: Site) -> None:
    visitor = Visitor(site.url)
    for _ in range(20):
        visitor.mint()

    status, _, body = visitor.request("POST", "/sandbox/runs/", WISH)

    assert status == 429
    assert json.loads(body)["error"] == "too-fast"
    assert Visitor(site.url).request("POST", "/sandbox/runs/", WISH)[0] == 201


def test_a_wish_from_another_site_is_403(site: Site) -> None:
    status, _, body = Visitor(site.url).request("POST", "/sandbox/runs/", "{}", {"Origin": "http://evil.example"})

    assert status == 403
    assert b"another site" in body


def test_minting_sets_the_cookie_once(site: Site) -> None:
    visitor = Visitor(site.url)
    visitor.mint()
    first = visitor.cookie

    _, headers, _ = visitor.request("POST", "/sandbox/runs/", WISH)

    assert "set-cookie" not in headers
    assert visitor.cookie == first


@pytest.mark.parametrize("token", ["x", "a:b:c"])
def test_ending_a_run_that_is_not_there_is_404(site: Site, token: str) -> None:
    status, _, body = Visitor(site.url).request("DELETE", f"/sandbox/runs/{token}/")

    assert (status, json.loads(body)["error"]) == (404, "no-such-run")


def test_a_run_that_never_began_cannot_be_ended(site: Site) -> None:
    visitor = Visitor(site.url)

    assert visitor.request("DELETE", f"/sandbox/runs/{visitor.mint()['token']}/")[0] == 404


def test_garbage_instead_of_a_request_leaves_the_site_standing(site: Site) -> None:
    address = urlsplit(site.url)
    for garbage in (b"\x00" * 100, b"GET / HTTP/9.9\r\n\r\n", b"GET /%ff%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        with socket.create_connection((address.hostname, address.port), timeout=5) as raw:
            raw.sendall(garbage)

    connection = http.client.HTTPConnection(address.netloc, timeout=5)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()
    assert "Traceback" not in site.said


def test_a_site_that_is_stopped_as_soon_as_it_is_there_ends_cleanly(tmp_path: Path) -> None:
    assert Site(tmp_path).stop() == 0


def test_a_site_that_is_stopped_while_it_answers_ends_cleanly(tmp_path: Path) -> None:
    site = Site(tmp_path)
    answered = threading.Event()

    def ask() -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):  # until nobody answers any more
            while True:
                Visitor(site.url).request("POST", "/channels/life-of-a-socket/test/")
                answered.set()

    askers = [threading.Thread(target=ask) for _ in range(6)]
    for asker in askers:
        asker.start()
    assert answered.wait(PATIENCE)
    status = site.stop()
    for asker in askers:
        asker.join(PATIENCE)

    assert (status, "Traceback" in site.said) == (0, False), site.said


@pytest.mark.parametrize(("error", "logged"), [(RequestAborted(), False), (ValueError("a fault of ours"), True)])
def test_a_task_that_is_left_is_logged_unless_its_visitor_just_went(
    error: Exception, logged: bool, caplog: pytest.LogCaptureFixture
) -> None:
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(tell_but_visitors_who_went)
    loop.call_exception_handler({"message": "Task exception was never retrieved", "exception": error})
    loop.close()

    assert bool(caplog.records) == logged


def test_what_a_visitor_gets_wrong_is_not_logged(site: Site) -> None:
    visitor = Visitor(site.url)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    for body in ("x" * 300_000, "&".join(f"field{number}=1" for number in range(1001))):
        assert visitor.request("POST", "/channels/life-of-a-socket/test/", body, kind)[0] == 400
    assert "Traceback" not in site.said
