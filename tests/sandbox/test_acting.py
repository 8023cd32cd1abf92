"""Clients that the server plays, steered by the observer, and the sockets that may not take their place."""

from dataclasses import replace
from typing import Any

import pytest

from sandbox.domain.scenario import Client, Handshake
from sandbox.scenarios import scenarios
from sandbox.stepping.registry import runs
from tests.sandbox.sockets import HELLO, Learner, Serve, Socket


@pytest.fixture(autouse=True)
def one_of_each(serve: Serve) -> None:
    """The scenario of lesson 1 with two clients, the second played by the server."""
    scenario = serve(clients=("a", "b"))
    clients = {**scenario.clients, "b": Client(Handshake("/ws/chat/b/", origin="https://elsewhere.test"), "server")}
    scenarios.replace({("course", scenario.name): replace(scenario, clients=clients)})


async def act(observer: Socket, action: Any, client: str = "b") -> None:
    await observer.say("act", client=client, action=action)


async def test_a_simulated_client_lives_as_a_real_one_does(learner: Learner) -> None:
    observer = await learner.observe(learner.token())
    await act(observer, "connect")
    await observer.step("websocket.connect")
    await observer.step("websocket.accept")
    await act(observer, {"send": HELLO})
    await observer.step("websocket.receive")
    sent = await observer.step("websocket.send")
    await act(observer, {"close": 1000})
    gone = await observer.step("websocket.disconnect")
    finished = await observer.next_of("application.finished", "info")

    assert (sent["client"], sent["event"]["text"]) == ("b", '{"reply": "HELLO"}')
    assert gone["event"]["code"] == 1000
    assert finished["tracker"]["b"]["connection_state"] == "Closed"
    assert finished["tracker"]["a"]["connection_state"] == "None"


@pytest.mark.parametrize(
    ("action", "client", "said"),
    [
        ("connect", "a", "'a' is not played by the server"),
        ("connect", "z", "'z' is not played by the server"),
        ({"send": "x"}, "b", "Client b has not connected yet"),
        ({"connect": {"user": "ann"}}, "b", "'ann' signs in, and this run has no database"),
    ],
)
async def test_what_makes_no_sense_is_refused(learner: Learner, action: Any, client: str, said: str) -> None:
    observer = await learner.observe(learner.token())
    await observer.next()
    await act(observer, action, client)
    told = await observer.next()

    assert (told["type"], told["code"]) == ("error", 4400)
    assert said in told["message"]


async def test_a_second_connect_is_told_and_harms_nothing(learner: Learner) -> None:
    observer = await learner.observe(learner.token())
    await act(observer, "connect")
    await observer.step("websocket.connect")
    await observer.next_of("websocket.accept", "held")
    await act(observer, "connect")
    told = await observer.next()

    assert (told["type"], told["code"]) == ("notice", 4409)


async def test_no_browser_takes_the_place_of_a_simulated_client(learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    await observer.next()
    _, handshake = await learner.client(token, "b")

    assert (await handshake)[0] is False
    assert "Client b is simulated" in (await observer.next())["message"]


async def test_an_observer_may_be_away_for_long_while_a_simulated_handshake_is_held(learner: Learner) -> None:
    observer = await learner.observe(learner.token())
    await act(observer, "connect")
    await observer.next_of("websocket.connect", "held")
    (run,) = runs._runs.values()
    run._clock = run._lifetime._clock = lambda clock=run._clock: clock() + 30  # type: ignore[misc]  # a clock for a clock
    await observer.socket.disconnect()
    run.check()

    assert run.ended is None


async def test_the_end_of_a_run_ends_the_clients_that_it_plays(learner: Learner) -> None:
    observer = await learner.observe(learner.token())
    await act(observer, "connect")
    await observer.step("websocket.connect")
    await observer.step("websocket.accept")
    (run,) = runs._runs.values()
    await observer.say("end")

    assert await observer.closed() == 1000
    await run.clients["b"]._serving  # type: ignore[attr-defined]  # a SimulatedClient


@pytest.mark.parametrize(
    ("kind", "fields"), [("act", {"client": "b", "action": "connect"}), ("run", {"until": "end"}), ("end", {})]
)
async def test_a_run_that_has_ended_begins_nothing_more(learner: Learner, kind: str, fields: dict[str, Any]) -> None:
    """An observer may still speak before it has heard the farewell."""
    token = learner.token()
    observer = await learner.observe(token)
    await act(observer, {"connect": {}})
    while (await observer.next())["type"] != "snapshot":
        pass  # until something has happened that an observer who comes back must ask for
    (run,) = runs._runs.values()
    simulated = run.clients.pop("b")
    simulated.end(1000)
    run.end(1000)
    again = await learner.observe(token)
    await again.say(kind, **fields)
    await again.say("ping")

    assert [(await again.next())["type"] for _ in range(2)] == ["hello", "pong"]
    assert not run.clients
    assert run._player._task is None
