"""Sentences for the moments of a run that no author's row tells of: at most 45 characters of title, 90 of sentence.

One table for what the server draws and for what the page's script draws.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from sandbox.domain.events import Event
from sandbox.domain.trace import Position
from sandbox.domain.tracker import Tracker

Face = Literal["held", "passed"]
Row = tuple[str, ...]  # a title, a sentence, and what Step does where that moment waits for it

LABELS: Mapping[str, str] = {
    "websocket.connect": "connect",
    "websocket.accept": "accept",
    "websocket.receive": "receive",
    "websocket.send": "send",
    "websocket.close": "close",
    "websocket.disconnect": "disconnect",
    "layer.group_add": "group_add",
    "layer.group_discard": "discard",
    "layer.group_send": "group_send",
    "layer.send": "to channel",
    "layer.receive": "from layer",
    "handler.returned": "returned",
    "application.raised": "raised",
    "application.finished": "finished",
    "server.gave_up": "gave up",
}

_HELD: Mapping[str, Row] = {
    "statement": ("{line} is next", "{handler} is about to run it.", "Step runs this line."),
    "websocket.connect": (
        "A browser asks to connect",
        "The request waits at the server.",
        "Step hands it to connect().",
    ),
    "websocket.accept": (
        "{handler} wants to accept",
        "{line} waits, the browser is still CONNECTING.",
        "Step answers it.",
    ),
    "websocket.receive": ("A message has arrived", "It has crossed the wire and waits.", "Step hands it to receive()."),
    "websocket.send": ("{handler} wants to send", "{line} waits with the message.", "Step puts it on the wire."),
    "websocket.close": ("{handler} wants to close", "{line} waits, the browser does not know yet.", "Step tells it."),
    "websocket.disconnect": (
        "The connection is gone",
        "The browser knows, the consumer does not.",
        "Step calls disconnect().",
    ),
    "layer.group_add": (
        "{handler} wants to join a group",
        "{line} waits to join {group}.",
        "Step lets it.",
    ),
    "layer.group_discard": (
        "{handler} wants to leave a group",
        "{line} waits to leave {group}.",
        "Step lets it.",
    ),
    "layer.group_send": (
        "{handler} wants to send to a group",
        "{line} waits to send to {group}.",
        "Step lets it.",
    ),
    "layer.send": (
        "{handler} wants to send to a channel",
        "{line} waits with the message.",
        "Step hands it to the layer.",
    ),
    "layer.receive": (
        "A message has come from the channel layer",
        "It waits at the consumer's channel.",
        "Step hands it to {handler}.",
    ),
    "layer.receive nowhere": (
        "A message has come from the channel layer",
        "It waits at the consumer's channel.",
        "Step hands it on.",
    ),
}

_PASSED: Mapping[str, Row] = {
    "statement": (
        "{line} ran through",
        "{handler} is plain code on the event loop: it cannot wait, so it ran through.",
    ),
    "start": (
        "Nothing has happened yet",
        "The code waits and the browser is idle.",
        "Step opens a WebSocket, Run plays it all.",
    ),
    "websocket.connect": ("connect() runs", "The consumer decides. Until it answers, the browser stays CONNECTING."),
    "websocket.accept": ("The server accepts", "The handshake is answered with 101, and the browser fires open."),
    "websocket.receive": ("receive() runs", "Channels passed the message to the consumer."),
    "websocket.send": ("The server sends", "One frame crosses the wire, and the browser fires message."),
    "websocket.close": ("The server closes", "A close frame crosses the wire, and the browser fires close."),
    "websocket.close Rejected": (
        "The consumer refuses",
        "It closed before accepting, so the handshake is answered with 403.",
    ),
    "websocket.disconnect": ("disconnect() runs", "Channels tells the consumer that the connection is gone."),
    "layer.group_add": ("The consumer is in a group", "What is sent to {group} reaches this client, too, from now on."),
    "layer.group_discard": (
        "The consumer has left a group",
        "What is sent to {group} does not reach this client any more.",
    ),
    "layer.group_send": ("A message goes to a group", "Each consumer in {group} finds it in its own channel."),
    "layer.send": ("A message goes to one channel", "Whoever receives on that channel is handed it."),
    "layer.receive": ("{handler} runs", "The channel layer has handed it the message; its type names the method."),
    "layer.receive nowhere": (
        "A handler runs",
        "The channel layer has handed it the message; its type names the method.",
    ),
    "handler.returned": ("connect() has returned", "The line is open. The consumer sleeps until something arrives."),
    "handler.returned None": (
        "connect() has returned without an answer",
        "Nothing went out. The browser stays CONNECTING until the server gives up.",
    ),
    "handler.returned Rejected": (
        "connect() has returned",
        "It said no. What is left is to tell the consumer that the connection is gone.",
    ),
    "application.raised": ("{type} in {handler}", "{line}: {message}. disconnect() will not run."),
    "application.raised in disconnect": ("{type} in {handler}", "{line}: {message}. disconnect() ends here."),
    "application.raised nowhere": ("{type} outside this code", "{message}. disconnect() will not run."),
    "handler.done": ("{handler} is done", "Its last line has run. The consumer sleeps until something arrives."),
    "handler.done nowhere": (
        "The handler is done",
        "Its last line has run. The consumer sleeps until something arrives.",
    ),
    "application.finished": (
        "The consumer is done",
        "disconnect() has returned and the consumer is thrown away. A new socket gets a new one.",
    ),
    "server.gave_up": (
        "The server gave up waiting",
        "Five seconds passed without accept. Stock Daphne drops the connection here.",
    ),
}

# A statement has been let go, and nothing has come of it.
_RESTING: Mapping[str, Row] = {
    "statement": ("{line} runs", "It takes its time, or was the last of {handler}."),
}

# The browser has gone, and the consumer goes on without knowing.
_HELD_ALONE: Mapping[str, Row] = {
    "websocket.accept": (
        "{handler} wants to accept",
        "{line} waits with an answer, but the browser has gone.",
        "Step tries.",
    ),
    "websocket.send": (
        "{handler} wants to send",
        "{line} waits with a message, but the browser has gone.",
        "Step tries.",
    ),
    "websocket.close": ("{handler} wants to close", "{line} waits, but the browser has gone already.", "Step goes on."),
}

_PASSED_ALONE: Mapping[str, Row] = {
    "websocket.connect": ("connect() runs", "The consumer decides, and does not know that the browser has gone."),
    "websocket.accept": ("The consumer accepts in vain", "The browser has gone, so this answer reaches nobody."),
    "websocket.send": ("The consumer sends in vain", "The browser has gone, so this message reaches nobody."),
    "websocket.close": ("The consumer closes in vain", "The browser has gone, so there is nothing left to close."),
    "handler.returned": ("connect() has returned", "The browser has gone. What is left is to tell the consumer."),
}

# The sandbox, and neither browser nor consumer, has ended the connection.
_ENDED_BY_SANDBOX: Mapping[str, Row] = {
    "websocket.disconnect": (
        "The sandbox closed the connection",
        "It closed with code {code}.",
        "Step calls disconnect().",
    ),
    "websocket.disconnect 4413": (
        "The sandbox closed the connection",
        "A message was above its limit, hence code 4413.",
        "Step calls disconnect().",
    ),
    "websocket.disconnect 4429": (
        "The sandbox closed the connection",
        "Too many messages waited, hence code 4429.",
        "Step calls disconnect().",
    ),
}

# By circumstance, then by what happened: its kind, and before that its kind with its code, with the connection's state
# after it, with the function it happened in, or "nowhere" for what has no place in the code.
CAPTIONS: Mapping[str, Mapping[str, Row]] = {
    "held": _HELD,
    "passed": _PASSED,
    "resting": _RESTING,
    "held alone": _HELD_ALONE,
    "passed alone": _PASSED_ALONE,
    "ended by the sandbox": _ENDED_BY_SANDBOX,
}

LONGEST_FUNCTION, LONGEST_FILE, LONGEST_GROUP, LONGEST_MESSAGE = 18, 16, 24, 44


def label_of(kind: str) -> str:
    """A short name for the strip."""
    return LABELS.get(kind, kind)


def caption_of(face: Face, event: Event, tracker: Tracker, at: Position | None, file: str) -> tuple[str, str]:
    """Title and sentence of a recorded moment; `tracker` is its client's after it, `file` the one that is shown.

    A recorded moment waits for nobody, so that nothing is said of what Step would do.
    """
    rows = CAPTIONS[face]
    row = next((rows[key] for key in _keys(event, tracker, at) if key in rows), None)
    if row is None:
        return label_of(event.kind), ""
    words = _words(event, at, file)
    return _filled(row[0], words), _filled(row[1], words)


def _keys(event: Event, tracker: Tracker, at: Position | None) -> Iterator[str]:
    if event.code is not None:  # or it would be taken for the state None
        yield f"{event.kind} {event.code}"
    yield f"{event.kind} {tracker.connection_state}"
    yield f"{event.kind} in {at.function}" if at else f"{event.kind} nowhere"
    yield event.kind


def _words(event: Event, at: Position | None, file: str) -> Mapping[str, str]:
    """What the placeholders stand for."""
    return {
        "line": _line(at, file) if at else "The consumer",
        "handler": f"{_cut(at.function, LONGEST_FUNCTION)}()" if at else "The consumer",
        "group": _cut(event.group or "", LONGEST_GROUP),
        "type": event.raised.type if event.raised else "",
        "message": _message(event.raised.message) if event.raised else "",
        "code": str(event.code),
    }


def _line(at: Position, file: str) -> str:
    return f"Line {at.line}" if at.file == file else f"Line {at.line} of {_cut(at.file, LONGEST_FILE)}"


def _message(text: str) -> str:
    """What an exception says, as the beginning of a sentence."""
    return _cut(text.removesuffix("."), LONGEST_MESSAGE) or "no message"


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], text).replace("….", "…")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
