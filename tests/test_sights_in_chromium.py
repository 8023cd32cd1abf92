"""What holds on every page and in every state: axe finds nothing, nothing hangs over the edge, nobody else is asked."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page

from tests.browser import Learner
from tests.live import Site
from tests.sights import SIGHTS

pytestmark = pytest.mark.browser
NARROW, PHONE, TABLET, DESK = (360, 740), (390, 844), (820, 1180), (1440, 900)
SERIOUS = ("script:", "left the site:")  # among the faults; where a line is cut, the console says so


@pytest.fixture(scope="module", params=SIGHTS)
def learner(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Learner]:
    """Somebody who has come to one of the sights."""
    learner = Learner(browser, site.url, reduced_motion="reduce", viewport={"width": DESK[0], "height": DESK[1]})
    learner.arrive("about:blank")
    SIGHTS[request.param](learner.page)
    yield learner
    learner.context.close()


def test_axe_finds_nothing_in_both_themes_at_two_widths(learner: Learner) -> None:
    learner.page.evaluate(AXE_SCRIPT)

    found = {look: axe_finds(learner.page) for look in looks(learner.page, DESK, PHONE)}

    assert {look: told for look, told in found.items() if told} == {}


def test_nothing_hangs_over_the_edge_of_any_screen(learner: Learner) -> None:
    over = {}
    for width, height in (NARROW, PHONE, TABLET, DESK):
        learner.page.set_viewport_size({"width": width, "height": height})
        over[width] = learner.page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert {width: pixels for width, pixels in over.items() if pixels > 0} == {}


def test_a_page_has_a_title_one_first_heading_and_one_main_part(learner: Learner) -> None:
    page = learner.page

    assert page.title().endswith("Framewise")
    assert page.get_by_role("heading", level=1, include_hidden=True).count() == 1
    assert page.get_by_role("main", include_hidden=True).count() == 1


def test_nothing_fails_and_no_other_site_is_asked(learner: Learner) -> None:
    assert [fault for fault in learner.faults if fault.startswith(SERIOUS)] == []


def looks(page: Page, *sizes: tuple[int, int]) -> Iterator[str]:
    """Each theme at each size, one after the other, by name."""
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            yield f"{theme} {width}"


def axe_finds(page: Page) -> str:
    """What axe says of the page as it is, empty where it finds nothing."""
    found = AxeResults(page.evaluate("axe.run({resultTypes: ['violations']})"))
    return str(found.generate_report()) if found.violations_count else ""
