"""Nothing moves when a page comes in pieces, when our fonts arrive late, or when a page's script wakes."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.live import Site
from tests.sights import SIGHTS

pytestmark = [pytest.mark.server, pytest.mark.browser]

MOST = 0.005  # of the cumulative layout shift
PAUSE = 600  # milliseconds in which fallbacks are drawn and scripts do their part, or what has come late settles
PIECE = 0.04  # seconds between two pieces of a page: Chromium draws in between
WATCH = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
            window.shifts.push({ value, moved: sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? `${node}`) });
    }).observe({ type: "layout-shift", buffered: true });
"""


def shifts(page: Page, address: str) -> list[dict[str, Any]]:
    """What moves on a page whose fonts come after everything else."""
    held: list[Route] = []
    page.add_init_script(WATCH)
    page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108  # playwright wants a function of ours
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_timeout(PAUSE)
    assert held, "no font was asked for"
    for route in held:
        route.continue_()
    page.wait_for_function("[...document.fonts].some(({ status }) => status === 'loaded')")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(PAUSE)
    found: list[dict[str, Any]] = page.evaluate("shifts")
    return found


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "sight",
    [
        "contents",
        "lesson",
        "lesson-recorded",
        "practice",
        "practice-question",
        "test-question",
        "test-result",
        "glossary",
        "me",
        "not-found",
    ],
)
def test_nothing_moves_when_fonts_come_late(site: Site, browser: Browser, sight: str, size: tuple[int, int]) -> None:
    with browser.new_context(base_url=site.url, viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        SIGHTS[sight](page)

        found = shifts(context.new_page(), page.url)

    assert sum(shift["value"] for shift in found) <= MOST, found


@contextmanager
def in_pieces(site: str) -> Iterator[str]:
    """The same site, whose pages come over a line that is slow: one item, row or paragraph after the other."""

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urlopen(site + self.path) as answer:
                kind, body = answer.headers["Content-Type"], answer.read()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            if not kind.startswith("text/html"):
                self.wfile.write(body)
                return
            for piece in re.split(rb"(?<=</li>|</tr>)|(?<=</p>)", body):
                self.wfile.write(piece)
                sleep(PIECE)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("address", ["/", "/channels/life-of-a-socket/", "/channels/life-of-a-socket/?frame=1"])
def test_nothing_moves_while_a_page_comes_in_pieces(
    site: Site, browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with in_pieces(site.url) as slow, browser.new_context(base_url=slow) as context:
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_timeout(PAUSE)

        found = page.evaluate("shifts")

    assert sum(shift["value"] for shift in found) <= MOST, found
