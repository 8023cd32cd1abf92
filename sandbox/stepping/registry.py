"""The runs of this process, bounded in number and time."""

import asyncio
import time
from collections.abc import Callable

from django.conf import settings

from sandbox.domain import closing
from sandbox.domain.scenario import Scenario, Variant
from sandbox.domain.ticket import Ticket
from sandbox.domain.trace import Farewell
from sandbox.stepping.run import Run

CHECK_SECONDS = 0.25


class Registry:
    """Runs by name. Ended ones stay readable for a while, so that an observer that comes back hears the rest."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._runs: dict[str, Run] = {}
        self._forget_at: dict[str, float] = {}
        self._checker: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def get(self, ticket: Ticket) -> Run | None:
        """The run of this ticket, if it is here."""
        return self._runs.get(ticket.run)

    def join(self, ticket: Ticket, scenario: Scenario, variant: Variant) -> Run | Farewell:
        """The run of this ticket, begun when the ticket is fresh; a farewell says why there is none."""
        if run := self.get(ticket):
            return run
        if ticket.age > settings.LIMITS.start_seconds:
            return closing.farewell(closing.NO_SUCH_RUN)
        if refusal := self._make_room(ticket.owner):
            return refusal
        try:
            run = self._runs[ticket.run] = Run(ticket.run, ticket.owner, scenario, variant, self._clock)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever an author's file raises when it is imported
            sentence = f"This scenario's {variant.source.name} cannot be imported: {type(error).__name__}: {error}"
            return closing.farewell(closing.NO_SUCH_RUN, sentence[:500])
        self._watch()
        return run

    def end_soon(self, ticket: Ticket) -> bool:
        """End a run from any thread; False where there is none."""
        run = self.get(ticket)
        if run is None or self._loop is None:
            return False
        self._loop.call_soon_threadsafe(run.end, closing.ASKED_FOR)
        return True

    async def shut_down(self) -> None:
        """End every run because the server stops, and give their sockets a moment to hear it."""
        for run in self._runs.values():
            run.end(closing.RESTARTING)
        if self._runs:
            await asyncio.sleep(CHECK_SECONDS)

    def _make_room(self, owner: str) -> Farewell | None:
        """A learner's runs that nobody watches give way first: a page that is reloaded leaves one behind."""
        theirs = [run for run in self._runs.values() if run.owner == owner and not run.ended]
        if len(theirs) >= settings.LIMITS.runs_per_learner:
            left = next((run for run in theirs if not run.observed), None)
            if left is None:
                most = settings.LIMITS.runs_per_learner
                return closing.farewell(
                    closing.TOO_FAST,
                    f"You have {most} runs open already. Close one of their tabs, then connect again.",
                )
            left.end(closing.TOO_SLOW)
        if len(self._runs) < settings.LIMITS.runs:
            return None
        ended = next((name for name, run in self._runs.items() if run.ended), None)
        if ended is None:
            sentence = "Every place in the sandbox is taken. Try again in a few minutes."
            return closing.farewell(closing.TOO_FAST, sentence)
        self._forget(ended)
        return None

    def _watch(self) -> None:
        if self._checker is None:
            self._loop = asyncio.get_running_loop()
            self._checker = self._loop.call_later(CHECK_SECONDS, self._check)

    def _check(self) -> None:
        """Let time pass for every run, and forget those that ended a while ago."""
        self._checker = None
        if self._runs:
            self._watch()
        now = self._clock()
        for name, run in list(self._runs.items()):
            run.check()
            if run.ended and now >= self._forget_at.setdefault(name, now + settings.LIMITS.away_seconds):
                self._forget(name)

    def _forget(self, name: str) -> None:
        del self._runs[name]
        self._forget_at.pop(name, None)


runs = Registry()
