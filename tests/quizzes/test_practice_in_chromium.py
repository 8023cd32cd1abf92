"""A whole practice in a real Chromium: by keyboard, without script, on a phone, with a bad network."""

import re
from collections.abc import Mapping
from time import time

import pytest
from playwright.sync_api import Locator, Route, expect

from quizzes.domain.question import Question
from tests.browser import Learner
from tests.quizzes.browsing import People, fill_in, saved, width_left
from tests.quizzes.canary import PRACTICE_PATH
from tests.quizzes.keyboard import Keyboard
from tests.quizzes.samples import right_fields

pytestmark = pytest.mark.browser
QUESTIONS = 6
VISIBLE_HEIGHTS = "(all) => all.filter((it) => it.checkVisibility()).map((it) => it.getBoundingClientRect().height)"
PAGES = re.compile(r"/attempts/[0-9a-f-]+/\d+/$")


def status(learner: Learner) -> Locator:
    return learner.page.locator(".fb")


def begin(somebody: Learner) -> Learner:
    somebody.page.get_by_role("button", name="Start").click()
    expect(somebody.page).to_have_url(PAGES)
    return somebody


def go_to(learner: Learner, number: int) -> None:
    learner.page.goto(re.sub(r"/\d+/$", f"/{number}/", learner.page.url))


def test_a_whole_practice_is_done_with_the_keyboard_alone(people: People, questions: Mapping[str, Question]) -> None:
    learner = people(PRACTICE_PATH)
    keys = Keyboard(learner.page, questions)
    keys.press("Start")
    expect(learner.page).to_have_url(PAGES)
    seen = []
    for number in range(1, QUESTIONS + 1):
        expect(learner.page.locator("[aria-current=step]")).to_contain_text(f"Question {number}")
        seen.append(keys.asked().public.type)
        keys.answer(right=number != 2)
        keys.press("Check answer")
        if number == 2:
            expect(status(learner)).to_contain_text("one try is left")
            keys.press("Hint (1 of 2)")
            expect(status(learner)).to_contain_text("Hint 1 of 2")
            keys.press("Show answer")
            expect(status(learner)).to_contain_text("The answers are")
        else:
            expect(status(learner)).to_contain_text("Right")
        keys.press("Next question" if number < QUESTIONS else "See the result")

    expect(learner.page.get_by_role("heading", level=1)).to_have_text("Strong: 5 of 6 points")
    assert sorted(seen) == ["fill", "multiple", "order", "output", "single", "truth"]


