"""Pages on paper."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser import LESSON, Learner
from tests.live import Site

pytestmark = pytest.mark.browser

PAGE = re.compile(rb"/Type\s*/Page\b")


def test_a_lesson_takes_a_few_sheets_and_none_of_them_is_left_half_empty(browser: Browser, site: Site) -> None:
    page = Learner(browser, site.url).arrive(LESSON).page

    assert len(PAGE.findall(page.pdf(format="A4"))) <= 6


def test_what_is_white_on_black_on_the_screen_can_be_read_without_backgrounds(browser: Browser, site: Site) -> None:
    page = Learner(browser, site.url).arrive("/").page
    page.emulate_media(media="print")

    assert page.locator(".b.primary").evaluate("(it) => getComputedStyle(it).color") == "rgb(0, 0, 0)"
