"""The stage at a moment of its recorded run, ready to be drawn."""

from collections.abc import Iterator, Mapping

from sandbox.domain.authored import NOT_SET, Variable
from sandbox.domain.captions import label_of
from sandbox.domain.columns import column_at, reached, shown_in
from sandbox.domain.events import Direction
from sandbox.domain.journal import ready_state_of
from sandbox.domain.ladder import Ladder, ladder_of
from sandbox.domain.moments import RAISED, Moment
from sandbox.domain.panel import Cell, Line, Panel, Part, Row
from sandbox.domain.played import Played
from sandbox.domain.values import MOST, chips_at, values_at
from sandbox.stage import Stage

ROOM = 58  # characters of a line with what it has changed beside it
SIDES: Mapping[Direction, tuple[str, str]] = {  # whose arrow a cell has, and what is said of it
    "in": ("client", ", browser to server"),
    "out": ("server", ", server to browser"),
    "layer": ("", ", channel layer"),
    "code": ("", ""),
}


def panel_of(stage: Stage, played: Played, moment: Moment) -> Panel:
    """The stage at a moment."""
    index = moment.index
    title, sentence = played.caption(moment, stage.steps, stage.source.name)
    reach = reached(stage.columns, played.moments)
    column = column_at(reach, index)
    return Panel(
        moment=moment,
        title=title,
        sentence=sentence,
        position=_position(moment, len(played.frames)),
        frames=tuple(_frame(stage, frame, moment) for frame in played.frames),
        statements=tuple(_statement(stage, one, moment) for one in played.statements(moment.frame)),
        flow=tuple(_flow(stage, moment)),
        journal=played.seen(index),
        ready_state=ready_state_of(played.seen(index)),
        ladder=_ladder(stage, played, index),
        lines=tuple(_lines(stage, played, moment)),
        values=values_at(played.moments, index),
        columns=tuple(Part(n, head.title, _state(n, column)) for n, head in enumerate(stage.columns)),
        rows=tuple(Row(row, tuple(_cells(stage, played, row, index))) for row in stage.rows),
        **_ways(stage, played, moment),
    )


def _state(place: int, now: int) -> str:
    return "is-now" if place == now else "is-past" if place < now else "is-future"


def _position(moment: Moment, frames: int) -> str:
    place = f"{moment.frame} of {frames}" if moment.frame else ""
    return f"{place or 'Before 1'}, statement {moment.nth} of {moment.of}" if moment.nth else place


def _frame(stage: Stage, frame: Moment, shown: Moment) -> Part:
    side, said = SIDES[frame.event.direction]
    state = _state(frame.frame, shown.frame)
    return Part(frame.frame, label_of(frame.event.kind), state, stage.address(frame), side, said)


def _statement(stage: Stage, statement: Moment, shown: Moment) -> Part:
    label = f"Line {statement.at.line}" if statement.at else ""
    return Part(statement.nth, label, _state(statement.nth, shown.nth), stage.address(statement))


def _flow(stage: Stage, moment: Moment) -> Iterator[Part]:
    now = next((n for n, node in enumerate(stage.flow) if moment.lit and moment.lit in node.steps), -1)
    for place, node in enumerate(stage.flow):
        state = _state(place, now) if now >= 0 else ""
        yield Part(place + 1, node.label, "" if state == "is-future" else state, steps=node.steps)


def _ladder(stage: Stage, played: Played, index: int) -> Ladder:
    """Where no run is recorded, with room for what the author's rows tell of."""
    expected = 0 if played.items else len(stage.steps)
    return ladder_of(played.items, played.wire(index), stage.variant.consumer or "application", expected)


def _lines(stage: Stage, played: Played, moment: Moment) -> Iterator[Line]:
    file = stage.source.name
    texts = stage.source.text.split("\n")[: len(stage.lines)]
    chips = chips_at(played.moments, moment.index, file, texts)
    before = (m for m in played.moments[: moment.index] if m.client == moment.client)
    ran = {m.at.line for m in before if m.at and m.at.file == file}
    here = moment.at.line if moment.at and moment.at.file == file else 0
    for number, (html, text) in enumerate(zip(stage.lines, texts, strict=True), 1):
        values = chips.get(number, ())
        said = sum(len(value.name) + len(value.value) for value in values[:MOST])
        now = number == here
        marks = {
            "is-now": now,
            "is-held": now and moment.face == "held",
            "is-bad": now and moment.event.kind == RAISED,
            "ran": not now and number in ran,
        }
        classes = " ".join(name for name, is_so in marks.items() if is_so)
        yield Line(html, classes, now, values[:MOST], len(values) > MOST, len(text) + said > ROOM)


def _cells(stage: Stage, played: Played, row: Variable, index: int) -> Iterator[Cell]:
    reach = reached(stage.columns, played.moments)
    now = column_at(reach, index)
    places = shown_in(reach, index, reached(stage.columns, played.moments, early=row.told_by == "browser"))
    values = [None if place is None else played.values(place).get(row.name, NOT_SET) for place in places]
    if row.told_by == "recorded":
        values = [written if column <= now else None for column, written in enumerate(row.cells)]
    for place, column in enumerate(stage.columns):
        changed = values[place] is not None and place > 0 and values[place] != values[place - 1]
        yield Cell(column.title, values[place], row.cells[place], _state(place, now), changed)


def _ways(stage: Stage, played: Played, moment: Moment) -> Mapping[str, str]:
    """Where Reset, Back, Step and the switch lead. A step goes by events, and by statements where one is shown."""
    addressed = [one for one in played.moments if one.addressed]
    events = [one for one in addressed if not one.nth]
    around = addressed if moment.nth else events
    before = [one for one in around if one.index < moment.index]
    other = [one for one in addressed if one.nth and one.index > moment.index]
    ways = {
        "first": before and events,
        "back": before[-1:],
        "step": [one for one in around if one.index > moment.index],
        "next_event": [one for one in events if one.index > moment.index],
        "granularity": [one for one in events if one.frame == moment.frame] if moment.nth else other,
    }
    return {way: stage.address(leads[0]) if leads else "" for way, leads in ways.items()}
