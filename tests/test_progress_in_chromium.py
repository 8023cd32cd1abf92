"""How far one is, kept while a lesson is stepped, marked by hand, and shown on a page of one's own."""

from collections.abc import Iterator
from time import time

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import LESSON, Learner
from tests.live import Site

pytestmark = pytest.mark.browser
MARK, TAKE_BACK = "Mark this lesson as done", "Take it back"


@pytest.fixture
def learner(browser: Browser, site: Site) -> Iterator[Learner]:
    """Somebody whose page does nothing that it should not."""
    learner = Learner(browser, site.url)
    yield learner
    assert learner.faults == []


def step(learner: Learner) -> None:
    """Step once, and wait for what it shows."""
    before = learner.caption()
    learner.button("Step").click()
    expect(learner.page.locator(".caption [data-title]")).not_to_have_text(before)


def test_stepping_to_the_end_marks_the_lesson_as_done_and_a_reload_knows_it(learner: Learner) -> None:
    page = learner.arrive().page
    while "The consumer is done" not in learner.caption():
        step(learner)

    expect(page.get_by_role("button", name=TAKE_BACK)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=TAKE_BACK)).to_be_visible()


def test_a_lesson_that_is_left_half_way_is_kept_with_its_frame(learner: Learner) -> None:
    deadline = time() + 10
    page = learner.arrive().page
    while not page.locator("[data-position]").inner_text().startswith("2 of"):
        step(learner)
    page.goto("/me/")
    while "Frame 2" not in page.get_by_role("table").inner_text() and time() < deadline:
        page.reload()  # what a page tells while it is left may come after the next page is asked for

    expect(page.get_by_role("row", name="The life of a socket")).to_contain_text("Frame 2")


def test_done_is_marked_and_taken_back_by_hand(learner: Learner) -> None:
    page = learner.arrive().page
    page.get_by_role("button", name=MARK).click()
    expect(page.get_by_text("You have done this lesson.")).to_be_visible()

    page.get_by_role("button", name=TAKE_BACK).click()
    expect(page.get_by_role("button", name=MARK)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name=MARK)).to_be_visible()


def test_what_could_not_be_kept_is_said(browser: Browser, site: Site) -> None:
    learner = Learner(browser, site.url).arrive()
    learner.context.set_offline(True)
    learner.page.get_by_role("button", name=MARK).click()

    expect(learner.page.get_by_text("This could not be kept. Try again in a moment.")).to_be_visible()
    expect(learner.page.get_by_role("button", name=MARK)).to_be_visible()


def test_without_script_marking_leads_to_what_is_kept(browser: Browser, site: Site) -> None:
    page = Learner(browser, site.url, java_script_enabled=False).arrive().page
    page.get_by_role("button", name=MARK).click()

    assert page.url == f"{site.url}/me/"
    expect(page.get_by_role("row", name="The life of a socket")).to_contain_text("Done")


def test_everything_can_be_erased_with_the_keyboard_on_a_phones_width(browser: Browser, site: Site) -> None:
    page = Learner(browser, site.url, viewport={"width": 360, "height": 740}).arrive(LESSON).page
    page.get_by_role("button", name=MARK).press("Enter")
    expect(page.get_by_text("You have done this lesson.")).to_be_visible()
    page.get_by_role("link", name="Your learning").press("Enter")
    title = page.get_by_role("link", name="The life of a socket").bounding_box()
    assert title
    assert title["height"] < 60  # on one line
    page.get_by_role("link", name="Erase everything").press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.get_by_role("button", name="Erase everything").press("Enter")
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    assert page.context.cookies() == []
