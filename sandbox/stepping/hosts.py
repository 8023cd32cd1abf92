"""Whom a scenario trusts: pages of a developer's own machine, on whatever host the site stands.

`AllowedHostsOriginValidator` asks the settings when it is called, which is while a scenario's files are imported.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from channels.security import websocket

OWN_HOSTS = ("127.0.0.1", "localhost")

_importing: ContextVar[bool] = ContextVar("importing_a_scenario", default=False)
_stock = websocket.AllowedHostsOriginValidator


def install() -> None:
    """Put the context-aware form in place of Channels' own."""
    websocket.AllowedHostsOriginValidator = _validator


@contextmanager
def own_hosts() -> Iterator[None]:
    """While this lasts, allowed hosts are those that a scenario's clients come from."""
    token = _importing.set(True)
    try:
        yield
    finally:
        _importing.reset(token)


def _validator(application: Any) -> Any:  # noqa: ANN401  # Channels carries no types
    return websocket.OriginValidator(application, OWN_HOSTS) if _importing.get() else _stock(application)
