"""A run's share in the event loop: its code keeps asyncio's order and has its own time while it is held.

The loop is the site's. What is scheduled from other code, or for it, is scheduled as ever.
"""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass
from functools import partial
from typing import Any

from sandbox.stepping.baton import Baton, CallSoon, Ready
from sandbox.stepping.timers import CallAt, RunTimer, Timers


class Threads:
    """A run's own pool, made when it is first asked for: whoever is held in a thread of it takes none from others."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None

    @property
    def pool(self) -> ThreadPoolExecutor:
        """In place of the event loop's."""
        self._pool = self._pool or ThreadPoolExecutor()
        return self._pool

    def end(self) -> None:
        """Threads end with what they do now."""
        if self._pool:
            self._pool.shutdown(wait=False)


@dataclass(frozen=True, slots=True)
class Share:
    """What one client's code has of the event loop; all but its name is its run's."""

    client: str
    baton: Baton
    timers: Timers
    threads: Threads


share_of_code: ContextVar[Share | None] = ContextVar("share_of_code", default=None)


class InContext(Awaitable[None]):
    """Work that is done in a context of its own, within the task that awaits it: that wakes in its own again."""

    def __init__(self, context: Context, work: Awaitable[None]) -> None:
        self._context = context
        self._steps = work.__await__()

    def __await__(self) -> Generator[Any, None, None]:
        go_on: Callable[[], Any] = partial(self._steps.send, None)
        while True:
            try:
                waited = self._context.run(go_on)
            except StopIteration:
                return
            try:
                yield waited
            except BaseException as error:  # noqa: BLE001  # whatever it is, it is the work's
                go_on = partial(self._steps.throw, error)
            else:
                go_on = partial(self._steps.send, None)


@contextmanager
def outside_the_run() -> Iterator[None]:
    """What is scheduled herein is the site's: a reactor keeps one timer for all of its connections."""
    token = share_of_code.set(None)
    try:
        yield
    finally:
        share_of_code.reset(token)


def heed_shares() -> None:
    """From now on the running loop asks whose code schedules something, and for whose context."""
    loop = asyncio.get_running_loop()
    if not isinstance(loop.call_soon, _CallSoon):
        loop.call_soon = _CallSoon(loop.call_soon)  # type: ignore[method-assign,assignment]  # one for the other
        loop.call_at = _CallAt(loop.call_at, loop.time)  # type: ignore[method-assign,assignment]  # the same
        loop.run_in_executor = _RunInExecutor(loop.run_in_executor)  # type: ignore[method-assign,assignment]  # the same


class _CallSoon:
    """A loop's `call_soon`."""

    def __init__(self, plain: CallSoon) -> None:
        self._plain = plain

    def __call__(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> Any:  # noqa: ANN401  # a handle of one kind or the other
        share = share_of_code.get() if context is None else context.get(share_of_code)
        if share is None:
            return self._plain(callback, *args, context=context)
        ready = Ready(share.baton, share.client, self._plain, callback, args, context or copy_context())
        share.baton.add(ready)
        return ready


class _RunInExecutor:
    """A loop's `run_in_executor`, through which `to_thread` goes, too."""

    def __init__(self, plain: Callable[..., asyncio.Future[Any]]) -> None:
        self._plain = plain

    def __call__(self, executor: Executor | None, work: Callable[..., object], *args: Any) -> asyncio.Future[Any]:
        share = share_of_code.get()
        return self._plain(share.threads.pool if share and executor is None else executor, work, *args)


class _CallAt:
    """A loop's `call_at`, which its `call_later` goes through, too."""

    def __init__(self, plain: CallAt, now: Callable[[], float]) -> None:
        self._plain = plain
        self._now = now

    def __call__(self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None) -> Any:  # noqa: ANN401  # a handle of one kind or the other
        share = share_of_code.get()
        if share is None:
            return self._plain(when, callback, *args, context=context)
        call = partial(callback, *args)
        timer = RunTimer(share.timers, self._plain, when - self._now(), call, context or copy_context())
        share.timers.add(timer)
        return timer
