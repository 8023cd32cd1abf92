"""Lesson 1 as learners meet it: a real site, a real Chromium, real sockets."""

import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import LESSON, Learner
from tests.live import Cable, Site

pytestmark = pytest.mark.browser
People = Callable[..., Learner]
PANES = (".pane.browser", ".pane.wire", ".pane.server", "#tracker")
GOLDEN = {
    "connection_state": ["None", "Accepted", "Open", "Open", "Closed"],
    "message_buffer": ["Empty", "Empty", "Received message stored", "Sent message stored", "Cleared"],
}


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[People]:
    """Learners, each with a browser profile of their own; afterwards no page may have done what it should not."""
    everybody: list[Learner] = []

    def somebody(through: str = site.url, **options: object) -> Learner:
        everybody.append(Learner(browser, through, **options))
        return everybody[-1]

    yield somebody
    assert [fault for learner in everybody for fault in learner.faults] == []


@pytest.fixture
def cable(site: Site) -> Iterator[Cable]:
    """What lies between a browser and the site, to be cut."""
    cable = Cable(site.url)
    yield cable
    cable.close()


def press_until(learner: Learner, key: str, caption: str) -> None:
    """Press a key, each time waiting for what it shows, until the caption says so."""
    for _ in range(20):
        before = learner.caption()
        if caption in before:
            return
        learner.page.keyboard.press(key)
        expect(learner.page.locator(".caption [data-title]")).not_to_have_text(before, timeout=5000)
    raise AssertionError(f"{caption!r} never came; the last caption is {before!r}")


def state_line(learner: Learner) -> Locator:
    return learner.page.locator("[data-state-text]")


def caption(learner: Learner) -> Locator:
    return learner.page.locator(".caption [data-title]")


def test_by_keyboard_alone_accept_is_held_past_20_seconds_and_the_run_fills_the_tracker(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "wants to accept")

    states = []
    for _ in range(24):
        states.append(learner.ready_state())
        learner.page.wait_for_timeout(1000)
    press_until(learner, "j", "The consumer accepts")
    states.append(learner.ready_state())
    press_until(learner, "j", "The consumer is done")

    assert states == [0] * 24 + [1]
    assert learner.ready_state() == 3
    assert {name: learner.row(name) for name in GOLDEN} == GOLDEN
    assert learner.row("ws.readyState") == ["none", "OPEN", "OPEN", "OPEN", "CLOSED"]


