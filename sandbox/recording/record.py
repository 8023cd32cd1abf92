"""Scenarios are recorded: each variant over a server of its own, with real clients that play its script."""

import asyncio
import os
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime

from sandbox.domain.inputs import inputs_of
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Scenario, Variant
from sandbox.recording.errors import RecordingError
from sandbox.recording.joining import fold, placed, with_drops
from sandbox.recording.play import Play
from sandbox.recording.server import serving
from sandbox.recording.stable import Stable
from sandbox.recording.versions import PACKAGES, versions_for

LONGEST_RUN = 90  # seconds from the server's start to the end of a script, which may itself wait for 60

Pair = tuple[Scenario, Variant]


async def record(scenario: Scenario, variant: Variant) -> Recording:
    """Run a variant by its script. Raises RecordingError where it does not come to its end.

    What is still open when the script is over and all is at rest stays so in the recording: that the server is stopped
    then, and what comes of that, is no part of it.
    """
    play = Play(scenario, variant)
    name = f"{scenario.name}, {variant.name}"
    if missing := [package for package in PACKAGES[variant.server] if package not in versions_for(variant.server)]:
        raise RecordingError(f"{name}: this needs {', '.join(missing)}, which is not installed")
    try:
        async with asyncio.timeout(LONGEST_RUN), serving(scenario, variant, play.hear) as server:
            await play.run(server)
            return _joined(scenario, variant, play)
    except TimeoutError:
        sentence = f"{name}: not over after {LONGEST_RUN} s; it waited for {play.doing}"
        raise RecordingError(sentence) from None
    except RecordingError as error:
        raise RecordingError(f"{name}: {error}") from None


async def record_all(
    pairs: Sequence[Pair], jobs: int | None = None
) -> AsyncGenerator[tuple[Pair, Recording | RecordingError], None]:
    """Record many, `jobs` at a time (as many as there are processors), and give each as soon as it is there."""
    places = asyncio.Semaphore(jobs or os.cpu_count() or 1)

    async def one(pair: Pair) -> tuple[Pair, Recording | RecordingError]:
        async with places:
            try:
                return pair, await record(*pair)
            except RecordingError as error:
                return pair, error

    tasks = [asyncio.create_task(one(pair)) for pair in pairs]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _joined(scenario: Scenario, variant: Variant, play: Play) -> Recording:
    stable = Stable(play.names)
    left = {name: play.sockets[name].left if name in play.sockets else None for name in scenario.clients}
    seen = [stable.seen(sight) for sight in play.seen]
    told = with_drops([stable.snapshot(raw) for raw in play.told], seen, left)
    return Recording(
        inputs=inputs_of(scenario, variant),
        versions=versions_for(variant.server),
        day=datetime.now(UTC).date().isoformat(),
        snapshots=fold(scenario.clients, play.began, told),
        seen=placed(seen, play.began, told, left),
    )
