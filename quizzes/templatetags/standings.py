"""What templates need to show questions."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from quizzes.domain.question import PublicQuestion, Question
from quizzes.domain.quiz import Quiz
from quizzes.domain.shown import TRUTH
from quizzes.domain.standing import Standing, stand

LEAST_ROWS = 4
BLANK = '<span class="blank"><span class="vh">blank</span></span>'
REACHABLE = '<pre tabindex="0">'

register = template.Library()


@register.filter
def untouched(question: Question) -> Standing:
    """What whoever has done nothing may see."""
    return stand(question, ())


@register.filter
def language(quiz: Quiz) -> SafeString:
    """The attribute that says what language an author's texts are in, where it is not the page's own."""
    is_foreign = quiz.language.partition("-")[0] != "en"
    return format_html(' lang="{}"', quiz.language) if is_foreign else SafeString()


@register.filter
def stem(question: PublicQuestion) -> SafeString:
    """The stem as HTML, its blank drawn as one."""
    html = question.stem.html
    return mark_safe(html.replace("____", BLANK) if question.type == "fill" else html)  # noqa: S308  # nh3 has cleaned it


@register.filter
def named(letter: str, question: PublicQuestion) -> str:
    """What a choice is called in a sentence: by its letter, or true and false by their words."""
    return next(word for word, its in TRUTH.items() if its == letter) if question.type == "truth" else letter


@register.filter
def prose(html: str) -> SafeString:
    """A text of an author's as HTML; code that may scroll can be reached with the keyboard."""
    return mark_safe(html.replace("<pre>", REACHABLE))  # noqa: S308  # nh3 has cleaned it


@register.filter
def exchange(quiz: Quiz, state: Standing) -> SafeString:
    """What was recorded where the lesson proves a settled answer; empty where nothing was."""
    return mark_safe(quiz.exchanges.get(state.see, ""))  # noqa: S308  # the lesson's templates have made it


@register.filter
def rows(text: str) -> int:
    """How many lines a field for a text shows: never so many that they tell how long the answer is."""
    return max(LEAST_ROWS, text.count("\n") + 2)


@register.filter
def points(score: float) -> str:
    """A score as people write it: 1, 0.5, 0.67."""
    return f"{round(score, 2):g}"
