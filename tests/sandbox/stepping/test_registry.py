"""Room for runs: ended ones give way, open ones do not."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from sandbox.domain.ticket import Ticket
from sandbox.domain.trace import Farewell
from sandbox.stepping.registry import Registry
from sandbox.stepping.run import Run
from tests.sandbox.sockets import ECHO, scenario_of


@pytest.fixture
async def registry(settings: Settings) -> AsyncIterator[Registry]:
    """A process with room for two runs."""
    settings.LIMITS = replace(settings.LIMITS, runs=2)
    registry = Registry()
    yield registry
    await registry.shut_down()
    if registry._checker:
        registry._checker.cancel()
    await asyncio.sleep(0)


def join(registry: Registry, name: str, source: str = ECHO) -> Run | Farewell:
    scenario = scenario_of(source)
    ticket = Ticket("course", scenario.name, "default", f"owner of {name}", name, age=0)
    return registry.join(ticket, scenario, scenario.variants["default"])


async def test_an_ended_run_gives_way_to_a_new_one(registry: Registry) -> None:
    first, second = join(registry, "first"), join(registry, "second")
    assert isinstance(first, Run)
    first.end(1000)

    third = join(registry, "third")

    assert isinstance(third, Run)
    assert list(registry._runs.values()) == [second, third]


async def test_where_all_runs_are_open_there_is_no_room(registry: Registry) -> None:
    join(registry, "first")
    join(registry, "second")

    refusal = join(registry, "third")

    assert isinstance(refusal, Farewell)
    assert refusal.code == 4429


async def test_a_file_that_ends_its_process_ends_only_its_run(registry: Registry) -> None:
    refusal = join(registry, "first", f"raise SystemExit(3)\n{ECHO}")

    assert isinstance(refusal, Farewell)
    assert "SystemExit: 3" in refusal.message
