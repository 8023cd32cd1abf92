import pytest

from sandbox.domain.events import Raised, event_of, fact
from sandbox.domain.judging import differences
from sandbox.domain.outcome import ClientOutcome, Outcome, RaisedAt, Received, Span
from sandbox.domain.recording import Recording, Seen
from sandbox.domain.trace import Position, Snapshot

RAISED = fact("application.raised", raised=Raised("ValueError", "no"))


def snapshot(seq: int, event: object = None, client: str = "a") -> Snapshot:
    at = Position("consumer.py", 7, "receive", {})
    event = event or event_of({"type": "websocket.disconnect", "code": 1000})
    return Snapshot(seq, None, seq, 0.0, client, "passed", event, at, {})  # type: ignore[arg-type]


def recording(*seen: Seen, snapshots: tuple[Snapshot, ...] = ()) -> Recording:
    return Recording("", {}, "2026-11-22", snapshots, seen)


OPEN = Seen("a", "open", 2, 0.1, 0.1, subprotocol="chat")
HELLO = Seen("a", "message", 4, 0.6, 0.6, text="HELLO")
BINARY = Seen("a", "message", 5, 1.2, 1.2, binary=b"\xff")
CLOSED = Seen("a", "close", 6, 2.0, 2.0, code=1000, reason="bye")
WHOLE = recording(OPEN, HELLO, BINARY, CLOSED, snapshots=(snapshot(1),))
REFUSED = recording(Seen("a", "refused", 2, 0.1, 0.1, status=403), Seen("a", "close", 2, 0.1, 0.1, code=1006))
SILENT = recording(Seen("a", "refused", 2, 4.5, 4.5, status=0), Seen("a", "close", 2, 4.5, 4.5, code=1006))
STAYS = recording(OPEN)
FAILED = recording(OPEN, snapshots=(snapshot(1, RAISED),))


def found(said: ClientOutcome, recorded: Recording) -> list[tuple[str, str, str, int | None]]:
    return [(d.claim, d.said, d.found, d.index) for d in differences(Outcome({"a": said}), recorded)]


@pytest.mark.parametrize(
    ("said", "recorded"),
    [
        (ClientOutcome(), WHOLE),
        (
            ClientOutcome(
                opened=True,
                status=101,
                subprotocol="chat",
                received=(Received("HELLO", after=Span(0.5, 0.7)), Received(binary=b"\xff")),
                close=1000,
                reason="bye",
                after=Span(1.9, 2.1),
                disconnect_called=True,
            ),
            WHOLE,
        ),
        (ClientOutcome(opened=False, status=403, received=(), close=1006, reason="", subprotocol=""), REFUSED),
        (ClientOutcome(opened=False, status=0, close=1006, after=Span(4, 5.5)), SILENT),
        (ClientOutcome(opened=True, close=0, reason="", disconnect_called=False), STAYS),
        (ClientOutcome(raised=RaisedAt("ValueError")), FAILED),
        (ClientOutcome(raised=RaisedAt("ValueError", 7)), FAILED),
    ],
)
def test_claims_that_the_run_bears_out_are_no_differences(said: ClientOutcome, recorded: Recording) -> None:
    assert found(said, recorded) == []


@pytest.mark.parametrize(
    ("said", "recorded", "difference"),
    [
        (ClientOutcome(opened=True), REFUSED, ("opened", "yes", "no", None)),
        (ClientOutcome(status=500), REFUSED, ("status", "500", "403", None)),
        (ClientOutcome(status=403), SILENT, ("status", "403", "none", None)),
        (ClientOutcome(subprotocol="json"), WHOLE, ("subprotocol", "json", "chat", None)),
        (ClientOutcome(close=1000), REFUSED, ("close", "1000", "1006", None)),
        (ClientOutcome(close=0), WHOLE, ("close", "none", "1000", None)),
        (ClientOutcome(close=1000), STAYS, ("close", "1000", "none", None)),
        (ClientOutcome(reason=""), WHOLE, ("reason", "nothing", "bye", None)),
        (ClientOutcome(after=Span(4, 5)), WHOLE, ("after", "4 to 5 s", "2.00 s", None)),
        (ClientOutcome(after=Span(4, 5)), recording(), ("after", "4 to 5 s", "never", None)),
        (ClientOutcome(disconnect_called=False), WHOLE, ("disconnect_called", "no", "yes", None)),
        (ClientOutcome(), FAILED, ("raised", "nothing", "ValueError at line 7", None)),
        (ClientOutcome(raised=RaisedAt("TypeError")), FAILED, ("raised", "TypeError", "ValueError at line 7", None)),
        (
            ClientOutcome(raised=RaisedAt("ValueError", 8)),
            FAILED,
            ("raised", "ValueError at line 8", "ValueError at line 7", None),
        ),
        (ClientOutcome(raised=RaisedAt("ValueError")), WHOLE, ("raised", "ValueError", "nothing", None)),
        (ClientOutcome(received=()), WHOLE, ("received", "0 messages", "2 messages", None)),
        (
            ClientOutcome(received=(Received("HI"), Received(binary=b"\xff"))),
            WHOLE,
            ("received", "'HI'", "'HELLO'", 0),
        ),
        (
            ClientOutcome(received=(Received("HELLO"), Received("x"))),
            WHOLE,
            ("received", "'x'", "bytes ff", 1),
        ),
        (
            ClientOutcome(received=(Received("HELLO", after=Span(1, 2)), Received(binary=b"\xff"))),
            WHOLE,
            ("received", "1 to 2 s", "0.60 s", 0),
        ),
        (ClientOutcome(received=(Received("It's"),)), WHOLE, ("received", "'It''s'", "'HELLO'", 0)),
        (ClientOutcome(received=(Received(r"\u00e9"),)), WHOLE, ("received", r"'\u00e9'", "'HELLO'", 0)),
        (ClientOutcome(received=(Received("a\nb"),)), WHOLE, ("received", r'"a\nb"', "'HELLO'", 0)),
        (ClientOutcome(received=(Received("HELLO"),)), WHOLE, ("received", "1 message", "2 messages", None)),
    ],
)
def test_a_claim_that_the_run_contradicts_is_one_difference(
    said: ClientOutcome, recorded: Recording, difference: tuple[str, str, str, int | None]
) -> None:
    assert found(said, recorded) == [difference]


def test_what_another_client_saw_is_not_counted() -> None:
    other = recording(OPEN, Seen("b", "message", 3, 0.2, 0.2, text="x"), snapshots=(snapshot(1, RAISED, "b"),))

    assert found(ClientOutcome(opened=True, received=(), close=0), other) == []
