"""A whole run moves nothing on the page: every pane keeps its place and its height at every frame."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Learner
from tests.live import Site
from tests.sights import MOST_STEPS

pytestmark = pytest.mark.browser

MOST = 0.005  # of the cumulative layout shift
PANES = (".flow", ".pane.browser", ".pane.wire", ".pane.server", ".player", ".strip", "#tracker")
WATCH = """
    window.moved = 0;
    new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.moved += value; })
        .observe({ type: "layout-shift", buffered: true });
"""  # also what a press brings about, which the browsers' own score forgives


@pytest.fixture(params=[(1440, 900), (820, 1180), (390, 844)], ids=["desk", "tablet", "phone"])
def page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    learner = Learner(browser, site.url, viewport={"width": width, "height": height})
    learner.arrive("about:blank")
    learner.page.add_init_script(WATCH)
    yield learner.page
    learner.context.close()
    assert learner.faults == []


@pytest.mark.parametrize("granularity", ["event", "statement"])
def test_stepping_through_a_whole_run_moves_nothing(page: Page, granularity: str) -> None:
    page.goto("/channels/life-of-a-socket/")
    if granularity == "statement":
        page.get_by_role("button", name="Statement by statement").click()
    begin_to_watch(page)
    heights = {heights_of(page)}

    for _ in steps(page):
        heights.add(heights_of(page))

    assert len(heights) == 1
    assert page.evaluate("window.moved") <= MOST


def test_reading_the_recorded_run_moves_nothing(page: Page) -> None:
    page.goto("/channels/life-of-a-socket/?frame=1")
    begin_to_watch(page)
    heights = {heights_of(page)}

    for _ in steps(page):
        heights.add(heights_of(page))

    assert len(heights) == 1
    assert page.evaluate("window.moved") <= MOST


def begin_to_watch(page: Page) -> None:
    """Once the page stands; what moves while it is being loaded is another matter (test_layout_shift.py)."""
    page.evaluate("document.fonts.ready")
    page.evaluate("window.moved = 0")


def steps(page: Page) -> Iterator[str]:
    """Step until there is nothing to step to; the caption after each."""
    step = page.get_by_role("button", name="Step", exact=True)
    told = page.locator(".caption")
    for _ in range(MOST_STEPS):
        if step.get_attribute("aria-disabled") == "true":
            return
        before = told.inner_text()
        step.click()
        expect(told).not_to_have_text(before, use_inner_text=True)
        yield told.inner_text()
    raise AssertionError("the run does not end")


def heights_of(page: Page) -> tuple[Any, ...]:
    return tuple(page.evaluate("(all) => all.map((one) => document.querySelector(one).offsetHeight)", list(PANES)))
