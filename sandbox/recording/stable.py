"""What differs from run to run is called by a name that does not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sandbox.domain.events import Event
from sandbox.domain.recording import Seen
from sandbox.domain.trace import Position, Snapshot

ADDRESS = re.compile(r"\b0x[0-9a-f]{4,}\b")


@dataclass(frozen=True, slots=True)
class Stable:
    """Texts without ids, ports and addresses; `names` says what each is called instead."""

    names: Mapping[str, str]

    def snapshot(self, told: Snapshot) -> Snapshot:
        return replace(told, event=self._event(told.event), at=told.at and self._position(told.at))

    def seen(self, seen: Seen) -> Seen:
        return seen if seen.text is None else replace(seen, text=self.text(seen.text))

    def text(self, text: str) -> str:
        """The longest names first: an address holds a port."""
        for name in sorted(self.names, key=len, reverse=True):
            text = text.replace(name, self.names[name])
        return ADDRESS.sub("0x…", text)

    def _event(self, event: Event) -> Event:
        raised = event.raised and replace(event.raised, message=self.text(event.raised.message))
        group = event.group and self.text(event.group)
        if event.text is None or (text := self.text(event.text)) == event.text:
            return replace(event, raised=raised, group=group)
        length = event.length and event.length + len(text) - len(event.text)
        return replace(event, raised=raised, group=group, text=text, length=length)

    def _position(self, at: Position) -> Position:
        return replace(at, attributes=self._values(at.attributes), variables=self._values(at.variables))

    def _values(self, values: Mapping[str, str]) -> Mapping[str, str]:
        return {name: self.text(value) for name, value in values.items()}
