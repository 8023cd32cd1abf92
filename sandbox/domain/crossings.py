"""What crosses the wire between browser and server, and what works at the server's end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from sandbox.domain.events import Event
from sandbox.domain.journal import LOST
from sandbox.domain.moments import RAISED, Moment

LONGEST = 40  # characters of a label

Side = Literal["client", "server"]


@dataclass(frozen=True, slots=True)
class Item:
    """A message or the work of a handler; `below` is a second line, `at` the moment with which it is there."""

    kind: Literal["message", "work"]
    side: Side
    label: str
    at: int
    below: str = ""
    bad: bool = False

    def state(self, index: int) -> str:
        """What it is at a moment."""
        return "is-now" if self.at == index else "is-past" if self.at < index else "is-future"

    @property
    def spoken(self) -> str:
        """What is said of it to who does not see the picture."""
        label = f"{self.label}, {self.below}" if self.bad and self.below else self.label
        if self.kind == "work":
            return f"Consumer: {label}"
        return f"{'Browser to server' if self.side == 'client' else 'Server to browser'}: {label}"


@dataclass(frozen=True, slots=True)
class End:
    """The browser's end of a wire: its name, the `path` that it opens, and whether it ends the connection by itself."""

    client: str
    path: str
    hangs_up: bool


def items_of(moments: Sequence[Moment], end: End) -> tuple[Item, ...]:
    """All that crosses the wire of one client."""
    return tuple(_items(moments, end))


def _items(moments: Sequence[Moment], end: End) -> Iterator[Item]:
    closed = False  # somebody has closed: what follows is only the echo
    for before, moment in pairwise(moments):
        if moment.client != end.client:
            continue
        kind = moment.event.kind
        is_open = before.tracker_of(end.client).connection_state in {"Accepted", "Open"}
        closed = closed and kind != "websocket.connect"
        if item := _item(moment, end, is_open=is_open, closed=closed):
            yield item
        closed = closed or (moment.face == "passed" and kind in {"websocket.close", *ANSWERS})


def _item(moment: Moment, end: End, *, is_open: bool, closed: bool) -> Item | None:
    """What a face of an event adds to the wire."""
    kind, index, event = moment.event.kind, moment.index, moment.event
    if moment.face == "held":
        if kind in GOES_OUT:
            return replace(GOES_OUT[kind](event, is_open), at=index + 1)
        comes = kind in COMES_IN and not (closed and kind == "websocket.disconnect")
        return replace(COMES_IN[kind](event, end), at=index) if comes else None
    if kind in HANDLERS:
        return Item("work", "server", HANDLERS[kind], index)
    return replace(ANSWERS[kind](is_open), at=index) if kind in ANSWERS and not closed else None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _payload(event: Event) -> str:
    if event.binary is None:
        return _cut(f"text {event.text or ''}")
    return _cut(f"binary {event.length} bytes {event.binary.hex()}")


def _close(event: Event) -> str:
    return f"close {event.code}" if event.code else "close"


def _from_browser(label: str, *, below: str = "", bad: bool = False) -> Item:
    return Item("message", "client", label, 0, below, bad)


def _disconnect(event: Event, end: End) -> Item:
    if event.code != LOST:
        return _from_browser(_close(event))
    return _from_browser("TCP closed" if end.hangs_up else "connection lost", bad=not end.hangs_up)


def _from_server(label: str, *, below: str = "", bad: bool = False) -> Item:
    return Item("message", "server", label, 0, below, bad)


# What comes in has crossed the wire before it is held; what is passed on works at the server.
COMES_IN: Mapping[str, Callable[[Event, End], Item]] = {
    "websocket.connect": lambda _event, end: _from_browser(_cut(f"GET {end.path}"), below="Upgrade: websocket"),
    "websocket.receive": lambda event, _end: _from_browser(_payload(event)),
    "websocket.disconnect": _disconnect,
}
HANDLERS: Mapping[str, str] = {kind: f"{kind.removeprefix('websocket.')}()" for kind in COMES_IN}
# What goes out waits at the server, and crosses the wire once it has passed.
GOES_OUT: Mapping[str, Callable[[Event, bool], Item]] = {
    "websocket.accept": lambda _event, _open: _from_server("101 Switching Protocols"),
    "websocket.send": lambda event, _open: _from_server(_payload(event)),
    "websocket.close": lambda event, is_open: (
        _from_server(_close(event)) if is_open else _from_server("403 Forbidden", bad=True)
    ),
}
# What the server answers by itself.
ANSWERS: Mapping[str, Callable[[bool], Item]] = {
    RAISED: lambda is_open: _from_server("close 1011" if is_open else "500 Internal Server Error", bad=True),
    "server.gave_up": lambda _open: _from_server("403 Forbidden", below="stock Daphne drops TCP instead", bad=True),
}
