"""What the page's stage is made of: the scenario's source, and the lesson's flow, steps and tracker beside it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.domain.scenario import Action, Handshake, Player, Scenario, Source, Variant
from sandbox.stepping.handshakes import handshake_of

# What tells or takes real time, by the name that the page gives it; the run's own timers wait with a held stop.
CLOCKS = {
    "time": re.compile(r"^\s*(?:import\b[^#\n]*\btime\b|from time import\b)", re.MULTILINE),
    "datetime": re.compile(r"^\s*(?:import\b[^#\n]*\bdatetime\b|from datetime import\b)", re.MULTILINE),
    "timezone": re.compile(r"^\s*from django\.utils import\b[^#\n]*\btimezone\b", re.MULTILINE),
    "loop.time()": re.compile(r"loop(?:\(\))?\.time\(\)"),
}
READY_STATE, OWN = "ws.readyState", "self."  # the tracker's row of the browser, and how those of the server begin


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
    """A row of the tracker: one cell for each column, as the author wrote it, or empty where nobody did."""

    name: str
    cells: tuple[str, ...]

    @property
    def told_by(self) -> str:
        """What it holds in a live run: what events mean, what a side says, or what was recorded of another client."""
        if self.name.endswith(")"):
            return "recorded"
        return "browser" if self.name == READY_STATE else "server" if self.name.startswith(OWN) else "teaching"


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything the template and the script of the sandbox need.

    `source` is the file of the variant that is shown, `lines` the same as safe HTML, by line.
    """

    scenario: Scenario
    variant: Variant
    source: Source
    lines: tuple[str, ...]
    flow: tuple[FlowNode, ...]
    steps: tuple[Step, ...]
    columns: tuple[Column, ...]
    variables: tuple[Variable, ...]

    @property
    def client(self) -> str:
        """The client that the page plays: the first."""
        return next(iter(self.scenario.clients))

    @property
    def simulated(self) -> bool:
        """Whether the server plays that client, and no socket of the browser's."""
        return self.scenario.clients[self.client].player == "server"

    @property
    def rows(self) -> tuple[Variable, ...]:
        """The author's variables, and around them what is real and not among them."""
        written = {variable.name for variable in self.variables}
        real = (READY_STATE, *(f"{OWN}{attribute}" for attribute in self.variant.attributes))
        unwritten = [Variable(name, ("",) * len(self.columns)) for name in real if name not in written]
        above = [row for row in unwritten if row.name == READY_STATE]
        return (*above, *self.variables, *unwritten[len(above) :])

    @property
    def clocks(self) -> tuple[str, ...]:
        """What the code uses that goes on while a stop is held."""
        return tuple(
            name for name, use in CLOCKS.items() if any(use.search(source.text) for source in self.variant.sources)
        )

    @property
    def opening(self) -> str:
        """How a script would write that it opens its socket."""
        handshake = self._handshake(self.client)
        arguments = [_target(handshake), list(handshake.subprotocols)]
        return f"new WebSocket({', '.join(json.dumps(given, ensure_ascii=False) for given in arguments if given)})"

    @property
    def script(self) -> dict[str, Any]:
        """The same as JSON for the page's script."""
        return {
            "course": self.scenario.course,
            "scenario": self.scenario.name,
            "variant": self.variant.name,
            "consumer": self.variant.consumer,
            "file": self.source.name,
            "clients": [
                _client(name, client.player, self._handshake(name)) for name, client in self.scenario.clients.items()
            ],
            "script": [_act(action) for action in self._played],
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

    @property
    def _played(self) -> Iterator[Action]:
        """What the page's client does; nothing where the variant is not stepped live."""
        return (action for action in self.variant.script if self.variant.live and action.client == self.client)

    def _handshake(self, client: str) -> Handshake:
        return handshake_of(self.scenario, self.variant, client)


def _client(name: str, player: Player, handshake: Handshake) -> dict[str, Any]:
    subprotocols = list(handshake.subprotocols)
    return {"name": name, "target": _target(handshake), "subprotocols": subprotocols, "player": player}


def _target(handshake: Handshake) -> str:
    return f"{handshake.path}?{handshake.query}" if handshake.query else handshake.path


def _act(action: Action) -> dict[str, Any]:
    return {"kind": action.kind, "text": action.message, "bytes": action.binary.hex(), "code": action.code}
