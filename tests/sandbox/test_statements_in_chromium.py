"""Statement by statement: a real site, a real Chromium, a real consumer that waits between its lines."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Learner
from tests.lessons.courses import LESSON, write_course
from tests.live import Cable, Site

pytestmark = pytest.mark.browser

SMALL = "/small/hello/"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
TEACHING = {
    "connection_state": ["None", "Accepted", "Open", "Open", "Closed"],
    "message_buffer": ["Empty", "Empty", "Received message stored", "Sent message stored", "Cleared"],
    "self.message_buffer": ["not set", "[]", "['hello']", "['hello', 'HELLO']", "[]"],
}
BUSY = """import asyncio
import time

from channels.generic.websocket import AsyncWebsocketConsumer

from .loud import shout


class BusyConsumer(AsyncWebsocketConsumer):
    def __init__(self):
        super().__init__()
        self.ticks = 0

    async def connect(self):
        self.ticking = asyncio.create_task(self.tick())
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        answer = self.polite(text_data)
        self.sent = await shout(answer)
        await self.send(self.sent)

    def polite(self, text):
        text = text.strip()
        return f"{text}, please"

    async def tick(self):
        self.ticks += 1
        await asyncio.sleep(0.1)
        self.ticks += 1
        await asyncio.sleep(0)
        self.ticks += 1
"""
LOUD = """async def shout(text):
    text = text.upper()
    return text
"""
SYNC = """from channels.generic.websocket import WebsocketConsumer


class SyncConsumer(WebsocketConsumer):
    def connect(self):
        self.greeting = "hello"
        self.accept()
        self.send(self.greeting)
"""
SLOW = """import asyncio

from channels.generic.websocket import AsyncWebsocketConsumer


class SlowConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await asyncio.sleep(0.6)
        await self.accept()
