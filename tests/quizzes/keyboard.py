"""A learner who answers questions of every type with the keyboard alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Page

from quizzes.domain.question import AnswerKey, Marked, Ordered, Printed, Question, Typed

FOCUSED = "document.activeElement"
FARTHEST = 60  # stops on one page


@dataclass
class Keyboard:
    """What the keys of one page do. `questions` are what their author knows, by id."""

    page: Page
    questions: Mapping[str, Question]

    def asked(self) -> Question:
        """The question on the page."""
        return self.questions[self.page.locator("[data-question]").get_attribute("data-question") or ""]

    def tab_to(self, claim: str) -> None:
        """Press Tab until what has the focus fulfils a claim in JavaScript, where it is called `it`."""
        for _ in range(FARTHEST):
            if self.page.evaluate(f"((it) => Boolean({claim}))({FOCUSED})"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {claim}")

    def press(self, name: str) -> None:
        """Go to a button or a link and press it."""
        self.tab_to(f"it.matches('button, a') && it.textContent.trim().startsWith({name!r})")
        self.page.keyboard.press("Enter")

    def answer(self, *, right: bool = True) -> None:
        """Fill in the question on the page."""
        key, asked = self.asked().secret.key, self.asked()
        match key:
            case Marked() if asked.public.type == "multiple":
                for choice in self._wanted(asked, key, right=right):
                    self.tab_to(f"it.value === {choice!r}")
                    self.page.keyboard.press("Space")
            case Marked():
                (choice,) = self._wanted(asked, key, right=right)[:1]
                self._choose(choice)
            case Ordered(keys):
                self._order(keys if right else keys[::-1])
            case Typed(entries):
                self._type(entries[0].text if right else "nothing")
            case Printed(text):
                self._type(text if right else "nothing")

    def _choose(self, choice: str) -> None:
        self.tab_to("it.type === 'radio'")
        self.page.keyboard.press("Space")
        for _ in range(8):
            if self.page.evaluate(f"{FOCUSED}.value") == choice:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never came to {choice}")

    def _order(self, keys: tuple[str, ...]) -> None:
        for place, key in enumerate(keys, 1):
            line = f"it.closest('li')?.querySelector('[name=\"place-{key}\"]')"
            self.tab_to(f"it.dataset.way === 'up' && {line}")
            for _ in range(len(keys)):
                if self.page.evaluate(f"Number({FOCUSED}.closest('li').querySelector('.grip').textContent)") <= place:
                    break
                self.page.keyboard.press("ArrowUp")
            self.page.evaluate(f"{FOCUSED}.blur()")

    def _type(self, text: str) -> None:
        self.tab_to("it.name === 'text'")
        self.page.keyboard.press("Control+a")
        for number, line in enumerate(text.split("\n")):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(line)

    @staticmethod
    def _wanted(asked: Question, key: AnswerKey, *, right: bool) -> list[str]:
        assert isinstance(key, Marked)
        return [choice.key for choice in asked.public.choices if (choice.key in key.right) == right]
