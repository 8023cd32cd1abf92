"""Consumers that use no database need no hop to a thread on every event.

Channels closes old database connections before each handler and after `disconnect()`, in the one thread that all sync
code shares: one blocking consumer would hold up every other one of the process. Guard and stepper say which have no
connections to close.
"""

from contextvars import ContextVar

import channels.consumer
import channels.generic.websocket
from channels.db import aclose_old_connections

without_database: ContextVar[bool] = ContextVar("without_database", default=False)


def install() -> None:
    """Put the context-aware form in place of Channels' own; elsewhere nothing changes."""
    for module in (channels.consumer, channels.generic.websocket):
        module.aclose_old_connections = _close_where_there_are_any


async def _close_where_there_are_any() -> None:
    if not without_database.get():
        await aclose_old_connections()
