import pytest

from lessons.domain.sentences import Wording

TEXT = """An **introduction** with a [link](#step-2), over
two lines.

> [!hint]
> Look at `connect()`,
> and at nothing else.

| 1 | It accepts | The line is open. {event=websocket.accept} |

1. First things first
- [x] B. It is accepted, not rejected
"""


def find(sentence: str) -> str:
    place = Wording(TEXT, "lesson.md").find(sentence)
    return str(place) if place else ""


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("An introduction with a link, over two lines.", "1:1"),
        ("a **link**", "1:26"),
        ("two lines", "2:1"),
        ("Look at connect(), and at nothing else.", "5:3"),
        ("The line is open.", "8:20"),
        ("First things first", "10:4"),
        ("It is accepted, not rejected", "11:10"),
    ],
)
def test_a_sentence_is_found_where_its_first_word_stands(sentence: str, place: str) -> None:
    assert find(sentence) == f"lesson.md:{place}"


@pytest.mark.parametrize(
    "sentence",
    [
        "an introduction",
        "introduction with a step 2 link",
        "event websocket.accept",
        "An introduction with a link over three lines",
        "troduction with a link",
        "an intro",
        "",
        "…",
    ],
)
def test_what_the_text_does_not_say_is_found_nowhere(sentence: str) -> None:
    assert find(sentence) == ""


def test_signs_of_patterns_in_a_sentence_mean_themselves() -> None:
    assert Wording("Is it (a+b)* or .*?", "f").find("it (a+b)* or") is not None
    assert Wording("Is it aab or", "f").find("it (a+b)* or") is None
