import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.front_matter import LONGEST, Record, read_front_matter, read_yaml
from markup.lines import split_lines
from markup.problems import Place, Report

SIGNS = [
    "a: ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "&x ",
    "*x",
    "!t ",
    "'",
    '"',
    "|",
    ">",
    "#",
    "? ",
    "\n",
    "  ",
    "<<: ",
    "---\n",
    "%",
]


def read(text: str) -> tuple[Record, Report]:
    report = Report()
    return read_yaml(split_lines(text, "a.yaml", report), "a.yaml", report), report


def test_values_are_text_lists_and_mappings() -> None:
    assert read("a: 1\nb: [x, 2]\nc: {d: e}\nf:")[0].values == {"a": "1", "b": ["x", "2"], "c": {"d": "e"}, "f": ""}


@pytest.mark.parametrize("written", ["no", "on", "1:30", "2020-01-01", "1e3", "0x10", "~", "null", "007"])
def test_no_word_turns_into_something_else(written: str) -> None:
    assert read(f"a: {written}")[0].values == {"a": written}


def test_every_key_and_item_has_its_place() -> None:
    record, _ = read("a: 1\nb:\n  c: 2\n  d: [x, y]")

    assert str(record.place_of("b", "c")) == "a.yaml:3:3"
    assert str(record.place_of("b", "d", 1)) == "a.yaml:4:10"


def test_what_was_not_written_has_the_place_of_what_is_around_it() -> None:
    record, _ = read("a: 1\nb:\n  c: 2")

    assert str(record.place_of("b", "missing", "deep")) == "a.yaml:2:1"
    assert record.place_of("missing") == Place("a.yaml", 1, 1)


def test_front_matter_counts_its_lines_in_the_document() -> None:
    report = Report()
    header = split_lines("---\nid: x\ntitle: y", "a.md", report)[1:]

    assert str(read_front_matter(header, "a.md", report).place_of("title")) == "a.md:3:1"


def test_a_document_without_front_matter_is_told() -> None:
    report = Report()
    read_front_matter([], "a.md", report)

    assert [(p.code, str(p.place)) for p in report.problems] == [("C015", "a.md:1:1")]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: 2\na: 3", "C014", "3:1"),
        ("a: b: c", "C013", "1:5"),
        ("a: 1\n b: 2", "C013", "2:3"),
        ("a: [1", "C013", "1:6"),
        ("a: [1\n\n", "C013", "3:1"),
        ("a: 'x", "C013", "1:6"),
        ("- a\n- b", "C013", "1:1"),
        ("just words", "C013", "1:1"),
        ("a: &x 1\nb: *x", "C016", "1:4"),
        ("a: &x [*x]", "C016", "1:4"),
        ("a: !thing 1", "C016", "1:4"),
        ("? [a, b]\n: c", "C013", "1:3"),
        ("a: *nobody", "C013", "1:4"),
        ("a: 1\n---\nb: 2", "C013", "2:1"),
        ("a: " + "[" * 20 + "]" * 20, "C013", "1:16"),
        ("a: " + "x" * LONGEST, "C003", "1:2001"),
        ("a: \x00", "C002", "1:4"),
    ],
)
def test_what_hides_its_meaning_is_an_error_at_its_place(text: str, code: str, place: str) -> None:
    problems = read(text)[1].problems

    assert [(p.code, f"{p.place.line}:{p.place.column}") for p in problems] == [(code, place)]


def test_too_much_of_it_is_not_read() -> None:
    record, report = read("a: b\n" * LONGEST)

    assert record.values == {}
    assert [p.code for p in report.problems] == ["C003"]


def test_an_empty_text_has_no_fields_and_no_fault() -> None:
    record, report = read("# only a comment\n")

    assert (record.values, report.problems) == ({}, [])


@given(st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=4)), max_size=25).map("".join))
def test_no_text_breaks_the_reader_and_every_line_it_names_exists(text: str) -> None:
    record, report = read(text)

    last = text.count("\n") + 1
    places = [*record.places.values(), *(p.place for p in report.problems)]
    assert all(1 <= place.line <= last and place.column >= 1 for place in places)


@pytest.mark.parametrize("text", ["a: b: c", "just words", "a: b\n" * LONGEST])
def test_where_nothing_can_be_read_nothing_else_is_told(text: str) -> None:
    _, report = read(text)
    report.error(Place("a.yaml"), "C011", "field 'id' is missing")

    assert len(report.problems) == 1
    assert report.problems[0].code != "C011"


@pytest.mark.parametrize(
    ("path", "values", "place"),
    [
        (("b",), {"c": "2"}, Place("a.yaml", 2, 1)),
        (("d", 0), {"e": "3"}, Place("a.yaml", 4, 5)),
        (("d", 7), {}, Place("a.yaml", 3, 1)),
        (("a",), {}, Place("a.yaml", 1, 1)),
        (("x",), {}, Place("a.yaml", 1, 1)),
    ],
)
def test_a_record_below_another_is_empty_where_no_mapping_stands(
    path: tuple[str | int, ...], values: dict[str, str], place: Place
) -> None:
    text = "a: 1\nb: {c: 2}\nd:\n  - e: 3"
    below = read_yaml(split_lines(text, "a.yaml", Report()), "a.yaml", Report()).below(*path)

    assert (below.values, below.place) == (values, place)


def test_a_record_below_another_knows_its_places() -> None:
    record = read_yaml(split_lines("b:\n  c: 2", "a.yaml", Report()), "a.yaml", Report())

    assert record.below("b").place_of("c") == Place("a.yaml", 2, 3)
