import pytest

from markup.blocks import Table
from markup.problems import Report
from markup.scanner import scan


def read(text: str) -> tuple[Table, Report]:
    report = Report()
    (table,) = scan(text, "a.md", report).blocks
    assert isinstance(table, Table)
    return table, report


def test_cells_are_texts_with_places() -> None:
    table, _ = read("| Step | Action |\n|---|:-:|\n| 1 | It `opens` |")

    assert [cell.text for cell in table.header.cells] == ["Step", "Action"]
    assert [(cell.text, str(cell.place)) for cell in table.rows[0].cells] == [
        ("1", "a.md:3:3"),
        ("It `opens`", "a.md:3:7"),
    ]


def test_outer_bars_may_be_left_out() -> None:
    table, _ = read("a | b\n---|---\n1 | 2")

    assert [[cell.text for cell in row.cells] for row in table.rows] == [["1", "2"]]


def test_an_escaped_bar_is_part_of_its_cell() -> None:
    table, report = read("| a | b |\n|---|---|\n| `x \\| y` | z |")

    assert [cell.text for cell in table.rows[0].cells] == ["`x | y`", "z"]
    assert report.problems == []


def test_braces_at_the_end_of_the_last_cell_speak_of_the_row() -> None:
    table, _ = read("| a |\n|---|\n| one {event=websocket.accept} |\n| two |")

    assert [row.attributes.value("event") for row in table.rows] == ["websocket.accept", ""]
    assert [row.cells[0].text for row in table.rows] == ["one", "two"]


def test_every_row_of_another_width_is_an_error() -> None:
    _, report = read("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 |\n| 1 | 2 | 3 |")

    assert [(p.code, p.place.line, p.message) for p in report.problems] == [
        ("C034", 3, "a row of 1 cells under a header of 2"),
        ("C034", 5, "a row of 3 cells under a header of 2"),
    ]


def test_empty_cells_are_cells() -> None:
    table, report = read("| a | b |\n|---|---|\n|  |  |")

    assert [cell.text for cell in table.rows[0].cells] == ["", ""]
    assert report.problems == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("| {event=x} one | two |", 4),
        ("| one {event=x} | two |", 8),
        ("| one | {event=x} two |", 10),
        ("| one | two | {event=x}", 16),
        ("| one | two | {event=x} |", 16),
    ],
)
def test_attributes_elsewhere_in_a_row_are_told_once_and_read(row: str, column: int) -> None:
    table, report = read(f"| a | b |\n|---|---|\n{row}")

    assert [(p.code, p.place.line, p.place.column) for p in report.problems] == [("C022", 3, column)]
    assert [cell.text for cell in table.rows[0].cells] == ["one", "two"]
    assert (table.rows[0].attributes.value("event"), table.rows[0].attributes.misplaced) == ("x", True)


def test_what_is_no_attribute_is_told_once_wherever_it_stands() -> None:
    _, report = read("| a | b |\n|---|---|\n| {event=} one | two |")

    assert [(p.code, p.place.line, p.place.column) for p in report.problems] == [("C021", 3, 4)]


def test_braces_in_code_are_no_attributes_of_a_row() -> None:
    table, report = read("| a | b |\n|---|---|\n| `{a=b}` | two |")

    assert ([cell.text for cell in table.rows[0].cells], report.problems) == (["`{a=b}`", "two"], [])


def test_a_header_has_no_attributes() -> None:
    _, report = read("| a | b {event=x} |\n|---|---|\n| 1 | 2 |")

    assert [(p.code, p.place.line, p.place.column) for p in report.problems] == [("C022", 1, 10)]
