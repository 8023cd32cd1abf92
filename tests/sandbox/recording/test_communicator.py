"""Where Channels' own test client differs from the wire, with the consumers that the course shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from channels.testing import WebsocketCommunicator

from sandbox.stepping.source import application_of, load, unload
from tests.sandbox.recording.made import sights
from tests.sandbox.recording.on_disk import recording_on_disk, scenario_on_disk


@contextmanager
def communicator_for(variant: str) -> Iterator[Any]:
    """Channels' test client before the consumer of this variant of `handshake`."""
    scenario = scenario_on_disk("handshake")
    module = load(scenario.variants[variant], "tested")
    try:
        yield WebsocketCommunicator(application_of(module, scenario.variants[variant]), "/ws/chat/")
    finally:
        unload(module)


async def test_a_close_code_before_accept_is_there_in_a_test_and_lost_on_the_wire() -> None:
    with communicator_for("close-with-code") as communicator:
        assert await communicator.connect() == (False, 4001)
        await communicator.wait()

    assert sights(recording_on_disk("handshake", "close-with-code")) == [("refused", 403), ("close", 1006)]


async def test_without_accept_a_test_waits_in_vain_where_the_wire_hangs() -> None:
    with communicator_for("no-accept") as communicator, pytest.raises(TimeoutError):
        await communicator.connect(timeout=0.1)

    assert sights(recording_on_disk("handshake", "no-accept")) == [("refused", 0), ("close", 1006)]
