"""The key of a question, as a proof asks for it."""

import re
from dataclasses import dataclass

from markup import Place
from quizzes.domain.grading import LONGEST_BLANK, Refused, grade, read_answer
from quizzes.domain.question import Marked, Ordered, Printed, Question, Typed

FENCED = re.compile(r"^(?P<fence>`{3,})\w*\n(?P<code>.*?)\n(?P=fence)$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Key:
    """What the author marked as right in the question at `place`. All texts are plain."""

    question: Question
    place: Place

    @property
    def right(self) -> list[str]:
        """The right choices in their author's order; for a blank, the words that are right."""
        return self._sided(right=True)

    @property
    def wrong(self) -> list[str]:
        """The other choices; for a blank, the words that are known to be wrong."""
        return self._sided(right=False)

    @property
    def order(self) -> list[str]:
        """The lines of an order question, first to last."""
        match self.question.secret.key:
            case Ordered(keys):
                texts = {choice.key: choice.text.plain for choice in self.question.public.choices}
                return [texts[key] for key in keys]
        raise self._has_no("order")

    @property
    def output(self) -> str:
        """What the program of an output question prints."""
        match self.question.secret.key:
            case Printed(text):
                return text
        raise self._has_no("output")

    @property
    def program(self) -> str:
        """The first code that the question shows."""
        shown = FENCED.search(self.question.public.body.source)
        if not shown:
            raise self._has_no("code")
        return shown["code"]

    def accepts(self, text: str) -> bool:
        """Whether this would be right if a learner typed it."""
        if not isinstance(self.question.secret.key, Typed | Printed):
            raise self._has_no("blank to type into")
        answer = read_answer(self.question.public, {"text": [text]}, max(LONGEST_BLANK, len(text)) * 4)
        return not isinstance(answer, Refused) and grade(self.question, answer).right

    def _sided(self, *, right: bool) -> list[str]:
        match self.question.secret.key:
            case Marked(keys):
                return [c.text.plain for c in self.question.public.choices if (c.key in keys) == right]
            case Typed(entries):
                return [entry.text for entry in entries if entry.right == right and not entry.is_pattern]
        raise self._has_no("right and wrong")

    def _has_no(self, what: str) -> TypeError:
        return TypeError(f"{self.place}: a question of type {self.question.public.type} has no {what}")
