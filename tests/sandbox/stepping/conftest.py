"""Runs without sockets."""

import sys
from collections.abc import AsyncIterator, Callable

import pytest

from tests.sandbox.stepping.simulation import Simulation

Simulate = Callable[..., Simulation]


@pytest.fixture
async def simulate() -> AsyncIterator[Simulate]:
    """Begin runs; they are ended afterwards, and no module of theirs may be left."""
    begun: list[Simulation] = []

    def begin(*arguments: object, **options: object) -> Simulation:
        begun.append(Simulation(*arguments, **options))  # type: ignore[arg-type]  # passed on as they are
        return begun[-1]

    yield begin
    for simulation in begun:
        await simulation.end()
    assert not [name for name in sys.modules if name.startswith("scenario_simulated")]
