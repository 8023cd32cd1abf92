"""The recorded run on the page: what one's own run is expected to do, and what can be read without one."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import LESSON, Learner
from tests.live import Site

pytestmark = pytest.mark.browser

Read = Callable[..., Learner]
PANES = (".pane.browser", ".pane.wire", ".pane.server", ".player", "#tracker")
FRAMES = ["connect", "accept", "returned", "receive", "send", "disconnect", "finished"]
DONE = "The consumer is done"
# Every title that the caption has had since the page began to be read, and what has moved.
WATCH = """
    window.titles = [];
    window.shifts = 0;
    new MutationObserver(() => {
        const title = document.querySelector("[data-title]")?.textContent;
        if (title && title !== titles.at(-1)) titles.push(title);
    }).observe(document, { subtree: true, childList: true, characterData: true });
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def read(browser: Browser, site: Site) -> Iterator[Read]:
    """Learners who open the first lesson, at a frame or not; afterwards no page may have done what it should not."""
    everybody: list[Learner] = []

    def somebody(query: str = "", **options: Any) -> Learner:
        learner = Learner(browser, site.url, **options)
        everybody.append(learner)
        learner.arrive("/robots.txt")  # an address of the site, where what watches the page can be put in place
        learner.faults.clear()
        learner.context.add_init_script(WATCH)
        learner.page.goto(LESSON + query)
        expect(learner.page.locator("[data-strip] button").first).to_be_attached()
        return learner

    yield somebody
    assert [fault for learner in everybody for fault in learner.faults] == []


def state(learner: Learner) -> Locator:
    return learner.page.locator("[data-state-text]")


def title(learner: Learner) -> Locator:
    return learner.page.locator(".caption [data-title]")


def position(learner: Learner) -> str:
    return learner.page.locator("[data-position]").inner_text()


def cells(learner: Learner) -> dict[str, list[str]]:
    """The labels of the strip by what its cells are."""
    found: dict[str, list[str]] = {}
    for cell in learner.page.locator("[data-strip] li").all():
        kind = (cell.get_attribute("class") or "").partition(" ")[0]
        found.setdefault(kind, []).append(cell.locator(".lab").inner_text())
    return found


def sockets(learner: Learner) -> int:
    opened: int = learner.page.evaluate("sockets.length")
    return opened


def press(learner: Learner, *keys: str) -> None:
    learner.page.locator("#step").focus()
    for key in keys:
        learner.page.keyboard.press(key)


# What is expected of one's own run


def test_the_frames_to_come_stand_in_the_strip_before_anything_has_happened(read: Read) -> None:
    learner = read()
    cell = learner.page.locator("[data-strip] button").nth(1)

    assert cells(learner) == {"is-expected": FRAMES}
    expect(cell).to_have_accessible_name("Frame 2 accept , server to browser, not reached yet")
    expect(cell).to_be_disabled()
    cell.dispatch_event("click")
    assert learner.caption() == "Nothing has happened yet"
    assert learner.page.locator("[data-strip] [tabindex='0']").count() == 1  # one stop, for who looks what is to come


def test_a_frame_that_comes_takes_its_place_and_the_position_tells_how_many_there_are(read: Read) -> None:
    learner = read()
    learner.step_until("connect() has returned")

    assert position(learner) == "3 of 7"
    assert cells(learner) == {"is-past": FRAMES[:2], "is-now": FRAMES[2:3], "is-expected": FRAMES[3:]}
    expect(learner.page.locator("#say")).to_contain_text("Frame 3 of 7.")


def test_the_statements_of_a_frame_are_counted_as_recorded_and_their_number_does_not_grow(read: Read) -> None:
    learner = read()
    learner.button("Statement by statement").click()
    press(learner, "j")
    learner.step_until("statement 1 of")
    first = position(learner)
    learner.page.keyboard.press("j")
    expect(title(learner)).to_have_text("Line 9 is next")

    assert (first, position(learner)) == ("1 of 7, statement 1 of 2", "1 of 7, statement 2 of 2")


def test_where_the_run_leaves_the_recorded_path_the_frames_to_come_give_way(read: Read) -> None:
    learner = read()
    learner.step_until("connect() has returned")
    learner.button("Disconnect").click()
    expect(title(learner)).to_have_text("The connection is gone")

    assert cells(learner) == {"is-past": FRAMES[:3], "is-now": ["disconnect"]}
    assert position(learner) == "4 of 4"


