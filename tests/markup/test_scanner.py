import re
from itertools import chain
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.blocks import AttributeLine, Block, Document, Fence, Heading, Item, List, Paragraph, Quote, Table, walk
from markup.inline import Link, mask
from markup.problems import Report
from markup.scanner import scan, split_document

SIGNS = [
    "#",
    "##",
    "- ",
    "- [x] ",
    "1. ",
    "> ",
    "> [!hint]",
    "```",
    "~~~",
    "{#a .b}",
    "{x=1",
    "|",
    "|---|",
    "---",
    "===",
    "`",
]
FRAGMENTS = st.one_of(
    st.sampled_from(SIGNS),
    st.text(max_size=6),
    st.sampled_from([" ", "    ", "\t", "<b>", "[a](#b)", "![a](b)", "[a][b]", "- [=] "]),
)
TEXTS = st.lists(st.lists(FRAGMENTS, max_size=5).map("".join), max_size=12).map("\n".join)


def read(text: str) -> tuple[Document, Report]:
    report = Report()
    return scan(text, "a.md", report), report


def blocks(text: str) -> tuple[Block, ...]:
    document, report = read(text)
    assert report.problems == []
    return document.blocks


def faults(text: str) -> list[tuple[str, str]]:
    return [(p.code, f"{p.place.line}:{p.place.column}") for p in read(text)[1].problems]


def test_front_matter_is_no_block() -> None:
    text = "---\nid: x\n---\nText"
    header, body = split_document(text, "a.md", Report())

    assert [line.text for line in header] == ["id: x"]
    assert [line.text for line in body] == ["Text"]
    assert [(b.place.line, type(b)) for b in blocks(text)] == [(4, Paragraph)]


def test_front_matter_that_does_not_end_is_an_error() -> None:
    assert faults("---\nid: x\n") == [("C015", "1:1")]


def test_a_heading_has_its_level_its_text_and_its_attributes() -> None:
    (heading,) = blocks("## The flow {#flow .flow}")

    assert isinstance(heading, Heading)
    assert (heading.level, heading.text, heading.attributes.id, heading.attributes.kind) == (
        2,
        "The flow",
        "flow",
        "flow",
    )


def test_a_fence_keeps_its_code_as_it_stands() -> None:
    (fence,) = blocks("```python {src=a/b.py}\n# no heading\n\n    - no list\n```")

    assert isinstance(fence, Fence)
    assert (fence.language, fence.attributes.value("src")) == ("python", "a/b.py")
    assert fence.code == "# no heading\n\n    - no list"


def test_a_fence_closes_with_as_many_signs_as_it_opened() -> None:
    (fence,) = blocks("````markdown\n```\ncode\n```\n````")

    assert isinstance(fence, Fence)
    assert fence.code == "```\ncode\n```"


def test_a_tilde_fence_does_not_close_with_ticks() -> None:
    (fence,) = blocks("~~~\n```\n~~~")

    assert isinstance(fence, Fence)
    assert fence.code == "```"


def test_choices_carry_their_mark_and_their_feedback() -> None:
    (choices,) = blocks("- [ ] A. One\n  > Why not.\n- [x] B. Two")

    assert isinstance(choices, List)
    first, second = choices.items
    assert (first.mark, first.text, second.mark, second.text) == (" ", "A. One", "x", "B. Two")
    assert isinstance(first.blocks[1], Quote)
    assert str(first.blocks[1].blocks[0].place) == "a.md:2:5"


def test_braces_at_the_end_of_an_item_speak_of_the_item() -> None:
    (nodes,) = blocks("1. One {step=1}\n2. Two\n   lines {step=2-3}\n   - inner")

    assert isinstance(nodes, List)
    assert [item.attributes.value("step") for item in nodes.items] == ["1", "2-3"]
    assert [item.text for item in nodes.items] == ["One", "Two\nlines"]
    assert isinstance(nodes.items[1].blocks[1], List)


