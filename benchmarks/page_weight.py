"""Row 12: what a page weighs over the wire, from the production site to a real Chromium, in KB of 1,024 bytes."""

import http.client
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.browser import LESSON, chromium
from tests.live import Site

KB = 1024
PAGES = {
    "contents": "/",
    "lesson": LESSON,
    "practice": f"{LESSON}practice/",
    "test": f"{LESSON}test/",
    "glossary": "/channels/glossary/",
}
BR, GZIP = "gzip, deflate, br", "gzip"  # what browsers accept over HTTPS, and what they accept without
READ = ("html", "css", "reading")  # what a reader waits for; `reading` is all script but the sandbox's
GOALS = {"read": 25, "sandbox": 20, "fonts": 80}


def requested(page: Page, address: str) -> list[str]:
    """The addresses that a page asks for until it rests, its own first."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    return list(dict.fromkeys(url for url in asked if not url.startswith(("data:", "blob:"))))


def weight(urls: Iterable[str], encodings: str = BR) -> Mapping[str, float]:
    """KB of the bodies, by what they are for."""
    weighed: Counter[str] = Counter()
    for url in urls:
        parts = urlsplit(url)
        with closing(http.client.HTTPConnection(parts.netloc, timeout=20)) as connection:
            connection.request("GET", parts.path, headers={"Accept-Encoding": encodings})
            weighed[_purpose(parts.path)] += len(connection.getresponse().read())
    weighed["read"] = sum(weighed[part] for part in READ)
    return {part: weighed[part] / KB for part in (*GOALS, *READ)}


def _purpose(path: str) -> str:
    suffix = Path(path).suffix
    if suffix == ".js":
        return "sandbox" if path.startswith("/static/sandbox/") else "reading"
    return {".css": "css", ".woff2": "fonts", "": "html"}.get(suffix, "other")


def asked_by(browser: Browser, url: str, path: str) -> list[str]:
    """What a page asks for on a first visit."""
    with browser.new_context() as context:
        return requested(context.new_page(), f"{url}{path}")


def told(weighed: Mapping[str, float]) -> str:
    """In words, with the goals."""
    parts = ", ".join(f"{part} {weighed[part]:.1f}" for part in READ)
    goals = ", ".join(f"{part} {weighed[part]:.1f} KB of {most}" for part, most in GOALS.items())
    return f"{goals} ({parts})"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = Site(Path(folder))
        try:
            for name, path in list(PAGES.items())[: 1 if "--short" in sys.argv else None]:
                urls = asked_by(browser, site.url, path)
                sys.stdout.write(f"12  {name} in {len(urls)} requests: {told(weight(urls))}\n")
                sys.stdout.write(f"    the same with gzip: {told(weight(urls, GZIP))}\n")
        finally:
            site.stop()
