import pytest

from markup.problems import Report
from markup.prose import render_prose
from markup.scanner import scan


def read(text: str) -> tuple[str, Report]:
    report = Report()
    html = render_prose(scan(text, "a.md", report).blocks, report)
    return html, report


def test_prose_is_rendered() -> None:
    html, report = read("A **word**.\n\n- one\n- two")

    assert html == "<p>A <strong>word</strong>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
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
    ],
)
def test_a_sign_that_nothing_reads_is_an_error_and_never_a_paragraph(text: str, code: str, place: str) -> None:
    _, report = read(text)

    assert [(p.code, str(p.place)) for p in report.problems] == [(code, place)]