def test_braces_after_a_fence_in_an_item_belong_to_the_fence() -> None:
    (items,) = blocks("- ```python {src=a.py}\n  x = 1\n  ```")

    assert isinstance(items, List)
    (fence,) = items.items[0].blocks
    assert isinstance(fence, Fence)
    assert (fence.attributes.value("src"), fence.code) == ("a.py", "x = 1")


def test_a_list_with_blank_lines_is_one_list() -> None:
    (loose,) = blocks("- a\n\n  more of a\n\n- b\n")

    assert isinstance(loose, List)
    assert [len(item.blocks) for item in loose.items] == [2, 1]


def test_numbers_after_bullets_begin_another_list() -> None:
    assert [type(block) for block in blocks("- a\n\n1. b")] == [List, List]


def test_a_callout_is_the_word_in_the_first_line_of_a_quote() -> None:
    (hint,) = blocks("> [!hint]\n> Look at step 4.\n>\n> Twice.")

    assert isinstance(hint, Quote)
    assert hint.callout == "hint"
    assert [block.place.line for block in hint.blocks] == [2, 4]


def test_a_plain_quote_has_no_callout() -> None:
    (quote,) = blocks(">No space")

    assert isinstance(quote, Quote)
    assert (quote.callout, quote.blocks[0].place.column) == ("", 2)


def test_braces_on_their_own_line_are_attributes() -> None:
    heading, line = blocks("### Question? {#q}\n{level=easy see=step-4}")

    assert isinstance(line, AttributeLine)
    assert line.attributes.value("see") == "step-4"
    assert heading.place.line == 1


def test_links_are_found_wherever_they_stand() -> None:
    document, _ = read("[a](#1)\n\n- x [b](#2)\n  > y [c](#3)\n\n| d |\n|---|\n| [e](#4) |\n\n## [f](#5)")

    assert [link.target for link in document.links] == ["#1", "#2", "#3", "#4", "#5"]


def to_upper(link: Link) -> str:
    return link.target.upper()


def test_links_lead_where_the_reader_of_the_text_says_so() -> None:
    text = "## [f](#x)\n\nsee [a](#a)\nand `[c](#c)` <https://b>\n\n- [x] A. [d](#d) {see=x}\n\n| [e](#e) |\n|---|"

    heading, paragraph, choices, table = scan(text, "a.md", Report(), to_upper).blocks

    assert isinstance(heading, Heading)
    assert heading.text == "[f](#X)"
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "see [a](#A)\nand `[c](#c)` <HTTPS://B>"
    assert isinstance(choices, List)
    assert choices.items[0].text == "A. [d](#D)"
    assert isinstance(table, Table)
    assert table.header.cells[0].text == "[e](#E)"


def test_what_is_searched_in_a_paragraph_is_found_where_its_author_wrote_it() -> None:
    (quote,) = scan("> [a](#b) then\n> [c](#d) `B` and B", "a.md", Report(), lambda _: "/a/much/longer/target").blocks

    assert isinstance(quote, Quote)
    (paragraph,) = quote.blocks
    assert isinstance(paragraph, Paragraph)
    assert [str(place) for _, place in paragraph.search(re.compile("B"))] == ["a.md:2:19"]


def test_what_is_escaped_in_a_paragraph_is_not_found() -> None:
    (paragraph,) = scan("\\[[A]] [[B]] `[[C]]`", "a.md", Report()).blocks

    assert isinstance(paragraph, Paragraph)
    assert [match[0] for match, _ in paragraph.search(re.compile(r"\[\[[A-Z]\]\]"))] == ["[[B]]"]


def test_a_text_full_of_matches_is_searched_for_code_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (paragraph,) = scan("see [[A]] " * 99, "a.md", Report()).blocks
    look = Mock(side_effect=mask)
    monkeypatch.setattr("markup.blocks.mask", look)

    assert isinstance(paragraph, Paragraph)
    assert len(paragraph.search(re.compile(r"\[\[A"))) == 99
    look.assert_called_once()


@pytest.mark.parametrize("begin", ["- a", "7. a", "    a", "a"])
def test_a_table_may_begin_like_another_block(begin: str) -> None:
    assert [type(block) for block in blocks(f"{begin} | b\n---|---\n1 | 2")] == [Table]


