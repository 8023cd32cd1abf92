"""Every case of the corpus goes the same way as it is written, woven, and held before its statements, all or some."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from tests.sandbox.stepping.weaving.cases import Case, cases
from tests.sandbox.stepping.weaving.ways import Gone, end_within, go

CALLS_MAIN = """\
import asyncio
import json

from channels.generic.websocket import AsyncWebsocketConsumer
from tests.sandbox.stepping.weaving.told import outcome_of

from .case import main


class Chat(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()
        await self.send(json.dumps(await outcome_of(main)))
        await self.close()
"""


def functions() -> Iterator[Case]:
    """The cases that are a `main()`, each called by a consumer."""
    for case in cases("functions"):
        yield replace(case, files={"consumer.py": CALLS_MAIN, **case.files}, script=("a connect",))


ALL = [*functions(), *cases("consumers")]


def by_name(cases: Iterable[Case]) -> list[Any]:
    return [pytest.param(case, id=case.name.replace(" ", "-")) for case in cases if case.runs_here]


def outcome(gone: Gone) -> Any:
    """What `main()` gave or raised, with all of its places."""
    return json.loads(gone.heard[0])


@pytest.fixture(autouse=True)
def without_limits(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody acknowledges here, some cases have many statements, and some outcomes are long."""
    settings.LIMITS = replace(settings.LIMITS, window=10**6, trace_snapshots=10**6, trace_bytes=10**9)
    monkeypatch.setattr("sandbox.domain.events.LONGEST_TEXT", 10**6)


@pytest.mark.parametrize("case", by_name(functions()))
async def test_a_function_does_the_same(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = await go(case, "plain", monkeypatch)
    left_alone = await go(case, "open", monkeypatch)
    held = await go(case, "held", monkeypatch)
    switched = await go(case, "switched", monkeypatch)

    assert outcome(plain)["gives"] == outcome(left_alone)["gives"] == case.gives
    assert case.differs_when_held or outcome(left_alone) == outcome(plain)  # a tracer, too, sees how deep a call goes
    assert case.differs_when_held or outcome(held) == outcome(plain)
    assert case.differs_when_held or left_alone.told == plain.told
    assert (held.told == plain.told) is not case.differs_when_held
    assert case.differs_when_held or switched.told == plain.told
    assert held.statements > 3


@pytest.mark.django_db(transaction=True)  # for its router: a run's own database is not the site's
@pytest.mark.parametrize("case", by_name(cases("consumers")))
async def test_a_consumer_does_the_same(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = await go(case, "plain", monkeypatch)
    left_alone = await go(case, "open", monkeypatch)
    held = await go(case, "held", monkeypatch)
    switched = await go(case, "switched", monkeypatch)

    assert repr(plain.heard) == case.gives
    assert left_alone.told == plain.told
    assert held.told == plain.told
    assert switched.told == plain.told
    assert held.statements > 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("case", by_name(case for case in ALL if "sockets" not in case.words))
async def test_whatever_it_does_it_ends_when_its_run_is_ended(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    run = (await end_within(case, monkeypatch)).run
    await asyncio.wait_for(asyncio.gather(*run.tasks, return_exceptions=True), 5)
    told = run.seq
    await asyncio.sleep(0.01)

    assert not run._gate.held
    assert run.seq == told
