"""How long a run may go on: without a step, in all, and without its observer."""

from collections.abc import Callable

from django.conf import settings

from sandbox.domain import closing
from sandbox.domain.trace import Notice


class Lifetime:
    """The clocks of one run; `clock` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = self._touched = self._ticked = clock()
        self._away_since: float | None = self._began
        self._warned = False

    def tick(self) -> float:
        """Seconds since the last tick."""
        before, self._ticked = self._ticked, self._clock()
        return self._ticked - before

    def touch(self) -> None:
        """Somebody has stepped."""
        self._touched = self._clock()
        self._warned = False

    def leave(self) -> None:
        """The observer has gone."""
        self._away_since = self._clock()

    def come_back(self) -> None:
        """An observer is there."""
        self._away_since = None

    def over(self, *, connecting: bool) -> int | None:
        """The close code of whatever has run out. `connecting`: the handshake of a client is held.

        Then Chromium cannot reopen the observer before that handshake ends, so nobody is waited for.
        """
        limits, now = settings.LIMITS, self._clock()
        patience = limits.away_accept_seconds if connecting else limits.away_seconds
        if min(self._left_without_step(), self._left_in_all()) <= 0:
            return closing.EXPIRED
        if self._away_since is not None and now - self._away_since > patience:
            return closing.TOO_SLOW
        return None

    def warning(self) -> Notice | None:
        """Said once, in time before the run ends; a step takes it back unless the whole time is over."""
        left, in_all = self._left_without_step(), self._left_in_all()
        if self._warned or min(left, in_all) > settings.LIMITS.warn_seconds:
            return None
        self._warned = True
        seconds = round(min(left, in_all))
        why = "nobody has stepped it for long" if left < in_all else "no run may last longer"
        return Notice(closing.EXPIRED, f"This run ends in {seconds} seconds: {why}.", seconds)

    def _left_without_step(self) -> float:
        return self._touched + settings.LIMITS.run_seconds - self._clock()

    def _left_in_all(self) -> float:
        return self._began + settings.LIMITS.run_most_seconds - self._clock()
