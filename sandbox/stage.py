"""What the page's stage is made of: the scenario's source, and the lesson's flow, steps and tracker beside it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import dateformat

from sandbox.domain.authored import OWN, READY_STATE, Column, FlowNode, Step, Variable
from sandbox.domain.captions import CAPTIONS, LABELS
from sandbox.domain.journal import leave_of, leaving
from sandbox.domain.moments import Moment
from sandbox.domain.played import Played, play_back
from sandbox.domain.scenario import DEFAULT_VARIANT, Action, Handshake, Player, Scenario, Source, Variant
from sandbox.domain.versions import versions_in_words
from sandbox.recording.file import told_in_order
from sandbox.stepping.handshakes import handshake_of

# What tells or takes real time, by the name that the page gives it; the run's own timers wait with a held stop.
CLOCKS = {
    "time": re.compile(r"^\s*(?:import\b[^#\n]*\btime\b|from time import\b)", re.MULTILINE),
    "datetime": re.compile(r"^\s*(?:import\b[^#\n]*\bdatetime\b|from datetime import\b)", re.MULTILINE),
    "timezone": re.compile(r"^\s*from django\.utils import\b[^#\n]*\btimezone\b", re.MULTILINE),
    "loop.time()": re.compile(r"loop(?:\(\))?\.time\(\)"),
}


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
            "script": [_act(action) for action in self._acted],
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
            "captions": CAPTIONS,
            "labels": LABELS,
        }

    @property
    def recorded(self) -> dict[str, Any] | None:
        """The variant's recorded run as JSON, moment by moment; None where there is none."""
        recording = self.variant.recording
        if recording is None:
            return None
        leave = leave_of(self.client, self.variant.script)
        return {
            "day": self.day,
            "versions": self.versions,
            "leave": leaving(leave) if leave else None,
            "moments": list(told_in_order(recording)),
        }

    @property
    def day(self) -> str:
        """When it was recorded, in words; empty where it was not."""
        recording = self.variant.recording
        return dateformat.format(date.fromisoformat(recording.day), "j F Y") if recording else ""

    @property
    def versions(self) -> str:
        """What it was recorded with, in words; empty where it was not."""
        return versions_in_words(self.variant.recording.versions) if self.variant.recording else ""

    @property
    def departs(self) -> bool:
        """Whether this is another run than the lesson tells of."""
        return self.variant.name != DEFAULT_VARIANT

    @property
    def played(self) -> Played:
        """The recorded run as the page's client lived it."""
        return play_back(self.variant, self.steps, self.client, _target(self._handshake(self.client)))

    def address(self, moment: Moment) -> str:
        """Of the page at a moment, from that page itself."""
        variant = f"variant={self.variant.name}" if self.departs else ""
        frame = f"frame={moment.name}" if moment.index else ""
        return "?" + "&".join(part for part in (variant, frame) if part) if variant or frame else "./"

    @property
    def _acted(self) -> Iterator[Action]:
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
