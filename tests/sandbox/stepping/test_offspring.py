"""What scenario code starts by itself: its tasks end with the run, and nothing of it reaches the site's database."""

import asyncio

import pytest
from django.contrib.auth.models import User
from django.db import connections

from sandbox.stepping.source import load, unload
from tests.sandbox.stepping.conftest import Simulate
from tests.sandbox.stepping.simulation import CONSUMER, Simulation, until, variant_of

pytestmark = pytest.mark.django_db(transaction=True)

COUNT = """\
import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.db import connection, connections, transaction

found = []


def ask(question):
    try:
        found.append(question())
    except Exception as error:
        found.append(type(error).__name__)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_user")
        return cursor.fetchone()[0]


def in_a_transaction():
    with transaction.atomic():
        return User.objects.count()


def in_a_thread(question=User.objects.count):
    thread = threading.Thread(target=ask, args=(question,))
    thread.start()
    thread.join()


loop = asyncio.get_running_loop
"""
WAYS = (
    "await sync_to_async(ask)(User.objects.count)",
    "await sync_to_async(ask)(rows)",
    "await sync_to_async(ask)(in_a_transaction)",
    "await sync_to_async(ask)(connections['default'].introspection.table_names) or found.append(0)",
    "await sync_to_async(ask, thread_sensitive=False)(rows)",
    "await asyncio.create_task(sync_to_async(ask)(rows))",
    "await asyncio.to_thread(ask, rows)",
    "await loop().run_in_executor(None, ask, rows)",
    "await loop().run_in_executor(ThreadPoolExecutor(1), ask, rows)",
    "await asyncio.to_thread(in_a_thread)",
    "in_a_thread()",
    "in_a_thread(rows)",
    "in_a_thread(in_a_transaction)",
    "in_a_thread(in_a_thread)",
)


def receiving(*lines: str, head: str = "") -> str:
    """A consumer whose receive() does this."""
    body = "".join(f"        {line}\n" for line in lines)
    start = "class Chat(AsyncWebsocketConsumer):\n    async def receive(self, text_data=None, bytes_data=None):\n"
    return f"{head}\n\n{CONSUMER}{start}{body}"


async def received(simulate: Simulate, source: str, *, database: bool = False) -> Simulation:
    """A run whose client has sent a message."""
    run = simulate(variant_of(source, database=database))
    run.connect()
    run.act("send", text="x")
    return await run.settle()


async def found_by(run: Simulation) -> list[object]:
    """What its consumer has found, as soon as that is anything."""
    await until(lambda: run.run.module.found)
    found: list[object] = run.run.module.found
    return found


@pytest.fixture
async def somebody() -> None:
    """The site has two users; no run's database has any."""
    for name in ("ann", "bob"):
        await User.objects.acreate(username=name)


@pytest.mark.parametrize("way", WAYS)
async def test_no_way_leads_from_a_consumer_to_the_sites_database(simulate: Simulate, somebody: None, way: str) -> None:
    run = await received(simulate, receiving(way, head=COUNT))

    assert "ImproperlyConfigured" in await found_by(run)
    assert 2 not in run.run.module.found


@pytest.mark.parametrize("way", WAYS)
async def test_every_way_leads_to_the_runs_own_database_where_it_has_one(
    simulate: Simulate, somebody: None, way: str
) -> None:
    run = await received(simulate, receiving(way, head=COUNT), database=True)

    assert 0 in await found_by(run)
    assert 2 not in run.run.module.found


@pytest.mark.parametrize("ask", ["ask(rows)", "ask(in_a_transaction)", "in_a_thread(rows)"])
def test_a_file_that_is_imported_finds_no_database(somebody: None, ask: str) -> None:
    """As the content check imports it, where Django would let it."""
    module = load(variant_of(receiving("pass", head=f"{COUNT}\n{ask}\n"), database=True), "imported")
    unload(module)

    assert module.found == ["ImproperlyConfigured"]


async def test_a_file_that_a_run_imports_finds_no_database(simulate: Simulate, somebody: None) -> None:
    run = await received(simulate, receiving("pass", head=f"{COUNT}\nin_a_thread(rows)\n"), database=True)

    assert run.run.module.found == ["ImproperlyConfigured"]


async def test_in_a_run_there_is_no_other_alias_than_default(simulate: Simulate) -> None:
    ask = "ask(lambda: [wrapper.alias for wrapper in connections.all()]); ask(lambda: connections['other'])"
    run = await received(simulate, receiving(ask, head=COUNT), database=True)

    assert run.run.module.found == [["default"], "ConnectionDoesNotExist"]


async def test_a_thread_that_a_run_has_first_work_for_serves_the_site_afterwards(
    simulate: Simulate, somebody: None
) -> None:
    await received(simulate, receiving("await loop().run_in_executor(None, ask, rows)", head=COUNT), database=True)

    def name() -> object:
        return connections["default"].settings_dict["NAME"]

    assert await asyncio.get_running_loop().run_in_executor(None, name) == name()


@pytest.mark.parametrize(
    "begin",
    [
        "self.ticking = asyncio.create_task(tick())",
        "self.ticking = loop().create_task(tick(), context=contextvars.copy_context())",
        "asyncio.get_running_loop().call_later(0.01, lambda: asyncio.ensure_future(tick()))",
        "self.ticking = asyncio.ensure_future(asyncio.to_thread(asyncio.run_coroutine_threadsafe, tick(), loop()))",
    ],
)
async def test_the_tasks_that_a_consumer_starts_end_with_its_run(simulate: Simulate, begin: str) -> None:
    tick = f"import contextvars\n{COUNT}\n\nasync def tick():\n    while True:\n        await asyncio.sleep(0.01)\n"
    before = asyncio.all_tasks()
    run = await received(simulate, receiving(begin, head=tick))
    assert any("tick" in str(task) for task in asyncio.all_tasks() - before)

    await run.end()

    await until(lambda: not asyncio.all_tasks() - before)


async def test_a_task_outlives_its_consumer_as_long_as_the_run_goes_on(simulate: Simulate) -> None:
    later = "async def later():\n    await asyncio.sleep(0.3)\n    found.append('later')\n"
    run = await received(simulate, receiving("self.task = asyncio.create_task(later())", head=f"{COUNT}\n\n{later}"))
    run.act("close")
    await run.settle()
    assert "application.finished" in run.kinds()

    assert await found_by(run) == ["later"]


async def test_the_end_of_one_run_ends_no_task_of_another(simulate: Simulate) -> None:
    begin = receiving("self.task = asyncio.create_task(asyncio.sleep(60))", head=COUNT)
    ended, other = await received(simulate, begin), await received(simulate, begin)
    await ended.end()
    await asyncio.sleep(0.05)

    assert [task for task in other.run.tasks if "sleep" in str(task)]
