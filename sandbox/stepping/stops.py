"""What woven code asks before each of its statements: whose code it is, and whether anything happens there."""

from contextvars import ContextVar
from typing import Protocol


class Stops(Protocol):
    """The statements of one client's code. `stop` and `block` read the place from whoever calls them."""

    on: bool

    async def stop(self, line: int) -> None:
        """Async code is about to run the statement that begins at this line."""

    def block(self, line: int) -> None:
        """Sync code is."""


class _Nowhere:
    """Code that belongs to no client just runs."""

    on = False

    async def stop(self, line: int) -> None:
        """Nothing happens."""

    def block(self, line: int) -> None:
        """Nothing happens."""


_nowhere = _Nowhere()

stops: ContextVar[Stops] = ContextVar("stops", default=_nowhere)
