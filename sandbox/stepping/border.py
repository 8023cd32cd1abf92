"""The border between a client's application and its server: what crosses it is named, placed, and told before."""

from collections.abc import Awaitable
from contextvars import ContextVar
from typing import Any

from sandbox.domain.events import Event, event_of, fact
from sandbox.stepping.asgi import Application, Message, Receive, Scope, Send
from sandbox.stepping.positions import Positions, described
from sandbox.stepping.statements import Hold, Tell
from sandbox.stepping.stops import stops

crossing: ContextVar["Border | None"] = ContextVar("crossing", default=None)  # of the client whose code runs


class Border:
    """One client's application, called as any other. An event crosses once `hold` has returned; facts are told.

    `layer` is what the application finds as its channel layer, None where it finds none. Set `gone` when the client
    has gone: an accept then opens nothing any more.
    """

    def __init__(self, application: Application, at: Positions, layer: Any, hold: Hold, tell: Tell) -> None:  # noqa: ANN401  # Channels carries no types
        self.layer = layer
        self.gone = False
        self._application = application
        self._at = at
        self._hold = hold
        self._tell = tell
        self._accepted = False
        self._handled = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application's whole life. What it raises is told and raised on, SystemExit not excepted."""
        self._receive_from_server, self._send_to_server = receive, send
        token = crossing.set(self)
        try:
            await self._application(scope, self._receive, self._send)
        except BaseException as error:
            self._tell(fact("application.raised", raised=described(error)), self._at.of_error(error), "error")
            raise
        finally:
            crossing.reset(token)
        self.tell(fact("application.finished"), "websocket.disconnect")

    async def cross(self, event: Event, handler: str = "") -> None:
        """Let an event cross once it may. It is where `handler` begins, or else where the code asks for it."""
        at = self._at.of_handler(handler) or self._at.of_caller()
        await self._hold(event, at, in_thread=self._at.in_thread)

    def tell(self, event: Event, handler: str) -> None:
        """Tell a fact, with the place where `handler` begins."""
        self._tell(event, self._at.of_handler(handler), "info")

    def _receive(self) -> Awaitable[Message]:
        """No coroutine itself: only while the awaitable is made is the consumer among the callers."""
        self._at.notice()
        return self._next_message()

    async def _next_message(self) -> Message:
        """The application waits for an event. A consumer asks again only when its handler has returned."""
        if self._handled == "websocket.connect":
            self.tell(fact("handler.returned", accepted=self._accepted), self._handled)
        elif stops.get().on and (at := self._at.of_handler(self._handled)):
            self._tell(fact("handler.done"), at, "info")
        self._handled = ""
        message = await self._receive_from_server()
        await self.cross(event_of(message), message["type"])
        self._handled = message["type"]
        return message

    async def _send(self, message: Message) -> None:
        await self.cross(event_of(message))
        await self._send_to_server(message)
        if message["type"] == "websocket.accept" and not self.gone:
            self._accepted = True
