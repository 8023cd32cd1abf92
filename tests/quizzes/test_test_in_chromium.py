"""A whole test in a real Chromium: by keyboard, without script, on a phone, in two tabs."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from quizzes.domain.question import Question
from tests.browser import Learner
from tests.quizzes.browsing import People, fill_in, saved, width_left
from tests.quizzes.canary import TEST_PATH
from tests.quizzes.keyboard import Keyboard
from tests.quizzes.samples import right_fields

pytestmark = pytest.mark.browser
QUESTIONS = 12
PAGES = re.compile(r"/attempts/[0-9a-f-]+/\d+/$")


def begin(somebody: Learner) -> Learner:
    somebody.page.get_by_role("button", name="Start").click()
    expect(somebody.page).to_have_url(PAGES)
    return somebody


def begin_typing(somebody: Learner, questions: Mapping[str, Question]) -> Learner:
    """Begin, and go to a question with a field."""
    learner = begin(somebody)
    keys = Keyboard(learner.page, questions)
    while keys.asked().public.type not in {"fill", "output"}:
        before = learner.page.url
        learner.page.get_by_role("button", name=re.compile("Next question|Review")).click()
        expect(learner.page).not_to_have_url(before)
    return learner


def current(learner: Learner, number: int) -> None:
    expect(learner.page.locator("[aria-current=step]")).to_contain_text(f"Question {number}:")


def test_a_whole_test_is_done_with_the_keyboard_alone(people: People, questions: Mapping[str, Question]) -> None:
    learner = people(TEST_PATH)
    keys = Keyboard(learner.page, questions)
    keys.press("Start")
    for number in range(1, QUESTIONS + 1):
        current(learner, number)
        if number != 5:
            keys.answer(right=number != 7)
        assert "canary" not in re.sub(r'(name|id|value|data-question|action)="[^"]*"', "", learner.page.content())
        keys.press("Next question" if number < QUESTIONS else "Review and hand in")
    expect(learner.page.get_by_role("heading", level=1)).to_have_text("Hand in this test?")
    keys.press("Hand in")

    heading = learner.page.get_by_role("heading", level=1)
    expect(heading).to_have_text(
        re.compile(r"Strong: 1[01] of 12 points")
    )  # an order that is left as seen may be right
    expect(learner.page.locator("details.back[open]")).to_have_count(12 - int((heading.inner_text().split())[1]))


@pytest.mark.parametrize("width", [360, 1440])
def test_a_whole_test_is_done_without_script(people: People, questions: Mapping[str, Question], width: int) -> None:
    learner = begin(people(TEST_PATH, java_script_enabled=False, viewport={"width": width, "height": 740}))
    page = learner.page
    for _ in range(QUESTIONS):
        asked = questions[page.locator("[data-question]").get_attribute("data-question") or ""]
        fill_in(page, right_fields(asked))
        page.get_by_role("button", name=re.compile("Next question|Review and hand in")).click()
    expect(page.get_by_text("Every question has its answer.")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Strong: 12 of 12 points")


def test_nothing_is_wider_than_a_small_phone(people: People, questions: Mapping[str, Question]) -> None:
    learner = people(TEST_PATH, viewport={"width": 360, "height": 740})
    widths = [width_left(learner)]
    begin(learner)
    keys = Keyboard(learner.page, questions)
    for number in range(1, QUESTIONS + 1):
        current(learner, number)
        keys.answer(right=number % 2 == 0)
        widths.append(width_left(learner))
        learner.page.get_by_role("button", name=re.compile("Next question|Review")).click()
    expect(learner.page.get_by_role("heading", level=1)).to_have_text("Hand in this test?")
    widths.append(width_left(learner))
    learner.page.get_by_role("button", name="Hand in").click()
    expect(learner.page.get_by_role("heading", level=1)).to_contain_text("of 12 points")
    widths.append(width_left(learner))

    assert min(widths) >= 0


def test_drafts_are_kept_as_they_are_made_even_when_one_leaves_by_the_strip(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin_typing(people(TEST_PATH), questions)
    number = re.findall(r"/(\d+)/$", learner.page.url)[0]
    learner.page.get_by_label("Your answer").fill("accept")
    learner.page.locator("nav li:not(.cur) a").last.click()

    expect(learner.page.get_by_role("link", name=f"Question {number}: answered")).to_be_visible()


def test_pressing_next_right_after_a_change_keeps_the_change(people: People, questions: Mapping[str, Question]) -> None:
    learner = begin_typing(people(TEST_PATH), questions)
    address = learner.page.url
    field = learner.page.get_by_label("Your answer")
    field.fill("older")
    learner.page.wait_for_timeout(420)  # its draft is on its way
    field.fill("newer")
    learner.page.get_by_role("button", name=re.compile("Next question|Review")).click()
    expect(learner.page).not_to_have_url(address)
    learner.page.go_back()

    expect(learner.page.get_by_label("Your answer")).to_have_value("newer")


def test_two_tabs_hand_in_once_and_the_second_sees_the_same_result(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin_typing(people(TEST_PATH), questions)
    Keyboard(learner.page, questions).answer()
    saved(learner.page)
    attempt = re.sub(r"\d+/$", "", learner.page.url)
    first, second = learner.open(f"{attempt}hand-in/"), learner.open(f"{attempt}hand-in/")
    for tab in (first, second):
        tab.get_by_role("button", name="Hand in").click()
        expect(tab).to_have_url(attempt)
    headings = [tab.get_by_role("heading", level=1).inner_text() for tab in (first, second)]

    assert headings[0] == headings[1]
    assert "of 12 points" in headings[0]


def test_a_tab_that_is_still_open_after_handing_in_is_told_so(
    people: People, questions: Mapping[str, Question]
) -> None:
    learner = begin_typing(people(TEST_PATH), questions)
    other = learner.open(re.sub(r"\d+/$", "hand-in/", learner.page.url))
    other.get_by_role("button", name="Hand in").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("of 12 points")
    learner.page.get_by_label("Your answer").fill("too late")

    expect(learner.page.locator("quiz-draft")).to_contain_text("This was handed in before")
    learner.faults.clear()  # Chromium reports the 400


def test_the_result_leads_to_what_to_read_next(people: People) -> None:
    learner = begin(people(TEST_PATH))
    learner.page.goto(re.sub(r"\d+/$", "hand-in/", learner.page.url))
    learner.page.get_by_role("button", name="Hand in").click()
    expect(learner.page.get_by_role("heading", level=1)).to_have_text("Not yet: 0 of 12 points")
    learner.page.locator(".read a").first.click()

    expect(learner.page).to_have_url(re.compile(r"/small/hello/(\?[^#]*)?#canary"))
