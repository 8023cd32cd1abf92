"""The two teaching variables as a pure fold over what happened.

Channels has no such variables: `connection_state` and `message_buffer` say what an event means.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sandbox.domain.events import Event

ConnectionState = Literal["None", "Accepted", "Open", "Closing", "Rejected", "Closed"]
MessageBuffer = Literal["Empty", "Received message stored", "Sent message stored", "Cleared"]

STATES: tuple[ConnectionState, ...] = ("None", "Accepted", "Open", "Closing", "Rejected", "Closed")
SHOWN_MESSAGES = 8
LONGEST_SHOWN = 200  # characters of each


@dataclass(frozen=True, slots=True)
class Tracker:
    """One client's variables after an event; `refused` says that the protocol did not allow that event."""

    connection_state: ConnectionState = "None"
    message_buffer: MessageBuffer = "Empty"
    messages: tuple[str, ...] = ()
    refused: bool = False


def track(tracker: Tracker, event: Event) -> Tracker:
    """What the variables are once `event` has passed. Events that mean nothing to them change nothing."""
    rule = RULES.get(event.kind)
    return rule(replace(tracker, refused=False), event) if rule else tracker


def _connect(tracker: Tracker, _event: Event) -> Tracker:
    return tracker if tracker.connection_state == "None" else replace(tracker, refused=True)


def _accept(tracker: Tracker, _event: Event) -> Tracker:
    if tracker.connection_state != "None":
        return replace(tracker, refused=True)
    return replace(tracker, connection_state="Accepted")


def _message(phrase: MessageBuffer) -> Callable[[Tracker, Event], Tracker]:
    def store(tracker: Tracker, event: Event) -> Tracker:
        if tracker.connection_state not in {"Accepted", "Open"}:
            return replace(tracker, refused=True)
        messages = (*tracker.messages, _shown(event))[-SHOWN_MESSAGES:]
        return replace(tracker, connection_state="Open", message_buffer=phrase, messages=messages)

    return store


def _shown(event: Event) -> str:
    if event.text is None:
        return f"{event.length or 0} bytes"
    return event.text if len(event.text) <= LONGEST_SHOWN else event.text[: LONGEST_SHOWN - 1] + "…"


def _close(tracker: Tracker, _event: Event) -> Tracker:
    after: Mapping[ConnectionState, ConnectionState] = {
        "None": "Rejected",
        "Accepted": "Closing",
        "Open": "Closing",
    }
    state = after.get(tracker.connection_state)
    return replace(tracker, connection_state=state) if state else replace(tracker, refused=True)


def _disconnect(tracker: Tracker, _event: Event) -> Tracker:
    return replace(tracker, connection_state="Rejected" if tracker.connection_state == "Rejected" else "Closed")


def _finished(tracker: Tracker, event: Event) -> Tracker:
    return replace(_disconnect(tracker, event), message_buffer="Cleared", messages=())


RULES: Mapping[str, Callable[[Tracker, Event], Tracker]] = {
    "websocket.connect": _connect,
    "websocket.accept": _accept,
    "websocket.receive": _message("Received message stored"),
    "websocket.send": _message("Sent message stored"),
    "websocket.close": _close,
    "websocket.disconnect": _disconnect,
    "server.gave_up": _disconnect,  # an accept that comes later is ignored
    "application.finished": _finished,
    "application.raised": _disconnect,  # nobody cleared the buffer
}
