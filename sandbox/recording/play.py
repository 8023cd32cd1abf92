"""A script is played: one action after another, each once the one before has come to rest."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from sandbox.domain.events import INCOMING
from sandbox.domain.recording import Seen
from sandbox.domain.scenario import Action, Scenario, Variant
from sandbox.domain.trace import Snapshot
from sandbox.recording.client import ClientSocket
from sandbox.recording.lines import Asks, Line, Named, SignedIn
from sandbox.recording.project import COOKIE
from sandbox.recording.server import HOST, Server

QUIET = 0.025  # seconds in which nothing comes, once nothing is left to do
TURN = 0.25  # seconds for which waiting once counts at most: a machine that stands still says nothing about a handler
PATIENCE = 1.0  # seconds for a handler that takes long, or never returns
BEGINNING = 10.0  # seconds until an application takes its first event: while it asks for that, it is not at rest
OWED = 3.0  # seconds for the end of a connection whose application has ended: Daphne looks once a second


@dataclass(slots=True)
class Life:
    """What the server has told of a client: whether its application has begun, waits, has ended, and what it took."""

    begun: bool = False
    asks: bool = False
    taken: int = 0
    over: bool = False

    def hear(self, kind: str) -> None:
        """An event has crossed its border. While a message of the layer is handled, it waits for the client still."""
        self.begun = self.begun or kind == "websocket.connect"
        self.asks = self.asks and kind not in INCOMING
        self.taken += kind == "websocket.receive"
        self.over = self.over or kind in {"application.finished", "application.raised"}


class Play:
    """One go at a script. Both sides tell it what happens, in the order in which that happens."""

    def __init__(self, scenario: Scenario, variant: Variant) -> None:
        self.told: list[Snapshot] = []
        self.seen: list[Seen] = []
        self.names: dict[str, str] = {}
        self.sockets: dict[str, ClientSocket] = {}
        self.began = 0.0
        self.doing = "the server to listen"
        self._scenario = scenario
        self._script = variant.script
        self._lives: dict[str, Life] = {}
        self._sessions: dict[str, str] = {}

    async def run(self, server: Server) -> None:
        """Play the whole script. Sockets that are open then stay as they are, and the run is over when all rests."""
        self.names[f"{HOST}:{server.port}"] = f"{HOST}:8000"
        self.began = time.monotonic()
        for number, (action, following) in enumerate(zip_longest(self._script, self._script[1:]), 1):
            self.doing = f"action {number}, " + " ".join(filter(None, (action.client, action.kind)))
            await self._act(action, server)
            if not (following and following.at_once):
                await self._settle(server)

    def hear(self, line: Line) -> None:
        """The server has told something."""
        match line:
            case Snapshot():
                self.told.append(line)
                self._life(line.client).hear(line.event.kind)
            case Asks():
                self._life(line.client).asks = True
            case Named():
                self.names[line.random] = line.stable
            case SignedIn():
                self._sessions[line.user] = line.session
                self.names[line.session] = f"<session of {line.user}>"

    async def _act(self, action: Action, server: Server) -> None:
        if action.kind == "wait":
            await asyncio.sleep(action.seconds)
        elif action.kind == "connect":
            await self._connect(action, server)
        else:
            ACTS[action.kind](self.sockets[action.client], action)

    async def _connect(self, action: Action, server: Server) -> None:
        """Connect, once the server knows who comes from this port."""
        client = self._scenario.clients[action.client]
        handshake = action.handshake or client.handshake
        self._lives[action.client] = Life()
        socket = self.sockets[action.client] = ClientSocket(action.client, client, handshake, self.seen.append)
        port = await socket.dial(server.port)
        self.names[str(port)] = "50000"
        await server.get(f"/clients/{action.client}/{port}")
        session = self._sessions.get(handshake.user)
        socket.connect(f"{COOKIE}={session}" if session else "")

    async def _settle(self, server: Server) -> None:
        """Wait until nothing is left to do on either side, or until nobody would wait any longer."""
        waited, taken = 0.0, self._taken
        while True:
            if taken != self._taken:  # of several messages, each has its own time
                waited, taken = 0.0, self._taken
            began, before = time.monotonic(), self._moves
            try:
                idle = await _is_idle(server)
            except OSError:
                if not await server.has_stopped():
                    raise
                await asyncio.sleep(QUIET)  # the script has made it stop: clients see that
                return
            await asyncio.sleep(QUIET)
            waited += min(time.monotonic() - began, TURN + QUIET)
            patience = max((self._patience(name) for name in self.sockets), default=0.0)
            if idle and self._moves == before and not patience:
                return
            if waited > (patience or PATIENCE):
                return

    @property
    def _taken(self) -> int:
        return sum(life.taken for life in self._lives.values())

    @property
    def _moves(self) -> int:
        return len(self.told) + len(self.seen)

    def _patience(self, name: str) -> float:
        """For how many seconds something is worth waiting for at this client; none where all is at rest."""
        socket, life = self.sockets[name], self._life(name)
        if life.over:
            return 0 if socket.over else OWED
        if socket.over or socket.left is not None:
            return PATIENCE
        if not life.begun:
            return BEGINNING
        return 0 if life.asks and life.taken >= socket.sent else PATIENCE

    def _life(self, client: str) -> Life:
        return self._lives.setdefault(client, Life())


async def _is_idle(server: Server) -> bool:
    """Whether nothing is left for the server to do. One that is busy for longer, or blocked, does not answer."""
    try:
        async with asyncio.timeout(TURN):
            await server.get("/quiet")
    except TimeoutError:
        return False
    return True


ACTS: Mapping[str, Callable[[ClientSocket, Action], None]] = {
    "send": lambda socket, action: socket.send(action.message),
    "send_bytes": lambda socket, action: socket.send(action.binary),
    "close": lambda socket, action: socket.close(action.code),
    "abort": lambda socket, _: socket.abort(),
}