@pytest.mark.parametrize(("below", "kinds"), [("a | b", [Paragraph, Table]), ("7. a | b", [Paragraph])])
def test_a_table_ends_a_paragraph_unless_it_looks_like_a_number(below: str, kinds: list[type]) -> None:
    assert [type(block) for block in blocks(f"Text\n{below}\n---|---")] == kinds


@pytest.mark.parametrize("answer", ["/[ab](c)|<b>{2}/", "- a", "# a", "> a", "{}", "```", "_x_ {a=b}"])
def test_an_answer_that_is_typed_is_no_markdown(answer: str) -> None:
    (entries,) = blocks(f"- [=] {answer}\n- [~] {answer}\n  > Not *this*.")

    assert isinstance(entries, List)
    right, wrong = entries.items
    assert (right.mark, right.text, wrong.mark, wrong.text) == ("=", answer, "~", answer)
    assert isinstance(wrong.blocks[1], Quote)


def test_a_list_may_follow_a_paragraph_but_is_warned_of() -> None:
    document, report = read("Text\n- a\n- b")

    assert [type(block) for block in document.blocks] == [Paragraph, List]
    assert [(p.code, p.severity, p.place.line) for p in report.problems] == [("C029", "warning", 2)]


def test_a_list_inside_an_item_needs_no_blank_line() -> None:
    assert isinstance(blocks("- a\n  - b")[0], List)


def test_a_number_inside_a_paragraph_begins_no_list() -> None:
    assert [type(block) for block in blocks("It was\n1986. A year.")] == [Paragraph]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("```python\nx = 1", ("C020", "1:1")),
        ("text\n\n  ```\nx", ("C020", "3:3")),
        ("```python numbers\n```", ("C021", "1:1")),
        ("##Title", ("C028", "1:1")),
        ("Title\n=====", ("C028", "2:1")),
        ("Title\n---", ("C028", "2:1")),
        ("## {#a .b}", ("C028", "1:1")),
        ("- # Title", ("C028", "1:3")),
        ("> ## Title", ("C028", "1:3")),
        ("    indented code\n    more", ("C027", "1:1")),
        ("> a\nb", ("C029", "2:1")),
        ("- a\nb", ("C029", "2:1")),
        ("| a |\n|---|\n| b |\nc", ("C029", "4:1")),
        (">" * 30 + " deep", ("C028", "1:8")),
        ("- " * 30 + "deep", ("C028", "1:15")),
    ],
)
def test_a_structure_that_renderers_read_differently_is_an_error(text: str, fault: tuple[str, str]) -> None:
    assert faults(text) == [fault]


def test_all_mistakes_are_told_at_once() -> None:
    assert faults("a <b>\n\n##Title\n\n    x") == [("C026", "1:3"), ("C028", "3:1"), ("C027", "5:1")]


def test_an_open_fence_is_told_alone() -> None:
    assert faults("a <b>\n\n```python numbers\n\n##Title") == [("C020", "3:1")]


def test_an_open_fence_in_an_item_hides_nothing_below_the_item() -> None:
    assert faults("- ```\n  code\n\n##Title") == [("C020", "1:3"), ("C028", "4:1")]


@given(TEXTS)
def test_no_text_breaks_the_scanner_and_every_place_it_names_exists(text: str) -> None:
    document, report = read(text)

    widths = [len(line) for line in text.split("\n")]
    places = chain((p.place for p in report.problems), (block.place for block in walk(document.blocks)))
    assert all(1 <= place.column <= widths[place.line - 1] + 1 for place in places)


@given(TEXTS)
def test_blocks_come_in_the_order_of_the_text(text: str) -> None:
    document, _ = read(text)

    order = [(block.place.line, block.place.column) for block in walk(document.blocks) if not isinstance(block, Item)]
    assert order == sorted(order)


def test_walking_visits_what_stands_inside() -> None:
    kinds = [type(block) for block in walk(blocks("> - a\n>   > b\n\n| c |\n|---|\n| d |"))]

    assert kinds == [Quote, List, Item, Paragraph, Quote, Paragraph, Table]
