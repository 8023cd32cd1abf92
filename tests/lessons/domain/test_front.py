import pytest

from lessons.domain.front import Front, read_front
from tests.lessons.courses import LESSON, PRACTICE


def test_a_first_look_says_what_a_document_is() -> None:
    assert read_front(LESSON, "a.md") == Front("hello", "Hello, socket", "", "hello", "published")
    assert read_front(PRACTICE, "a.md").kind == "practice"


@pytest.mark.parametrize(
    "text", ["", "text", "---", "---\n---\n", "---\nid: a\n", "---\nid: [\n---\n", "---\n- a\n---\n", "--- x\n"]
)
def test_what_cannot_be_read_is_empty(text: str) -> None:
    assert read_front(text, "a.md") == Front()


def test_a_field_that_is_no_text_is_empty() -> None:
    assert read_front("---\nid: [a]\ntitle: b\n---\n", "a.md") == Front(title="b")


def test_a_rule_inside_the_text_does_not_end_the_front_matter_early() -> None:
    assert read_front("---\nid: a\n---\ntext\n\n---\n", "a.md") == Front("a")
