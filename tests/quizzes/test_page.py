"""Questions in a real browser, on the real lesson page of the real site."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from lessons.catalog import get_catalog
from quizzes.bank import bank
from quizzes.domain.question import Marked
from tests.browser import LESSON
from tests.live import Site

pytestmark = pytest.mark.browser

UNREACHED = "The server could not be reached. Your answer is kept: try again in a moment."


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's own browser: no cookie yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@dataclass(frozen=True)
class Asked:
    """A question on a page, and what its author knows."""

    page: Page
    region: Locator
    right: str
    wrong: tuple[str, ...]

    @property
    def status(self) -> Locator:
        return self.region.get_by_role("status")

    def choose(self, key: str) -> None:
        self.region.locator(f"input[value='{key}']").check()

    def press(self, name: str) -> None:
        self.region.get_by_role("button", name=name).click()

    def focused(self) -> str:
        value: str = self.page.evaluate("document.activeElement.value ?? ''")
        return value


def asked_on(page: Page, address: str) -> Asked:
    """The first question of the lesson, on the page at this address."""
    get_catalog()
    quiz = bank.quiz("channels", "life-of-a-socket")
    assert quiz
    question = quiz.questions[0]
    keys = [choice.key for choice in question.public.choices]
    assert isinstance(question.secret.key, Marked)
    (right,) = question.secret.key.right
    page.goto(address)
    region = page.locator(f"#{question.public.key.question}")
    return Asked(page, region, right, tuple(key for key in keys if key != right))


@pytest.fixture
def asked(context: BrowserContext, site: Site) -> Iterator[Asked]:
    """The question on the lesson page; nothing may go wrong there unseen."""
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield asked_on(page, site.url + LESSON)
    assert faults == []


def test_a_verdict_appears_in_place_and_is_announced_by_the_region_that_was_there(asked: Asked) -> None:
    asked.page.evaluate("document.querySelectorAll('[role=status]').forEach((region) => { region.was = true })")
    asked.choose(asked.right)
    asked.press("Check answer")

    expect(asked.status).to_contain_text("Right")
    assert asked.status.evaluate("(region) => region.was")
    assert asked.page.url.endswith(LESSON)


def test_the_focus_stays_on_the_chosen_answer(asked: Asked) -> None:
    asked.choose(asked.wrong[1])
    asked.press("Check answer")
    expect(asked.status).to_contain_text("one try is left")

    assert asked.focused() == asked.wrong[1]


def test_a_question_can_be_missed_hinted_and_solved_by_keyboard_alone(asked: Asked) -> None:
    asked.region.locator(f"input[value='{asked.wrong[0]}']").focus()
    asked.page.keyboard.press("Space")
    asked.page.keyboard.press("Enter")
    expect(asked.status).to_contain_text("one try is left")
    for _ in range(2):
        asked.page.keyboard.press("Tab")
    asked.page.keyboard.press("Enter")
    expect(asked.status).to_contain_text("Hint 1 of")
    asked.region.locator(f"input[value='{asked.right}']").focus()
    asked.page.keyboard.press("Space")
    asked.page.keyboard.press("Enter")

    expect(asked.status).to_contain_text("Right at the second try")
    assert asked.region.get_by_role("button").count() == 0


def test_nothing_chosen_is_said_in_place(asked: Asked) -> None:
    asked.press("Check answer")

    expect(asked.status).to_contain_text("Choose one of the answers first.")


def test_answers_are_there_again_after_a_reload(asked: Asked) -> None:
    asked.choose(asked.wrong[0])
    asked.press("Check answer")
    expect(asked.status).to_contain_text("one try is left")
    asked.page.reload()

    expect(asked.status).to_contain_text("one try is left")
    expect(asked.region.locator("input:checked")).to_have_value(asked.wrong[0])


def test_another_person_sees_nothing_of_it(asked: Asked, browser: Browser, site: Site) -> None:
    asked.choose(asked.wrong[0])
    asked.press("Check answer")
    expect(asked.status).to_contain_text("one try is left")
    other = browser.new_context()
    page = other.new_page()
    page.goto(site.url + LESSON, wait_until="networkidle")

    assert page.locator(".opt.wrong, .opt.right").count() == 0
    other.close()


def test_without_a_network_the_choice_is_kept_and_can_be_sent_later(asked: Asked) -> None:
    asked.choose(asked.right)
    asked.page.context.set_offline(True)
    asked.press("Check answer")
    expect(asked.status).to_have_text(UNREACHED)
    assert asked.region.locator("input:checked").input_value() == asked.right
    asked.page.context.set_offline(False)
    asked.press("Check answer")

    expect(asked.status).to_contain_text("Right")
    expect(asked.status).not_to_contain_text(UNREACHED)


def test_what_is_known_of_the_reader_is_fetched_once(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(site.url + LESSON, wait_until="networkidle")

    assert sum(url.endswith(".json") for url in asked_for) == 1
    page.close()


def test_where_a_settled_question_points_to_is_marked(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}{LESSON}#snapshot")
    assert page.locator("#snapshot").evaluate("(it) => getComputedStyle(it).boxShadow") != "none"
    page.goto(f"{site.url}{LESSON}#tracker")

    assert page.locator("#tracker").evaluate("(it) => getComputedStyle(it).boxShadow") != "none"
    assert page.locator("#snapshot").evaluate("(it) => getComputedStyle(it).boxShadow") == "none"
    page.close()


def test_a_page_without_the_question_leaves_a_sentence(asked: Asked) -> None:
    asked.page.route("**/answers/**", lambda route: route.fulfill(status=500, body="<title>Broken</title>"))
    asked.choose(asked.right)
    asked.press("Check answer")

    expect(asked.status).to_have_text(
        "The server could not take this. Your answer is kept: try again, or reload the page."
    )


def test_the_sentence_of_a_busy_server_is_passed_on(asked: Asked) -> None:
    body = '<p class="refused">Nothing was lost: send it again.</p>'
    asked.page.route("**/answers/**", lambda route: route.fulfill(status=503, body=body, content_type="text/html"))
    asked.choose(asked.right)
    asked.press("Check answer")

    expect(asked.status).to_have_text("Nothing was lost: send it again.")


def test_an_impatient_person_sends_one_answer(asked: Asked) -> None:
    sent: list[str] = []

    def slowly(route: Route) -> None:
        sent.append(route.request.post_data or "")
        asked.page.wait_for_timeout(200)
        route.continue_()

    asked.page.route("**/answers/**", slowly)
    asked.choose(asked.right)
    button = asked.region.get_by_role("button", name="Check answer")
    button.evaluate("(button) => { button.click(); button.click(); button.click(); }")
    expect(asked.status).to_contain_text("Right")

    assert len(sent) == 1


def test_two_first_answers_at_once_belong_to_one_person(asked: Asked) -> None:
    asked.page.evaluate(
        """() => document.querySelectorAll('quiz-question').forEach((question) => {
            question.querySelector('input[type=radio]').checked = true;
            question.querySelector('button[value=answer]').click();
        })"""
    )
    questions = asked.page.locator("quiz-question")
    expect(questions.locator(".fb h4")).to_have_count(questions.count())
    half = asked.page.evaluate(
        "fetch(document.querySelector('[data-personal]').dataset.personal).then((r) => r.json())"
    )

    assert len(half["questions"]) == questions.count()


def test_answers_that_cannot_be_recalled_are_said_to_be_safe(asked: Asked) -> None:
    asked.page.route("**/me/**", lambda route: route.abort())
    asked.page.reload()

    expect(asked.page.get_by_role("status").filter(has_text="They are safe")).to_be_visible()


def test_an_attempt_page_answers_in_place_too_and_counts(asked: Asked, site: Site) -> None:
    asked.choose(asked.wrong[0])
    asked.press("Check answer")
    expect(asked.status).to_contain_text("one try is left")
    half = asked.page.evaluate(
        "fetch(document.querySelector('[data-personal]').dataset.personal).then((r) => r.json())"
    )
    asked.page.goto(site.url + half["attempt"])
    before = asked.page.locator(".qprog li.todo").count()
    other = asked.page.locator("quiz-question").nth(1)
    other.get_by_role("radio").first.check()
    other.get_by_role("button", name="Check answer").click()

    expect(asked.page.locator(".qprog li.todo")).to_have_count(before - 1)
    assert asked.page.url.endswith(half["attempt"])


def test_without_script_a_question_is_answered_on_pages(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    asked = asked_on(context.new_page(), site.url + LESSON)
    asked.choose(asked.wrong[0])
    asked.press("Check answer")
    expect(asked.status).to_contain_text("one try is left")
    asked.choose(asked.right)
    asked.press("Check answer")
    expect(asked.status).to_contain_text("Right at the second try")
    asked.page.reload()
    expect(asked.status).to_contain_text("Right at the second try")
    asked.page.get_by_role("link", name="Back to the lesson").click()

    assert asked.page.url == site.url + LESSON
    context.close()