"""
WITH_LOUD = """title: Hello
consumer: consumer.py
also: [loud.py]
clients: [a]
script: [a: connect, a: {send: hi}, a: close]
"""
People = Callable[..., Learner]
Small = Callable[..., Learner]


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[People]:
    """Learners who step by statements; afterwards no page may have done what it should not."""
    everybody: list[Learner] = []

    def somebody(through: str = site.url, **options: object) -> Learner:
        everybody.append(Learner(browser, through, reduced_motion="reduce", **options).arrive())
        everybody[-1].button("Step").focus()
        everybody[-1].page.keyboard.press("s")
        return everybody[-1]

    yield somebody
    assert [fault for learner in everybody for fault in learner.faults] == []


@pytest.fixture
def small(browser: Browser, tmp_path: Path) -> Iterator[Small]:
    """A learner who steps this consumer by statements."""
    sites: list[Site] = []
    learners: list[Learner] = []

    def arrived(consumer: str) -> Learner:
        scenarios = tmp_path / "content/small/scenarios/hello"
        scenarios.mkdir(parents=True)
        (scenarios / "loud.py").write_text(LOUD)
        write_course(tmp_path / "content", lesson=LESSON, consumer=consumer, scenario=WITH_LOUD)
        sites.append(Site(tmp_path / "data", content_roots=str(tmp_path / "content")))
        learners.append(Learner(browser, sites[0].url, viewport=DESKTOP, reduced_motion="reduce").arrive(SMALL))
        learners[0].button("Step").focus()
        learners[0].page.keyboard.press("s")
        return learners[0]

    yield arrived
    assert [fault for learner in learners for fault in learner.faults] == []
    for site in sites:
        assert site.stop() == 0, site.said


def text(learner: Learner, selector: str) -> str:
    return " ".join(learner.page.locator(selector).inner_text().split())


def caption(learner: Learner) -> str:
    """Position and title, such as `4 of 7, statement 2 of 4 Line 13 is next`."""
    return text(learner, ".caption h3")


def press(learner: Learner, key: str = "j") -> str:
    """Press a key and wait for what it shows."""
    before = caption(learner)
    learner.page.keyboard.press(key)
    expect(learner.page.locator(".caption h3")).not_to_have_text(
        re.compile(rf"\s*{re.escape(before)}\s*"), timeout=5000
    )
    return caption(learner)


def press_until(learner: Learner, title: str, key: str = "j") -> list[str]:
    """Press a key until the caption says so; all captions on the way."""
    captions: list[str] = []
    while not captions or title not in captions[-1]:
        assert len(captions) < 40, captions
        captions.append(press(learner, key))
    return captions


def line(learner: Learner) -> str:
    """The number of the line that is shown as current."""
    current = learner.page.locator(".code .l[aria-current=step]")
    return (current.get_attribute("data-n") or "") if current.count() else ""


def chips(learner: Learner) -> dict[str, str]:
    """What stands beside which line: the value alone where there is no room for its name."""
    found = learner.page.locator(".code .l:has(.val)").all()
    return {chip.get_attribute("data-n") or "": chip.locator(".val").inner_text() for chip in found}


def values(learner: Learner) -> list[str]:
    """What the code knows; what is new ends with a star."""
    told = learner.page.locator(".values li").all_text_contents()
    return [value.replace(", changed", " *") for value in told]


def ran(learner: Learner) -> list[str]:
    return [found.get_attribute("data-n") or "" for found in learner.page.locator(".code .l.ran").all()]


def cell(learner: Learner) -> str:
    """What the current cell of the strip shows."""
    current = learner.page.locator(".strip [aria-current=step]")
    return "".join(current.locator(".n, .nth > [aria-hidden]").all_inner_texts())


def test_by_keyboard_alone_a_whole_run_goes_from_statement_to_statement(people: People) -> None:
    learner = people(viewport=DESKTOP)
    press_until(learner, "Line 8 is next")
    assert learner.ready_state() == 0
    press_until(learner, "Line 9 is next")
    assert (chips(learner), learner.ready_state()) == ({"8": "self.message_buffer = []"}, 0)
    press_until(learner, "wants to accept")
    assert (line(learner), learner.ready_state()) == ("9", 0)
    press_until(learner, "The consumer accepts")
    assert learner.ready_state() == 1

    press_until(learner, "Line 12 is next")
    assert values(learner) == ['text_data = \'{"text": "hello"}\' *', "bytes_data = None *", "self.message_buffer = []"]
    press_until(learner, "Line 13 is next")
    assert (caption(learner), cell(learner)) == ("4 of 7, statement 2 of 4 Line 13 is next", "4 · 2/4")
    assert (line(learner), chips(learner), ran(learner)[-1]) == ("13", {"12": "text = 'hello'"}, "12")
    assert learner.address.endswith("?frame=4.2")
    expect(learner.page.locator("#say")).to_have_text("Frame 4, statement 2. Line 13 of receive(). text is 'hello'.")
    press_until(learner, "Line 14 is next")
    assert (chips(learner), learner.row("self.message_buffer")[2]) == (
        {"13": "['hello']"},
        "['hello']",
    )
    press_until(learner, "Line 16 is next")
    assert "HELLO" in learner.received[0]
    press_until(learner, "receive() is done")
    assert chips(learner) == {"16": "['hello', 'HELLO']"}
    assert learner.row("self.message_buffer")[3] == "['hello', 'HELLO']"
    expect(learner.page.locator("[data-state-text]")).to_have_text("Nothing is held. Step closes the connection.")
    press_until(learner, "The consumer is done")

    assert ran(learner) == ["7", "8", "9", "11", "12", "13", "14", "15", "16", "19"]
    assert {name: learner.row(name) for name in TEACHING} == TEACHING
    assert learner.page.locator(".strip .cell").count() == 7


def test_the_switch_works_in_the_middle_of_a_run_and_what_is_held_stays_held(people: People) -> None:
    learner = people()
    press_until(learner, "Line 12 is next")
    learner.page.keyboard.press("s")
    expect(learner.page.locator("#say")).to_have_text("Steps go from event to event.")
    expect(learner.button("Statement by statement")).to_have_attribute("aria-pressed", "false")
    expect(learner.button("Next event")).to_be_hidden()
    assert "Line 12 is next" in caption(learner)
    assert "receive() wants to send" in press(learner)
    learner.button("Statement by statement").click()
    expect(learner.button("Next event")).to_be_visible()
    learner.button("Step").focus()
    captions = press_until(learner, "The consumer is done")

    assert any("Line 16 is next" in told for told in captions)
    assert {name: learner.row(name) for name in TEACHING} == TEACHING


def test_between_events_the_current_line_shows_what_it_uses(people: People) -> None:
    learner = people(viewport=TABLET)
    learner.page.keyboard.press("s")
    press_until(learner, "receive() wants to send")

    assert chips(learner) == {"15": "reply = 'HELLO'"}


def test_a_chip_never_hides_code_where_there_is_a_mouse(people: People) -> None:
    learner = people(viewport=DESKTOP)
    learner.page.keyboard.press("s")
    press_until(learner, "receive() wants to send")

    expect(learner.page.locator(".code .l:has(.val)")).to_have_attribute("data-n", "15")
    expect(learner.page.locator(".code .val")).to_be_hidden()
    assert values(learner)[-2:] == ["reply = 'HELLO' *", "self.message_buffer = ['hello'] *"]


def test_to_the_next_event_is_a_step_by_events(people: People) -> None:
    learner = people()
    titles = [re.sub(r"^\d of \d ", "", told) for told in press_until(learner, "The consumer is done", "e")]

    assert titles == [
        "A browser asks to connect",
        "The request reaches connect()",
        "connect() wants to accept",
        "The consumer accepts",
        "connect() has returned",
        "A message has arrived",
        "A message comes in",
        "receive() wants to send",
        "The consumer answers",
        "receive() is done",
        "The connection is gone",
        "The browser hangs up",
        "The consumer is done",
    ]


def test_the_button_lets_the_lines_go_that_are_left_of_a_handler(people: People) -> None:
    learner = people()
    press_until(learner, "Line 13 is next")
    learner.button("Next event").click()

    expect(learner.page.locator(".caption [data-title]")).to_have_text("receive() wants to send")
    assert {"13", "14"} <= set(ran(learner))
    learner.page.keyboard.press("k")
    assert "Line 15 is next" in caption(learner)


def test_going_back_and_a_cell_of_the_strip_ask_nobody_and_forward_is_the_same_again(people: People) -> None:
    learner = people(viewport=DESKTOP)
    there = press_until(learner, "receive() wants to send")[-5:]
    back = [press(learner, "k") for _ in range(4)]
    assert cell(learner) == "4 · 1/4"
    expect(learner.page.locator("[data-state-text]")).to_have_text(
        "You are looking back at frame 4.1. The run itself is at frame 5."
    )
    learner.page.get_by_role("button", name=re.compile("^Frame 4")).click()
    assert caption(learner) == "4 of 7 A message comes in"
    learner.button("Step").focus()
    forward = [press(learner) for _ in range(5)]

    assert [re.sub(r".*statement|^5 of 7", "", told)[-20:] for told in forward[1:4]] == [
        told[-20:] for told in reversed(back[:3])
    ]
    assert forward[-1] == there[-1] == "5 of 7 receive() wants to send"


def test_nothing_moves_and_everything_fits_while_one_steps(people: People) -> None:
    learner = people(viewport=DESKTOP)
    heights: set[Any] = set()
    bottoms: set[Any] = set()
    for _ in range(24):
        press(learner)
        boxes = [
            learner.page.locator(pane).bounding_box()
            for pane in (
                ".pane.browser",
                ".pane.wire",
                ".pane.server",
                ".code",
                ".values",
                ".player",
                "#tracker",
                ".strip",
            )
        ]
        heights.add(tuple(round(box["height"], 2) for box in boxes if box))
        bottoms.update(box["y"] + box["height"] for box in boxes if box)
        if "The consumer is done" in caption(learner):
            break

    assert len(heights) == 1
    assert max(bottoms) <= 900


@pytest.mark.parametrize("width", [360, 390, 820])
def test_on_small_screens_nothing_is_wider_and_no_button_covers_another(people: People, width: int) -> None:
    learner = people(viewport={**PHONE, "width": width})
    heights = set()
    for _ in range(13):
        press(learner)
        heights.add(learner.page.evaluate("document.querySelector('.pane.server').offsetHeight"))
        assert learner.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    edges = learner.page.evaluate(
        """[...document.querySelectorAll('.controls .b, .b.granularity')].map((button) => {
            const { left, right, top } = button.getBoundingClientRect();
            return [left, right, top];
        }).filter(([, , top], _, [first]) => top === first[2]).sort(([a], [b]) => a - b)"""
    )

    assert all(right <= left for (_, right, _), (left, _, _) in pairwise(edges))
    assert len(heights) == 1


def test_on_a_phone_a_chip_is_the_value_alone_at_the_right_edge(people: People) -> None:
    learner = people(viewport=PHONE)
    press_until(learner, "Line 13 is next")
    chip = learner.page.locator(".code .val")

    assert chip.inner_text() == "'hello'"
    box = chip.bounding_box()
    assert box
    assert 370 <= box["x"] + box["width"] <= 390
    assert cell(learner).split() == ["42/4"]


def test_the_choice_outlives_reset_and_reload(people: People) -> None:
    learner = people()
    press_until(learner, "Line 8 is next")
    learner.page.keyboard.press("0")
    assert press_until(learner, "Line 8 is next")
    learner.page.reload()

    expect(learner.button("Statement by statement")).to_have_attribute("aria-pressed", "true")
    learner.button("Step").focus()
    learner.page.keyboard.press("0")
    assert press_until(learner, "Line 8 is next")


def test_a_line_that_is_cut_while_a_statement_is_held_comes_back_and_nothing_is_lost(
    people: People, site: Site
) -> None:
    cable = Cable(site.url)
    learner = people(through=cable.url)
    press_until(learner, "Line 13 is next")
    cable.cut("/observer/")
    expect(learner.page.locator("[data-state-text]")).to_contain_text("The line dropped")
    learner.page.keyboard.press("s")
    learner.page.keyboard.press("s")
    learner.page.keyboard.press("s")  # by events, which the server has not heard of
    expect(learner.page.locator("[data-state-text]")).to_have_text("Line 13 is held until you step.", timeout=10_000)

    assert "receive() wants to send" in press(learner)
    press_until(learner, "The consumer is done")
    assert {name: learner.row(name) for name in TEACHING} == TEACHING
    cable.close()


def test_ten_hasty_presses_and_hasty_switches_lose_nothing(people: People) -> None:
    learner = people()
    press_until(learner, "Line 12 is next")
    for _ in range(10):
        learner.page.keyboard.press("j")
    for _ in range(9):
        learner.page.keyboard.press("s")
    for _ in range(10):
        learner.page.keyboard.press("j")
    learner.page.wait_for_timeout(1500)
    if "The consumer is done" not in caption(learner):
        press_until(learner, "The consumer is done")

    assert {name: learner.row(name) for name in TEACHING} == TEACHING


def test_a_run_plays_statements_and_a_finished_one_replays_them(people: People) -> None:
    learner = people()
    learner.button("Run").click()
    expect(learner.page.locator(".caption [data-title]")).to_have_text("Line 13 is next", timeout=30_000)
    learner.button("Pause").click()
    learner.page.keyboard.press("End")
    learner.button("Step").focus()
    press_until(learner, "The consumer is done")
    learner.button("Run").click()

    expect(learner.page.locator(".caption [data-title]")).to_have_text("Line 8 is next", timeout=10_000)
    learner.button("Pause").click()


def test_a_message_sent_while_a_statement_is_held_waits_behind_it(people: People) -> None:
    learner = people()
    press_until(learner, "Line 13 is next")
    learner.button("Send").click()
    expect(learner.page.locator("[data-state-text]")).to_contain_text("Line 13 is held until you step. 1 message waits")
    expect(learner.page.locator("#say")).to_contain_text("1 message waits behind it.")
    learner.button("Step").focus()
    press_until(learner, "The consumer is done")

    assert len(learner.received) == 2


def test_what_is_let_go_and_waits_for_the_event_loop_is_told_and_the_run_goes_on(small: Small) -> None:
    learner = small(BUSY)
    press_until(learner, "Line 30 is next")
    learner.page.keyboard.press("j")  # once: where line 31 comes late, another would send what the script sends
    expect(learner.page.locator("[data-state-text]")).to_have_text("Line 31 is held until you step.")
    learner.button("Send").click()
    expect(learner.page.locator("[data-state-text]")).to_contain_text("1 message waits behind it")
    learner.button("Step").focus()
    assert "A message has arrived" in press(learner)
    assert "Line 32 is next" in press(learner)
    learner.page.keyboard.press("j")  # the message is the oldest stop, but tick() is in the midst of its code

    waits = "Line 32 is held until you step. Another task is ready, and waits for the event loop."
    expect(learner.page.locator("[data-state-text]")).to_have_text(waits)
    expect(learner.page.locator("#say")).to_have_text(waits)
    press_until(learner, "The consumer is done")
    assert learner.received == ["HI, PLEASE"]


def test_a_step_that_found_nothing_to_do_is_answered_by_what_comes_next(small: Small) -> None:
    learner = small(SLOW)
    press_until(learner, "Line 8 is next")
    learner.page.keyboard.press("j")
    expect(learner.page.locator("#say")).to_contain_text("Line 8 runs.")
    learner.page.keyboard.press("j")

    expect(learner.page.locator(".caption h3")).to_contain_text("Line 9 is next")


def test_code_that_cannot_wait_runs_through_and_is_there_for_who_goes_back(small: Small) -> None:
    learner = small(BUSY)
    press(learner)
    assert caption(learner) == "1 of 6 A browser asks to connect"
    assert "Before 1, statement 2 of 2 Line 12 ran through" in press(learner, "k")
    learner.page.keyboard.press("End")
    press_until(learner, "Line 19 is next")
    landed = press(learner)
    back = [press(learner, "k") for _ in range(2)]

    assert "Line 20 is next" in landed
    assert ["25 ran" in back[0], "24 ran" in back[1]] == [True, True]
    assert text(learner, ".caption p") == "polite() is plain code on the event loop: it cannot wait, so it ran through."


def test_a_line_of_another_file_is_named_with_its_file(small: Small) -> None:
    learner = small(BUSY)
    press_until(learner, "Line 20 is next")

    assert "Line 2 of loud.py is next" in press(learner)
    assert line(learner) == ""


def test_the_page_says_which_clock_goes_on_while_a_stop_is_held(small: Small) -> None:
    assert text(small(BUSY), ".clocks") == "Real time: time goes on while a stop is held"


def test_a_sync_consumer_is_stepped_like_any_other(small: Small) -> None:
    learner = small(SYNC)
    press_until(learner, "Line 7 is next")
    assert (chips(learner), learner.ready_state()) == ({"6": "self.greeting = 'hello'"}, 0)
    press_until(learner, "It accepts")
    assert learner.ready_state() == 1
    press_until(learner, "Line 8 is next")
    press_until(learner, "The server sends")

    assert learner.received == ["hello"]
