"""Runs whose clients the server plays: no socket, no page."""

import asyncio
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from sandbox.domain.scenario import Action, Client, Handshake, Scenario, Source, Variant
from sandbox.domain.trace import Farewell, Granularity, Snapshot
from sandbox.stepping.run import Run
from sandbox.stepping.simulated import SimulatedClient

QUIET, TURNS = 0.2, 200  # seconds, and turns of the event loop: a busy machine may take the time away, but no turn
CONSUMER = "from channels.generic.websocket import AsyncWebsocketConsumer\n\n\n"


def variant_of(files: str | Mapping[str, str], consumer: str = "Chat", **fields: Any) -> Variant:
    """A variant of one file, or of several by name, the first of which is the main one."""
    named = {"consumer.py": files} if isinstance(files, str) else files
    sources = tuple(Source(name, f"/course/scenarios/x/{name}", text) for name, text in named.items())
    return Variant("default", "As it should be", sources, consumer, (), **fields)


async def until(truth: Callable[[], Any]) -> None:
    """Until it is so; threads and timers take their time on a busy machine."""
    async with asyncio.timeout(10):
        while not truth():  # noqa: ASYNC110  # what is waited for has no event of its own
            await asyncio.sleep(0.01)


_numbers = count()


class Simulation:
    """A run of a variant that plays by itself. What it tells is kept, without held faces and notices of time."""

    def __init__(
        self,
        variant: Variant,
        *clients: str,
        scenario: Scenario | None = None,
        granularity: Granularity = "event",
        pace: float = 0,
    ) -> None:
        if scenario is None:
            own = Client(Handshake("/ws/chat/"), "server")
            scenario = Scenario("course", "x", "X", dict.fromkeys(clients or ("a",), own), {"default": variant})
        self.run = Run(f"simulated{next(_numbers)}", "owner", scenario, variant)
        self.told: list[Snapshot] = []
        self._outbox = self.run.attach()
        self.run.set_granularity(granularity)
        self.run.play("end", pace)

    def connect(self, name: str = "a", handshake: Handshake | None = None) -> SimulatedClient:
        own = self.run.scenario.clients[name].handshake
        client = self.run.clients[name] = SimulatedClient(self.run, name, handshake or own)
        return client

    def act(self, kind: Any, name: str = "a", **fields: Any) -> None:
        self.do(Action(name, kind, **fields))

    def do(self, action: Action) -> None:
        client = self.run.clients[action.client]
        assert isinstance(client, SimulatedClient)
        client.act(action)

    async def settle(self) -> "Simulation":
        """Until nothing has been told for a moment, and nothing is on its way that needs no time, only its turns."""
        while True:
            try:
                telling = await asyncio.wait_for(self._outbox.get(), QUIET)
            except TimeoutError:
                for _ in range(TURNS):
                    await asyncio.sleep(0)
                if self._outbox.empty():
                    return self
                continue
            assert not isinstance(telling, Farewell), telling
            if isinstance(telling, Snapshot):
                self.run.acknowledge(telling.seq)
                self.told += [telling] * (telling.phase != "held" and telling.frame is not None)

    async def end(self) -> None:
        """End the run, and wait until its clients have."""
        self.run.end(1000)
        clients = [client for client in self.run.clients.values() if isinstance(client, SimulatedClient)]
        await asyncio.wait_for(asyncio.gather(*(client._serving for client in clients)), 2)

    def kinds(self, name: str = "a") -> list[str]:
        return [snapshot.event.kind for snapshot in self.told if snapshot.client == name]

    def one(self, kind: str, name: str = "a") -> Snapshot:
        """The only moment of this kind."""
        (found,) = [s for s in self.told if (s.event.kind, s.client) == (kind, name)]
        return found

    def sent(self, name: str = "a") -> list[str | None]:
        """The texts that the application sent to a client."""
        return [s.event.text for s in self.told if s.event.kind == "websocket.send" and s.client == name]
