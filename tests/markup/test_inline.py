import pytest

from markup.inline import LONGEST, Link, plain, read_inline
from markup.lines import Line
from markup.problems import Place, Report


def read(text: str) -> tuple[tuple[Link, ...], Report]:
    report = Report()
    lines = [Line("a.md", number, 1, line) for number, line in enumerate(text.split("\n"), 1)]
    return tuple(read_inline(lines, report)[1]), report


def test_a_link_is_found_where_its_target_stands() -> None:
    links, _ = read("see\nthe [tracker](#tracker)")

    assert links == (Link("#tracker", Place("a.md", 2, 15), "tracker"),)


def test_an_address_between_angles_is_a_link_and_no_html() -> None:
    links, report = read("see <https://example.org/a>")

    assert [link.target for link in links] == ["https://example.org/a"]
    assert report.problems == []


def test_a_link_in_code_is_no_link() -> None:
    assert read("`[a](#b)` and ``[c](#`d)``")[0] == ()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a <b>", "C026", "a.md:1:3"),
        ("a <b>or\n<i>two</i></b>", "C026", "a.md:1:3"),
        ("a\n</b>", "C026", "a.md:2:1"),
        ("<!-- note -->", "C026", "a.md:1:1"),
        ("<?php", "C026", "a.md:1:1"),
        ("*x*{.red}", "C022", "a.md:1:4"),
        ("x {: #id } y", "C022", "a.md:1:3"),
        ("x {a=b} y", "C022", "a.md:1:3"),
        ("note[^1]", "C062", "a.md:1:5"),
        ("`[`](x)", "C062", "a.md:1:4"),
        ("see [!hint] there", "C024", "a.md:1:5"),
        ("![picture](x.png)", "C062", "a.md:1:1"),
        ("[a][b]", "C062", "a.md:1:1"),
        ("[a][]", "C062", "a.md:1:1"),
        ("text\n[a]: https://example.org", "C062", "a.md:2:1"),
        ('[a](b "title")', "C062", "a.md:1:3"),
        ("[a](b c)", "C062", "a.md:1:3"),
        ("[a](b(c))", "C062", "a.md:1:3"),
        ("[a [b]](c)", "C062", "a.md:1:7"),
        ("[![a](b)", "C062", "a.md:1:2"),
        ("[a](b) and c](d)", "C062", "a.md:1:13"),
        ("[[[[[[[", "C021", "a.md:1:1"),
    ],
)
def test_what_nothing_may_hold_is_an_error_at_its_place(text: str, code: str, place: str) -> None:
    problems = read(text)[1].problems

    assert [(p.code, str(p.place)) for p in problems] == [(code, place)]


@pytest.mark.parametrize(
    "text", ["`<b>`", "\\<b>", "1 < 2 > 0", "the set {1, 2}", "``a ` <b>``", "a]]]]b", "[[A]] [[B]][[C]]"]
)
def test_code_and_escaped_signs_hold_anything(text: str) -> None:
    assert read(text)[1].problems == []


def test_a_piece_that_is_too_long_is_reported_and_not_searched() -> None:
    links, report = read("[a](#b) " * LONGEST)

    assert links == ()
    assert [p.code for p in report.problems] == ["C003"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("`connect()` decides", "connect() decides"),
        ("a **strong** and *soft* word", "a strong and soft word"),
        ("see [step 2](#step-2)", "see step 2"),
        ('before ![a line](/x.svg "20x10") after', "before a line after"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`a*b*c` stays", "a*b*c stays"),
        ("``a`b`` c", "a`b c"),
        ("\\*no\\*", "*no*"),
        ("two\nlines", "two lines"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_plain_text_is_what_is_read_aloud(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_an_image_may_stand_in_a_paragraph_and_says_its_words() -> None:
    report = Report()
    _, links = read_inline([Line("a.md", 1, 1, "an ![open `line`](media/x.svg)")], report, images=True)

    assert links == (Link("media/x.svg", Place("a.md", 1, 19), "open `line`", is_image=True),)
    assert report.problems == []