def test_nothing_shifts_through_a_whole_run_and_panes_keep_their_heights(read: Read) -> None:
    for width, height in ((1440, 900), (360, 780)):
        learner = read(viewport={"width": width, "height": height}, reduced_motion="reduce")
        learner.button("Statement by statement").click()
        heights = set()
        press(learner)
        learner.page.wait_for_timeout(100)
        learner.page.evaluate("window.shifts = 0")  # the switch has made room for a button
        for _ in range(22):
            before = learner.page.locator(".caption").inner_text()
            boxes = [learner.page.locator(pane).bounding_box() for pane in PANES]
            heights.add(tuple(round(box["height"]) for box in boxes if box))
            assert learner.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            if DONE in before:
                break
            learner.page.keyboard.press("j")
            expect(learner.page.locator(".caption")).not_to_have_text(before, use_inner_text=True)

        assert DONE in before
        assert len(heights) == 1, (width, heights)
        assert learner.page.evaluate("shifts") < 0.0005


# Reading


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("?frame=6", "6 of 7", "The browser hangs up"),
        ("?frame=4.2", "4 of 7, statement 2 of 4", "Line 13 is next"),
    ],
)
def test_an_address_shows_the_recorded_run_at_its_moment_and_nothing_before_it(
    read: Read, query: str, place: str, words: str
) -> None:
    learner = read(query)

    assert (position(learner), learner.caption()) == (place, words)
    assert learner.page.evaluate("titles") == [words]
    assert learner.page.evaluate("shifts") == 0
    assert learner.address.endswith(query)
    expect(state(learner)).to_have_text(
        re.compile(r"The recorded run of \d+ \w+ \d{4}, with Channels .+ and Daphne .+\. Connect begins your own\.")
    )
    assert sockets(learner) == 0


def test_a_page_that_is_opened_at_a_frame_tells_nobody_that_one_was_there(read: Read) -> None:
    learner = read("?frame=7")
    learner.page.wait_for_load_state("networkidle")

    assert learner.page.locator("lesson-progress.is-done").count() == 0
    assert learner.context.cookies() == []


def test_the_recorded_run_is_what_a_run_of_ones_own_was(read: Read) -> None:
    def seen(learner: Learner) -> tuple[object, ...]:
        log = [line.locator("b, code").all_inner_texts() for line in learner.page.locator("[data-log] li").all()]
        rows = [learner.row(name) for name in ("ws.readyState", "connection_state", "message_buffer")]
        return learner.wire(), log, rows, learner.row("self.message_buffer"), cells(learner)

    own, recorded = read(), read("?frame=7")
    own.step_until(DONE)
    expect(own.page.locator("[data-log]")).to_contain_text("clean")

    assert seen(own) == seen(recorded)


def test_step_back_strip_end_and_run_go_through_the_recorded_run_and_open_nothing(read: Read) -> None:
    learner = read("?frame=5")
    press(learner, "j")
    assert learner.caption() == "The connection is gone"
    press(learner, "k", "k")
    assert learner.caption() == "receive() wants to send"
    learner.page.locator("[data-frame='2']").click()
    assert learner.caption() == "The consumer accepts"
    press(learner, "End")
    assert learner.caption() == DONE
    expect(learner.button("Step")).to_be_disabled()
    learner.page.locator("[data-frame='6']").click()
    learner.button("Run").click()
    expect(title(learner)).to_have_text(DONE)
    expect(learner.button("Run")).to_be_visible()

    assert sockets(learner) == 0


def test_a_recorded_moment_waits_for_nobody(read: Read) -> None:
    learner = read("?frame=5")
    press(learner, "k")

    assert learner.page.locator("[data-sentence]").inner_text() == "Line 15 waits with the message."


def test_the_recorded_run_is_read_by_events_or_by_statements_as_one_likes(read: Read) -> None:
    learner = read("?frame=4")
    press(learner, "j")
    by_events = learner.address
    press(learner, "k", "s", "j")

    assert by_events.endswith("?frame=5")
    assert learner.address.endswith("?frame=4.1")
    press(learner, "e")
    assert learner.address.endswith("?frame=5")


