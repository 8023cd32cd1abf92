"""The recorded run without script, and that the page with script says the same."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import LESSON, Learner
from tests.live import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
FRAMES = [str(number) for number in range(1, 8)]
STATEMENTS = ["1.1", "1.2", "4.1", "4.2", "4.3", "4.4", "5.1", "6.1"]
# What a page shows, however it was drawn: texts without the space around them, classes in order.
READ = """() => {
    const text = (element) => element?.textContent.replace(/\\s+/g, " ").trim();
    const classes = (element) => [...element.classList].sort().join(" ");
    const all = (selector, tell) => [...document.querySelectorAll(selector)].map(tell);
    return {
        caption: all(".caption :is([data-position], [data-title], [data-sentence])", text),
        strip: all("[data-strip] li", (cell) => [classes(cell), text(cell), cell.firstElementChild.ariaCurrent]),
        heard: all("[data-wire] ol li", text),
        drawn: all("[data-wire] svg > g", (rung) => [classes(rung), text(rung)]),
        lifelines: all("[data-wire] svg > text", text),
        lines: all(".server .l", (line) => [classes(line), line.ariaCurrent, text(line.querySelector(".val")) ?? ""]),
        values: all("[data-values] li", (value) => [classes(value), text(value)]),
        heads: all(".tracker thead [data-column]", classes),
        tracker: all(".tracker tbody td", (cell) => [classes(cell).replace("flash", "").trim(), text(cell)]),
        log: all("[data-log] li", (entry) => [...entry.children].map(text)),
        readyState: ["name", "number"].map((part) => text(document.querySelector(`[data-ready-${part}]`))),
        scale: all("[data-ready-scale] li", (state) => state.hasAttribute("data-now")),
        flow: all(".flow li", (node) => [classes(node), node.ariaCurrent]),
        row: all("[data-kind=steps] .is-now", (row) => row.dataset.step),
    };
}"""


def without_script(browser: Browser, site: Site, path: str = LESSON, **options: Any) -> Page:
    return Learner(browser, site.url, java_script_enabled=False, **options).arrive(path).page


@pytest.fixture(scope="module")
def drawn(browser: Browser, site: Site) -> dict[str, Any]:
    """What the pages without script show, by the name of their moment."""
    page = without_script(browser, site)
    shown = {}
    for name in (*FRAMES, *STATEMENTS):
        page.goto(f"{LESSON}?frame={name}")
        shown[name] = page.evaluate(READ)
    page.context.close()
    return shown


@pytest.fixture
def learner(browser: Browser, site: Site) -> Iterator[Learner]:
    learner = Learner(browser, site.url, reduced_motion="reduce")
    yield learner
    learner.context.close()
    assert learner.faults == []


def address(page: Page) -> str:
    """The moment that the address names."""
    found = re.search(r"frame=([\d.]+)", page.evaluate("location.href"))
    return found[1] if found else ""


def test_going_back_through_the_run_with_script_shows_what_the_pages_without_it_show(
    learner: Learner, drawn: dict[str, Any]
) -> None:
    page = learner.arrive(f"{LESSON}?frame={FRAMES[-1]}").page
    back = learner.button("Back")
    learner.button("Statement by statement").click()
    seen: dict[str, Any] = {}
    while address(page):
        seen.setdefault(address(page), page.evaluate(READ))  # an event's passed face comes first on the way back
        back.click()

    assert set(seen) == set(drawn)
    for name, shown in seen.items():
        assert shown == drawn[name], name


@pytest.mark.parametrize("name", ["1", "4", "4.3", "7"])
def test_a_link_to_a_moment_shows_the_same_with_script_as_without(
    learner: Learner, drawn: dict[str, Any], name: str
) -> None:
    page = learner.arrive(f"{LESSON}?frame={name}").page
    expect(page.locator("[data-strip] button")).to_have_count(len(FRAMES))  # the script has drawn it

    assert page.evaluate(READ) == drawn[name]


def test_every_moment_shows_something_of_its_own(drawn: dict[str, Any]) -> None:
    captions = [tuple(shown["caption"]) for shown in drawn.values()]

    assert len(set(captions)) == len(drawn)
    assert [shown["readyState"][0] for shown in drawn.values()][:7] == [
        "CONNECTING", "OPEN", "OPEN", "OPEN", "OPEN", "CLOSED", "CLOSED",
    ]  # fmt: skip


def test_the_whole_run_is_walked_by_its_links(browser: Browser, site: Site) -> None:
    page = without_script(browser, site)
    ways = page.get_by_role("navigation", name="Through the recorded run")
    names = [""]
    while (step := ways.get_by_role("link", name="Step", exact=True)).count():
        step.click()
        names.append(address(page))
    assert names == ["", *FRAMES]

    for name in reversed(names[:-1]):
        ways.get_by_role("link", name="Back").click()
        assert address(page) == name
    page.context.close()


def test_the_statements_are_walked_by_their_links(browser: Browser, site: Site) -> None:
    page = without_script(browser, site)
    page.get_by_role("link", name="Statement by statement").click()
    names = [address(page)]
    while address(page) not in FRAMES:
        page.get_by_role("link", name="Step", exact=True).click()
        names.append(address(page))
    assert names == ["1.1", "1.2", "2"]

    page.get_by_role("link", name="Statement by statement").click()
    page.get_by_role("navigation", name="Statements under frame 4").get_by_role("link", name="Statement 3").click()
    assert address(page) == "4.3"
    page.get_by_role("link", name="Event by event").click()
    assert address(page) == "4"
    page.context.close()


def test_the_strip_leads_to_every_frame(browser: Browser, site: Site) -> None:
    page = without_script(browser, site)
    strip = page.get_by_role("list", name="Timeline").get_by_role("link")

    for place in (6, 0, 3):
        strip.nth(place).click()
        assert address(page) == str(place + 1)
        expect(strip.nth(place)).to_have_attribute("aria-current", "step")
    page.context.close()


def test_the_run_is_walked_by_the_enter_key_alone(browser: Browser, site: Site) -> None:
    page = without_script(browser, site)
    step = page.get_by_role("link", name="Step", exact=True)
    step.focus()
    names = []
    while address(page) != FRAMES[-1]:
        expect(step).to_be_focused()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        names.append(address(page))

    assert names == FRAMES
    page.context.close()


def test_with_script_the_focus_stays_where_it_is(learner: Learner) -> None:
    page = learner.arrive(f"{LESSON}?frame=4").page

    assert page.evaluate("document.activeElement === document.body")


@pytest.mark.parametrize("name", ["", "4", "4.3"])
def test_what_needs_a_socket_is_not_offered_without_script(browser: Browser, site: Site, name: str) -> None:
    page = without_script(browser, site, f"{LESSON}?frame={name}")

    for control in ("Connect", "Send", "Run"):
        expect(page.get_by_role("button", name=control, exact=True)).to_have_count(0)
    expect(page.get_by_label("Message to send")).to_be_hidden()
    expect(page.get_by_text("Every frame is a link.")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("name", ["", "4.3", "7"])
@pytest.mark.parametrize("width", [360, 390, 820, 1440])
def test_nothing_is_wider_than_the_window(browser: Browser, site: Site, name: str, width: int) -> None:
    page = without_script(browser, site, f"{LESSON}?frame={name}", viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1440, "height": 900}])
def test_the_current_line_is_never_hidden_in_its_box(browser: Browser, site: Site, viewport: Any) -> None:
    page = without_script(browser, site, f"{LESSON}?frame=6.1", viewport=viewport)
    box, line = page.locator(".server .code").bounding_box(), page.locator(".server .l.is-now").bounding_box()

    assert box
    assert line
    assert box["y"] <= line["y"] <= line["y"] + line["height"] <= box["y"] + box["height"]
    page.context.close()


def test_everything_that_moves_fits_the_desk(browser: Browser, site: Site) -> None:
    page = without_script(browser, site, f"{LESSON}?frame=4.3", viewport={"width": 1440, "height": 900})
    tracker = page.locator(".tracker").bounding_box()

    assert tracker
    assert tracker["y"] + tracker["height"] <= 900
    page.context.close()


def test_a_link_that_has_aged_leads_to_the_lesson(browser: Browser, site: Site) -> None:
    page = without_script(browser, site, f"{LESSON}?frame=99")

    assert page.url.endswith(LESSON)
    page.context.close()


def test_another_run_of_the_scenario_can_be_read(browser: Browser, site: Site) -> None:
    page = without_script(browser, site, f"{LESSON}?variant=bare-word&frame=5")

    expect(page.locator(".caption [data-title]")).to_have_text("JSONDecodeError in receive()")
    page.get_by_role("link", name="Back", exact=True).click()
    assert page.url.endswith("?variant=bare-word&frame=4")
    page.get_by_role("link", name="Back to the run of this lesson").click()
    assert page.url.endswith(LESSON)
    page.context.close()


def test_with_script_a_variants_page_runs_that_variant(learner: Learner) -> None:
    page = learner.arrive(f"{LESSON}?variant=bare-word").page
    with page.expect_request("**/sandbox/runs/") as minted:
        learner.button("Step").click()

    assert '"variant":"bare-word"' in (minted.value.post_data or "")
