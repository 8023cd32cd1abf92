"""`outcome:` of a scenario or a variant: what its author says that each client sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markup import Record, Report, read_fields, suggest
from markup.fields import Fields
from sandbox.domain.outcome import ClientOutcome, Outcome, RaisedAt, Received, Span
from sandbox.domain.scenario_fields import OutcomeFields
from sandbox.domain.scenario_fields import Span as Seconds

Path = tuple[str | int, ...]


class MessageFields(Fields):
    text: str | None = None
    bytes: str | None = None
    after: Seconds | None = None


@dataclass(frozen=True, slots=True)
class OutcomeReader:
    """Reads the outcomes of one `scenario.yaml`; `clients` are those that it knows."""

    record: Record
    clients: Collection[str]
    report: Report

    def outcome(self, fields: Mapping[str, OutcomeFields], path: Path) -> Outcome:
        """The outcome that stands at `path`."""
        for client in fields:
            if client not in self.clients:
                place = self.record.place_of(*path, client)
                self.report.error(place, "C086", f"unknown client '{client}'", suggest(client, self.clients))
        return Outcome({client: self.client(said, (*path, client)) for client, said in fields.items()})

    def client(self, said: OutcomeFields, path: Path) -> ClientOutcome:
        return ClientOutcome(
            opened=said.opened,
            status=said.status,
            subprotocol=said.subprotocol,
            received=None if said.received is None else self.messages(said.received, (*path, "received")),
            close=said.close,
            reason=said.reason,
            after=_span(said.after),
            raised=RaisedAt(said.raised.type, said.raised.line) if said.raised else None,
            disconnect_called=said.disconnect_called,
        )

    def messages(self, written: Sequence[Any], path: Path) -> tuple[Received, ...]:
        return tuple(self.message(message, (*path, index)) for index, message in enumerate(written))

    def message(self, written: object, path: Path) -> Received:
        if isinstance(written, str):
            return Received(text=written)
        place = self.record.place_of(*path)
        if not isinstance(written, dict):
            self.report.error(place, "C086", "this is no message", "write its text, or {bytes: 00ff}")
            return Received()
        fields = read_fields(MessageFields, self.record.below(*path), self.report)
        if fields is None:
            return Received()
        binary = _bytes(fields.bytes)
        if (fields.text is None) == (fields.bytes is None) or (fields.bytes is not None and binary is None):
            self.report.error(place, "C086", "this is no message", "write {text: hello} or {bytes: 00ff}")
        return Received(fields.text, binary, _span(fields.after))


def _span(written: Sequence[float] | None) -> Span | None:
    return Span(*written) if written else None


def _bytes(digits: str | None) -> bytes | None:
    try:
        return None if digits is None else bytes.fromhex(digits)
    except ValueError:
        return None
