"""A run's own database: in memory, for every way to ask for it, and never the site's."""

import asyncio
import sqlite3
import time
from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from sandbox.domain.scenario import Handshake
from tests.sandbox.stepping.conftest import Simulate
from tests.sandbox.stepping.simulation import CONSUMER, Simulation, variant_of

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
    client = notes.connect()
    notes.act("send", text="one")
    await notes.settle()
    assert tables_of(notes)

    await notes.end()
    assert client._task
    await asyncio.wait({client._task})

    assert not tables_of(notes)


async def test_a_client_that_has_gone_leaves_the_database_to_the_others(simulate: Simulate) -> None:
    notes = simulate(NOTES, "a", "b")
    notes.connect("a")
    notes.act("send", "a", text="one")
    await notes.settle()
    notes.act("close", "a")
    notes.connect("b")
    await notes.settle()
    notes.act("send", "b", text="two")
    await notes.settle()

    assert notes.sent("b") == ["one two"]


async def test_an_end_in_the_middle_of_a_query_is_quick_and_crashes_nothing(simulate: Simulate) -> None:
    """To close a connection while another thread reads from it is a segmentation fault."""
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 8000000) SELECT max(i) FROM n"
    notes = simulate(
        variant_of(
            {"consumer.py": CHAT.replace('f"SELECT text', f'"{slow}" or f"SELECT text'), "models.py": MODELS},
            database=True,
        )
    )
    client = notes.connect()
    notes.act("send", text="one")
    await asyncio.sleep(0.3)
    began = time.perf_counter()
    notes.run.end(1000)
    ended = time.perf_counter()
    assert client._task
    await asyncio.wait({client._task})
    assert ended - began < (time.perf_counter() - ended) / 2, "the query outlasts the end by far"

    assert not tables_of(notes)


async def test_what_still_runs_after_the_end_finds_no_database(simulate: Simulate) -> None:
    late = "async def late():\n  try: await asyncio.sleep(9)\n  finally: await Note.objects.acount()\n"
    source = CHAT.replace("        await Note", "        self.late = asyncio.create_task(late())\n        await Note")
    files = {"consumer.py": f"import asyncio\n{late}{source}", "models.py": MODELS}
    notes = simulate(variant_of(files, database=True))
    notes.connect()
    notes.act("send", text="one")
    await notes.settle()
    (task,) = [task for task in notes.run.tasks if "late()" in str(task)]
    await notes.end()

    with pytest.raises(ImproperlyConfigured):
        await task


async def test_two_runs_at_once_find_their_own_models_behind_the_sites_users(simulate: Simulate) -> None:
    reverse = CHAT.replace("await self.found()", "str(await self.user.note_set.acount())").replace(
        "        await Note", "        self.user = await User.objects.acreate()\n        await Note"
    )
    variant = variant_of({"consumer.py": reverse, "models.py": MODELS}, database=True)
    one, other = simulate(variant), simulate(variant)
    for run in (one, other):
        run.connect()
        run.act("send", text="x")
        await run.settle()

    assert (one.sent(), other.sent()) == (["1"], ["1"])


async def test_two_spellings_of_a_name_are_one_user(simulate: Simulate) -> None:
    users = simulate(USERS, "a", "b")
    for name, user in (("a", "fi"), ("b", "\N{LATIN SMALL LIGATURE FI}")):
        users.connect(name, Handshake("/", user=user))
        users.act("send", name, text="?")
        await users.settle()

    assert (users.sent("a"), users.sent("b")) == (["fi"], ["fi"])


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


def tables_of(simulation: Simulation) -> list[object]:
    """What is kept in memory for a run."""
    assert simulation.run.database
    name = simulation.run.database._connections["default"].settings_dict["NAME"]
    with closing(sqlite3.connect(name, uri=True)) as kept:
        return kept.execute("SELECT name FROM sqlite_master").fetchall()
