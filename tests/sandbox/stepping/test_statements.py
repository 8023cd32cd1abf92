"""Statements of a live run: held where code can wait, told in passing where it cannot, in nobody else's way."""

import asyncio
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from sandbox.domain.events import Event
from sandbox.domain.scenario import Action
from sandbox.domain.trace import Position, Snapshot
from sandbox.stepping.positions import Positions
from sandbox.stepping.run import Run
from sandbox.stepping.simulated import SimulatedClient
from sandbox.stepping.statements import MOST_IN_PASSING
from tests.sandbox.stepping.conftest import Simulate
from tests.sandbox.stepping.simulation import CONSUMER, Simulation, until, variant_of

pytestmark = pytest.mark.django_db(transaction=True)

ECHO = (
    CONSUMER
    + """\
class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        self.count = len(text_data)
        reply = text_data.upper()
        await self.send(text_data=reply)
        self.last = reply
"""
)
SYNC = """\
import asyncio

from channels.generic.websocket import WebsocketConsumer


left = []


class Chat(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        try:
            reply = text_data.upper()
            self.send(text_data=reply)
        finally:
            left.append(text_data)
"""


class Stepped:
    """A run of which nothing goes on by itself; `told` is everything, in order."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self.run: Run = simulation.run
        self.run.pause()
        self.told: list[Snapshot] = []
        self._outbox = simulation._outbox

    async def connect(self, name: str = "a") -> SimulatedClient:
        """Connected, with everything let go by then."""
        client = self._simulation.connect(name)
        await self.until(lambda s: s.event.kind == "handler.returned" and s.client == name)
        return client

    async def until(self, wanted: Callable[[Snapshot], bool], *, step: bool = True) -> Snapshot:
        """The next snapshot like this; whatever is held before is let go."""
        while True:
            telling = await asyncio.wait_for(self._outbox.get(), 2)
            assert isinstance(telling, Snapshot), telling
            self.run.acknowledge(telling.seq)
            self.told.append(telling)
            if wanted(telling):
                return telling
            if step and telling.phase == "held" and telling.n:
                self.run.step(telling.n)

    async def held_at(self, line: int, client: str = "a") -> Snapshot:
        return await self.until(lambda s: s.phase == "held" and s.client == client and place(s)[1] == line)

    async def held_before(self, kind: str, client: str = "a", *, step: bool = True) -> Snapshot:
        return await self.until(lambda s: (s.phase, s.event.kind, s.client) == ("held", kind, client), step=step)

    def let_go(self, held: Snapshot) -> None:
        assert held.n
        self.run.step(held.n)

    async def nothing(self) -> None:
        """Nothing is told for a while."""
        await asyncio.sleep(0.1)
        assert self._outbox.empty(), self._outbox.get_nowait()


def place(snapshot: Snapshot) -> tuple[str, int]:
    return (snapshot.at.function, snapshot.at.line) if snapshot.at else ("", 0)


def stepped(simulate: Simulate, text: str, *clients: str, **fields: Any) -> Stepped:
    return Stepped(simulate(variant_of(text, **fields), *clients))


async def test_a_statement_is_held_before_it_runs_with_the_values_of_that_time(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))

    first = await run.held_at(6)
    assert (first.event.kind, first.event.direction, place(first)) == ("statement", "code", ("receive", 6))
    assert first.at
    assert first.at.variables == {"text_data": "'hi'", "bytes_data": "None"}
    assert first.at.attributes == {}
    run.let_go(first)
    second = await run.held_at(7)
    assert second.at
    assert second.at.attributes == {"count": "2"}
    await run.nothing()


async def test_statements_stand_under_the_frame_of_their_event(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    await run.held_at(9)

    passed = [(s.frame, s.event.kind, place(s)[1]) for s in run.told if s.phase == "held"]
    assert passed[2:] == [
        (4, "websocket.receive", 5),
        (4, "statement", 6),
        (4, "statement", 7),
        (4, "statement", 8),
        (5, "websocket.send", 8),
        (5, "statement", 9),
    ]


async def test_what_the_last_statement_has_done_is_told_when_its_handler_is_done(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    run.let_go(await run.held_at(9))

    done = await run.until(lambda s: s.event.kind == "handler.done")
    assert (done.phase, done.frame, done.n, place(done)) == ("info", None, None, ("receive", 5))
    assert done.at
    assert done.at.attributes == {"count": "2", "last": "'HI'"}


async def test_who_steps_by_events_is_not_told_that_a_handler_is_done(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO)
    client = await run.connect()
    client._socket.act(action("send", text="hi"))
    await run.until(lambda s: (s.event.kind, s.phase) == ("websocket.send", "passed"))
    await run.nothing()


async def test_code_before_the_first_event_stands_under_frame_0(simulate: Simulate) -> None:
    text = "async def application(scope, receive, send):\n    await receive()\n"
    run = stepped(simulate, text, consumer="")
    run.run.set_granularity("statement")
    run._simulation.connect()

    first = await run.held_before("statement", step=False)
    assert (first.frame, place(first)) == (0, ("application", 2))


async def test_a_held_statement_stays_held_when_one_goes_back_to_events(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    held = await run.held_at(6)

    run.run.set_granularity("event")
    await run.nothing()
    run.let_go(held)
    assert (await run.held_before("websocket.send", step=False)).frame == 5
    assert [place(s)[1] for s in run.told if s.event.kind == "statement"] == [6, 6]


async def test_playing_to_the_next_event_lets_every_statement_before_it_go(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    await run.held_at(6)

    run.run.play("event", 0)
    await run.held_before("websocket.send", step=False)
    await run.nothing()
    assert [place(s)[1] for s in run.told if s.event.kind == "statement" and s.phase == "passed"] == [6, 7, 8]


async def test_a_sync_consumer_is_held_in_its_thread_and_nobody_waits(simulate: Simulate) -> None:
    run = stepped(simulate, SYNC, "a", "b")
    one, two = await run.connect("a"), await run.connect("b")
    run.run.set_granularity("statement")
    one._socket.act(action("send", text="one"))
    held = await run.held_at(11)

    two._socket.act(action("send", "b", text="two"))
    other = await run.held_at(11, "b")
    assert other.at
    assert other.at.variables["text_data"] == "'two'"
    run.let_go(other)
    assert place(await run.held_at(12, "b")) == ("receive", 12)
    run.let_go(held)
    await run.held_at(12, "a")


async def test_the_end_of_a_run_frees_a_held_thread_at_once_and_its_finally_runs(simulate: Simulate) -> None:
    run = stepped(simulate, SYNC)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="one"))
    await run.held_at(12)

    await run._simulation.end()

    await until(lambda: run.run.module.left == ["one"])


async def test_a_thread_that_is_not_asgirefs_is_held_too(simulate: Simulate) -> None:
    text = ECHO.replace("reply = text_data.upper()", "reply = await asyncio.to_thread(self.shout, text_data)").replace(
        "class Chat", "import asyncio\n\n\nclass Chat"
    )
    text += "\n    def shout(self, text):\n        loud = text.upper()\n        return loud\n"
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))

    held = await run.until(lambda s: s.phase == "held" and place(s)[0] == "shout")
    await run.nothing()
    run.let_go(held)
    assert (await run.held_before("websocket.send")).event.text == "HI"


async def test_what_cannot_wait_runs_through_and_is_told(simulate: Simulate) -> None:
    text = ECHO.replace("text_data.upper()", "self.shout(text_data)")
    text += "\n    def shout(self, text):\n        loud = text.upper()\n        return loud\n"
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    await run.held_at(8)

    in_passing = [s for s in run.told if s.event.kind == "statement" and s.phase == "info"]
    assert [(place(s), s.n, s.frame) for s in in_passing] == [(("shout", 12), None, 4), (("shout", 13), None, 4)]
    assert [s.at.variables for s in in_passing if s.at] == [{"text": "'hi'"}, {"text": "'hi'", "loud": "'HI'"}]


async def test_a_helper_that_loops_does_not_fill_the_trace(simulate: Simulate) -> None:
    text = ECHO.replace("text_data.upper()", "self.count_to(1000) or ''")
    text += "\n    def count_to(self, most):\n        for number in range(most):\n            self.number = number\n"
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    await run.held_at(8)

    assert sum(s.phase == "info" and s.event.kind == "statement" for s in run.told) == MOST_IN_PASSING


async def test_another_clients_code_is_ready_and_waits_for_the_event_loop(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO, "a", "b")
    one, two = await run.connect("a"), await run.connect("b")
    run.run.set_granularity("statement")
    one._socket.act(action("send", text="one"))
    held = await run.held_at(6)

    two._socket.act(action("send", "b", text="two"))
    ready = await run.until(lambda s: s.client == "b", step=False)
    assert (ready.event.kind, ready.phase, ready.n, ready.frame) == ("stop.ready", "info", None, None)
    await run.nothing()
    run.let_go(held)
    await run.until(lambda s: s.client == "b" and s.event.kind == "websocket.receive" and s.phase == "held")
    assert place(run.told[-2])[1] == 9, "the first handler has come to its end"


async def test_what_has_been_let_go_and_has_to_wait_is_told_with_its_number(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO, "a", "b")
    one, two = await run.connect("a"), await run.connect("b")
    run.run.set_granularity("statement")
    one._socket.act(action("send", text="one"))
    first = await run.held_before("websocket.receive")
    two._socket.act(action("send", "b", text="two"))
    second = await run.held_before("websocket.receive", "b", step=False)
    run.let_go(first)
    held = await run.held_before("statement", step=False)

    run.let_go(second)
    ready = await run.until(lambda s: s.event.kind == "stop.ready" and s.n is not None, step=False)
    assert (ready.client, ready.n, ready.frame) == ("b", second.n, None)
    assert run.run._gate.held[0].number == held.n, "whoever steps the oldest stop now moves something"
    run.let_go(held)
    assert (await run.held_before("statement", "b")).frame == second.frame


async def test_a_clean_up_after_the_end_is_not_held(simulate: Simulate) -> None:
    text = (
        CONSUMER
        + """\
