"""A run's share in the event loop: order and time of its own while it is held, nothing for anybody else."""

import asyncio
import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

import pytest

from sandbox.stepping.baton import Baton
from sandbox.stepping.share import InContext, Share, Threads, heed_shares, outside_the_run, share_of_code
from sandbox.stepping.timers import Timers
from tests.sandbox.stepping.simulation import until


class Shared:
    """Code of a run with one client, a, and what waits in its line."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.baton = Baton(lambda client, _: self.waiting.append(client))
        self.timers = Timers()
        self.threads = Threads()

    def task(self, work: Any, client: str = "a") -> "asyncio.Task[Any]":
        context = copy_context()
        context.run(share_of_code.set, Share(client, self.baton, self.timers, self.threads))
        return asyncio.get_running_loop().create_task(work, context=context)


@pytest.fixture
async def shared() -> Shared:
    heed_shares()
    return Shared()


async def in_the_midst(shared: Shared, held: "asyncio.Future[None]", said: list[str]) -> None:
    said.append("begins")
    shared.baton.take(held)
    await held
    said.append("goes on")
    await asyncio.sleep(0)
    said.append("ends")


async def say(said: list[str], *words: str) -> None:
    for word in words:
        said.append(word)
        await asyncio.sleep(0)


async def rounds() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_what_is_ready_waits_until_a_held_task_has_let_go_of_the_loop(shared: Shared) -> None:
    said: list[str] = []
    held = asyncio.get_running_loop().create_future()
    shared.task(in_the_midst(shared, held, said))
    shared.task(say(said, "one", "two"), "b")
    await rounds()
    assert (said, shared.waiting) == (["begins"], ["b"])

    held.set_result(None)
    await rounds()
    assert said == ["begins", "goes on", "one", "ends", "two"]


async def test_the_sites_own_code_waits_for_no_run(shared: Shared) -> None:
    said: list[str] = []
    held = asyncio.get_running_loop().create_future()
    shared.task(in_the_midst(shared, held, said))
    own = asyncio.create_task(say(said, "the site"))
    await own
    assert said == ["begins", "the site"]
    held.set_result(None)
    await rounds()


async def test_a_callback_that_is_cancelled_in_line_is_not_called(shared: Shared) -> None:
    said: list[str] = []
    held = asyncio.get_running_loop().create_future()

    async def ask() -> asyncio.Handle:
        return asyncio.get_running_loop().call_soon(said.append, "called")

    handle = await shared.task(ask())
    shared.task(in_the_midst(shared, held, said))
    later = shared.task(ask())
    await rounds()
    held.set_result(None)
    handle.cancel()
    assert handle.cancelled()
    await rounds()
    assert said.count("called") == 2, "the first was called before it was cancelled"
    (await later).cancel()


async def test_a_task_that_ends_though_it_seems_held_keeps_nobody_waiting(shared: Shared) -> None:
    said: list[str] = []

    async def drives_by_hand() -> None:
        shared.baton.take(
            asyncio.get_running_loop().create_future()
        )  # what a stop does in a coroutine that nobody awaits

    shared.task(drives_by_hand())
    shared.task(say(said, "one"))
    await rounds()
    assert said == ["one"]


async def sleeper(seconds: float, said: list[str], word: str) -> None:
    await asyncio.sleep(seconds)
    said.append(word)


async def test_time_stands_still_while_the_run_is_held_and_goes_on_with_what_was_left(shared: Shared) -> None:
    said: list[str] = []
    began = asyncio.get_running_loop().time()
    asleep = shared.task(sleeper(0.1, said, "awake"))
    await asyncio.sleep(0)
    shared.timers.hold()
    shared.timers.hold()
    await asyncio.sleep(0.2)
    shared.timers.let_go()
    assert not said
    await asyncio.sleep(0.1)
    assert not said, "it is held once more than it was let go"
    shared.timers.let_go()
    await asleep
    assert asyncio.get_running_loop().time() - began >= 0.1 + 0.3


async def test_a_timer_runs_out_later_by_as_long_as_the_run_was_held(shared: Shared) -> None:
    loop = asyncio.get_running_loop()

    async def ask() -> asyncio.TimerHandle:
        return loop.call_later(60, print)

    handle = await shared.task(ask())
    when = handle.when()
    await asyncio.sleep(0.1)
    began = loop.time()
    shared.timers.hold()
    held = loop.time()
    await asyncio.sleep(0.05)
    let_go = loop.time()
    shared.timers.let_go()
    assert let_go - held <= handle.when() - when <= loop.time() - began
    handle.cancel()


async def test_a_timer_that_is_asked_for_while_the_run_is_held_begins_with_its_release(shared: Shared) -> None:
    said: list[str] = []
    shared.timers.hold()
    asleep = shared.task(sleeper(0.01, said, "awake"))
    await asyncio.sleep(0.1)
    assert not said
    shared.timers.let_go()
    await asleep


async def test_timers_keep_their_order_however_long_the_run_is_held(shared: Shared) -> None:
    loop = asyncio.get_running_loop()
    soon = loop.time() + 0.05
    said: list[int] = []

    async def ask() -> None:
        for number in range(10):
            loop.call_at(soon - number / 1000, said.append, number)

    await shared.task(ask())
    for _ in range(5):
        await asyncio.sleep(0.002)
        shared.timers.hold()
        await asyncio.sleep(0.02)
        shared.timers.let_go()
    await until(lambda: len(said) == 10)
    assert said == list(range(9, -1, -1))


@pytest.mark.parametrize("held", [False, True])
async def test_a_timer_that_nobody_wants_any_more_does_not_run_out(shared: Shared, *, held: bool) -> None:
    said: list[str] = []
    asleep = shared.task(sleeper(0.02, said, "awake"))
    await asyncio.sleep(0)
    if held:
        shared.timers.hold()
    asleep.cancel()
    await asyncio.wait({asleep})
    if held:
        shared.timers.let_go()
    await asyncio.sleep(0.05)
    assert not said


async def test_a_handle_says_when_it_runs_out_and_whether_it_was_cancelled(shared: Shared) -> None:
    async def ask() -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(5, print)

    before = asyncio.get_running_loop().time()
    handle = await shared.task(ask())
    assert before + 5 <= handle.when() <= asyncio.get_running_loop().time() + 5
    assert not handle.cancelled()
    handle.cancel()
    assert handle.cancelled()


@pytest.mark.parametrize("schedule", ["call_later", "call_soon"])
async def test_what_the_server_does_for_a_run_has_its_own_time(shared: Shared, schedule: str) -> None:
    said: list[str] = []
    held = asyncio.get_running_loop().create_future()

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        ask: Callable[..., object] = (
            loop.call_soon if schedule == "call_soon" else lambda *call: loop.call_later(0, *call)
        )
        with outside_the_run():
            ask(said.append, "served")
        shared.timers.hold()
        await in_the_midst(shared, held, [])

    task = shared.task(serve())
    await asyncio.sleep(0.02)
    assert said == ["served"]
    shared.timers.let_go()
    held.set_result(None)
    await task


async def test_what_a_server_waits_for_is_the_sites_and_the_code_goes_on_in_its_turn(shared: Shared) -> None:
    said: list[str] = []
    site, answered = copy_context(), asyncio.get_running_loop().create_future()

    async def send() -> None:
        said.append(f"sends as {share_of_code.get()}")
        await answered
        raise ConnectionError

    async def serve() -> None:
        with pytest.raises(ConnectionError):
            await InContext(site, send())
        assert share_of_code.get() is not None
        said.append("goes on")

    task = shared.task(serve())
    held = asyncio.get_running_loop().create_future()
    other = shared.task(in_the_midst(shared, held, []), "b")
    await rounds()
    answered.set_result(None)
    await rounds()
    assert said == ["sends as None"], "another task of the run is in the midst of its code"
    held.set_result(None)
    await asyncio.gather(task, other)
    assert said[-1] == "goes on"


async def test_a_cancellation_reaches_what_the_server_does(shared: Shared) -> None:
    said: list[str] = []

    async def send() -> None:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            said.append("cancelled")
            raise

    async def serve() -> None:
        await InContext(copy_context(), send())

    task = shared.task(serve())
    await rounds()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert said == ["cancelled"]


async def test_whoever_is_held_in_a_thread_takes_none_from_others(shared: Shared) -> None:
    held = threading.Event()
    tasks = [shared.task(asyncio.to_thread(held.wait, 5)) for _ in range(50)]
    try:
        assert await asyncio.wait_for(asyncio.to_thread(lambda: "the site's"), 1) == "the site's"
    finally:
        held.set()
    await asyncio.gather(*tasks)
    shared.threads.end()
