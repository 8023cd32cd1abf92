"""A run's own database: in memory, for every way to ask for it, and never the site's."""

import asyncio

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections

from sandbox.domain.scenario import Handshake
from tests.sandbox.stepping.conftest import Simulate
from tests.sandbox.stepping.simulation import CONSUMER, variant_of

pytestmark = pytest.mark.django_db(transaction=True)

MODELS = """\
from django.db import models


class Note(models.Model):
    text = models.CharField(max_length=99)
    author = models.ForeignKey("auth.User", models.CASCADE, null=True)
"""
CHAT = """\
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth.models import User
from django.db import connection, transaction

from .models import Note


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await Note.objects.acreate(text=text_data, author=await User.objects.afirst())
        await self.send(text_data=await self.found())

    @database_sync_to_async
    def found(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT text FROM {Note._meta.db_table}")
            return " ".join(text for (text,) in cursor.fetchall())
"""
ASGI = """\
from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer


class Chat(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=self.scope["user"].username or "nobody")


application = AuthMiddlewareStack(Chat.as_asgi())
"""
NOTES = variant_of({"consumer.py": CHAT, "models.py": MODELS}, database=True)
USERS = variant_of({"asgi.py": ASGI}, consumer="", database=True)


async def test_the_orm_cursors_and_transactions_all_see_the_runs_own(simulate: Simulate) -> None:
    notes = simulate(NOTES)
    notes.connect()
    for text in ("one", "two"):
        notes.act("send", text=text)
    await notes.settle()

    assert notes.sent() == ["one", "one two"]


async def test_clients_of_a_run_share_it_and_runs_do_not(simulate: Simulate) -> None:
    one, other = simulate(NOTES, "a", "b"), simulate(NOTES)
    for run, name in ((one, "a"), (one, "b"), (other, "a")):
        run.connect(name)
        run.act("send", name, text=name)
        await run.settle()

    assert (one.sent("a"), one.sent("b"), other.sent("a")) == (["a"], ["a b"], ["a"])


async def test_who_is_signed_in_stands_in_the_scope_and_nobody_on_the_site(simulate: Simulate) -> None:
    users = simulate(USERS, "a", "b", "c")
    users.connect("a", Handshake("/", user="ann"))
    users.connect("b", Handshake("/", user="ann"))
    users.connect("c")
    for name in ("a", "b", "c"):
        users.act("send", name, text="?")
        await users.settle()

    assert [users.sent(name) for name in ("a", "b", "c")] == [["ann"], ["ann"], ["nobody"]]
    assert not await User.objects.aexists()


async def test_in_an_async_consumer_the_orm_is_as_unsafe_as_ever(simulate: Simulate) -> None:
    unsafe = simulate(
        variant_of(
            {"consumer.py": CHAT.replace("await self.found()", "str(Note.objects.count())"), "models.py": MODELS},
            database=True,
        )
    )
    unsafe.connect()
    unsafe.act("send", text="x")
    await unsafe.settle()
    raised = unsafe.one("application.raised").event.raised

    assert raised
    assert raised.type == "SynchronousOnlyOperation"


async def test_where_a_scenario_has_no_database_the_sites_is_out_of_reach(simulate: Simulate) -> None:
    source = CONSUMER + (
        "from django.contrib.auth.models import User\n\n\n"
        "class Chat(AsyncWebsocketConsumer):\n"
        "    async def receive(self, text_data=None, bytes_data=None):\n"
        "        await User.objects.acount()\n"
    )
    run = simulate(variant_of(source))
    run.connect()
    run.act("send", text="x")
    await run.settle()
    raised = run.one("application.raised").event.raised

    assert raised
    assert raised.type == "ImproperlyConfigured"


async def test_an_ended_run_leaves_nothing_in_memory(simulate: Simulate) -> None:
    notes = simulate(NOTES)
    notes.connect()
    notes.act("send", text="one")
    await notes.settle()
    database = notes.run.database
    assert database
    await notes.end()

    assert [opened.connection is None or is_closed(opened.connection) for opened in database._opened] == [True]
    assert is_closed(database._keeper)


async def test_what_a_consumer_does_after_the_end_harms_only_itself(simulate: Simulate) -> None:
    late = CHAT.replace("await self.send(", "await asyncio.sleep(0.1)\n        await self.send(")
    notes = simulate(variant_of({"consumer.py": f"import asyncio\n{late}", "models.py": MODELS}, database=True))
    notes.connect()
    notes.act("send", text="one")
    await asyncio.sleep(0.05)
    await notes.end()

    assert connections["default"] is not None


def test_outside_of_runs_connections_are_the_sites() -> None:
    assert connection.settings_dict["NAME"] == connections["default"].settings_dict["NAME"]
    assert "run_" not in str(connection.settings_dict["NAME"])


def is_closed(opened: object) -> bool:
    import sqlite3  # noqa: PLC0415  # of this function alone

    try:
        opened.execute("SELECT 1")  # type: ignore[attr-defined]  # a sqlite3 connection
    except sqlite3.ProgrammingError:
        return True
    return False
