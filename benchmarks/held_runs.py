"""What a learner waits for while somebody else's consumer is held before a statement, against nobody's being held."""

import asyncio
import json
import os
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

import django
from websockets.asyncio.client import ClientConnection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
django.setup()

# ruff: noqa: E402  # what follows wants Django to be set up
from benchmarks.ratio import ratio
from tests.lessons.courses import CONSUMER, SCENARIO, write_course
from tests.live import Site, Visitor, snapshot

EXCHANGES = 100
SNAPSHOTS = 4  # of one exchange: a message in, a message out, both held and passed
ACKNOWLEDGED = 40  # snapshots together: a page is allowed 20 commands a second
GOAL = 1.2
RECEIVE = "    {}def receive(self, text_data=None, bytes_data=None):\n        {}self.send(text_data=text_data)\n"
ASYNC = CONSUMER.replace("    pass\n", RECEIVE.format("async ", "await "))
SYNC = CONSUMER.replace("Async", "").replace("    pass\n", RECEIVE.format("", ""))
VARIANTS = "variants:\n  sync:\n    title: The same in a thread\n    consumer: sync.py\n"


def measure(exchanges: int = EXCHANGES) -> dict[str, float]:
    """For a held async consumer and a held sync one: how many times as long another learner waits."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        root = Path(folder) / "course"
        (root / "small/scenarios/hello").mkdir(parents=True)
        (root / "small/scenarios/hello/sync.py").write_text(SYNC)
        write_course(root, consumer=ASYNC, scenario=SCENARIO + VARIANTS)
        site = Site(Path(folder) / "data", content_roots=str(root))
        try:

            def wait(variant: str, *, held: bool) -> float:
                return runner.run(_wait_beside(site.url, variant, exchanges, held=held))

            return {
                name: ratio(lambda v=variant: wait(v, held=True), lambda v=variant: wait(v, held=False))  # type: ignore[misc]  # bound now
                for name, variant in {"async": "default", "sync": "sync"}.items()
            }
        finally:
            site.stop()


async def _wait_beside(url: str, variant: str, exchanges: int, *, held: bool) -> float:
    """Seconds that a message of one's own and its answer usually take, each held and let go at once."""
    async with AsyncExitStack() as sockets:
        observer, client = await _opened(Visitor(url, sockets), variant)
        if held:
            await _say(observer, "granularity", value="statement")
        await client.send("hold me")
        stop = await snapshot(observer, "websocket.receive", "held")
        if held:
            await _say(observer, "step", n=stop["n"])
            await snapshot(observer, "statement", "held")
        own_observer, own = await _opened(Visitor(url, sockets), "default")
        await _say(own_observer, "run", until="end", pace=0)
        return median([await _exchange(own_observer, own) for _ in range(exchanges)])


async def _exchange(observer: ClientConnection, client: ClientConnection) -> float:
    began = time.perf_counter()
    await client.send("hello")
    await client.recv()
    taken = time.perf_counter() - began
    passed = await snapshot(observer, "websocket.send")
    if passed["seq"] % ACKNOWLEDGED < SNAPSHOTS:
        await _say(observer, "ack", seq=passed["seq"])
    return taken


async def _opened(visitor: Visitor, variant: str) -> tuple[ClientConnection, ClientConnection]:
    """An observer, and a client whose handshake is done, of a run at which nothing is held."""
    run = visitor.mint(course="small", scenario="hello", variant=variant)
    observer = await visitor.socket(run["observer"])
    await _say(observer, "run", until="end", pace=0)
    client = await visitor.socket(run["clients"]["a"])
    await snapshot(observer, "handler.returned", "info")
    await _say(observer, "pause")
    return observer, client


async def _say(observer: ClientConnection, kind: str, **fields: object) -> None:
    await observer.send(json.dumps({"v": 1, "type": kind, **fields}))


if __name__ == "__main__":
    for name, found in (measure(5) if "--short" in sys.argv else measure()).items():
        sys.stdout.write(
            f"    a learner's message and answer beside a held {name} consumer: {found:.2f} × (goal: {GOAL} ×)\n"
        )
