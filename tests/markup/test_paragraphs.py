import pytest

from markup.blocks import Paragraph
from markup.problems import Report
from markup.prose import read_prose
from markup.scanner import scan


def faults(text: str) -> list[tuple[str, str]]:
    report = Report()
    scan(text, "a.md", report)
    return [(p.code, f"{p.place.line}:{p.place.column}") for p in report.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Term\n: words",
        "Term\nAnother\n: words\n: other words",
        "Term\n: words\nthat go on",
        "Term\n\n: words\n\nAnother\n: words",
        "At 10:30 or\n:smile: nobody\ndefines a thing: that is prose",
    ],
)
def test_definitions_stand_below_their_term(text: str) -> None:
    assert faults(text) == []


def test_a_term_glued_to_the_definition_above_is_an_error_and_told_once() -> None:
    assert faults("One\n: 1\nTwo\n: 2\nThree\n: 3") == [("C029", "4:1")]


@pytest.mark.parametrize("block", ["> " * 400 + "quote", "- item", "1. item", "# Title", "```", "## Title {#a}"])
def test_a_definition_is_words(block: str) -> None:
    assert ("C028", "2:3") in faults(f"Term\n: {block}")


def test_as_many_definitions_as_one_paragraph_may_have_can_be_rendered() -> None:
    report = Report()
    document = scan("Term\n" + "\n".join(f": {n}" for n in range(480)), "a.md", report)

    assert report.problems == []
    assert read_prose(document.blocks, report).html.count("<dd>") == 480


def test_a_paragraph_ends_where_something_else_begins() -> None:
    report = Report()
    first, *_ = scan("one\ntwo\n> three", "a.md", report).blocks

    assert isinstance(first, Paragraph)
    assert first.text == "one\ntwo"
