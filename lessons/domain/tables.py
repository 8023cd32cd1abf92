"""The two tables of a lesson, execution and tracker, read row by row."""

import re
from collections.abc import Sequence

from lessons.domain.bodies import Row, Steps, Tracker
from lessons.domain.outline import Part
from markup import Block, Prose, Report, check_attributes, plain, read_prose, refuse_callout, suggest
from markup.attributes import Word
from markup.blocks import Cell, Quote, Table
from markup.blocks import Row as TableRow
from sandbox.domain.authored import Column, Step, Variable
from sandbox.domain.scenario import Scenario

EVENTS = (
    *(f"websocket.{name}" for name in ("connect", "accept", "receive", "send", "close", "disconnect")),
    *(f"layer.{name}" for name in ("group_add", "group_discard", "group_send", "send", "receive")),
    *("handler.returned", "application.raised", "application.finished", "server.gave_up"),
)
HEADER = ("Step", "Action", "What runs", "Result")
COLUMN = re.compile(r"(?P<title>.*?)\s*\((?P<step>\d{1,3})\)")
LONGEST_ACTION, LONGEST_RESULT = 45, 90  # one line and two on the stage, at the narrowest


def read_steps(part: Part, scenario: Scenario, report: Report) -> Steps:
    """Reads the execution table: `Step | Action | What runs | Result`, each row with its moment."""
    table, others = _table_in(part, report)
    closing = [block for block in others if isinstance(block, Quote) and block.callout == "exit"]
    for quote in closing[1:]:
        report.error(quote.place, "C024", "a second [!exit]", "join it to the first")
    _refuse([block for block in others if block not in closing], report)
    exit_line = read_prose(closing[0].blocks, report) if closing else Prose()
    if not table or not _has_header(table, report):
        return Steps((), exit_line)
    rows = tuple(_read_row(number, row, scenario, report) for number, row in enumerate(table.rows, 1))
    _refuse_same_moments(rows, table, report)
    return Steps(rows, exit_line)


def read_tracker(part: Part, steps: int | None, report: Report) -> Tracker:
    """Reads the variable tracker: `Variable | Start | After connect (2) | …`, a row for each variable."""
    table, others = _table_in(part, report)
    _refuse(others, report)
    if not table:
        return Tracker((), ())
    columns = _read_columns(table, steps, report)
    for row in table.rows:
        check_attributes(row.attributes, report)
    variables = (
        Variable(plain(row.cells[0].text), tuple(plain(cell.text) for cell in row.cells[1:])) for row in table.rows
    )
    return Tracker(columns, tuple(variables))


def is_step(number: int, steps: int | None) -> bool:
    """Whether the execution table has a step; any may be one where the table cannot be read."""
    return number > 0 and (steps is None or number <= steps)


def steps_known(steps: int | None) -> str:
    return f"steps are 1 to {steps}" if steps else "write an execution table"


def _table_in(part: Part, report: Report) -> tuple[Table | None, list[Block]]:
    tables = [block for block in part.blocks if isinstance(block, Table)]
    if part.blocks and not tables:
        report.error(part.place, "C031", f"section '{part.heading.text}' has no table", "write | … | … |")
    table = tables[0] if tables else None
    return table, [block for block in part.blocks if block is not table]


def _refuse(blocks: Sequence[Block], report: Report) -> None:
    for block in blocks:
        if isinstance(block, Quote) and block.callout:
            refuse_callout(block, report)
        else:
            report.error(block.place, "C031", "text beside the table is shown nowhere", "move it to another section")


def _has_header(table: Table, report: Report) -> bool:
    found = tuple(cell.text for cell in table.header.cells)
    if found != HEADER:
        wanted = f"write | {' | '.join(HEADER)} |"
        report.error(table.place, "C033", f"the columns are {', '.join(found)}", wanted)
    return found == HEADER


def _read_row(number: int, row: TableRow, scenario: Scenario, report: Report) -> Row:
    cells = row.cells if len(row.cells) == len(HEADER) else (*row.cells, *[Cell(row.line, "")] * len(HEADER))  # ragged
    step, action, runs, result = cells[:4]
    if step.text != str(number):
        report.error(step.place, "C032", f"step '{step.text}' out of order", f"this is step {number}")
    acted, resulted = _read_words(action, LONGEST_ACTION, report), _read_words(result, LONGEST_RESULT, report)
    told = Step(number, *_read_moment(row, scenario, report), acted, resulted)
    return Row(told, *(Prose(cell.text, inline=True) for cell in (action, runs, result)))


def _read_words(cell: Cell, most: int, report: Report) -> str:
    """What the stage shows of a cell, and whether that has room there."""
    words = plain(cell.text)
    if len(words) > most:
        report.warn(cell.place, "C037", f"{len(words)} characters; the stage shows {most}", "say it shorter")
    return words


def _read_moment(row: TableRow, scenario: Scenario, report: Report) -> tuple[str, str, int]:
    told = row.attributes
    check_attributes(told, report, ("event", "client", "nth"))
    event, client, nth = (told.find("=", key) for key in ("event", "client", "nth"))
    if not event and len(row.cells) == len(HEADER):
        report.error(row.place, "C035", "a row without a moment", "end it with {event=websocket.accept}")
    if event and event.value not in EVENTS:
        report.error(event.place, "C035", f"unknown event '{event.value}'", suggest(event.value, EVENTS))
    if client and client.value not in scenario.clients:
        report.error(client.place, "C035", f"unknown client '{client.value}'", suggest(client.value, scenario.clients))
    return (
        event.value if event else "",
        client.value if client else next(iter(scenario.clients)),
        _read_number(nth, report) if nth else 1,
    )


def _read_number(word: Word, report: Report) -> int:
    if not re.fullmatch(r"[1-9]\d{0,2}", word.value):
        report.error(word.place, "C012", f"{word.name}={word.value} is no number", "write 1, 2, 3 …")
        return 1
    return int(word.value)


def _refuse_same_moments(rows: Sequence[Row], table: Table, report: Report) -> None:
    seen: set[tuple[str, str, int]] = set()
    for row, written in zip(rows, table.rows, strict=True):
        moment = (row.step.event, row.step.client, row.step.nth)
        if row.step.event and moment in seen:
            found = f"a second row for {row.step.event}"
            report.error(written.place, "C035", found, "say which one: nth=2")
        seen.add(moment)


def _read_columns(table: Table, steps: int | None, report: Report) -> tuple[Column, ...]:
    columns: list[Column] = []
    start = table.header.cells[1:2]
    if not start or COLUMN.fullmatch(plain(start[0].text)):
        report.error(table.place, "C033", "the tracker does not begin with its start", "write | Variable | Start | …")
        return ()
    for cell in table.header.cells[1:]:
        match = COLUMN.fullmatch(plain(cell.text))
        column = Column(match["title"], int(match["step"])) if match else Column(plain(cell.text), 0)
        if not match and columns:
            report.error(cell.place, "C033", f"column '{cell.text}' names no step", "write 'After connect (2)'")
        elif match and not is_step(column.step, steps):
            report.error(cell.place, "C036", f"there is no step {column.step}", steps_known(steps))
        elif columns and column.step <= columns[-1].step:
            report.error(cell.place, "C032", f"step {column.step} after step {columns[-1].step}", "sort the columns")
        columns.append(column)
    return tuple(columns)
