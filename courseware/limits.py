"""Every limit of the site in one place, so that an operator can read and change them together."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds, counts as they are; the reasons stand in docs/decisions.md."""

    body_bytes: int = 256 * 1024  # an HTTP request
    answer_bytes: int = 4 * 1024  # one answer to a question, or its draft
    submissions_per_minute: int = 30  # by one learner: starts, answers, hints, and what is handed in
    submissions_per_minute_from_address: int = 600
    drafts_per_minute: int = 120  # by one learner
    frame_bytes: int = 64 * 1024  # a WebSocket message, at Daphne
    message_bytes: int = 16 * 1024  # a WebSocket message, at the guard
    inbox_messages: int = 32  # that a client may send while nothing is released
    window: int = 64  # snapshots an observer may leave unacknowledged
    trace_snapshots: int = 1000  # in one run
    trace_bytes: int = 1024 * 1024
    runs_per_learner: int = 3
    runs: int = 1500  # in one process
    mints_per_minute: int = 20  # by one learner
    mints_per_minute_from_address: int = 600  # a lecture hall is one address
    commands_per_second: int = 20
    commands_burst: int = 40
    start_seconds: int = 60  # from minting a run to its observer's arrival
    hold_accept_seconds: int = 60  # a stop before accept, which holds up the browser's other sockets
    hold_seconds: int = 300  # any other stop
    warn_seconds: int = 30  # before a stop expires, people are told
    run_seconds: int = 900  # without a step
    run_most_seconds: int = 3600
    away_seconds: int = 90  # a run without its observer
    away_accept_seconds: int = 2  # the same before accept, when Chromium cannot reopen the observer

    @classmethod
    def parse(cls, text: str) -> "Limits":
        """Read `name=value,…`; ValueError names what was found and what was wanted."""
        known = {field.name for field in fields(cls)}
        changes: dict[str, int] = {}
        for item in filter(None, (part.strip() for part in text.split(","))):
            name, _, value = (part.strip() for part in item.partition("="))
            if name not in known:
                raise ValueError(f"no limit is called {name!r}; there are {', '.join(sorted(known))}")
            if not (value.isascii() and value.isdigit()) or int(value) == 0:
                raise ValueError(f"{name} must be a whole number above 0, not {value!r}")
            changes[name] = int(value)
        return replace(cls(), **changes)