def test_connect_begins_a_run_of_ones_own(read: Read) -> None:
    learner = read("?frame=6")
    learner.button("Connect").click()

    expect(title(learner)).to_have_text("A browser asks to connect")
    expect(state(learner)).to_have_text("websocket.connect is held until you step.")
    assert learner.ready_state() == 0
    assert learner.address.endswith("?frame=1")


def test_reset_leads_from_the_recorded_run_to_the_start_of_none(read: Read) -> None:
    learner = read("?frame=6")
    press(learner, "0")

    assert learner.caption() == "Nothing has happened yet"
    expect(state(learner)).to_contain_text("No run yet.")
    assert cells(learner) == {"is-expected": FRAMES}
    assert learner.address.endswith(LESSON)
    learner.step_until("A browser asks to connect")
    assert sockets(learner) == 2


def test_who_comes_back_to_a_page_sees_where_the_run_was_and_that_it_has_ended(read: Read) -> None:
    learner = read()
    learner.step_until("The consumer accepts")
    learner.page.reload()

    assert learner.caption() == "The consumer accepts"
    expect(state(learner)).to_contain_text("That run ended when the page was left. This is the recorded one.")
    learner.page.reload()
    expect(state(learner)).to_contain_text("The recorded run of")


def test_a_variant_has_a_recorded_run_of_its_own(read: Read) -> None:
    learner = read("?variant=bare-word&frame=5")

    assert learner.caption() == "JSONDecodeError in receive()"
    assert cells(learner)["is-now"] == ["raised"]
    assert learner.page.locator("[data-log]").inner_text().split()[-2:] == ["1011,", "clean"]


# Undo


def test_a_reset_can_be_undone_for_reading_and_the_socket_stays_closed(read: Read) -> None:
    learner = read()
    learner.step_until("A message comes in")
    learner.button("Reset").click()
    assert learner.caption() == "Nothing has happened yet"
    learner.button("Undo").click()

    assert learner.caption() == "receive() wants to send"
    assert "Step" not in learner.page.locator("[data-sentence]").inner_text()
    assert learner.ready_state() in {2, 3}
    expect(state(learner)).to_contain_text("Your run is back for reading, its socket stays closed.")
    press(learner, "k")
    assert learner.caption() == "A message comes in"
    expect(learner.button("Connect")).to_be_enabled()


def test_after_ten_seconds_a_reset_is_final(read: Read) -> None:
    learner = read()
    learner.step_until("A browser asks to connect")
    learner.button("Reset").click()
    expect(learner.button("Undo")).to_be_visible()

    expect(learner.button("Undo")).to_be_hidden(timeout=11_000)
    expect(state(learner)).to_contain_text("No run yet.")


# Print


@pytest.mark.parametrize("finished", [False, True])
def test_on_paper_stands_the_finished_run_with_every_part_open(read: Read, finished: bool) -> None:
    learner = read()
    learner.step_until(DONE if finished else "The consumer accepts")
    time = learner.page.locator("[data-log] time").nth(1).inner_text()
    closed = learner.page.locator("details:not([open])").count()
    learner.page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert learner.row("message_buffer")[-1] == "Cleared"
    assert learner.wire()[-1] == "Consumer: disconnect()"
    assert (learner.page.locator("[data-log] time").nth(1).inner_text() == time) == finished  # one's own, if it is over
    assert learner.page.locator("details:not([open])").count() == 0
    learner.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert learner.caption() == (DONE if finished else "The consumer accepts")
    assert learner.page.locator("details:not([open])").count() == closed > 0


def test_on_paper_there_are_no_controls_and_no_washes(read: Read) -> None:
    learner = read("?frame=7", reduced_motion="reduce")
    learner.page.emulate_media(media="print", reduced_motion="reduce")

    for gone in (".player", ".act", ".health"):
        expect(learner.page.locator(f"#sandbox {gone}")).to_be_hidden()
    marked = learner.page.locator("#sandbox :is(.tracker, .server) :is(.is-now, .changed, [aria-current])")
    washes = marked.evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert set(washes) == {"rgba(0, 0, 0, 0)"}
