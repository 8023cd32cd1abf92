import pytest

from markup.problems import Report
from markup.prose import Prose, read_prose
from markup.scanner import scan


def read(text: str) -> tuple[Prose, Report]:
    report = Report()
    prose = read_prose(scan(text, "a.md", report).blocks, report)
    return prose, report


def test_prose_is_rendered() -> None:
    prose, report = read("A **word**.\n\n- one\n- two")

    assert prose.html == "<p>A <strong>word</strong>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
    assert report.problems == []


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a\n\n### Title", "C028", "a.md:3:1"),
        ("a\n\n{level=easy}", "C022", "a.md:3:1"),
        ("> [!warning]\n> a", "C024", "a.md:1:1"),
        ("- [ ] todo", "C045", "a.md:1:1"),
        ("- one {step=1}", "C022", "a.md:1:8"),
        ("```python {src=a.py}\n```", "C022", "a.md:1:12"),
        ("| a |\n|---|\n| b {event=x} |", "C022", "a.md:3:6"),
        ("> > [!tip]\n> > a", "C024", "a.md:1:3"),
        ("> [!hint]\n> a", "C024", "a.md:1:1"),
    ],
)
def test_a_sign_that_nothing_reads_is_an_error_and_never_a_paragraph(text: str, code: str, place: str) -> None:
    _, report = read(text)

    assert [(p.code, str(p.place)) for p in report.problems] == [(code, place)]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("exit", "it belongs below an execution table"),
        ("hint", "it belongs to a question"),
        ("hnit", "did you mean 'hint'?"),
        ("HINT", "did you mean 'hint'?"),
    ],
)
def test_a_callout_in_the_wrong_place_is_told_where_it_belongs(name: str, wanted: str) -> None:
    _, report = read(f"> [!{name}]\n> a")

    assert [p.hint for p in report.problems] == [wanted]


def test_prose_of_one_line_has_no_paragraph() -> None:
    assert Prose("`connect()` *decides*", inline=True).html == "<code>connect()</code> <em>decides</em>"


def test_prose_is_read_aloud_without_its_signs() -> None:
    assert Prose("`connect()` *decides*").plain == "connect() decides"


def test_prose_without_words_is_false() -> None:
    assert not Prose()
