import pytest

from markup.attributes import Attributes, check_attributes, cut_attributes
from markup.lines import Line
from markup.problems import Report


def cut(text: str, report: Report | None = None) -> tuple[str, Attributes]:
    line, attributes = cut_attributes(Line("a.md", 7, 3, text), report or Report())
    return line.text, attributes


def test_an_id_a_kind_and_pairs_are_read() -> None:
    text, attributes = cut('## Title {#some-id .steps level=easy title="two words"}')

    assert text == "## Title"
    assert (attributes.id, attributes.kind) == ("some-id", "steps")
    assert (attributes.value("level"), attributes.value("title")) == ("easy", "two words")


def test_a_word_knows_its_column() -> None:
    _, attributes = cut("ab {#x step=3-4}")

    assert [(word.place.line, word.place.column) for word in attributes.words] == [(7, 7), (7, 10)]


def test_what_is_not_given_is_empty() -> None:
    _, attributes = cut("no braces")

    assert not attributes
    assert (attributes.id, attributes.kind, attributes.value("see")) == ("", "", "")


def test_braces_in_code_are_left_alone() -> None:
    assert cut('send `{"text": "hello"}`')[0] == 'send `{"text": "hello"}`'


@pytest.mark.parametrize(
    ("braces", "column"),
    [
        ("{word}", 5),
        ("{#a #b}", 8),
        ("{.a .b}", 8),
        ("{k=1 k=2}", 9),
        ("{k=}", 5),
        ("{#Not-A-Slug}", 5),
        ("{#a--b}", 5),
        ("{}", 5),
        ('{k="open}', 5),
    ],
)
def test_anything_else_between_braces_is_an_error_at_its_column(braces: str, column: int) -> None:
    report = Report()
    cut(f"x {braces}", report)

    assert [(p.code, p.place.column) for p in report.problems] == [("C021", column + 1)]


def test_keys_that_are_not_read_are_reported_with_a_suggestion() -> None:
    report = Report()
    check_attributes(cut("x {levle=easy see=step-1}")[1], report, ("level", "see"))

    assert [(p.code, p.message, p.hint) for p in report.problems] == [
        ("C022", "unknown attribute 'levle'", "did you mean 'level'?")
    ]


def test_ids_and_kinds_are_reported_where_nothing_reads_them() -> None:
    report = Report()
    check_attributes(cut("x {#a .b}")[1], report)

    assert [p.message for p in report.problems] == ["an id (#a) means nothing here", "a kind (.b) means nothing here"]


def test_ids_and_kinds_are_welcome_where_they_are_read() -> None:
    report = Report()
    check_attributes(cut("x {#a .b}")[1], report, named=True, kinds=True)

    assert report.problems == []


@pytest.mark.parametrize(
    ("braces", "read"),
    [
        ("{#a, .b}", {"#": "a", ".": "b"}),
        ("{#a,.b ,level=easy}", {"#": "a", ".": "b", "level": "easy"}),
        ("{concepts=send, accept, level=easy}", {"concepts": "send", "level": "easy"}),
        ('{title="one, two", level=easy,}', {"title": "one, two", "level": "easy"}),
    ],
)
def test_commas_are_told_once_and_read_as_blanks(braces: str, read: dict[str, str]) -> None:
    report = Report()
    _, attributes = cut(braces, report)

    assert [(p.code, p.message) for p in report.problems] == [("C021", "a comma between attributes")]
    assert report.problems[0].place.column == 3 + braces.replace("one,", "one.").index(",")
    assert {word.name if word.sign == "=" else word.sign: word.value or word.name for word in attributes.words} == read


@pytest.mark.parametrize(
    "braces", ["{hl=1,3-4}", "{concepts=a,b level=easy}", '5" {title="a, .b, c=d"}', "a, .b, c=d {#e}"]
)
def test_commas_within_a_value_are_its_own(braces: str) -> None:
    report = Report()
    cut(braces, report)

    assert report.problems == []


def test_what_was_reported_as_misplaced_is_not_judged_again() -> None:
    report = Report()
    check_attributes(Attributes(cut("x {levle=easy}")[1].words, misplaced=True), report)

    assert report.problems == []
