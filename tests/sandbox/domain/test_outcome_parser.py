from typing import Any

import pytest

from markup import Report, read_fields, read_yaml, split_lines
from sandbox.domain.outcome import ClientOutcome, RaisedAt, Received, Span
from sandbox.domain.outcome_parser import OutcomeReader
from sandbox.domain.scenario_fields import VariantFields


def read(outcome: str) -> tuple[Any, list[tuple[str, int]]]:
    report = Report()
    text = f"{{title: x, outcome: {{a: {{{outcome}}}}}}}"
    record = read_yaml(split_lines(text, "x.yaml", report), "x.yaml", report)
    fields = read_fields(VariantFields, record, report)
    reader = OutcomeReader(record, ("a",), report)
    read = reader.outcome(fields.outcome, ("outcome",)).clients["a"] if fields else None
    return read, [(problem.code, problem.place.column) for problem in report.problems]


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("", ClientOutcome()),
        ("opened: true", ClientOutcome(opened=True)),
        ("opened: no", ClientOutcome(opened=False)),
        ("status: 403", ClientOutcome(status=403)),
        ("status: none", ClientOutcome(status=0)),
        ("subprotocol: chat", ClientOutcome(subprotocol="chat")),
        ("received: []", ClientOutcome(received=())),
        (
            "received: [hi, {bytes: 00ff}, {text: late, after: [1, 2.5]}]",
            ClientOutcome(
                received=(Received("hi"), Received(binary=b"\x00\xff"), Received("late", after=Span(1, 2.5)))
            ),
        ),
        ("close: 1006", ClientOutcome(close=1006)),
        ("close: none", ClientOutcome(close=0)),
        ("reason: bye", ClientOutcome(reason="bye")),
        ("after: [4, 5.5]", ClientOutcome(after=Span(4, 5.5))),
        ("raised: {type: ValueError}", ClientOutcome(raised=RaisedAt("ValueError"))),
        ("raised: {type: ValueError, line: 7}", ClientOutcome(raised=RaisedAt("ValueError", 7))),
        ("disconnect_called: false", ClientOutcome(disconnect_called=False)),
    ],
)
def test_an_outcome_claims_what_is_written_and_nothing_else(written: str, outcome: ClientOutcome) -> None:
    assert read(written) == (outcome, [])


@pytest.mark.parametrize(
    ("written", "code", "column"),
    [
        ("opened: perhaps", "C012", 26),
        ("status: 700", "C012", 26),
        ("close: 99", "C012", 26),
        ("after: 5", "C012", 26),
        ("after: [5, 4]", "C012", 26),
        ("after: [1]", "C012", 26),
        ("raised: ValueError", "C012", 26),
        ("raised: {line: 0, type: x}", "C012", 35),
        ("received: hi", "C012", 26),
        ("received: [[hi]]", "C086", 37),
        ("received: [{}]", "C086", 37),
        ("received: [{text: hi, bytes: 00}]", "C086", 37),
        ("received: [{bytes: xy}]", "C086", 37),
        ("received: [{txt: hi}]", "C010", 38),
        ("received: [{text: hi, after: [2, 1]}]", "C012", 48),
    ],
)
def test_a_mistake_is_one_error_at_its_place(written: str, code: str, column: int) -> None:
    assert read(written)[1] == [(code, column)]
