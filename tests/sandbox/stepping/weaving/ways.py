"""The ways in which a case goes.

plain: as it is written; open: woven, and nobody steps; held: woven, and held before each statement; switched: held now
and then, by an observer who changes the granularity all the time.
"""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle, product
from operator import itemgetter
from types import CodeType
from typing import Any, Literal, get_args

import pytest

from sandbox.domain.events import Event
from sandbox.domain.trace import Granularity, Snapshot
from sandbox.stepping import source
from tests.sandbox.stepping.simulation import Simulation, variant_of
from tests.sandbox.stepping.weaving.cases import Case

Way = Literal["plain", "open", "held", "switched"]
Place = tuple[str, int, str] | None
Told = tuple[str, int | None, str, Event, Place]  # client, frame, phase, what, and where

PATIENCE = 30  # seconds that a case may take
OF_STEPPING = {"statement", "stop.ready", "handler.done"}  # what is told only while somebody steps


@dataclass(frozen=True, slots=True)
class Gone:
    """How a case went: what was told of it beside its statements, and how many of those."""

    told: tuple[Told, ...]
    statements: int

    @property
    def heard(self) -> list[str]:
        """What the clients were sent, how they were closed, and what was raised."""
        return [word for _, _, _, event, _ in self.told if (word := _word(event))]


def as_written(text: str, filename: str) -> CodeType:
    """Compiled without a stop."""
    return compile(text, filename, "exec", dont_inherit=True, optimize=0)


async def go(case: Case, way: Way, monkeypatch: pytest.MonkeyPatch) -> Gone:
    """A run of a case from beginning to end."""
    simulation = _begun(case, way, monkeypatch)
    switching = asyncio.create_task(_switch(simulation)) if way == "switched" else None
    try:
        async with asyncio.timeout(PATIENCE):
            await _play(simulation, case)
    finally:
        if switching:
            switching.cancel()
        await simulation.end()
    told = [_told(snapshot) for snapshot in simulation.run._recorder.trace if snapshot.phase != "held"]
    kept = [moment for moment in told if moment[3].kind not in OF_STEPPING]
    return Gone(_in_certain_order(case, kept), sum(moment[3].kind == "statement" for moment in told))


async def end_within(case: Case, monkeypatch: pytest.MonkeyPatch) -> Simulation:
    """A run of a case that is held before each statement, and ended at one of the first."""
    simulation = _begun(case, "held", monkeypatch)
    playing = asyncio.create_task(_play(simulation, case))
    most = random.Random(case.name).randrange(1, 15)  # the same for a case each time
    async with asyncio.timeout(PATIENCE):
        while simulation.run._gate.last < most and not playing.done():  # noqa: ASYNC110  # a run has no event for it
            await asyncio.sleep(0)
    playing.cancel()
    await simulation.end()
    return simulation


def _begun(case: Case, way: Way, monkeypatch: pytest.MonkeyPatch) -> Simulation:
    consumer = "" if "application" in case.words else "Chat"
    variant = variant_of(case.files, consumer, database="database" in case.words)
    source._compiled.cache_clear()
    with monkeypatch.context() as patch:
        if way == "plain":
            patch.setattr(source, "woven", as_written)
        simulation = Simulation(variant, *dict.fromkeys(line.split()[0] for line in case.script))
    source._compiled.cache_clear()
    if way == "held":
        simulation.run.set_granularity("statement")
        simulation.run.play("end", case.pace)
    return simulation


async def _switch(simulation: Simulation) -> None:
    """Hold before statements, and before events only, for as long as it takes to wait for nothing, or a little."""
    for granularity, seconds in cycle(product(get_args(Granularity), (0, 0.001, 0, 0, 0.003))):
        simulation.run.set_granularity(granularity)
        simulation.run.play("end", 0)
        await asyncio.sleep(seconds)


async def _play(simulation: Simulation, case: Case) -> None:
    for line in case.script:
        for action in line.split("; "):
            await _do(simulation, *action.split(" ", 2))
        await _rest(simulation)


async def _do(simulation: Simulation, client: str, verb: str, rest: str = "") -> None:
    waits: Mapping[str, Callable[[], bool]] = {
        "hear": lambda: any(_is_heard(told, client, rest) for told in simulation.run._recorder.trace),
        "ends": lambda: _is_over(simulation.run.clients[client]),
    }
    acts: Mapping[str, Callable[[], object]] = {
        "connect": lambda: simulation.connect(client),
        "send": lambda: simulation.act("send", client, text=rest),
        "send_bytes": lambda: simulation.act("send_bytes", client, binary=bytes.fromhex(rest)),
        "close": lambda: simulation.act("close", client, code=int(rest) if rest else None),
        "abort": lambda: simulation.act("abort", client),
    }
    if verb in acts:
        acts[verb]()
        return
    while not waits[verb]():  # noqa: ASYNC110  # a run has no event for it
        await asyncio.sleep(0.002)


def _is_heard(snapshot: Snapshot, client: str, text: str) -> bool:
    sent = Event("websocket.send", "out", text=text, length=len(text))
    return (snapshot.client, snapshot.phase, snapshot.event) == (client, "passed", sent)


async def _rest(simulation: Simulation) -> None:
    """Until nothing is held, and every client's application waits for what comes next, or has ended."""
    turns = 0
    while turns < 10:
        still = not simulation.run._gate.held and all(map(_waits, simulation.run.clients.values()))
        turns = turns + 1 if still else 0
        await asyncio.sleep(0 if still else 0.001)


def _waits(client: Any) -> bool:
    return _is_over(client) or bool(client._inbox._getters and client._inbox.empty())


def _is_over(client: Any) -> bool:
    return bool(client._task and client._task.done())


def _told(snapshot: Snapshot) -> Told:
    at = snapshot.at
    place: Place = (at.file, at.line, at.function) if at else None
    return snapshot.client, snapshot.frame, snapshot.phase, snapshot.event, place


def _in_certain_order(case: Case, told: list[Told]) -> tuple[Told, ...]:
    """Where threads race, each client's moments by themselves."""
    if "threads" not in case.words:
        return tuple(told)
    own = [(client, None, phase, event, place) for client, _, phase, event, place in told]
    return tuple(sorted(own, key=itemgetter(0)))


def _word(event: Event) -> str:
    words: Mapping[str, Callable[[], str]] = {
        "websocket.send": lambda: event.text if event.text is not None else (event.binary or b"").hex(),
        "websocket.close": lambda: f"close {event.code}",
        "application.raised": lambda: f"{event.raised.type}: {event.raised.message}" if event.raised else "",
    }
    return words[event.kind]() if event.kind in words else ""
