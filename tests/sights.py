"""Every page and state that a learner can come to, each with the way that leads there.

A way begins on a blank page of somebody new and ends when everything stands still.
"""

from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from tests.browser import LESSON

Way = Callable[[Page], None]
MOST_STEPS = 60


def at(path: str) -> Way:
    """A page that is there for everyone."""

    def way(page: Page) -> None:
        page.goto(path)

    return way


def stepped_to(title: str, path: str = LESSON) -> Way:
    """A run that was stepped until its caption says so."""

    def way(page: Page) -> None:
        page.goto(path)
        step_to(page, title)

    return way


def step_to(page: Page, title: str) -> None:
    """Step until the caption begins with `title`."""
    caption = page.locator(".caption [data-title]")
    for _ in range(MOST_STEPS):
        before = caption.inner_text()
        if before.startswith(title):
            return
        page.get_by_role("button", name="Step", exact=True).click()
        expect(caption).not_to_have_text(before)
    raise AssertionError(f"no step led to {title!r}, the last one to {before!r}")


def with_dialog(way: Way) -> Way:
    """The same with the keys dialog open."""

    def opened(page: Page) -> None:
        way(page)
        page.get_by_role("button", name="Keys").click()
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()

    return opened


def in_statements(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_role("button", name="Statement by statement").click()
    step_to(page, "Line 14 is next")
    expect(page.locator("[data-values] li").first).to_be_visible()


def looking_back(page: Page) -> None:
    stepped_to("A message has arrived")(page)
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator("[data-state-text]")).to_contain_text("looking back")


def reset(page: Page) -> None:
    stepped_to("A message has arrived")(page)
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def offline(page: Page) -> None:
    stepped_to("A message has arrived")(page)
    page.context.set_offline(True)
    expect(page.locator("[data-state-text]")).to_contain_text("offline", timeout=10_000)


def blocked(page: Page) -> None:
    page.route_web_socket("**/*", lambda socket: socket.close(code=1006))
    page.goto(LESSON)
    page.get_by_role("button", name="Step", exact=True).click()
    expect(page.get_by_role("button", name="Read the recorded run")).to_be_visible(timeout=10_000)


def raised(page: Page) -> None:
    """A message that the consumer cannot read."""
    page.goto(LESSON)
    step_to(page, "connect() has returned")
    page.get_by_label("Message to send").fill("hello")
    page.get_by_role("button", name="Send", exact=True).click()
    step_to(page, "JSONDecodeError")
    expect(page.locator("[data-state-text]")).to_contain_text("Closed with 1011")  # which the browser hears later


def missed(page: Page) -> None:
    """The lesson's first question, whose first choice is wrong."""
    page.goto(LESSON)
    answer_wrong(page)


def given_up(page: Page) -> None:
    missed(page)
    give_up(page)


def answer_wrong(page: Page) -> None:
    """One choice, where it is wrong or where two are right."""
    question = page.locator("quiz-question").first
    question.locator("[name=choice]").first.check()
    question.get_by_role("button", name="Check answer").click()
    expect(question.get_by_role("button", name="Show answer")).to_be_visible()


def give_up(page: Page) -> None:
    question = page.locator("quiz-question").first
    question.get_by_role("button", name="Show answer").click()
    expect(question.get_by_role("button", name="Check answer")).to_have_count(0)


def asked(kind: str, number: int = 1) -> Way:
    """A question of an attempt that has just begun."""

    def way(page: Page) -> None:
        page.goto(f"{LESSON}{kind}/")
        page.get_by_role("button", name="Start").click()
        expect(page.locator("quiz-question")).to_be_visible()
        for _ in range(number - 1):
            page.get_by_role("button", name="Next question").click()

    return way


def practice_given_up(page: Page) -> None:
    asked("practice")(page)
    answer_wrong(page)
    give_up(page)


def to_hand_in(page: Page) -> None:
    asked("test")(page)
    page.goto(page.url.rsplit("/", 2)[0] + "/hand-in/")
    expect(page.get_by_role("heading", name="Hand in this test?")).to_be_visible()


def handed_in(page: Page) -> None:
    to_hand_in(page)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Not yet")


def begun(page: Page) -> None:
    """The contents of somebody who has stopped in the midst."""
    stepped_to("A message has arrived")(page)
    page.goto("/")
    while "Resume at frame 4" not in page.locator("main").inner_text():
        page.reload()  # what a page tells while it is left may come after the next page is asked for


def learning(page: Page) -> None:
    handed_in(page)
    page.goto("/me/")


SIGHTS: Mapping[str, Way] = {
    "contents": at("/"),
    "contents-begun": begun,
    "lesson": at(LESSON),
    "lesson-keys": with_dialog(at(LESSON)),
    "lesson-held": stepped_to("connect() wants to accept"),
    "lesson-held-keys": with_dialog(stepped_to("connect() wants to accept")),
    "lesson-open": stepped_to("connect() has returned"),
    "lesson-statements": in_statements,
    "lesson-back": looking_back,
    "lesson-over": stepped_to("The consumer is done"),
    "lesson-reset": reset,
    "lesson-raised": raised,
    "lesson-recorded": at(f"{LESSON}?frame=5"),
    "lesson-recorded-statement": at(f"{LESSON}?frame=4.2"),
    "lesson-offline": offline,
    "lesson-blocked": blocked,
    "question-missed": missed,
    "question-given-up": given_up,
    "practice": at(f"{LESSON}practice/"),
    "practice-question": asked("practice"),
    "practice-given-up": practice_given_up,
    "test": at(f"{LESSON}test/"),
    "test-question": asked("test"),
    "test-hand-in": to_hand_in,
    "test-result": handed_in,
    "glossary": at("/channels/glossary/"),
    "me": at("/me/"),
    "me-begun": learning,
    "me-erase": at("/me/erase/"),
    "not-found": at("/channels/no-such-lesson/"),
}