cleaned = []


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        try:
            await __import__("asyncio").sleep(30)
        finally:
            cleaned.append("first")
            cleaned.append("second")
"""
    )
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    held = await run.held_at(10)
    run.let_go(held)
    await run.until(lambda s: s.phase == "passed")

    await run._simulation.end()
    await until(lambda: run.run.module.cleaned == ["first", "second"])


async def test_statements_weigh_what_their_values_do(simulate: Simulate) -> None:
    run = stepped(simulate, ECHO)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="x" * 150))
    before = run.run._recorder.weight
    await run.held_at(6)

    assert run.run._recorder.weight - before >= 3 * Event("statement", "code").weight + 150


async def test_a_helper_that_loops_has_its_values_read_as_often_as_it_is_told(
    simulate: Simulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    of_statement = Positions.of_statement

    def counted(positions: Positions, frame: FrameType, line: int) -> Position | None:
        read.append(line)
        return of_statement(positions, frame, line)

    monkeypatch.setattr(Positions, "of_statement", counted)
    text = ECHO.replace("text_data.upper()", "self.count_to(1000) or ''")
    text += "\n    def count_to(self, most):\n        for number in range(most):\n            self.number = number\n"
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    await run.held_at(8)

    assert sum(line > 9 for line in read) == MOST_IN_PASSING


async def test_a_coroutine_that_is_driven_by_hand_in_a_thread_just_runs(simulate: Simulate) -> None:
    text = """\
