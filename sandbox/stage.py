"""What the page's stage is made of: the scenario's source, and the lesson's flow, steps and tracker beside it."""

from dataclasses import dataclass
from typing import Any

from sandbox.domain.scenario import Scenario, Variant


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A node of the concept flow and the steps during which it is lit; none for a node that is only passed."""

    label: str
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the execution table: its moment is the `nth` `event` of `client`. `title` and `text` are plain."""

    number: int
    event: str
    client: str
    nth: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the tracker, filled once `step` has passed; step 0 is the start."""

    title: str
    step: int


@dataclass(frozen=True, slots=True)
class Variable:
    """A row of the tracker as the author wrote it: one cell for each column."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything the template and the script of the sandbox need. `lines` is the source as safe HTML, by line."""

    scenario: Scenario
    variant: Variant
    lines: tuple[str, ...]
    flow: tuple[FlowNode, ...]
    steps: tuple[Step, ...]
    columns: tuple[Column, ...]
    variables: tuple[Variable, ...]

    @property
    def script(self) -> dict[str, Any]:
        """The same as JSON for the page's script."""
        return {
            "course": self.scenario.course,
            "scenario": self.scenario.name,
            "variant": self.variant.name,
            "consumer": self.variant.consumer,
            "file": self.variant.source.name,
            "clients": dict(self.scenario.clients),
            "script": [{"client": a.client, "kind": a.kind, "text": a.text} for a in self.variant.script],
            "steps": [
                {
                    "n": s.number,
                    "event": s.event,
                    "client": s.client,
                    "nth": s.nth,
                    "title": s.title,
                    "text": s.text,
                }
                for s in self.steps
            ],
            "flow": [{"label": node.label, "steps": node.steps} for node in self.flow],
            "columns": [{"title": column.title, "step": column.step} for column in self.columns],
        }
