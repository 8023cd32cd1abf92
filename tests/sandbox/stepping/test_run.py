"""A run by itself: stops, the window, and what time does to it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from sandbox.domain.events import event_of, fact
from sandbox.domain.trace import Farewell, Granularity, Notice, Snapshot, Telling
from sandbox.stepping.recorder import Outbox
from sandbox.stepping.run import Run
from tests.sandbox.sockets import ECHO, scenario_of

BROKEN = replace(scenario_of(ECHO).variants["default"], consumer="NoSuchConsumer")
RECEIVE = event_of({"type": "websocket.receive", "text": "hello"})


class Clock:
    """Time as the test wants it."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """A client that only remembers what the run told it."""

    def __init__(self, *, connecting: bool = False) -> None:
        self.connecting = connecting
        self.granularity: Granularity = "event"
        self.waited = 0.0
        self.code: int | None = None

    def wait(self, seconds: float) -> None:
        self.waited += seconds

    def set_granularity(self, granularity: Granularity) -> None:
        self.granularity = granularity

    def end(self, code: int) -> None:
        self.code = code


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def run(clock: Clock) -> AsyncIterator[Run]:
    scenario = scenario_of(ECHO, clients=("a", "b"))
    run = Run("test", "owner", scenario, scenario.variants["default"], clock)
    run.clients["a"] = Client()
    yield run
    run.end(1000)
    await asyncio.sleep(0)


def told(outbox: Outbox) -> list[Telling]:
    """Everything the observer has been told since it was asked last."""
    return [outbox.get_nowait() for _ in range(outbox.qsize())]


def phases(outbox: Outbox) -> list[tuple[int, str]]:
    return [(snapshot.seq, snapshot.phase) for snapshot in told(outbox) if isinstance(snapshot, Snapshot)]


def farewells(outbox: Outbox) -> list[int]:
    return [telling.code for telling in told(outbox) if isinstance(telling, Farewell)]


async def held(run: Run, client: str = "a") -> asyncio.Task[None]:
    """An event of this client that has reached its stop."""
    task = asyncio.create_task(run.hold(client, RECEIVE, None))
    await asyncio.sleep(0)
    return task


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_an_event_waits_until_its_stop_is_let_go(run: Run) -> None:
    outbox = run.attach()
    task = await held(run)
    await asyncio.sleep(0.05)
    assert not task.done()

    run.step(1)
    await task

    assert phases(outbox) == [(1, "held"), (2, "passed")]


async def test_the_held_and_the_passed_snapshot_share_stop_and_frame(run: Run) -> None:
    outbox = run.attach()
    task = await held(run)
    run.step(1)
    await task

    before, after = told(outbox)

    assert isinstance(before, Snapshot)
    assert isinstance(after, Snapshot)
    assert (before.n, before.frame) == (after.n, after.frame) == (1, 1)


async def test_only_what_has_passed_counts(run: Run) -> None:
    outbox = run.attach()
    run.tell("a", fact("handler.returned", accepted=True), None)
    task = asyncio.create_task(run.hold("a", event_of({"type": "websocket.accept"}), None))
    await settle()
    run.step(1)
    await task

    states = [s.trackers["a"].connection_state for s in told(outbox) if isinstance(s, Snapshot)]

    assert states == ["None", "None", "Accepted"]


async def test_a_step_for_a_stop_that_has_passed_does_nothing(run: Run) -> None:
    first = await held(run)
    run.step(1)
    await first
    second = await held(run)

    assert run.step(1)
    await settle()

    assert not second.done()
    second.cancel()


async def test_a_stop_that_is_not_reached_cannot_be_let_go(run: Run) -> None:
    assert not run.step(1)


async def test_letting_one_client_go_leaves_the_other_held(run: Run) -> None:
    a, b = await held(run, "a"), await held(run, "b")

    run.step(2)
    await b

    assert not a.done()
    a.cancel()


async def test_the_oldest_stop_goes_first_when_the_run_plays(run: Run) -> None:
    outbox = run.attach()
    tasks = [await held(run, "b"), await held(run, "a")]

    run.play("end", 0)
    await asyncio.wait_for(asyncio.gather(*tasks), 1)

    passed = [s.client for s in told(outbox) if isinstance(s, Snapshot) and s.phase == "passed"]
    assert passed == ["b", "a"]


async def test_playing_to_the_next_event_lets_one_stop_go(run: Run) -> None:
    first, second = await held(run, "a"), await held(run, "b")

    run.play("event", 0)
    await asyncio.wait_for(first, 1)
    await settle()

    assert not second.done()
    second.cancel()


async def test_a_pause_holds_what_would_have_gone(run: Run) -> None:
    task = await held(run)
    run.play("end", 0.02)

    run.pause()
    await asyncio.sleep(0.06)

    assert not task.done()
    task.cancel()


async def test_a_full_window_lets_nothing_go_until_it_is_acknowledged(run: Run, settings: Settings) -> None:
    settings.LIMITS = replace(settings.LIMITS, window=2)
    first = await held(run)
    run.step(1)
    await first
    second = await held(run)
    run.step(2)
    await settle()
    assert not second.done()

    run.acknowledge(2)
    await asyncio.wait_for(second, 1)


async def test_an_acknowledgement_of_what_was_never_told_opens_no_window(run: Run, settings: Settings) -> None:
    settings.LIMITS = replace(settings.LIMITS, window=2)
    run.acknowledge(1_000_000)
    for number in (1, 2):
        task = await held(run)
        run.step(number)
        await settle()

    assert not task.done()
    task.cancel()


async def test_an_observer_that_comes_back_hears_the_rest_once_and_in_order(run: Run) -> None:
    outbox = run.attach()
    for _ in range(4):
        run.tell("a", fact("handler.returned"), None)
    assert [seq for seq, _ in phases(outbox)] == [1, 2, 3, 4]
    run.detach(outbox)
    run.tell("a", fact("handler.returned"), None)

    outbox = run.attach()
    run.tell("a", fact("handler.returned"), None)
    assert told(outbox) == []
    run.replay(3)
    run.tell("a", fact("handler.returned"), None)

    assert [seq for seq, _ in phases(outbox)] == [4, 5, 6, 7]


async def test_an_observer_is_told_the_past_only_once(run: Run) -> None:
    run.tell("a", fact("handler.returned"), None)
    outbox = run.attach()
    assert run.replay(0)

    assert not run.replay(0)
    assert [seq for seq, _ in phases(outbox)] == [1]


async def test_an_observer_that_comes_back_silent_is_sent_away(run: Run, clock: Clock) -> None:
    run.tell("a", fact("handler.returned"), None)
    outbox = run.attach()
    clock.now += 6
    run.check()
    run.check()

    assert farewells(outbox) == [4400]


async def test_a_pause_takes_back_what_only_waits_for_the_window(run: Run, settings: Settings) -> None:
    settings.LIMITS = replace(settings.LIMITS, window=1)
    task = await held(run)
    run.step(1)
    run.pause()
    run.acknowledge(1)
    await settle()

    assert not task.done()
    task.cancel()


async def test_notices_are_told_only_so_often(run: Run) -> None:
    outbox = run.attach()
    for _ in range(1000):
        run.notify(Notice(4404, "turned away"))

    assert len(told(outbox)) == 32


async def test_there_is_no_replay_from_the_future(run: Run) -> None:
    run.attach()

    assert not run.replay(1)


async def test_the_newest_observer_wins_and_the_other_is_told(run: Run) -> None:
    first, second = run.attach(), run.attach()

    run.detach(first)
    run.tell("a", fact("handler.returned"), None)

    assert farewells(first) == [4409]
    assert [seq for seq, _ in phases(second)] == [1]


async def test_an_end_releases_its_stops_uncounted_and_tells_everybody(run: Run) -> None:
    outbox = run.attach()
    task = await held(run)

    run.end(1000)
    await asyncio.wait({task})

    assert task.cancelled()
    assert run.clients["a"].code == 1000  # type: ignore[attr-defined]  # our double
    assert [type(telling).__name__ for telling in told(outbox)] == ["Snapshot", "Farewell"]


async def test_nothing_is_held_or_told_after_the_end(run: Run) -> None:
    run.end(1000)
    outbox = run.attach()

    with pytest.raises(asyncio.CancelledError):
        await run.hold("a", RECEIVE, None)
    run.tell("a", fact("handler.returned"), None)
    run.end(4401)

    assert farewells(outbox) == [1000]


async def test_whoever_comes_back_after_the_end_hears_the_rest_and_the_farewell(run: Run) -> None:
    run.tell("a", fact("handler.returned"), None)
    run.end(4504)

    outbox = run.attach()
    run.replay(0)

    assert [type(telling).__name__ for telling in told(outbox)] == ["Snapshot", "Farewell"]


async def test_a_cancelled_client_leaves_no_stop_behind(run: Run) -> None:
    task = await held(run)
    task.cancel()
    await asyncio.wait({task})
    following = await held(run, "b")

    run.play("end", 0)

    await asyncio.wait_for(following, 1)


# As time goes by


@pytest.mark.parametrize(("connecting", "limit"), [(True, 60), (False, 300)])
async def test_a_stop_expires_sooner_while_it_holds_up_the_browsers_other_sockets(
    run: Run, clock: Clock, connecting: bool, limit: int
) -> None:
    outbox = run.attach()
    run.clients["a"] = Client(connecting=connecting)
    task = await held(run)

    clock.now += limit - 1
    run.check()
    assert run.ended is None
    clock.now += 2
    run.check()

    assert farewells(outbox) == [4504]
    await asyncio.wait({task})


async def test_a_stop_says_once_and_in_time_that_it_expires(run: Run, clock: Clock) -> None:
    outbox = run.attach()
    task = await held(run)
    told(outbox)

    clock.now += 275
    run.check()
    run.check()

    [notice] = told(outbox)
    assert isinstance(notice, Snapshot)
    assert (notice.event.kind, notice.event.seconds, notice.frame) == ("stop.expiring", 25, None)
    task.cancel()


async def test_a_run_that_nobody_steps_says_that_it_ends_and_ends(run: Run, clock: Clock) -> None:
    outbox = run.attach()
    clock.now += 880
    run.check()
    [notice] = told(outbox)
    assert isinstance(notice, Notice)
    assert "20 seconds" in notice.message

    clock.now += 21
    run.check()

    assert farewells(outbox) == [4401]


async def test_a_step_keeps_a_run_open(run: Run, clock: Clock) -> None:
    outbox = run.attach()
    clock.now += 890
    task = await held(run)
    run.step(1)
    await task

    clock.now += 20
    run.check()

    assert run.ended is None
    assert farewells(outbox) == []


async def test_the_last_seconds_of_the_hour_are_told_once_and_truly(run: Run, clock: Clock) -> None:
    outbox = run.attach()
    for number in range(1, 5):
        clock.now += 890
        run.step(number)
        task = await held(run)
        run.step(number)
        await task
        told(outbox)
    clock.now += 20
    run.check()

    [notice] = [telling for telling in told(outbox) if isinstance(telling, Notice)]
    assert "in 20 seconds: no run may last longer" in notice.message
    assert notice.seconds == 20


async def test_no_run_lasts_longer_than_an_hour(run: Run, clock: Clock) -> None:
    run.attach()
    for number in range(1, 6):
        clock.now += 800
        task = await held(run)
        run.step(number)
        await settle()
        run.check()
        task.cancel()

    assert run.ended is not None
    assert run.ended.code == 4401


@pytest.mark.parametrize(("connecting", "patience"), [(True, 2), (False, 90)])
async def test_a_run_waits_for_its_observer_only_so_long(
    run: Run, clock: Clock, connecting: bool, patience: int
) -> None:
    run.clients["a"] = Client(connecting=connecting)
    run.detach(run.attach())

    clock.now += patience - 1
    run.check()
    assert run.ended is None
    clock.now += 2
    run.check()

    assert run.ended is not None
    assert run.ended.code == 4408


async def test_a_run_that_plays_pauses_when_its_observer_leaves(run: Run) -> None:
    outbox = run.attach()
    task = await held(run)
    run.play("end", 0.02)

    run.detach(outbox)
    await asyncio.sleep(0.06)

    assert not task.done()
    task.cancel()


async def test_time_stands_still_for_clients_while_anything_is_held(run: Run, clock: Clock) -> None:
    run.attach()
    client = run.clients["a"] = Client(connecting=True)
    clock.now += 3
    run.check()
    task = await held(run, "b")
    clock.now += 20
    run.clients["b"] = Client()
    run.check()

    assert client.waited == 3
    task.cancel()


@pytest.mark.parametrize("bound", [{"trace_snapshots": 3}, {"trace_bytes": 1000}])
async def test_a_trace_that_grows_too_long_ends_the_run(run: Run, settings: Settings, bound: dict[str, int]) -> None:
    settings.LIMITS = replace(settings.LIMITS, **bound)
    outbox = run.attach()

    for _ in range(5):
        run.tell("a", fact("handler.returned"), None)

    assert farewells(outbox) == [4413]


async def test_a_run_that_finds_no_consumer_leaves_no_module() -> None:
    with pytest.raises(AttributeError, match="NoSuchConsumer"):
        Run("broken", "owner", scenario_of(ECHO), BROKEN)

    assert not [name for name in sys.modules if name.startswith("scenario_broken")]
