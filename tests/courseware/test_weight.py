"""Nobody waits for more than a page needs."""

import pytest
from playwright.sync_api import Browser

from benchmarks.page_weight import BR, GOALS, GZIP, PAGES, asked_by, weight
from tests.live import Site

pytestmark = [pytest.mark.server, pytest.mark.browser]

MOST = {**GOALS, "sandbox": 23}  # KB; the sandbox is to come down to its goal
MOST_WITH_GZIP = {"read": 29, "sandbox": 26, "fonts": GOALS["fonts"]}
MOST_REQUESTS = 14


@pytest.fixture(scope="module", params=list(PAGES.values()), ids=list(PAGES))
def asked(browser: Browser, site: Site, request: pytest.FixtureRequest) -> list[str]:
    """What a page asks for."""
    return asked_by(browser, site.url, request.param)


@pytest.mark.parametrize(("encodings", "most"), [(BR, MOST), (GZIP, MOST_WITH_GZIP)], ids=["br", "gzip"])
def test_a_page_weighs_no_more_than_it_may(asked: list[str], encodings: str, most: dict[str, int]) -> None:
    weighed = weight(asked, encodings)

    assert {part: weighed[part] for part in most if weighed[part] > most[part]} == {}


def test_a_page_asks_for_few_things_and_nobody_else_for_any(asked: list[str], site: Site) -> None:
    assert len(asked) <= MOST_REQUESTS
    assert [url for url in asked if not url.startswith(f"{site.url}/")] == []


def test_a_font_is_loaded_where_it_is_used(asked: list[str]) -> None:
    fonts = [url.rpartition("/")[2].partition(".")[0] for url in asked if url.endswith(".woff2")]

    assert set(fonts) <= {"schibsted-grotesk", "literata", "jetbrains-mono"}
