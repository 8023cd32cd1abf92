"""An ASGI wrapper round the consumer: every event in or out waits at its stop.

The consumer runs in a task of the run's own, so that the server's time-outs cannot cancel it while it is held.
"""

import asyncio
from contextvars import Context, copy_context
from typing import Any

from asgiref.sync import ThreadSensitiveContext
from django.conf import settings

from sandbox.domain import closing
from sandbox.domain.events import event_of, fact
from sandbox.stepping.asgi import Message, Receive, Scope, Send
from sandbox.stepping.errors import ConsumerRaised
from sandbox.stepping.layer import layer_of_run
from sandbox.stepping.positions import Positions, described
from sandbox.stepping.run import Run
from sandbox.stepping.source import filename_of

STOCK_HANDSHAKE_SECONDS = 5  # Daphne's --websocket_connect_timeout as it comes


class Stepper:
    """One client of a run: a real socket (`receive`, `send`) on one side, the unmodified consumer on the other."""

    def __init__(self, run: Run, name: str, receive: Receive, send: Send) -> None:
        self.connecting = True
        self._run = run
        self._name = name
        self._receive_from_client = receive
        self._send_to_client = send
        consumer_class = getattr(run.module, run.variant.consumer)
        self._application = consumer_class.as_asgi()
        self._at = Positions(consumer_class, filename_of(run.variant.source), run.variant.source.name)
        self._inbox: asyncio.Queue[Message] = asyncio.Queue()
        self._accepted = False
        self._gone = False
        self._must_tell_return = False
        self._waited = 0.0
        self._over: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[BaseException | None] | None = None
        self._giving_up: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Run the consumer for this socket until it is closed, its application has ended, or the run has.

        Raises ConsumerRaised where the consumer raised, so that the real server answers as it does.
        """
        self._task = asyncio.create_task(self._run_application(), context=self._context())
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
            self.connecting = False
            pump.cancel()

    def end(self, code: int) -> None:
        """The run is over: close the socket and cancel what still runs."""
        if not self._over.done():
            self._over.set_result(code)
        if self._task:
            self._task.cancel()

    def wait(self, seconds: float) -> None:
        """Time has passed in which nothing was held: a stock server gives up on a handshake after five seconds."""
        if not self.connecting or self._gone:
            return
        self._waited += seconds
        if self._waited >= STOCK_HANDSHAKE_SECONDS:
            self._gone = True
            self._run.tell(self._name, fact("server.gave_up"), self._at.of_handler("websocket.connect"))
            self._inbox.put_nowait({"type": "websocket.disconnect", "code": 1006})
            self._giving_up = asyncio.create_task(self._close(closing.ASKED_FOR))

    def _ends(self, *tasks: asyncio.Task[Any]) -> set[asyncio.Future[Any]]:
        """Whatever may end the serving: one of the tasks, or the run."""
        return {self._over, *tasks}

    def _context(self) -> Context:
        context = copy_context()
        context.run(layer_of_run.set, self._run.layer)
        return context

    async def _pump(self) -> None:
        """Read the socket all the time, or a held accept would hide that the client has gone.

        A client that sends more than fits is closed, and read on until it has gone: what it still sends is dropped.
        """
        while True:
            message = await self._receive_from_client()
            gone = message["type"] == "websocket.disconnect"
            if not self._gone and not gone and self._inbox.qsize() >= settings.LIMITS.inbox_messages:
                message = {"type": "websocket.disconnect", "code": closing.TOO_FAST}
                await self._close(closing.TOO_FAST)
            if not self._gone:
                self._gone = message["type"] == "websocket.disconnect"
                self._inbox.put_nowait(message)
            if gone:
                self.connecting = False
                return

    async def _run_application(self) -> BaseException | None:
        """The consumer's whole life; whatever it raises is what we are here to show, SystemExit not excepted."""
        try:
            async with ThreadSensitiveContext():
                await self._application(self._scope(), self._receive, self._send)
        except BaseException as error:  # noqa: BLE001  # see above
            event = fact("application.raised", raised=described(error))
            self._run.tell(self._name, event, self._at.of_error(error), phase="error")
            return error
        self._run.tell(self._name, fact("application.finished"), self._at.of_handler("websocket.disconnect"))
        return None

    def _scope(self) -> Scope:
        """What the consumer sees: the scenario's address on a stock server. The real request's secrets stay out."""
        return {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "path": self._run.scenario.clients[self._name],
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8000"), (b"origin", b"http://127.0.0.1:8000")],
            "subprotocols": [],
            "client": ["127.0.0.1", 50000],
            "server": ["127.0.0.1", 8000],
            "url_route": {"args": (), "kwargs": {}},
        }

    async def _receive(self) -> Message:
        """The consumer waits for an event. It asks again only when its handler has returned."""
        if self._must_tell_return:
            self._must_tell_return = False
            event = fact("handler.returned", accepted=self._accepted)
            self._run.tell(self._name, event, self._at.of_handler("websocket.connect"))
        message = await self._inbox.get()
        await self._run.hold(self._name, event_of(message), self._at.of_handler(message["type"]))
        self._must_tell_return = message["type"] == "websocket.connect"
        return message

    async def _send(self, message: Message) -> None:
        await self._run.hold(self._name, event_of(message), self._at.of_caller())
        await self._send_to_client(message)
        if message["type"] in {"websocket.accept", "websocket.close"}:
            self._accepted = self._accepted or (message["type"] == "websocket.accept" and not self._gone)
            self.connecting = False

    async def _close(self, code: int) -> None:
        """Close the socket; before accept this is a 403, which carries no code."""
        await self._send_to_client({"type": "websocket.close", "code": code})
