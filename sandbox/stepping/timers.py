"""Time for the code of a run: what it has asked the event loop to do later stands still while the run is held.

`asyncio.sleep`, `timeout` and `wait_for` would else run out while a learner thinks. `time.time()` and `loop.time()`
stay what they are.
"""

import asyncio
from collections.abc import Callable
from contextvars import Context

CallAt = Callable[..., asyncio.TimerHandle]


class Timers:
    """The timers of one run. It is held as often as `hold` has been called without `let_go`."""

    def __init__(self) -> None:
        self._timers: dict[RunTimer, None] = {}  # in the order in which they were asked for
        self._holds = 0

    def __contains__(self, timer: "RunTimer") -> bool:
        return timer in self._timers

    def hold(self) -> None:
        """With the first hold time stands still."""
        self._holds += 1
        if self._holds == 1:
            now = asyncio.get_running_loop().time()
            for timer in self._timers:
                timer.pause(now)

    def let_go(self) -> None:
        """With the last one gone it goes on, with what was left."""
        self._holds -= 1
        if self._holds == 0:
            now = asyncio.get_running_loop().time()
            for timer in self._timers:
                timer.start(now)

    def add(self, timer: "RunTimer") -> None:
        """Have a timer stand and go with the others."""
        self._timers[timer] = None
        if not self._holds:
            timer.start(asyncio.get_running_loop().time())

    def forget(self, timer: "RunTimer") -> None:
        """A timer has run out, or nobody waits for it any more."""
        self._timers.pop(timer, None)


class RunTimer:
    """A handle as `loop.call_at` returns it, for `left` seconds of the run's time."""

    _source_traceback = None  # `loop.call_later` looks at it

    def __init__(
        self, timers: Timers, call_at: CallAt, left: float, callback: Callable[[], object], context: Context
    ) -> None:
        self._timers = timers
        self._call_at = call_at
        self._left = left
        self._callback = callback
        self._context = context
        self._when = 0.0
        self._handle: asyncio.TimerHandle | None = None

    def start(self, now: float) -> None:
        """Run out after what is left; times of one moment keep their order even where nothing is."""
        self._when = now + self._left
        self._handle = self._call_at(self._when, self._run_out, context=self._context)

    def pause(self, now: float) -> None:
        """Stand still."""
        self._left = self._when - now
        self._drop_handle()

    def cancel(self) -> None:
        """Never run out."""
        self._timers.forget(self)
        self._drop_handle()

    def cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self not in self._timers

    def when(self) -> float:
        """When it runs out if nothing is held until then, in the loop's time."""
        return self._when

    def _run_out(self) -> None:
        self._timers.forget(self)
        self._callback()

    def _drop_handle(self) -> None:
        if self._handle:
            self._handle.cancel()
            self._handle = None
