import pytest

from lessons.domain.glossary import Glossary, Term
from lessons.domain.glossary_parser import parse_glossary
from lessons.domain.lesson import Reference
from markup import Place, Prose, Report
from tests.lessons.domain.test_lesson_parser import KNOWN

GOOD = """## Socket {#socket}

An open line, see [the lesson](first/hello-folder/lesson.md#step-2).

## A `consumer` {#consumer}

Holds a [socket](term:socket), or [another](#socket).

- One for each line.
"""


def read(text: str) -> tuple[Glossary | None, list[tuple[str, str]]]:
    report = Report()
    glossary = parse_glossary(text, "glossary.md", KNOWN, report)
    lines = text.split("\n")
    return glossary, [(p.code, lines[p.place.line - 1][p.place.column - 1 :]) for p in sorted(report.problems)]


def test_terms_stand_in_the_order_of_their_titles() -> None:
    glossary, problems = read(GOOD)

    assert problems == []
    assert glossary
    assert [(term.id, term.title) for term in glossary.terms] == [("consumer", "A consumer"), ("socket", "Socket")]
    assert glossary.path == "/small/glossary/"


def test_terms_link_to_each_other_and_to_lessons() -> None:
    glossary, _ = read(GOOD)

    assert glossary
    consumer, socket = glossary.terms
    links = "Holds a [socket](/small/glossary/#socket), or [another](/small/glossary/#socket)."
    assert consumer.text == Prose(f"{links}\n\n-   One for each line.")
    assert socket == Term("socket", "Socket", Prose("An open line, see [the lesson](/small/hello-folder/#step-2)."))
    assert glossary.links == (Reference("hello-folder", "lesson", "step-2", Place("glossary.md", 3, 61)),)


def test_a_glossary_may_be_empty() -> None:
    assert read("") == (Glossary("small"), [])


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("## Socket", "---\nid: x\n---\n\n## Socket", ("C031", "id: x")),
        (" {#socket}", "", ("C025", "## Socket")),
        ("{#consumer}", "{#socket}", ("C025", "## A `consumer` {#socket}")),
        ("{#consumer}", "{#consumer .term}", ("C022", ".term}")),
        ("## Socket", "# Socket", ("C028", "# Socket {#socket}")),
        ("## Socket", "### Socket", ("C028", "### Socket {#socket}")),
        ("## Socket", "Words.\n\n## Socket", ("C031", "Words.")),
        ("(term:socket)", "(term:sokcet)", ("C060", "term:sokcet), or [another](#socket).")),
        ("(#socket)", "(#sokcet)", ("C060", "#sokcet).")),
        ("- One for each line.", "![A line](media/line.svg)", ("C063", "media/line.svg)")),
        ("- One for each line.", "> [!hint]\n> One.", ("C024", "> [!hint]")),
        ("- One for each line.", "word " * 36, ("C058", ("word " * 36))),
    ],
)
def test_a_mistake_is_one_problem_at_its_place(before: str, after: str, fault: tuple[str, str]) -> None:
    assert before in GOOD
    _, problems = read(GOOD.replace(before, after, 1))

    assert problems == [fault]


def test_a_term_needs_a_paragraph() -> None:
    assert read("## A {#a}\n\n- b\n") == (None, [("C030", "## A {#a}")])
