"""What a lesson's execution table and tracker say, against the recorded run of its scenario."""

from collections.abc import Mapping
from dataclasses import dataclass

from lessons.domain.bodies import Section, Steps, Tracker
from lessons.domain.outline import Part, table_in
from lessons.domain.variables import names_in, value_at
from markup import Place, Report, suggest
from markup.blocks import Row, Table
from sandbox.domain.authored import Column, Step
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario
from sandbox.domain.trace import Snapshot

Moments = Mapping[int, Snapshot]  # of each step


def check_against_run(
    parts: Mapping[str, Part], sections: Mapping[str, Section], scenario: Scenario, report: Report
) -> None:
    """Tells of every row and every cell that the run contradicts. What stands on another mistake is not judged."""
    if report.given_up:
        return
    variant = scenario.variants[DEFAULT_VARIANT]
    sound = {
        kind: (sections[kind].body, table)
        for kind in ("steps", "tracker")
        if kind in sections and (table := table_in(parts[kind])) and not _is_told(table, report)
    }
    moments: Moments | None = None
    match sound.get("steps"):
        case (Steps() as steps, table) if variant.recording:
            moments = _Rows(variant.recording, report).moments(steps, table)
    match sound.get("tracker"):
        case (Tracker() as tracker, table) if _are_known(tracker, table, [*names_in(scenario, variant)], report):
            if variant.recording and moments:
                _Cells(variant.recording, moments, next(iter(scenario.clients)), report).check(tracker, table)


def _is_told(table: Table, report: Report) -> bool:
    """Whether something else is wrong with a table."""
    lines = range(table.place.line, table.place.line + len(table.rows) + 2)
    return any(problem.severity == "error" and problem.place.line in lines for problem in report.problems)


def _are_known(tracker: Tracker, table: Table, names: list[str], report: Report) -> bool:
    """Whether the run has all the variables of a tracker."""
    rows = zip(tracker.variables, table.rows, strict=True)
    unknown = [(variable.name, row) for variable, row in rows if variable.name not in names]
    for name, row in unknown:
        report.error(row.cells[0].place, "C071", f"unknown variable '{name}'", suggest(name, names))
    return not unknown


@dataclass(frozen=True, slots=True)
class _Rows:
    """Finds the moment of each row in a run."""

    recording: Recording
    report: Report

    def moments(self, steps: Steps, table: Table) -> Moments | None:
        """The moment of each step; None where one is missing or comes too early."""
        moments: dict[int, Snapshot] = {}
        before = 0
        for row, written in zip(steps.rows, table.rows, strict=True):
            moment = self.recording.moment(row.step.event, row.step.client, row.step.nth)
            if moment is None:
                self.tell_missing(row.step, written)
            elif moment.seq < before:
                self.tell_early(row.step, moment, written)
            else:
                moments[row.step.number] = moment
            before = moment.seq if moment else before
        return moments if len(moments) == len(steps.rows) else None

    def tell_early(self, step: Step, moment: Snapshot, written: Row) -> None:
        found = f"step {step.number} comes before step {step.number - 1}: it is frame {moment.frame} of the run"
        self.report.error(_place_of(written, "event"), "C073", found, "sort the rows as the run goes")

    def tell_missing(self, step: Step, written: Row) -> None:
        own = [snapshot.event.kind for snapshot in self.recording.events if snapshot.client == step.client]
        times = own.count(step.event)
        if times:
            often = "once" if times == 1 else f"{times} times"
            found = f"{step.event} of client {step.client} comes {often} in the run: there is no number {step.nth}"
            wanted = f"nth is 1 to {times}" if times > 1 else "leave nth out"
            self.report.error(_place_of(written, "nth"), "C072", found, wanted)
        else:
            found = f"the run has no {step.event} of client {step.client}"
            wanted = f"it has {', '.join(dict.fromkeys(own)) or 'nothing'}"
            self.report.error(_place_of(written, "event"), "C072", found, wanted)


@dataclass(frozen=True, slots=True)
class _Cells:
    """Compares the cells of a tracker with a run; `first` is the client that variables need not name."""

    recording: Recording
    moments: Moments
    first: str
    report: Report

    def check(self, tracker: Tracker, table: Table) -> None:
        for variable, row in zip(tracker.variables, table.rows, strict=True):
            for column, said, cell in zip(tracker.columns, variable.cells, row.cells[1:], strict=True):
                value = value_at(variable.name, self.moments.get(column.step), self.recording, self.first)
                if said != value:
                    found = f'tracker says {variable.name} is "{said}" {_when(column)}; the run says "{value}"'
                    self.report.error(cell.place, "C071", found, "write what the run says")


def _when(column: Column) -> str:
    return f"after step {column.step}" if column.step else "at the start"


def _place_of(written: Row, attribute: str) -> Place:
    word = written.attributes.find("=", attribute)
    return word.place if word else written.place
