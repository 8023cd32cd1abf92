"""A real Chromium, and what a learner does in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocket, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LESSON = "/channels/life-of-a-socket/"
# Keeps the page's own sockets where a test can ask for their readyState.
KEEP_SOCKETS = """
    window.sockets = [];
    window.WebSocket = class extends WebSocket {
        constructor(...all) { super(...all); window.sockets.push(this); }
    };
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, else playwright's own; without either the test is skipped, or fails with CI=true."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=list(ARGUMENTS)
            )
        except PlaywrightError as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


class Learner:
    """Somebody at a browser of their own. `faults` collects whatever a page should never do."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self._browser, self.url, self._options = browser, url, options
        self.faults: list[str] = []
        self.sent: list[str] = []
        self.received: list[str] = []
        self.page: Page
        self.context: BrowserContext

    def arrive(self, path: str = LESSON) -> "Learner":
        """Open a page of the site."""
        self.context = self._browser.new_context(base_url=self.url, **self._options)
        self.context.add_init_script(KEEP_SOCKETS)
        self.page = self.open(path)
        return self

    def open(self, path: str = LESSON) -> Page:
        """Open another tab."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: self._check(request.url))
        page.on("websocket", self._listen)
        page.goto(path)
        return page

    def button(self, name: str) -> Locator:
        """A button of the sandbox."""
        return self.page.get_by_role("region", name="Sandbox").get_by_role("button", name=name, exact=True)

    def wire(self) -> list[str]:
        """What the wire has carried so far, as a screen reader hears it."""
        return self.page.get_by_role("list", name="On the wire so far").locator("li").all_text_contents()

    def row(self, name: str) -> list[str]:
        """A row of the variable tracker."""
        cells = self.page.locator(f"[data-row='{name}'] td")
        return [text.partition("\n")[0].strip() for text in cells.all_inner_texts()]  # without the hidden ", changed"

    @property
    def address(self) -> str:
        """The page's own, which its script may have just changed; playwright's `url` hears of that later."""
        return str(self.page.evaluate("location.href"))

    def ready_state(self) -> int:
        """Of the socket under study, asked of the socket itself."""
        state: int = self.page.evaluate("sockets.findLast(s => s.url.includes('/clients/'))?.readyState ?? -1")
        return state

    def step_until(self, last: str) -> None:
        """Step by the key, each time waiting for what comes of it, until the caption says this."""
        self.page.locator("#step").focus()
        for _ in range(40):
            before = self.page.locator(".caption").inner_text()
            if last in before:
                return
            self.page.keyboard.press("j")
            expect(self.page.locator(".caption")).not_to_have_text(before, use_inner_text=True)
        raise AssertionError(f"{last!r} never came; the last caption is {before!r}")

    def caption(self) -> str:
        return self.page.locator(".caption [data-title]").inner_text().strip()

    def _check(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.faults.append(f"left the site: {url}")

    def _listen(self, socket: WebSocket) -> None:
        if "/clients/" in socket.url:
            socket.on("framesent", lambda text: self.sent.append(str(text)))
            socket.on("framereceived", lambda text: self.received.append(str(text)))
