"""A scenario to serve, and learners who step it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest

from sandbox.domain.scenario import Scenario
from sandbox.scenarios import scenarios
from sandbox.stepping.registry import Registry, runs
from tests.sandbox.sockets import ECHO, Learner, Learners, Serve, scenario_of


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve one scenario, whose consumer is this source; afterwards all is as before."""

    before = dict(scenarios._by_key)

    def replace(text: str = ECHO, clients: tuple[str, ...] = ("a",)) -> Scenario:
        scenario = scenario_of(text, clients)
        scenarios.replace({("course", scenario.name): scenario})
        return scenario

    yield replace
    scenarios.replace(before)


@pytest.fixture
def echo(serve: Serve) -> Scenario:
    """The scenario of lesson 1 is served."""
    return serve()


@pytest.fixture
async def learners() -> AsyncIterator[Learners]:
    """Learners by name; their sockets are closed and the process's runs forgotten afterwards."""
    async with AsyncExitStack() as stack:
        yield lambda name: Learner(name, stack)
        for run in runs._runs.values():
            run.end(1000)
    if runs._checker:
        runs._checker.cancel()
    runs.__dict__.update(Registry().__dict__)


@pytest.fixture
def learner(learners: Learners) -> Learner:
    return learners("0" * 32)