@pytest.mark.parametrize("width", [360, 1440])
def test_a_whole_practice_is_done_without_script(people: People, questions: Mapping[str, Question], width: int) -> None:
    learner = begin(people(PRACTICE_PATH, java_script_enabled=False, viewport={"width": width, "height": 740}))
    page = learner.page
    for _ in range(QUESTIONS):
        asked = questions[page.locator("[data-question]").get_attribute("data-question") or ""]
        fill_in(page, right_fields(asked))
        page.get_by_role("button", name="Check answer").click()
        expect(status(learner)).to_contain_text("Right")
        page.reload()
        expect(status(learner)).to_contain_text("Right")
        page.get_by_role("link", name=re.compile("Next question|See the result")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Strong: 6 of 6 points")


def test_nothing_is_wider_than_a_small_phone(people: People, questions: Mapping[str, Question]) -> None:
    learner = people(PRACTICE_PATH, viewport={"width": 360, "height": 740})
    widths = [width_left(learner)]
    begin(learner)
    keys = Keyboard(learner.page, questions)
    for number in range(1, QUESTIONS + 1):
        widths.append(width_left(learner))
        keys.answer(right=number % 2 == 0)
        learner.page.get_by_role("button", name="Check answer").click()
        expect(status(learner)).to_contain_text(re.compile("Right|one try"))
        widths.append(width_left(learner))
        if number % 2:
            learner.page.get_by_role("button", name="Show answer").click()
            expect(learner.page.get_by_text("Quick check")).to_be_visible()
            widths.append(width_left(learner))
        learner.page.get_by_role("link", name=re.compile("Next question|See the result")).click()
        learner.page.wait_for_load_state()
    widths.append(width_left(learner))

    assert min(widths) >= 0


def test_feedback_is_announced_by_the_region_that_was_there_and_the_focus_stays(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin(people(PRACTICE_PATH))
    learner.page.evaluate("document.querySelector('.fb').was = true")
    keys = Keyboard(learner.page, questions)
    keys.answer(right=False)
    chosen = learner.page.evaluate("document.activeElement.value")
    keys.press("Check answer")
    expect(status(learner)).to_contain_text("one try is left")

    assert learner.page.evaluate("document.querySelector('.fb').was && document.querySelector('.fb').role") == "status"
    assert learner.page.evaluate("document.activeElement.value") == chosen
    expect(learner.page).to_have_title(re.compile("Question 1 of 6, missed"))
    expect(learner.page.locator("[aria-current=step]")).to_contain_text("missed")


def test_what_is_chosen_and_not_checked_is_there_after_a_reload_and_in_a_second_tab(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin(people(PRACTICE_PATH))
    Keyboard(learner.page, questions).answer()
    saved(learner.page)
    chosen = learner.page.locator("input:checked").input_value()
    second = learner.open(learner.page.url)
    learner.page.reload()

    assert learner.page.locator("input:checked").input_value() == chosen
    assert second.locator("input:checked").input_value() == chosen
    assert learner.page.locator(".fb").inner_text() == ""


def test_what_is_typed_survives_leaving_the_page_at_once_and_the_back_button(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin(people(PRACTICE_PATH))
    go_to(learner, 5)
    learner.page.get_by_label("Your answer").fill("half an ans")
    learner.page.goto(PRACTICE_PATH)
    learner.page.go_back()
    deadline = time() + 10
    while learner.page.get_by_label("Your answer").input_value() != "half an ans" and time() < deadline:
        learner.page.reload()  # what a page sends while it is left may come after the next one is asked for

    expect(learner.page.get_by_label("Your answer")).to_have_value("half an ans")


def test_the_newest_of_many_changes_is_kept(people: People) -> None:
    learner = begin(people(PRACTICE_PATH))
    go_to(learner, 5)
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.post_data or "")
        learner.page.wait_for_timeout(300)
        route.continue_()

    learner.page.route(PAGES, slowly)
    learner.page.get_by_label("Your answer").press_sequentially("abcdefghij", delay=120)
    saved(learner.page)
    learner.page.unroute(PAGES)
    learner.page.reload()

    assert learner.page.get_by_label("Your answer").input_value() == "abcdefghij"
    assert len(sent) < 10


def test_a_draft_that_cannot_be_kept_is_said_and_sent_again(people: People) -> None:
    learner = begin(people(PRACTICE_PATH))
    go_to(learner, 5)
    learner.page.context.set_offline(True)
    learner.page.get_by_label("Your answer").fill("offline")
    expect(learner.page.locator("quiz-draft")).to_contain_text("Not saved yet")
    learner.page.context.set_offline(False)
    expect(learner.page.locator("quiz-draft")).to_have_text("Saved", timeout=10_000)
    learner.page.reload()

    assert learner.page.get_by_label("Your answer").input_value() == "offline"
    learner.faults.clear()  # Chromium reports what it could not send


def test_an_answer_that_cannot_be_sent_stays_and_can_be_sent_later(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin(people(PRACTICE_PATH))
    Keyboard(learner.page, questions).answer()
    saved(learner.page)
    learner.page.context.set_offline(True)
    learner.page.get_by_role("button", name="Check answer").click()
    expect(status(learner)).to_contain_text("could not be reached")
    learner.page.context.set_offline(False)
    learner.page.get_by_role("button", name="Check answer").click()

    expect(status(learner)).to_contain_text("Right")
    learner.faults.clear()


def test_an_answer_that_cannot_be_sent_is_kept_as_a_draft_as_soon_as_it_can_be(people: People) -> None:
    learner = begin(people(PRACTICE_PATH))
    go_to(learner, 5)
    learner.page.context.set_offline(True)
    learner.page.get_by_label("Your answer").fill("offline")
    learner.page.get_by_role("button", name="Check answer").click()
    expect(status(learner)).to_contain_text("could not be reached")
    learner.page.context.set_offline(False)
    expect(learner.page.locator("quiz-draft")).to_have_text("Saved", timeout=10_000)
    learner.page.reload()

    assert learner.page.get_by_label("Your answer").input_value() == "offline"
    learner.faults.clear()


def test_only_a_draft_that_is_lost_and_its_rescue_are_spoken(people: People) -> None:
    learner = begin(people(PRACTICE_PATH))
    go_to(learner, 5)
    draft, field = learner.page.locator("quiz-draft"), learner.page.get_by_label("Your answer")
    field.fill("a")
    saved(learner.page)
    expect(draft).to_have_attribute("aria-live", "off")
    learner.page.context.set_offline(True)
    field.fill("ab")
    expect(draft).to_contain_text("Not saved yet")
    expect(draft).to_have_attribute("aria-live", "polite")
    learner.page.context.set_offline(False)
    expect(draft).to_have_text("Saved", timeout=10_000)

    expect(draft).to_have_attribute("aria-live", "polite")
    learner.faults.clear()


@pytest.mark.parametrize(("width", "least"), [(390, 44), (1440, 40)])
def test_what_is_pressed_is_as_high_as_a_finger_wants_it(people: People, width: int, least: int) -> None:
    learner = begin(people(PRACTICE_PATH, viewport={"width": width, "height": 800}))
    heights = learner.page.locator("header :is(a, button), .qprog a, .qact .b, label.opt")

    assert min(heights.evaluate_all(VISIBLE_HEIGHTS)) >= least


def test_an_impatient_person_sends_one_answer(people: People, questions: Mapping[str, Question]) -> None:
    learner = begin(people(PRACTICE_PATH))
    Keyboard(learner.page, questions).answer()
    sent: list[str] = []
    learner.page.on("request", lambda r: sent.append(r.post_data or "") if r.method == "POST" else None)
    learner.page.get_by_role("button", name="Check answer").evaluate("(b) => { b.click(); b.click(); b.click(); }")
    expect(status(learner)).to_contain_text("Right")

    assert sum("do=answer" in body for body in sent) == 1


def test_a_hint_leaves_what_was_chosen_and_its_button_the_focus(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin(people(PRACTICE_PATH))
    keys = Keyboard(learner.page, questions)
    keys.answer()
    chosen = learner.page.locator("input:checked").input_value()
    keys.press("Hint (1 of 2)")
    expect(status(learner)).to_contain_text("Hint 1 of 2")
    expect(learner.page.get_by_role("button", name="Hint (2 of 2)")).to_be_focused()
    assert learner.page.locator("input:checked").input_value() == chosen
    learner.page.reload()

    assert learner.page.locator("input:checked").input_value() == chosen


def test_an_open_practice_is_gone_on_with_where_one_was(people: People, questions: Mapping[str, Question]) -> None:
    learner = begin(people(PRACTICE_PATH))
    Keyboard(learner.page, questions).answer()
    learner.page.get_by_role("button", name="Check answer").click()
    expect(status(learner)).to_contain_text("Right")
    learner.page.goto(PRACTICE_PATH)
    learner.page.get_by_role("link", name="Continue").click()

    expect(learner.page.locator("[aria-current=step]")).to_contain_text("Question 2")


def test_a_judged_answer_stays_as_it_was_given(people: People, questions: Mapping[str, Question]) -> None:
    learner = begin(people(PRACTICE_PATH))
    go_to(learner, 2)
    Keyboard(learner.page, questions).answer()
    learner.page.get_by_role("button", name="Check answer").click()
    expect(status(learner)).to_contain_text("Right")
    checked = learner.page.locator("input:checked")
    count = checked.count()
    checked.first.click()

    assert checked.count() == count == 2


class TestOrder:
    """Lines that are put in order."""

    @pytest.fixture
    def learner(self, people: People) -> Learner:
        learner = begin(people(PRACTICE_PATH))
        go_to(learner, 4)
        return learner

    @staticmethod
    def lines(learner: Learner) -> list[str | None]:
        return [item.get_attribute("data-said") for item in learner.page.locator(".item").all()]

    def test_a_move_is_announced_and_keeps_its_focus(self, learner: Learner) -> None:
        first, second, third = self.lines(learner)
        button = learner.page.get_by_role("button", name=f"Move down: {first}")
        button.focus()
        learner.page.keyboard.press("Enter")

        assert self.lines(learner) == [second, first, third]
        expect(button).to_be_focused()
        expect(learner.page.locator("quiz-order [role=status]")).to_have_text(f"{first}, now place 2 of 3")

    def test_beyond_the_ends_nothing_moves(self, learner: Learner) -> None:
        before = self.lines(learner)
        button = learner.page.get_by_role("button", name=f"Move up: {before[0]}")
        button.focus()
        learner.page.keyboard.press("ArrowUp")

        assert self.lines(learner) == before
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(learner.page.locator("quiz-order [role=status]")).to_have_text(f"{before[0]}, now place 1 of 3")

    def test_a_line_can_be_dragged_by_its_number_and_stays_there(self, learner: Learner) -> None:
        first, second, third = self.lines(learner)
        grip, last = (
            learner.page.locator(".grip").first.bounding_box(),
            learner.page.locator(".item").last.bounding_box(),
        )
        assert grip
        assert last
        learner.page.mouse.move(grip["x"] + 5, grip["y"] + 5)
        learner.page.mouse.down()
        for y in range(int(grip["y"]), int(last["y"] + last["height"]), 10):
            learner.page.mouse.move(grip["x"] + 5, y)
        learner.page.mouse.up()
        assert self.lines(learner) == [second, third, first]
        saved(learner.page)
        learner.page.reload()

        assert self.lines(learner) == [second, third, first]

    def test_checking_untouched_lines_sends_what_one_sees(self, learner: Learner) -> None:
        learner.page.get_by_role("button", name="Check answer").click()

        expect(status(learner)).to_contain_text(re.compile("Right|one try is left"))
