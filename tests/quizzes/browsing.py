"""What people do and see in a real Chromium on the pages of the canary course."""

from collections.abc import Callable, Mapping, Sequence

from playwright.sync_api import Page, expect

from tests.browser import Learner

People = Callable[..., Learner]


def fill_in(page: Page, fields: Mapping[str, Sequence[str]]) -> None:
    """Fill in a question's form with the mouse."""
    for name, values in fields.items():
        for value in values:
            if name == "choice":
                page.locator(f"[name=choice][value='{value}']").check()
            elif name == "text":
                page.get_by_label("Your answer").fill(value)
            else:
                page.locator(f"[name='{name}']").select_option(value)


def saved(page: Page) -> None:
    """Wait until the page says that the draft is kept."""
    expect(page.locator("quiz-draft")).to_have_text("Saved")


def width_left(learner: Learner) -> int:
    """Pixels between the page and the edge of the screen; negative where one has to scroll sideways."""
    left: int = learner.page.evaluate("innerWidth - document.documentElement.scrollWidth")
    return left
