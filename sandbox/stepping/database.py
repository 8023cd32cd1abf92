"""A private database for a run: in memory, with users, sessions and the scenario's own models. Never the site's.

In a client's application `default` is that database, for the ORM as for `connection` and `transaction.atomic()`, or
none at all.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from asgiref.sync import sync_to_async
from django.contrib import auth
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.utils import ConnectionHandler

EVERYBODYS: tuple[type[Model], ...] = (ContentType, Permission, Group, User, Session)

Connect = Callable[[str], BaseDatabaseWrapper]  # by alias

connection_of_run: ContextVar[Connect | None] = ContextVar("connection_of_run", default=None)

_nothing = ConnectionHandler({})


def install() -> None:
    """Make Django's connections ask for the run's first."""
    connections.__class__ = _Connections


def no_database(alias: str) -> BaseDatabaseWrapper:
    """The connection of a project without DATABASES: to use it is an ImproperlyConfigured."""
    return _nothing[alias]


@contextmanager
def without_any() -> Iterator[None]:
    """Whatever runs herein has no database."""
    token = connection_of_run.set(no_database)
    try:
        yield
    finally:
        connection_of_run.reset(token)


class Database:
    """The database of the run with this name; `models` are the scenario's. It lasts until it is dropped.

    `make` and `sign_in` are awaited in the context of the run.
    """

    def __init__(self, run: str, models: Iterable[type[Model]]) -> None:
        self._models = (*EVERYBODYS, *models)
        uri = f"file:run_{run}?mode=memory&cache=shared"
        self._connections = ConnectionHandler({DEFAULT_DB_ALIAS: {"ENGINE": "django.db.backends.sqlite3", "NAME": uri}})
        self._keeper = sqlite3.connect(uri, uri=True)  # or the database would be gone with the threads that use it
        self._keeper.execute("PRAGMA page_size = 512")  # each table and index takes a page at least
        self._dropped = False
        self._busy = asyncio.Lock()
        self._made = False
        self._sessions: dict[str, str] = {}

    async def make(self) -> None:
        """Make the tables, unless they are there."""
        async with self._busy:
            if not self._made:
                await sync_to_async(self._make_tables)()
                self._made = True

    async def sign_in(self, name: str) -> str:
        """The key of the session in which this user, who is made where there is none, is signed in."""
        name = User.normalize_username(name)
        async with self._busy:
            if name not in self._sessions:
                self._sessions[name] = await sync_to_async(session_of)(name)
            return self._sessions[name]

    def connection(self, alias: str) -> BaseDatabaseWrapper:
        """The connection of this thread."""
        return no_database(alias) if self._dropped else self._connections[alias]

    async def leave(self) -> None:
        """Close the connection of the thread in which sync code runs. Django's own close() keeps what is in memory."""
        await sync_to_async(lambda: BaseDatabaseWrapper.close(self._connections[DEFAULT_DB_ALIAS]))()

    def drop(self) -> None:
        """Forget it once no thread is at work in it: to close the connection of another thread can crash Python."""
        self._dropped = True
        self._keeper.close()

    def _make_tables(self) -> None:
        with self._connections[DEFAULT_DB_ALIAS].schema_editor() as editor:
            for model in self._models:
                editor.create_model(model)


def session_of(name: str) -> str:
    """The key of a session in which a user of this name, who is made for it, is signed in."""
    user = User.objects.create_user(name)
    session = SessionStore()
    session[auth.SESSION_KEY] = str(user.pk)
    session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class _Connections(ConnectionHandler):
    """The site's connections; in a client's application the run's own."""

    def __getitem__(self, alias: str) -> BaseDatabaseWrapper:
        connect = connection_of_run.get()
        return connect(alias) if connect else super().__getitem__(alias)

    def __iter__(self) -> Iterator[str]:
        return iter((DEFAULT_DB_ALIAS,)) if connection_of_run.get() else super().__iter__()