def test_the_wire_shows_exactly_the_messages_that_the_browser_saw(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer is done")

    wire = learner.wire()

    assert (learner.sent, learner.received) == (['{"text": "hello"}'], ['{"reply": "HELLO"}'])
    messages = [line for line in wire if "text" in line.partition(":")[2]]
    assert [line.partition("{")[2] for line in messages] == ['"text": "hello"}', '"reply": "HELLO"}']
    assert [line.partition(" ")[0] for line in messages] == ["Browser", "Server"]


def test_with_the_mouse_one_connects_sends_ones_own_message_and_disconnects(people: People) -> None:
    learner = people().arrive()
    learner.button("Connect").click()
    press_until(learner, "j", "connect() has returned")
    learner.page.get_by_label("Message to send").fill('{"text": "öäü \\u2713"}')
    learner.button("Send").click()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer answers")
    learner.button("Disconnect").click()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer is done")

    assert learner.sent == ['{"text": "öäü \\u2713"}']
    assert len(learner.received) == 1
    expect(learner.button("Connect")).to_be_enabled()


def test_run_plays_everything_and_pause_stops_it(people: People) -> None:
    learner = people().arrive()
    learner.button("Run").click()
    expect(learner.button("Pause")).to_be_visible()
    expect(learner.page.locator(".caption [data-title]")).to_contain_text("The request reaches", timeout=10_000)
    learner.button("Pause").click()
    paused = learner.caption()
    learner.page.wait_for_timeout(2000)

    assert learner.caption() == paused
    learner.button("Run").click()
    expect(learner.page.locator(".caption [data-title]")).to_contain_text("The consumer is done", timeout=30_000)
    expect(learner.button("Run")).to_be_visible()


def test_going_back_asks_the_server_nothing_and_forward_shows_the_same_again(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer is done")
    learner.page.locator("lesson-progress.is-done").wait_for()  # the end of a run is told, once
    learner.page.wait_for_load_state("networkidle")
    asked: list[str] = []
    learner.page.on("request", lambda request: asked.append(request.url) if "/static/" not in request.url else None)
    learner.page.on("websocket", lambda socket: asked.append(socket.url))

    for _ in range(4):
        learner.page.keyboard.press("k")
    back = learner.caption()
    for _ in range(4):
        learner.page.keyboard.press("j")

    assert back != learner.caption() == "The consumer is done"
    assert asked == []
    assert {name: learner.row(name) for name in GOLDEN} == GOLDEN


def test_two_learners_at_once_neither_see_nor_move_each_other(people: People) -> None:
    first, second = people().arrive(), people().arrive()
    for learner in (first, second):
        learner.button("Step").focus()
        press_until(learner, "j", "wants to accept")

    press_until(first, "j", "The consumer is done")

    assert "wants to accept" in second.caption()
    assert second.ready_state() == 0
    assert second.received == []


def test_a_reset_ends_the_run_and_a_new_one_begins_clean(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer accepts")
    learner.button("Reset").click()
    expect(learner.page.locator(".caption [data-title]")).to_have_text("Nothing has happened yet")
    assert learner.ready_state() in {2, 3}

    learner.button("Step").focus()
    press_until(learner, "j", "The consumer is done")

    assert {name: learner.row(name) for name in GOLDEN} == GOLDEN


def test_a_reload_in_mid_step_leaves_a_page_that_works(people: People) -> None:
    learner = people().arrive()
    for _ in range(4):
        learner.button("Step").focus()
        press_until(learner, "j", "wants to accept")
        learner.page.reload()
        learner.button("Reset").click()
    learner.button("Step").focus()

    press_until(learner, "j", "The consumer accepts")

    assert learner.ready_state() == 1


def test_a_second_tab_has_a_run_of_its_own(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer accepts")
    first, learner.page = learner.page, learner.open()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer is done")

    learner.page = first

    assert "The consumer accepts" in learner.caption()
    assert learner.ready_state() == 1


def test_a_cut_observer_comes_back_by_itself_and_nothing_is_lost(people: People, cable: Cable) -> None:
    learner = people(through=cable.url).arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "connect() has returned")

    cable.cut("/observer/")
    expect(learner.page.locator("[data-state-text]")).to_contain_text("The line dropped")
    expect(learner.page.locator("[data-state-text]")).to_contain_text("Nothing is held", timeout=10_000)
    press_until(learner, "j", "The consumer is done")

    assert {name: learner.row(name) for name in GOLDEN} == GOLDEN


def test_an_exception_of_the_consumer_is_explained_where_one_looks(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "connect() has returned")
    learner.page.get_by_label("Message to send").fill("not JSON")
    learner.button("Send").click()
    learner.button("Step").focus()
    press_until(learner, "j", "JSONDecodeError in receive()")

    expect(learner.page.locator("[data-state-text]")).to_contain_text("Line 12: JSONDecodeError")
    expect(learner.page.locator("[data-ready-name]")).to_have_text("CLOSED")
    expect(learner.page.locator("[data-log]")).to_contain_text("code 1011")


def test_a_message_sent_behind_a_held_one_waits_and_the_run_goes_on_to_its_end(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "connect() has returned")
    learner.button("Send").click()
    expect(caption(learner)).to_have_text("A message has arrived")
    learner.button("Send").click()
    expect(state_line(learner)).to_have_text("websocket.receive is held until you step. 1 message waits behind it.")

    learner.button("Step").focus()
    press_until(learner, "j", "The consumer answers")
    learner.page.keyboard.press("j")
    expect(caption(learner)).to_have_text("A message has arrived")
    press_until(learner, "j", "The consumer is done")

    assert len(learner.received) == 2


@pytest.mark.parametrize("stop", ["asks to connect", "wants to accept", "message has arrived"])
def test_a_browser_that_hangs_up_behind_a_held_stop_is_shown_and_the_run_goes_on_to_its_end(
    people: People, stop: str
) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", stop)
    learner.button("Disconnect").click()
    expect(learner.page.locator("[data-ready-name]")).to_have_text("CLOSED")
    expect(state_line(learner)).to_contain_text("The browser has closed already")
    assert "CONNECTING" not in learner.page.locator("[data-sentence]").inner_text()

    learner.button("Step").focus()
    press_until(learner, "j", "The consumer is done")

    assert "text" not in learner.wire()[-1]
    assert learner.row("connection_state")[-1] == "Closed"
    assert learner.row("ws.readyState")[-1] == "CLOSED"
    learner.page.keyboard.press("j")
    expect(learner.page.locator("#say")).to_contain_text("This run is over")


def test_a_message_above_the_limit_stays_in_the_field_with_the_reason(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "connect() has returned")
    learner.page.get_by_label("Message to send").fill("é" * 10_000)
    learner.button("Send").click()

    expect(state_line(learner)).to_contain_text("the message has 20,000 bytes, and the sandbox takes 16,384 at most")
    assert learner.sent == []
    assert learner.ready_state() == 1


def test_a_close_by_the_sandbox_is_not_called_the_browsers(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "connect() has returned")
    learner.page.evaluate("sockets.findLast(s => s.url.includes('/clients/')).send('x'.repeat(20000))")
    # After a second without news the page shows what comes by itself, else it says that the server is further.
    expect(state_line(learner)).to_contain_text(re.compile("The server is at frame 4 already|disconnect is held"))
    press_until(learner, "j", "The sandbox closed the connection")

    press_until(learner, "j", "disconnect() runs")

    assert "Server to browser: close 4413, from the sandbox" in learner.wire()
    press_until(learner, "j", "The consumer is done")


def test_a_long_message_widens_nothing(people: People) -> None:
    learner = people(viewport={"width": 1440, "height": 900}).arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "connect() has returned")
    learner.page.get_by_label("Message to send").fill(json.dumps({"text": "longer " * 100}))
    learner.button("Send").click()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer answers")

    cell = learner.page.locator("[data-row='self.message_buffer'] td[title]").last
    assert cell.get_attribute("title") == cell.inner_text().partition("\n")[0]
    assert learner.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_link_to_a_place_on_the_page_keeps_the_run(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer accepts")
    question = learner.page.locator(".question").first
    question.get_by_text("Accepted").click()
    question.get_by_role("button", name="Check answer").click()
    question.get_by_role("link", name="See it in the lesson").click()

    expect(learner.page).to_have_url(re.compile(r"\?frame=\d#tracker$"))
    assert "The consumer accepts" in learner.caption()
    assert learner.ready_state() == 1


def test_a_run_that_the_page_has_left_is_spoken_of(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer accepts")
    learner.page.reload()

    expect(state_line(learner)).to_contain_text("That run ended when the page was left.")
    learner.page.reload()
    expect(state_line(learner)).to_contain_text("The recorded run of")


def test_where_websockets_are_blocked_the_page_says_so(people: People) -> None:
    learner = people().arrive()
    learner.page.add_init_script(
        "window.WebSocket = class extends WebSocket { constructor(url) { super(url.replace('/ws/', '/blocked/')); } };"
    )
    learner.page.reload()
    learner.button("Step").focus()
    learner.page.keyboard.press("j")

    expect(state_line(learner)).to_contain_text("No WebSocket opens here", timeout=5000)
    expect(learner.button("Read the recorded run")).to_be_visible()
    learner.faults.clear()  # Chromium reports the socket that it could not open


def test_a_line_that_has_gone_silent_is_noticed_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    site = Site(tmp_path)
    learner = Learner(browser, site.url).arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "wants to accept")
    press_until(learner, "j", "connect() has returned")
    os.kill(site.process.pid, signal.SIGSTOP)
    learner.page.keyboard.press("j")
    expect(state_line(learner)).to_contain_text("The line dropped", timeout=8000)
    learner.page.keyboard.press("j")
    expect(learner.page.locator("#say")).to_contain_text("The line dropped")

    os.kill(site.process.pid, signal.SIGCONT)
    expect(state_line(learner)).not_to_contain_text("The line dropped", timeout=20_000)
    press_until(learner, "j", "The consumer is done")

    assert {name: learner.row(name) for name in GOLDEN} == GOLDEN
    site.stop()


def test_frames_are_kept_until_a_new_run_has_begun(browser: Browser, tmp_path: Path) -> None:
    site = Site(tmp_path)
    learner = Learner(browser, site.url).arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer is done")
    site.stop()

    for _ in range(2):
        learner.button("Connect").click()
        expect(state_line(learner)).to_contain_text("The server did not answer. Your frames are kept")
        assert "The consumer is done" in learner.caption()
        assert {name: learner.row(name) for name in GOLDEN} == GOLDEN


def test_an_expiring_stop_is_told_wherever_one_looks_and_an_expired_run_takes_no_step(
    browser: Browser, tmp_path: Path
) -> None:
    site = Site(tmp_path, limits="hold_accept_seconds=6,warn_seconds=5")
    learner = Learner(browser, site.url).arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "asks to connect")
    learner.page.keyboard.press("k")
    expect(state_line(learner)).to_have_text(re.compile(r"websocket.connect is held for [3-5] s more"))
    expect(learner.page.locator("#say")).to_contain_text("websocket.connect is held for")
    expect(state_line(learner)).to_contain_text("held for too long", timeout=8000)
    learner.page.keyboard.press("End")

    expect(learner.button("Step")).to_have_attribute("aria-disabled", "true")
    learner.page.keyboard.press("j")
    expect(learner.page.locator("#say")).to_contain_text("held for too long")
    learner.button("Start again").click()
    expect(state_line(learner)).to_contain_text("websocket.connect is held")
    assert "asks to connect" in learner.caption()
    assert [fault for fault in learner.faults if "script" in fault] == []
    site.stop()


def test_the_keys_on_the_buttons_stand_out_where_they_work(people: People) -> None:
    learner = people().arrive()
    hint = learner.page.locator("#step kbd")
    expect(hint).to_have_css("opacity", "0.4")
    width = learner.page.evaluate("document.querySelector('#step').offsetWidth")

    learner.button("Step").focus()
    expect(hint).to_have_css("opacity", "1")
    assert learner.page.evaluate("document.querySelector('#step').offsetWidth") == width
    learner.page.get_by_label("Message to send").focus()
    expect(hint).to_have_css("opacity", "0.4")


def test_on_a_short_screen_the_player_covers_nothing(people: People) -> None:
    learner = people(viewport={"width": 1024, "height": 440}).arrive()

    expect(learner.page.locator(".player")).to_have_css("position", "static")


def test_keys_are_silent_in_the_field_and_can_be_switched_off(people: People) -> None:
    learner = people().arrive()
    field = learner.page.get_by_label("Message to send")
    field.fill("")
    field.press_sequentially("jkc m0")
    assert field.input_value() == "jkc m0"
    field.press("Escape")
    expect(learner.button("Step")).to_be_focused()

    learner.page.get_by_role("button", name="Keys").click()
    learner.page.get_by_label("Use single keys").uncheck()
    learner.page.get_by_role("button", name="Close").click()
    learner.button("Step").focus()
    learner.page.keyboard.press("j")

    assert learner.caption() == "Nothing has happened yet"


def test_a_screen_reader_hears_one_sentence_a_step(people: People) -> None:
    learner = people().arrive()
    learner.button("Step").focus()
    press_until(learner, "j", "The consumer accepts")

    status = learner.page.locator("#say")

    expect(status).to_have_attribute("role", "status")
    expect(status).to_contain_text("connection_state changed from None to Accepted")


@pytest.mark.parametrize("width", [360, 390, 820, 1440])
def test_no_page_is_wider_than_the_screen(people: People, width: int) -> None:
    learner = people(viewport={"width": width, "height": 800}).arrive()
    for path in (LESSON, "/", "/nothing-here/"):
        response = learner.page.goto(path)
        assert response
        assert learner.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    learner.faults.clear()  # Chromium reports the 404 that was asked for


def test_nothing_moves_while_one_steps(people: People) -> None:
    learner = people(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").arrive()
    heights = set()
    learner.button("Step").focus()
    for _ in range(12):
        boxes = [
            learner.page.locator(pane).bounding_box()
            for pane in (".pane.browser", ".pane.wire", ".pane.server", "#tracker")
        ]
        heights.add(tuple(round(box["height"]) for box in boxes if box))
        before = learner.caption()
        learner.page.keyboard.press("j")
        expect(learner.page.locator(".caption [data-title]")).not_to_have_text(before)

    assert len(heights) == 1


def test_the_question_is_graded_by_the_server_and_still_there_after_a_reload(people: People) -> None:
    learner = people().arrive()
    question = learner.page.locator(".question").first
    question.get_by_role("radio").first.focus()
    learner.page.keyboard.press("Space")
    learner.page.keyboard.press("Tab")
    learner.page.keyboard.press("Enter")
    expect(question.get_by_role("status")).to_contain_text("That was true up to step 1")
    assert "Yes." not in question.inner_text()

    learner.page.reload()
    expect(question.get_by_role("status")).to_contain_text("That was true up to step 1")
    question.get_by_text("Accepted").click()
    question.get_by_role("button", name="Check answer").click()

    expect(question.get_by_role("status")).to_contain_text("has answered the handshake")
    expect(question.get_by_text("Your answer, correct")).to_be_visible()


def test_hints_come_one_by_one(people: People) -> None:
    learner = people().arrive()
    question = learner.page.locator(".question").nth(1)
    question.get_by_role("button", name="Hint (1 of 2)").click()
    expect(question).to_contain_text("look for the method that speaks")
    assert "arrow points to the browser" not in question.inner_text()

    question.get_by_role("button", name="Hint (2 of 2)").click()

    expect(question).to_contain_text("arrow points to the browser")


def test_without_script_the_lesson_is_whole_and_the_quiz_works(people: People) -> None:
    learner = people(java_script_enabled=False).arrive()
    text = learner.page.inner_text("main")
    for part in ("Every frame is a link.", "class ChatConsumer", "Received message stored", "Execution table"):
        assert part in text
    assert not learner.page.get_by_role("button", name="Step").is_visible()

    question = learner.page.locator(".question").first
    question.get_by_text("Accepted").click()
    question.get_by_role("button", name="Check answer").click()
    expect(learner.page).to_have_url(re.compile(r"/attempts/[0-9a-f-]+/#state-after-accept"))
    expect(learner.page.locator("#state-after-accept")).to_contain_text("has answered the handshake")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_the_systems_until_one_chooses_and_is_remembered(people: People, theme: str) -> None:
    learner = people(color_scheme=theme).arrive()
    paper = {"light": "rgb(246, 248, 246)", "dark": "rgb(14, 19, 17)"}
    other = {"light": "dark", "dark": "light"}[theme]
    expect(learner.page.locator("body")).to_have_css("background-color", paper[theme])

    learner.page.get_by_role("button", name="Switch between light and dark").click()
    learner.page.reload()

    expect(learner.page.locator("body")).to_have_css("background-color", paper[other])


def test_answers_outlive_a_restart(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("restarted")
    site = Site(data)
    port = site.url.rpartition(":")[2]
    learner = Learner(browser, site.url).arrive()
    question = learner.page.locator(".question").first
    question.get_by_text("Closed").click()
    question.get_by_role("button", name="Check answer").click()
    expect(question.get_by_role("status")).to_contain_text("Nothing has ended yet")
    site.stop()

    site = Site(data, port=port)
    learner.page.reload()
    expect(question.get_by_role("status")).to_contain_text("Nothing has ended yet")
    site.stop()
