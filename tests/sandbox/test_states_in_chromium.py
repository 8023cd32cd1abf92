"""The state line: in every trouble what happened, what is safe, and what one can do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from tests.browser import LESSON, Learner
from tests.lessons.courses import LESSON as SMALL_LESSON
from tests.lessons.courses import write_course
from tests.live import Site

pytestmark = pytest.mark.browser

People = Callable[..., Learner]
MINT = "**/sandbox/runs/"
# The page's own time until the state line says something: what a machine stands still is nobody's wait.
COUNT_TICKS = """
    (words) => {
        window.ticks = 0;
        const line = document.querySelector("[data-state-text]");
        const timer = setInterval(() => line.textContent.includes(words) ? clearInterval(timer) : (ticks += 1), 50);
    }
"""
IN_FIVE_SECONDS = 5000 / 50
# A socket that nobody answers, as behind a firewall that swallows what it does not know.
HANGS = """
    window.WebSocket = class extends EventTarget {
        static OPEN = 1; static CLOSING = 2; static CLOSED = 3;
        readyState = 0;
        send() {}
        close() {}
    };
"""
# A socket that a proxy turns away.
TURNED_AWAY = """
    window.WebSocket = class extends WebSocket { constructor(url) { super(url.replace("/ws/", "/blocked/")); } };
"""
REFUSING = """from channels.generic.websocket import AsyncWebsocketConsumer


class NoConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await self.close()
"""


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[People]:
    """Learners at the first lesson; afterwards no script of theirs may have failed."""
    everybody: list[Learner] = []

    def somebody(script: str = "", query: str = "", **options: Any) -> Learner:
        learner = Learner(browser, site.url, **options)
        everybody.append(learner)
        learner.arrive("/robots.txt")
        learner.context.add_init_script(script)
        learner.page.goto(LESSON + query)
        expect(learner.page.locator("frame-stage:defined")).to_be_attached()
        return learner

    yield somebody
    assert [fault for learner in everybody for fault in learner.faults if fault.startswith("script:")] == []


def state(learner: Learner) -> Locator:
    return learner.page.locator("[data-state-text]")


def test_an_empty_stage_says_how_to_begin_and_that_there_are_lines_too(people: People) -> None:
    expect(state(people())).to_have_text(
        "No run yet. Step or Connect begins one, yours alone. Statement by statement goes line by line."
    )


@pytest.mark.parametrize("width", [360, 390, 768, 820, 1024, 1201, 1440])
@pytest.mark.parametrize("query", ["", "?frame=4"])
def test_the_whole_state_can_be_read_at_every_width(people: People, width: int, query: str) -> None:
    learner = people(query=query, viewport={"width": width, "height": 900})

    hidden = "(it) => [it.scrollWidth - it.clientWidth, it.scrollHeight - it.clientHeight]"

    assert state(learner).evaluate(hidden) == [0, 0]


def test_no_letter_on_the_wire_outgrows_those_around_it(people: People) -> None:
    learner = people(viewport={"width": 767, "height": 900})
    scale = "(it) => it.getBoundingClientRect().width / it.viewBox.baseVal.width"

    assert learner.page.locator(".wire svg").evaluate(scale) <= 1


def test_a_finger_that_has_tapped_does_not_hover(people: People) -> None:
    learner = people(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    colour = "(it) => getComputedStyle(it).backgroundColor"
    before = learner.button("Step").evaluate(colour)
    learner.button("Step").tap()
    expect(learner.page.locator(".caption")).to_contain_text("A browser asks to connect")

    assert learner.button("Step").evaluate(colour) == before


def test_a_line_that_takes_its_time_is_spoken_of(people: People) -> None:
    learner = people()

    def late(route: Route) -> None:
        learner.page.wait_for_timeout(1500)
        route.continue_()

    learner.page.route(MINT, late)
    learner.page.evaluate(
        """() => {
            window.said = [];
            const line = document.querySelector("[data-state-text]");
            new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
        }"""
    )
    learner.button("Connect").click()
    expect(state(learner)).to_contain_text("websocket.connect is held", timeout=10_000)

    assert "Opening the line to your sandbox." in learner.page.evaluate("said")


@pytest.mark.parametrize(
    ("script", "mint", "words"),
    [
        pytest.param(TURNED_AWAY, None, "No WebSocket opens here", id="turned away"),
        pytest.param(HANGS, None, "No WebSocket has opened yet", id="hanging"),
        pytest.param("", lambda route: route.abort(), "The server did not answer", id="no server"),
        pytest.param("", lambda route: route.fulfill(status=403, body="no"), "The server did not answer", id="403"),
        pytest.param("", lambda route: None, "The server has not answered yet", id="no answer"),
    ],
)
def test_where_no_websocket_opens_that_is_said_within_five_seconds_and_the_recorded_run_is_offered(
    people: People, script: str, mint: Callable[[Route], None] | None, words: str
) -> None:
    learner = people(script)
    if mint:
        learner.page.route(MINT, mint)
    learner.page.locator("#step").focus()
    learner.page.evaluate(COUNT_TICKS, words)
    learner.page.keyboard.press("j")

    expect(state(learner)).to_contain_text(words, timeout=20_000)
    assert learner.page.evaluate("ticks") <= IN_FIVE_SECONDS
    expect(learner.page.locator("#say")).to_contain_text(words)
    learner.button("Read the recorded run").click()
    expect(state(learner)).to_contain_text("The recorded run of")
    learner.page.locator("#step").focus()
    learner.page.keyboard.press("j")
    learner.page.keyboard.press("j")
    assert learner.caption() == "The request reaches connect()"
    learner.page.wait_for_timeout(500)  # what the line does now is of no interest any more
    expect(state(learner)).to_contain_text("The recorded run of")


def test_a_server_that_refuses_a_run_says_why_and_can_be_asked_again(people: People) -> None:
    learner = people()
    learner.page.route(MINT, lambda route: route.fulfill(status=429, json={"message": "Three runs are open already."}))
    learner.button("Connect").click()

    expect(state(learner)).to_have_text("Three runs are open already.")
    learner.page.unroute(MINT)
    learner.button("Try again").click()
    expect(state(learner)).to_contain_text("websocket.connect is held")


def test_who_goes_offline_is_told_at_once_keeps_the_frames_and_is_back_by_itself(people: People) -> None:
    learner = people()
    learner.step_until("connect() has returned")
    learner.context.set_offline(True)

    expect(state(learner)).to_have_text(
        "You are offline. You can still step through the 3 frames that you have.", timeout=3000
    )
    learner.page.keyboard.press("k")
    assert learner.caption() == "The consumer accepts"
    learner.context.set_offline(False)
    expect(state(learner)).to_contain_text("You are looking back at frame 2.", timeout=3000)
    learner.page.keyboard.press("End")
    learner.step_until("The consumer is done")


def test_a_browser_that_only_thinks_it_is_offline_goes_on(people: People) -> None:
    learner = people()
    learner.step_until("connect() has returned")
    learner.page.evaluate("dispatchEvent(new Event('offline'))")
    learner.page.wait_for_timeout(2000)

    expect(state(learner)).to_contain_text("Nothing is held.")


def test_offline_no_run_begins_and_the_recorded_one_is_offered(people: People) -> None:
    learner = people()
    learner.context.set_offline(True)
    learner.button("Connect").click()

    expect(state(learner)).to_have_text("You are offline, so no WebSocket opens. The lesson is all here.")
    learner.button("Read the recorded run").click()
    expect(state(learner)).to_contain_text("The recorded run of")


def test_an_error_of_the_consumer_is_named_with_its_line_and_the_code_that_the_browser_got(people: People) -> None:
    learner = people(query="?variant=bare-word")
    learner.step_until("JSONDecodeError in receive()")

    expect(state(learner)).to_have_text(
        "Line 12: JSONDecodeError: Expecting value: line 1 column 1 (char 0). Closed with 1011. Your frames are kept."
    )
    expect(learner.page.locator("[data-state]")).to_have_attribute("data-tone", "bad")
    expect(learner.page.locator("[data-ready-name]")).to_have_text("CLOSED")
    learner.page.locator("[data-state-action]").click()
    assert learner.caption() == "Nothing has happened yet"


def test_until_the_browser_hears_of_an_error_the_run_is_not_called_closed(people: People) -> None:
    learner = people(query="?variant=bare-word")
    learner.page.evaluate(
        """() => {
            window.said = [];
            const line = document.querySelector("[data-state-text]");
            new MutationObserver(() => said.push([line.textContent, sockets.at(-1)?.readyState]))
                .observe(line, { childList: true });
        }"""
    )
    learner.step_until("JSONDecodeError in receive()")
    expect(state(learner)).to_contain_text("Closed with 1011.")

    said = learner.page.evaluate("said")
    assert [ready for words, ready in said if "Closed with" in words] == [3]


@pytest.fixture
def refused(browser: Browser, tmp_path: Path) -> Iterator[Learner]:
    """A learner at a lesson whose consumer refuses the handshake."""
    write_course(tmp_path / "content", lesson=SMALL_LESSON, consumer=REFUSING)
    site = Site(tmp_path / "data", content_roots=str(tmp_path / "content"))
    learner = Learner(browser, site.url).arrive("/small/hello/")
    yield learner
    assert [fault for fault in learner.faults if fault.startswith("script:")] == []
    assert site.stop() == 0, site.said


def test_a_refusal_that_the_lesson_intends_is_red_on_the_wire_and_no_alarm(refused: Learner) -> None:
    refused.step_until("The consumer refuses")
    expect(refused.page.locator(".wire .message.bad")).to_have_count(1)
    assert "Server to browser: 403 Forbidden" in refused.wire()
    refused.step_until("The consumer is done")

    expect(state(refused)).to_have_text(
        "The consumer closed the handshake before accepting, so the server answered 403."
    )
    assert refused.page.locator("[data-state]").get_attribute("data-tone") == ""
    refused.button("See frame 2").click()
    assert refused.caption() == "The consumer refuses"


def test_a_run_that_does_not_go_as_recorded_expects_nothing(refused: Learner) -> None:
    expect(refused.page.locator(".is-expected")).not_to_have_count(0)
    refused.step_until("wants to close")

    expect(refused.page.locator("[data-strip] li")).to_have_count(2)
    expect(refused.page.locator("[data-position]")).to_have_text("2 of 2")
