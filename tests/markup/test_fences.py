import pytest

from markup.blocks import Fence, Item, walk
from markup.problems import Report
from markup.scanner import scan


def read(text: str) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The code of each fence, and what is wrong."""
    report = Report()
    found = [block for block in walk(scan(text, "a.md", report).blocks) if not isinstance(block, Item)]
    told = [(p.code, f"{p.place.line}:{p.place.column}", p.hint) for p in report.problems]
    return [block.code for block in found if isinstance(block, Fence)], told


def test_a_fence_that_swallows_the_next_one_is_told_where_it_opens_and_hides_nothing() -> None:
    code, told = read("```python\na\n\ntext\n\n```js\nb\n```\n\n[a](\n")

    assert code == ["a\n\ntext\n", "b"]
    assert [(code, place) for code, place, _ in told] == [("C020", "1:1"), ("C062", "10:3")]
    assert told[0][2].startswith("close it with ``` above line 6")


def test_a_fence_in_an_item_is_closed_by_the_next_one_too() -> None:
    code, told = read("- a\n\n  ~~~~python\n  b\n\n  ~~~~~js\n  c\n  ~~~~~")

    assert (code, [place for _, place, _ in told]) == (["b\n", "c"], ["3:3"])


@pytest.mark.parametrize("inner", ["```python\nx\n```", "~~~python\nx\n~~~", "a ```` b", "```` `code`", "    ````js"])
def test_what_is_shorter_or_of_another_sign_or_no_fence_is_code(inner: str) -> None:
    assert read(f"````markdown\n{inner}\n````") == ([inner], [])
