import pytest

from markup.lines import LONGEST, LONGEST_LINE, Line, decode, place_in, split_lines
from markup.problems import Place, Report


def test_bytes_that_are_not_utf8_are_placed_at_the_first_bad_one() -> None:
    report = Report()

    assert decode(b"one\ntw\xc3\xb6 \xff", "a.md", report) is None
    assert report.problems[0].place == Place("a.md", 2, 5)
    assert report.problems[0].code == "C001"


def test_line_ends_of_other_systems_read_the_same() -> None:
    assert decode(b"a\r\nb", "a.md", Report()) == "a\nb"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\ufeff"])
def test_a_control_character_is_an_error_where_it_stands(sign: str) -> None:
    report = Report()

    split_lines(f"ab\nc{sign}d", "a.md", report)

    assert [(p.code, p.place.line, p.place.column) for p in report.problems] == [("C002", 2, 2)]


def test_control_characters_do_not_reach_the_lines() -> None:
    assert [line.text for line in split_lines("a\x00b", "a.md", Report())] == ["a b"]


def test_tabs_and_line_ends_are_no_control_characters() -> None:
    report = Report()
    split_lines("a\tb\n", "a.md", report)

    assert report.problems == []


def test_a_text_that_is_too_long_is_not_read() -> None:
    report = Report()

    assert split_lines("x\n" * LONGEST, "a.md", report) == []
    assert report.problems[0].code == "C003"


def test_a_line_that_is_too_long_is_cut_and_reported() -> None:
    report = Report()

    lines = split_lines("x" * (LONGEST_LINE + 1), "a.md", report)

    assert len(lines[0].text) == LONGEST_LINE
    assert report.problems[0].place == Place("a.md", 1, LONGEST_LINE + 1)


def test_a_cut_line_remembers_its_column() -> None:
    line = split_lines("  - text", "a.md", Report())[0]

    assert line.cut(4).place() == Place("a.md", 1, 5)
    assert line.cut(4).text == "text"


def test_cutting_more_than_there_is_leaves_the_end() -> None:
    assert split_lines("ab", "a.md", Report())[0].cut(9).place() == Place("a.md", 1, 3)


def test_what_stands_between_two_offsets_knows_its_column_without_its_blanks() -> None:
    line = split_lines("| a  | b", "a.md", Report())[0]

    assert line.between(1, 5) == Line("a.md", 1, 3, "a")


@pytest.mark.parametrize("text", ["a b", ""])
def test_a_line_from_which_nothing_is_cut_stays_the_same(text: str) -> None:
    line = split_lines(text, "a.md", Report())[0]

    assert line.strip() is line.keep(9) is line.cut(0) is line


def test_an_offset_in_joined_lines_is_found_again() -> None:
    lines = split_lines("ab\ncde\nf", "a.md", Report())

    assert [str(place_in(lines, offset)) for offset in (0, 3, 5, 7)] == ["a.md:1:1", "a.md:2:1", "a.md:2:3", "a.md:3:1"]


def test_an_offset_beyond_the_lines_is_their_end() -> None:
    assert place_in(split_lines("ab", "a.md", Report()), 99) == Place("a.md", 1, 3)


def test_a_byte_order_mark_does_no_harm() -> None:
    report = Report()

    assert decode(b"\xef\xbb\xbf---\n", "a.md", report) == "---\n"
    assert report.problems == []


def test_of_many_control_characters_the_first_of_each_line_is_told() -> None:
    report = Report()
    split_lines("a\x01\x02\n\nb\x03", "a.md", report)

    assert [(p.place.line, p.place.column) for p in report.problems] == [(1, 2), (3, 2)]
