"""The two kinds of sockets: an observer steers a run and is told of it, a client is what the run is about."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from autobahn.exception import Disconnected
from channels.generic.websocket import AsyncWebsocketConsumer

from learners.cookie import learner_of_scope
from sandbox.domain import closing, commands
from sandbox.domain.closing import farewell
from sandbox.domain.commands import Command, parse_command
from sandbox.domain.ticket import Ticket
from sandbox.domain.trace import Farewell, Notice
from sandbox.guard import refuse
from sandbox.scenarios import scenarios
from sandbox.stepping.asgi import Receive, Scope, Send
from sandbox.stepping.handshakes import handshake_of
from sandbox.stepping.recorder import Outbox
from sandbox.stepping.registry import runs
from sandbox.stepping.run import Run
from sandbox.stepping.simulated import SimulatedClient
from sandbox.stepping.stepper import Stepper
from sandbox.tokens import read_token
from sandbox.wire import hello_frame, pong_frame, to_frame


class ObserverConsumer(AsyncWebsocketConsumer):
    """Steers one run by commands and is told everything that happens in it, in order."""

    channel_layer_alias = None

    run: Run | None = None
    outbox: Outbox
    teller: asyncio.Task[None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.leave()

    async def connect(self) -> None:
        """Join the run of the token, or say why that cannot be."""
        await self.accept()
        name, run = _join(self.scope)
        if isinstance(run, Farewell):
            await self.tell(run)
            return
        self.run, self.outbox = run, run.attach()
        await self.send(text_data=hello_frame(name, run))
        self.teller = asyncio.create_task(self.tell_all())

    async def receive(self, text_data: str | None = None, bytes_data: object = None) -> None:  # noqa: ARG002  # Channels names it
        """Carry out one command; whoever has been told farewell commands nothing any more."""
        if self.run is None:
            return
        command = "Commands are text frames, this one is binary." if text_data is None else parse_command(text_data)
        if isinstance(command, commands.Ping):
            await self.send(text_data=pong_frame())
            return
        refusal = command if isinstance(command, str) else _obey(self.run, command)
        if refusal:
            await self.tell(farewell(closing.BAD_MESSAGE, refusal))

    async def tell_all(self) -> None:
        """Send whatever the run tells, until its farewell, or until the page closes while it is being told."""
        with suppress(Disconnected):
            while not isinstance(telling := await self.outbox.get(), Farewell):
                await self.send(text_data=to_frame(telling))
            await self.tell(telling)

    async def tell(self, last: Farewell) -> None:
        """Say farewell and close with its code."""
        self.leave()
        await self.send(text_data=to_frame(last))
        await self.close(last.code)

    def leave(self) -> None:
        """Leave the run, which waits a while for somebody to come back."""
        if self.run is None:
            return
        self.run.detach(self.outbox)
        self.run = None
        if self.teller is not asyncio.current_task():
            self.teller.cancel()


async def client(scope: Scope, receive: Receive, send: Send) -> None:
    """A socket under study. A refusal is a 403, told to the observer: the client's own wire belongs to the consumer."""
    run, name = _run_of(scope), scope["url_route"]["kwargs"]["name"]
    refusal = None if run is None else _refusal(run, name)
    if run is None or refusal:
        if run and refusal:
            run.notify(refusal)
        await refuse(scope, receive, send)
        return
    handshake = handshake_of(run.scenario, run.variant, name)
    stepper = run.clients[name] = Stepper(run, name, handshake, receive, send)
    await stepper.serve()


def _join(scope: Scope) -> tuple[str, Run | Farewell]:
    ticket = _ticket_of(scope)
    if isinstance(ticket, Farewell):
        return "", ticket
    scenario = scenarios.get((ticket.course, ticket.scenario))
    if scenario is None or ticket.variant not in scenario.variants:
        return ticket.run, farewell(closing.NO_SUCH_RUN, "This scenario is no longer part of the course.")
    return ticket.run, runs.join(ticket, scenario, scenario.variants[ticket.variant])


def _run_of(scope: Scope) -> Run | None:
    ticket = _ticket_of(scope)
    return None if isinstance(ticket, Farewell) else runs.get(ticket)


def _ticket_of(scope: Scope) -> Ticket | Farewell:
    return read_token(scope["url_route"]["kwargs"]["token"], learner_of_scope(scope))


def _refusal(run: Run, name: str) -> Notice | None:
    if name not in run.scenario.clients:
        there_are = ", ".join(run.scenario.clients)
        return Notice(closing.NO_SUCH_RUN, f"This scenario has no client {name[:40]!r}; it has {there_are}.")
    if run.scenario.clients[name].player == "server":
        return Notice(closing.NO_SUCH_RUN, f"Client {name} is simulated: no socket of a browser's may take its place.")
    if name in run.clients:
        return _connected_already(name)
    if run.ended or not run.observed:
        return Notice(closing.NO_SUCH_RUN, f"Client {name} came while nobody watched the run.")
    return None


def _connected_already(name: str) -> Notice:
    sentence = f"Client {name} has connected in this run already. A new run begins when you reset."
    return Notice(closing.REPLACED, sentence)


def _obey(run: Run, command: Command) -> str | None:
    """Carry out a command; a sentence says why it makes no sense now. A run that has ended can only be told again."""
    return None if run.ended and type(command) is not commands.Resume else OBEY[type(command)](run, command)


def _step(run: Run, command: commands.Step) -> str | None:
    return None if run.step(command.n) else f"Stop {command.n} has not been reached yet."


def _act(run: Run, command: commands.Act) -> str | None:
    """Only clients that the server plays act on a command; a browser's have a page of their own."""
    played = run.scenario.clients.get(command.client)
    if played is None or played.player == "browser":
        return f"Client {command.client[:40]!r} is not played by the server."
    own = handshake_of(run.scenario, run.variant, command.client)
    action, client = command.action_of(own), run.clients.get(command.client)
    if action.handshake and action.handshake.user and run.database is None:
        return f"{action.handshake.user[:40]!r} signs in, and this run has no database."
    if action.kind == "connect" and client:
        run.notify(_connected_already(command.client))
    elif action.kind == "connect":
        run.clients[command.client] = SimulatedClient(run, command.client, action.handshake or own)
    elif isinstance(client, SimulatedClient):
        client.act(action)
    else:
        return f"Client {command.client} has not connected yet."
    return None


def _resume(run: Run, command: commands.Resume) -> str | None:
    return None if run.replay(command.after) else f"Nothing can be resumed after snapshot {command.after}."


OBEY: Mapping[type[Command], Callable[[Run, Any], str | None]] = {
    commands.Step: _step,
    commands.Resume: _resume,
    commands.Play: lambda run, command: run.play(command.until, command.pace / 1000),
    commands.Act: _act,
    commands.Pause: lambda run, _: run.pause(),
    commands.SetGranularity: lambda run, command: run.set_granularity(command.value),
    commands.Ack: lambda run, command: run.acknowledge(command.seq),
    commands.End: lambda run, _: run.end(closing.ASKED_FOR),
}
