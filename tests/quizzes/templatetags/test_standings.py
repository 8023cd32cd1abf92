"""What templates need to show questions."""

import pytest

from quizzes.templatetags.standings import language, named, points, prose, rows, stem, untouched
from tests.quizzes.samples import EVERY_TYPE, fill, question, quiz, truth


def test_the_blank_of_a_stem_is_drawn_as_one() -> None:
    html = stem(fill().public)

    assert html == 'The method is <code>self.<span class="blank"><span class="vh">blank</span></span>()</code>.'


def test_underscores_of_other_stems_stay() -> None:
    assert stem(question(stem="What is `____`?").public) == "What is <code>____</code>?"


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_an_untouched_question_holds_no_answer(kind: str) -> None:
    standing = untouched(EVERY_TYPE[kind]("any"))

    assert (standing.tries, standing.text, standing.final, standing.hints) == (0, "", None, ())
    assert not any(choice.checked or choice.mark or choice.place for choice in standing.choices)


def test_code_that_may_scroll_can_be_reached() -> None:
    assert prose("<p>a</p><pre><code>b</code></pre>") == '<p>a</p><pre tabindex="0"><code>b</code></pre>'


@pytest.mark.parametrize(("text", "lines"), [("", 4), ("one", 4), ("a\nb\nc", 4), ("a\nb\nc\nd\ne", 6)])
def test_a_field_has_room_for_one_line_more_than_it_holds(text: str, lines: int) -> None:
    assert rows(text) == lines


@pytest.mark.parametrize(
    ("score", "said"), [(1.0, "1"), (0.0, "0"), (0.5, "0.5"), (2 / 3, "0.67"), (10.0, "10"), (7.25, "7.25")]
)
def test_points_are_written_as_people_do(score: float, said: str) -> None:
    assert points(score) == said


@pytest.mark.parametrize(("letter", "word"), [("T", "True"), ("F", "False")])
def test_true_and_false_are_called_by_their_words(letter: str, word: str) -> None:
    assert named(letter, truth().public) == word


def test_a_choice_is_called_by_its_letter() -> None:
    assert named("T", question().public) == "T"


@pytest.mark.parametrize(("code", "attribute"), [("de", ' lang="de"'), ("en", ""), ("en-GB", "")])
def test_only_a_language_that_is_not_the_pages_own_is_named(code: str, attribute: str) -> None:
    assert language(quiz(language=code)) == attribute
