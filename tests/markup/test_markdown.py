import pytest

from markup.markdown import markdown_of
from markup.problems import Report
from markup.render import render
from markup.scanner import scan


def again(text: str) -> str:
    return markdown_of(scan(text, "a.md", Report()).blocks)


@pytest.mark.parametrize(
    "text",
    [
        "One line\nand another.",
        "> A quote\n>\n> of two.",
        "```python\nx = 1\n```",
        "````\n```\n````",
        "-   a\n-   b",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "## Title",
    ],
)
def test_the_one_form_of_a_text_is_itself(text: str) -> None:
    assert again(text) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("- a\n  - b", "-   a\n    -   b"),
        ("7. a\n8. b", "1.  a\n1.  b"),
        ("- a\n\n  b", "-   a\n\n    b"),
        ("- a\n  > b\n- c", "-   a\n\n    > b\n\n-   c"),
        ("- a\n\n1. b", "-   a\n\n<!-- -->\n\n1.  b"),
        ("### Q {#q}\n{level=easy}", "### Q\n\n"),
        ("- ```\n  x\n  ```", "-   ```\n    x\n    ```"),
    ],
)
def test_what_renderers_read_differently_is_written_in_the_one_form(text: str, form: str) -> None:
    assert again(text) == form


def test_two_lists_stay_two() -> None:
    assert render(again("- a\n\n1. b")).count("</ul>") == 1


def test_a_bar_in_a_cell_survives_in_code_and_outside() -> None:
    html = render(again("| a |\n|---|\n| `x \\| y` and \\| |"))

    assert "<code>x | y</code> and |" in html
