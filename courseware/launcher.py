"""Daphne with time-outs that let a learner think: the one place where its flags stand."""

import asyncio
from collections.abc import Callable
from typing import Any

from daphne.server import Server, twisted_loop
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from django.conf import settings
from django.core.exceptions import RequestAborted
from twisted.internet import defer, reactor

from sandbox.stepping.registry import runs

# Both connect time-outs count, autobahn's and Daphne's own: a held handshake is answered 403 when either ends.
# The third would cancel a held disconnect.
PATIENCE = {
    "websocket_handshake_timeout": 300,
    "websocket_connect_timeout": 300,
    "application_close_timeout": 60,
    "ping_interval": 25,
    "ping_timeout": 8,
}
LONGEST_CLOSE = 10  # seconds for a client to answer a close frame
LONGEST_END = 5  # seconds for what still runs when the server stops


class BoundedWebSocket(WebSocketProtocol):  # type: ignore[misc]  # nor do its protocols
    """Cuts a client that sends too much before its handshake is answered: autobahn would keep all of it.

    One that answers a close frame late is not cut: autobahn waits for 0.8 to 1.0 s, and a browser cut then tells 1006.
    """

    closeHandshakeTimeout = LONGEST_CLOSE  # noqa: N815  # autobahn's name

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        """Take bytes from the network."""
        if self.state == self.STATE_CONNECTING and len(self.data) + len(data) > settings.LIMITS.frame_bytes:
            self.transport.abortConnection()
        else:
            super().dataReceived(data)


class PatientServer(Server):  # type: ignore[misc]  # Daphne carries no types
    """A Daphne that waits for learners, tells them when it stops, and knows why it could not start.

    `told` is called with the address (host, port) once it listens; `failure` is empty or says what went wrong.
    """

    failure = ""

    def __init__(self, *args: Any, told: Callable[[str, int], None] | None = None, **options: Any) -> None:
        sizes = dict.fromkeys(("websocket_max_message_size", "websocket_max_frame_size"), settings.LIMITS.frame_bytes)
        super().__init__(*args, **{**options, **sizes, **PATIENCE})
        self._told = told

    def run(self) -> None:
        """Serve until a signal comes."""
        WebSocketFactory.protocol = BoundedWebSocket  # `Server` makes its factory inside
        twisted_loop.set_exception_handler(tell_but_visitors_who_went)
        super().run()
        _end_tasks(twisted_loop)

    def listen_success(self, port: Any) -> None:  # noqa: ANN401  # Twisted's port
        """Say where people can go; port 0 has become a real one."""
        super().listen_success(port)
        if self._told:  # not before signals are heeded, or who reads it and stops us at once would kill us
            reactor.callWhenRunning(self._told, port.getHost().host, port.getHost().port)

    def listen_error(self, failure: Any) -> None:  # noqa: ANN401  # Twisted's failure
        """Keep the reason: Daphne itself would stop as if all were well."""
        self.failure = failure.getErrorMessage()
        self.stop()

    def kill_all_applications(self) -> defer.Deferred[None]:
        """Tell every run that the server stops (4503) before its sockets are cut."""
        told = defer.Deferred.fromFuture(asyncio.ensure_future(runs.shut_down()))
        told.addCallback(lambda _: super(PatientServer, self).kill_all_applications())
        return told


def tell_but_visitors_who_went(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Django leaves a task behind that raised this where a request is cancelled just as its visitor goes."""
    if not isinstance(context.get("exception"), RequestAborted):
        loop.default_exception_handler(context)


def _end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Let every task end before its loop is torn down, which some Pythons answer with a segmentation fault."""
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks, timeout=LONGEST_END))
