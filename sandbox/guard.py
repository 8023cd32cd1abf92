"""What stands before every socket: whose page it is, how big a message may be, how fast messages may come."""

import time
from collections.abc import Callable

from django.conf import settings

from learners.origin import scope_has_own_origin
from sandbox.domain import closing
from sandbox.stepping.asgi import Application, Message, Receive, Scope, Send
from sandbox.stepping.connections import without_database
from sandbox.wire import to_frame


class Bucket:
    """A token bucket: `rate` a second, `burst` at once."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left, self._then = burst, clock()

    def take(self) -> bool:
        """Take one; False when there is none."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._then) * self._rate)
        self._then = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Guard:
    """Refuses foreign origins before the upgrade, and ends a socket whose messages are too big, or come too fast.

    An observer is told why in a frame of its own before the close. A client is not: its wire carries only what the
    consumer sends, and its consumer sees an ordinary disconnect. Its rate is bounded by its inbox.
    """

    def __init__(self, application: Application, *, observer: bool) -> None:
        self._application = application
        self._observer = observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope_has_own_origin(scope):
            await refuse(scope, receive, send)
            return
        without_database.set(True)
        if self._observer:
            send = _silent_once_closed(send)
        limits = settings.LIMITS
        bucket = Bucket(limits.commands_per_second, limits.commands_burst)
        cut = False

        async def guarded_receive() -> Message:
            nonlocal cut
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            code = None
            if _size(message) > limits.message_bytes:
                code = closing.TOO_BIG
            elif self._observer and not bucket.take():
                code = closing.TOO_FAST
            cut = code is not None
            return message if code is None else await self._cut(send, code)

        await self._application(scope, guarded_receive, send)
        while cut and (await receive())["type"] != "websocket.disconnect":
            pass  # read on, or the server keeps for us what still comes

    async def _cut(self, send: Send, code: int) -> Message:
        if self._observer:
            await send({"type": "websocket.send", "text": to_frame(closing.farewell(code))})
        await send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}


def _silent_once_closed(send: Send) -> Send:
    """What comes after a close goes nowhere, since several parts of an observer may have something to say."""
    closed = False

    async def guarded_send(message: Message) -> None:
        nonlocal closed
        if not closed:
            closed = message["type"] == "websocket.close"
            await send(message)

    return guarded_send


async def refuse(_scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a handshake with 403."""
    await receive()
    await send({"type": "websocket.close"})


def _size(message: Message) -> int:
    text, binary = message.get("text"), message.get("bytes")
    return len(text.encode()) if text is not None else len(binary or b"")
