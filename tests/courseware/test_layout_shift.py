"""Nothing moves when our fonts arrive late, or when a page's script wakes."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.live import Site
from tests.sights import SIGHTS

pytestmark = [pytest.mark.server, pytest.mark.browser]

MOST = 0.005  # of the cumulative layout shift
PAUSE = 600  # milliseconds in which fallbacks are drawn and scripts do their part, or what has come late settles
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
