"""What scenario code starts by itself: its tasks end with the run, its threads have the database that it has.

Tasks take their context with them, threads and the work of a pool do not.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any
from weakref import WeakSet

from sandbox.stepping.database import connection_of_run

Tasks = WeakSet[asyncio.Future[Any]]

tasks_of_run: ContextVar[Tasks | None] = ContextVar("tasks_of_run", default=None)

_start = threading.Thread.start
_submit = ThreadPoolExecutor.submit


def install() -> None:
    """Have threads and pools ask whose code it is that starts them; for the site's nothing changes."""
    threading.Thread.start = _start_within  # type: ignore[method-assign,assignment]  # a method for a method
    ThreadPoolExecutor.submit = _submit_within  # type: ignore[method-assign,assignment]  # the same


def notice_tasks() -> None:
    """From now on the running loop counts each task among those of the run whose code makes it."""
    asyncio.get_running_loop().set_task_factory(_make_task)


def _make_task(loop: asyncio.AbstractEventLoop, work: Any, **options: Any) -> asyncio.Future[Any]:  # noqa: ANN401  # a coroutine of any kind
    task = asyncio.Task(work, loop=loop, **options)
    tasks = tasks_of_run.get()
    if tasks is not None:
        tasks.add(task)
    return task


def _start_within(thread: threading.Thread) -> None:
    if connection_of_run.get():
        thread.run = _within_run(thread.run)  # type: ignore[method-assign]
    _start(thread)


def _submit_within(pool: ThreadPoolExecutor, work: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
    if not connection_of_run.get():
        return _submit(pool, work, *args, **options)
    work = _within_run(work)
    token = connection_of_run.set(None)  # a pool's thread outlives whoever has the first work for it
    try:
        return _submit(pool, work, *args, **options)
    finally:
        connection_of_run.reset(token)


def _within_run(work: Callable[..., Any]) -> Callable[..., Any]:
    connection = connection_of_run.get()

    def within(*args: Any, **options: Any) -> Any:  # noqa: ANN401  # whatever the work takes and gives
        token = connection_of_run.set(connection)
        try:
            return work(*args, **options)
        finally:
            connection_of_run.reset(token)

    return within
