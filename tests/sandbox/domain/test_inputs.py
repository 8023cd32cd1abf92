from dataclasses import replace

import pytest

from sandbox.domain.inputs import inputs_of
from sandbox.domain.outcome import ClientOutcome, Outcome
from sandbox.domain.scenario import Action, Client, Handshake, Scenario, Source, Variant

VARIANT = Variant(
    "default",
    "One",
    (Source("consumer.py", "/abs/consumer.py", "x = 1"),),
    "A",
    (Action("a", "send_bytes", binary=b"x"),),
)
SCENARIO = Scenario("channels", "first", "One", {"a": Client(Handshake("/ws/"))}, {"default": VARIANT})
DIGEST = inputs_of(SCENARIO, VARIANT)


@pytest.mark.parametrize(
    "changed",
    [
        replace(VARIANT, sources=(Source("consumer.py", "/abs/consumer.py", "x = 2"),)),
        replace(VARIANT, sources=(Source("other.py", "/abs/consumer.py", "x = 1"),)),
        replace(VARIANT, consumer="B"),
        replace(VARIANT, server="uvicorn"),
        replace(VARIANT, layer="none"),
        replace(VARIANT, database=True),
        replace(VARIANT, script=(Action("a", "send_bytes", binary=b"y"),)),
    ],
)
def test_what_steers_a_run_is_in_its_digest(changed: Variant) -> None:
    assert inputs_of(SCENARIO, changed) != DIGEST


@pytest.mark.parametrize(
    "clients",
    [{"a": Client(Handshake("/ws/b/"))}, {"b": Client(Handshake("/ws/"))}, {"a": Client(Handshake("/ws/"), "server")}],
)
def test_the_clients_are_in_its_digest(clients: dict[str, Client]) -> None:
    assert inputs_of(replace(SCENARIO, clients=clients), VARIANT) != DIGEST


@pytest.mark.parametrize(
    "changed",
    [
        replace(VARIANT, title="Two"),
        replace(VARIANT, predict="close"),
        replace(VARIANT, outcome=Outcome({"a": ClientOutcome(close=1000)})),
        replace(VARIANT, sources=(Source("consumer.py", "/elsewhere/consumer.py", "x = 1"),)),
    ],
)
def test_what_only_speaks_of_a_run_is_not(changed: Variant) -> None:
    assert inputs_of(SCENARIO, changed) == DIGEST
