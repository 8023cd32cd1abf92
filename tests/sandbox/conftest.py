"""A scenario to serve, and learners who step it."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack

import pytest

from sandbox.domain.scenario import Scenario
from sandbox.scenarios import scenarios
from sandbox.stepping.registry import Registry, runs
from tests.sandbox.sockets import ECHO, Learner, scenario_of


@pytest.fixture
def serve() -> Iterator[Callable[..., Scenario]]:
    """Serve one scenario, whose consumer is this source; nothing is served afterwards."""

    def replace(text: str = ECHO, clients: tuple[str, ...] = ("a",)) -> Scenario:
        scenario = scenario_of(text, clients)
        scenarios.replace({("course", scenario.name): scenario})
        return scenario

    yield replace
    scenarios.replace({})


@pytest.fixture
async def learners() -> AsyncIterator[Callable[[str], Learner]]:
    """Learners by name; their sockets are closed and the process's runs forgotten afterwards."""
    async with AsyncExitStack() as stack:
        yield lambda name: Learner(name, stack)
        for run in runs._runs.values():
            run.end(1000)
    if runs._checker:
        runs._checker.cancel()
    runs.__dict__.update(Registry().__dict__)


@pytest.fixture
def learner(learners: Callable[[str], Learner]) -> Learner:
    return learners("0" * 32)