import asyncio

from channels.generic.websocket import AsyncWebsocketConsumer


async def nothing():
    return None


def drive():
    try:
        nothing().send(None)
    except StopIteration:
        return "it ran"


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=await asyncio.to_thread(drive))
"""
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))

    assert (await run.held_before("websocket.send")).event.text == "it ran"


async def test_the_end_of_a_run_is_no_exception_to_the_code_of_a_thread(simulate: Simulate) -> None:
    text = (
        CONSUMER.replace("from", "import asyncio\n\nfrom", 1)
        + """\
said = []


def helper():
    try:
        first = 1
    except Exception:
        said.append("caught")
    finally:
        said.append("cleaned")


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await asyncio.to_thread(helper)
"""
    )
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    await run.until(lambda s: s.phase == "held" and place(s) == ("helper", 11))

    await run._simulation.end()
    await asyncio.get_running_loop().shutdown_default_executor()
    await until(lambda: run.run.module.said == ["cleaned"])


async def test_a_clean_up_that_waits_comes_to_its_end_when_the_run_ends_at_a_held_statement(simulate: Simulate) -> None:
    text = (
        CONSUMER.replace("from", "import asyncio\n\nfrom", 1)
        + """\
cleaned = []


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        try:
            first = 1
            second = 2
        finally:
            await asyncio.sleep(0)
            cleaned.append("all")
"""
    )
    run = stepped(simulate, text)
    client = await run.connect()
    run.run.set_granularity("statement")
    client._socket.act(action("send", text="hi"))
    await run.until(lambda s: s.phase == "held" and s.at is not None and "first" in s.at.variables)

    await run._simulation.end()
    await until(lambda: run.run.module.cleaned == ["all"])


@pytest.mark.parametrize("end", [False, True])
async def test_a_stop_whose_task_is_cancelled_while_another_is_held_can_be_let_go(
    simulate: Simulate, *, end: bool
) -> None:
    text = """\
import asyncio


async def application(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    waiting = asyncio.create_task(receive())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    done = True
"""
    run = stepped(simulate, text, consumer="")
    run.run.set_granularity("statement")
    client = run._simulation.connect()
    client._socket.act(action("send", text="hi"))
    while not (held := run.run._gate.held) or held[0].kind != "websocket.receive":
        for stop in held:
            run.run.step(stop.number)
        await asyncio.sleep(0)
    incoming = held[0].number
    while not held[0].passed.cancelled():
        for stop in run.run._gate.held[1:]:
            run.run.step(stop.number)
        await asyncio.sleep(0)

    if not end:
        run.run.step(incoming)
        assert [stop.kind for stop in run.run._gate.held] == ["statement"]
    await run._simulation.end()


def action(kind: Any, client: str = "a", **fields: Any) -> Action:
    return Action(client, kind, **fields)
