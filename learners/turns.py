"""Short transactions that write, in the order in which they were asked for.

SQLite has one lock for all writers and wakes those who wait for it at random, so that with fifty of them an unlucky one
waits for seconds. Within a process they queue up here instead. Other databases lock rows and need no queue.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock

from django.db import OperationalError, connection, transaction

PATIENCE = 5.0  # seconds; whoever gets a turn may wait for another process after that
TOO_MANY = "database is locked: too many writers are waiting"


class Queue:
    """A lock that is handed on in the order in which it was asked for."""

    def __init__(self) -> None:
        self._mutex = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    @contextmanager
    def turn(self, patience: float = PATIENCE) -> Iterator[None]:
        """Wait for a turn; OperationalError when it does not come in time."""
        self._wait(patience)
        try:
            yield
        finally:
            self._hand_on()

    def _wait(self, patience: float) -> None:
        mine = Lock()
        mine.acquire()
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            self._waiting.append(mine)
        if not mine.acquire(timeout=patience):
            self._give_up(mine)

    def _give_up(self, mine: Lock) -> None:
        with self._mutex:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise OperationalError(TOO_MANY)
        # the turn came at the last moment, and it is ours

    def _hand_on(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_queue = Queue()


@contextmanager
def writing() -> Iterator[None]:
    """One transaction, begun when it is its turn; what it reads, nobody else changes before it ends."""
    connection.ensure_connection()  # which takes time, and nobody shall wait for it
    with _queue.turn() if connection.vendor == "sqlite" else nullcontext(), transaction.atomic():
        yield
