"""What an author says comes of a script, against what a recording shows."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.domain.outcome import ClientOutcome, Outcome, RaisedAt, Received, Span
from sandbox.domain.recording import Recording, Seen


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that a run does not bear out: the client, the name of the claim, both sides in words.

    `index` is that of a message among those received.
    """

    client: str
    claim: str
    said: str
    found: str
    index: int | None = None


def differences(outcome: Outcome, recording: Recording) -> tuple[Difference, ...]:
    """Every claim that the recording contradicts; what is not claimed is not judged."""
    return tuple(found for client, said in outcome.clients.items() for found in _of_client(client, said, recording))


def _of_client(client: str, said: ClientOutcome, recording: Recording) -> Iterator[Difference]:
    shown = _Shown(client, recording)
    for claim, find in FINDERS.items():
        wanted, got = getattr(said, claim), find(shown)
        if wanted is not None and wanted != got:
            yield Difference(client, claim, _word(wanted), _word(got))
    if not _is_raised(said.raised, shown.raised):
        yield Difference(client, "raised", _word(said.raised), _word(shown.raised))
    if said.received is not None:
        yield from _messages(client, said.received, shown.messages)
    if said.after and not _within(shown.last, said.after):
        yield Difference(client, "after", _word(said.after), _seconds(shown.last))


def _messages(client: str, said: tuple[Received, ...], got: tuple[Seen, ...]) -> Iterator[Difference]:
    of_each = [*_of_each(client, said, got)]
    yield from of_each
    if len(said) != len(got) and not of_each:
        yield Difference(client, "received", _messages_of(said), _messages_of(got))


def _of_each(client: str, said: tuple[Received, ...], got: tuple[Seen, ...]) -> Iterator[Difference]:
    for index, (wanted, seen) in enumerate(zip(said, got, strict=False)):
        if (wanted.text, wanted.binary) != (seen.text, seen.binary):
            yield Difference(client, "received", _word(wanted), _word(Received(seen.text, seen.binary)), index)
        elif wanted.after and not _within(seen, wanted.after):
            yield Difference(client, "received", _word(wanted.after), _seconds(seen), index)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a recording shows of one client."""

    client: str
    recording: Recording

    @property
    def messages(self) -> tuple[Seen, ...]:
        return tuple(seen for seen in self.recording.seen_by(self.client) if seen.kind == "message")

    @property
    def opened(self) -> bool:
        return self.first("open") is not None

    @property
    def status(self) -> int:
        refused = self.first("refused")
        return (refused.status or 0) if refused else 101 if self.opened else 0

    @property
    def subprotocol(self) -> str:
        opened = self.first("open")
        return opened.subprotocol if opened else ""

    @property
    def close(self) -> int:
        closed = self.first("close")
        return (closed.code or 0) if closed else 0

    @property
    def reason(self) -> str:
        closed = self.first("close")
        return closed.reason if closed else ""

    @property
    def last(self) -> Seen | None:
        return next(iter(self.recording.seen_by(self.client)[::-1]), None)

    @property
    def raised(self) -> RaisedAt | None:
        fact = self.recording.moment("application.raised", self.client)
        if fact is None or fact.event.raised is None:
            return None
        return RaisedAt(fact.event.raised.type, fact.at.line if fact.at else None)

    @property
    def disconnect_called(self) -> bool:
        return self.recording.moment("websocket.disconnect", self.client) is not None

    def first(self, kind: str) -> Seen | None:
        return next((seen for seen in self.recording.seen_by(self.client) if seen.kind == kind), None)


FINDERS: Mapping[str, Callable[[_Shown], Any]] = {
    "opened": lambda shown: shown.opened,
    "status": lambda shown: shown.status,
    "subprotocol": lambda shown: shown.subprotocol,
    "close": lambda shown: shown.close,
    "reason": lambda shown: shown.reason,
    "disconnect_called": lambda shown: shown.disconnect_called,
}


def _is_raised(said: RaisedAt | None, found: RaisedAt | None) -> bool:
    """Whether the exception is the one that is claimed, or none where none is; the line may be left open."""
    if said is None or found is None:
        return said is found
    return said.type == found.type and said.line in {None, found.line}


def _within(seen: Seen | None, span: Span) -> bool:
    return seen is not None and span.least <= seen.since <= span.most


def _seconds(seen: Seen | None) -> str:
    return f"{seen.since:.2f} s" if seen else "never"


def _messages_of(messages: Sequence[object]) -> str:
    return f"{len(messages)} message{'' if len(messages) == 1 else 's'}"


def _word(value: object) -> str:
    """A claim or a finding as an author would write it."""
    match value:
        case bool():
            word = "yes" if value else "no"
        case 0:
            word = "none"
        case Span(least, most):
            word = f"{least:g} to {most:g} s"
        case RaisedAt(kind, line):
            word = kind if line is None else f"{kind} at line {line}"
        case Received(text, binary):
            word = _quoted(text or "") if binary is None else f"bytes {binary.hex()}"
        case _:
            word = str(value or "nothing")
    return word


def _quoted(text: str) -> str:
    """A text as it is written in YAML; single quotes leave backslashes alone."""
    return "'{}'".format(text.replace("'", "''")) if text.isprintable() else json.dumps(text, ensure_ascii=False)
