"""An ASGI wrapper round the consumer: every event in or out waits at its stop.

The consumer runs in a task of the run's own, so that the server's time-outs cannot cancel it while it is held.
"""

import asyncio
from contextlib import AsyncExitStack
from contextvars import copy_context
from functools import partial
from typing import Any

from asgiref.sync import ThreadSensitiveContext
from autobahn.exception import Disconnected
from django.conf import settings

from sandbox.domain import closing
from sandbox.domain.events import fact
from sandbox.domain.scenario import Handshake
from sandbox.domain.trace import Granularity
from sandbox.stepping.asgi import Message, Receive, Scope, Send
from sandbox.stepping.border import Border
from sandbox.stepping.connections import without_database
from sandbox.stepping.database import connection_of_run, no_database
from sandbox.stepping.errors import ConsumerRaised
from sandbox.stepping.handshakes import scope_of
from sandbox.stepping.offspring import notice_tasks, tasks_of_run
from sandbox.stepping.positions import Positions
from sandbox.stepping.run import Run
from sandbox.stepping.share import InContext, heed_shares, share_of_code
from sandbox.stepping.statements import Statements, thread_holder
from sandbox.stepping.stops import stops

STOCK_HANDSHAKE_SECONDS = 5  # Daphne's --websocket_connect_timeout as it comes


class Stepper:
    """One client of a run: a real socket (`receive`, `send`) on one side, the unmodified consumer on the other."""

    def __init__(self, run: Run, name: str, handshake: Handshake, receive: Receive, send: Send) -> None:
        self._answered = False
        self._closing = False  # by its own close, of which it has not heard back yet
        self._run = run
        self._name = name
        self._handshake = handshake
        self._receive_from_client = receive
        self._send_to_client = send
        self._context = copy_context()  # the site's: what its server schedules is no code of the run
        at, hold, tell = Positions(run.variant, run.module), partial(run.hold, name), partial(run.tell, name)
        self._border = Border(run.application, at, run.layers.of(name), hold, tell)
        self._statements = Statements(at, hold, thread_holder(hold), tell)
        self.set_granularity(run.granularity)
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._waited = 0.0
        self._over: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[BaseException | None] | None = None
        self._giving_up: asyncio.Task[None] | None = None

    @property
    def connecting(self) -> bool:
        """Whether a browser waits for the answer to this handshake."""
        return not self._answered

    async def serve(self) -> None:
        """Run the consumer for this socket until it is closed, its application has ended, or the run has.

        Raises ConsumerRaised where the consumer raised, so that the real server answers as it does.
        """
        self._task = asyncio.create_task(self._run_application())
        pump = asyncio.create_task(self._pump())
        try:
            await asyncio.wait(self._ends(pump, self._task), return_when=asyncio.FIRST_COMPLETED)
            if self._over.done():
                await self._close(self._over.result())
            elif not pump.done() and self._task.result() is None:
                await asyncio.wait(self._ends(pump), return_when=asyncio.FIRST_COMPLETED)
            elif not pump.done():
                raise ConsumerRaised
        finally:
            self._answered = True
            pump.cancel()

    def set_granularity(self, granularity: Granularity) -> None:
        """Hold before events only, or before statements, too."""
        self._statements.on = granularity == "statement"

    def end(self, code: int) -> None:
        """The run is over: close the socket and cancel what still runs."""
        if not self._over.done():
            self._over.set_result(code)
        if self._task:
            self._task.cancel()

    def wait(self, seconds: float) -> None:
        """Time has passed in which nothing was held: a stock server gives up on a handshake after five seconds."""
        if self._answered or self._border.gone or self._run.variant.server != "stock":
            return
        self._waited += seconds
        if self._waited >= STOCK_HANDSHAKE_SECONDS:
            self._border.gone = True
            self._border.tell(fact("server.gave_up"), "websocket.connect")
            self._inbox.put_nowait({"type": "websocket.disconnect", "code": 1006})
            self._giving_up = asyncio.create_task(self._close(closing.ASKED_FOR))

    def _ends(self, *tasks: asyncio.Task[Any]) -> set[asyncio.Future[Any]]:
        """Whatever may end the serving: one of the tasks, or the run."""
        return {self._over, *tasks}

    async def _pump(self) -> None:
        """Read the socket all the time, or a held accept would hide that the client has gone.

        A client that sends more than fits is closed, and read on until it has gone: what it still sends is dropped.
        """
        while True:
            message = await self._receive_from_client()
            gone = message["type"] == "websocket.disconnect"
            if not self._border.gone and not gone and self._inbox.qsize() >= settings.LIMITS.inbox_messages:
                message = {"type": "websocket.disconnect", "code": closing.TOO_FAST}
                await self._close(closing.TOO_FAST)
            if not self._border.gone:
                self._border.gone = message["type"] == "websocket.disconnect"
                self._inbox.put_nowait(message)
            if gone:
                self._answered = True
                return

    async def _run_application(self) -> BaseException | None:
        """The consumer's whole life; what it raised, SystemExit not excepted, ends nothing but itself."""
        database = self._run.database
        without_database.set(database is None)
        connection_of_run.set(database.connection if database else no_database)
        stops.set(self._statements)
        tasks_of_run.set(self._run.tasks)
        notice_tasks()
        heed_shares()
        try:
            async with ThreadSensitiveContext(), AsyncExitStack() as leaving:
                if database:
                    before = copy_context()  # asgiref leaves in this one what a thread has used that was cut off
                    leaving.push_async_callback(lambda: asyncio.create_task(database.leave(), context=before))
                scope = await self._scope()
                share_of_code.set(self._run.share_of(self._name))
                await asyncio.sleep(0)  # its code begins when it is its turn
                await self._border(scope, self._receive, self._send)
        except BaseException as error:  # noqa: BLE001  # see above
            return error
        return None

    async def _scope(self) -> Scope:
        """The scope of the handshake; whoever is signed in has a session in the run's own database."""
        database, user = self._run.database, self._handshake.user
        if database is None:
            return scope_of(self._handshake)
        await database.make()
        return scope_of(self._handshake, await database.sign_in(user) if user else "")

    async def _receive(self) -> Message:
        message = await self._inbox.get()
        self._closing = self._closing and message["type"] != "websocket.disconnect"
        return message

    async def _send(self, message: Message) -> None:
        """Send as a stock server does that nobody has held: what follows a close is an error before it is ignored.

        To a client that has gone nothing is sent: Daphne ignores that, where uvicorn raises.
        """
        kind = message["type"]
        if kind == "websocket.send" and self._closing:
            raise Disconnected("Attempt to send on a closed protocol")
        if not self._border.gone:
            await InContext(self._context, self._send_to_client(message))
        self._closing = self._closing or (kind == "websocket.close" and self._answered)
        self._answered = self._answered or kind in {"websocket.accept", "websocket.close"}

    async def _close(self, code: int) -> None:
        """Close the socket; before accept this is a 403, which carries no code."""
        try:
            await self._send_to_client({"type": "websocket.close", "code": code})
        except AttributeError as error:  # Daphne's, where it could not answer as the consumer wished
            raise ConsumerRaised from error
