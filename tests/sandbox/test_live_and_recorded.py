"""A live run shows what the same script showed behind a stock server: same events, places, values, groups."""

from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from lessons.disk import read_release
from lessons.domain.release import Release
from sandbox.domain.scenario import Scenario
from sandbox.domain.trace import Granularity, Snapshot
from sandbox.recording.file import read_recording
from sandbox.stepping.handshakes import handshake_of
from tests.sandbox.stepping.conftest import Simulate, simulate  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)

RUNS = (
    ("first-socket", "default"),
    ("abort", "default"),
    ("closing", "close-4001"),
    ("closing", "send-after-close"),
    ("database", "acount"),
    ("database", "orm"),
    ("errors", "accept-twice"),
    ("errors", "in-receive"),
    ("errors", "send-before-accept"),
    ("groups", "no-layer"),
    ("groups", "two-processes"),
    ("handshake", "deny"),
    ("leaving", "send-in-disconnect"),
    ("no-route", "no-route"),
    ("origin", "foreign"),
    ("reserved-codes", "close-1011"),
    ("rooms", "default"),
    ("text-and-bytes", "bad-json"),
    ("text-and-bytes", "default"),
    ("who-is-there", "members-only"),
    ("who-is-there", "signed-in"),
)


@cache
def scenarios() -> dict[str, Scenario]:
    read = read_release(settings.CONTENT_ROOTS, Release())
    return {name: scenario for (_, name), scenario in read.scenarios.items()}


def essence(snapshot: Snapshot) -> object:
    """All but numbers and times."""
    groups, at = dict(snapshot.groups), snapshot.at
    return snapshot.client, snapshot.event, at, groups, dict(snapshot.trackers)


@pytest.mark.parametrize("granularity", ["event", "statement"])
@pytest.mark.parametrize(("name", "variant"), RUNS)
async def test_a_live_run_is_told_as_its_recording(
    simulate: Simulate,  # noqa: F811
    name: str,
    variant: str,
    granularity: Granularity,
) -> None:
    scenario = scenarios()[name]
    played = scenario.variants[variant]
    recorded = read_recording((Path(played.source.path).parent / "recorded" / f"{variant}.jsonl").read_text())
    live = simulate(played, scenario=scenario, granularity=granularity)
    for action in played.script:
        if action.kind == "connect":
            live.connect(action.client, handshake_of(scenario, played, action.client))
        elif action.kind != "wait":
            live.do(action)
        await live.settle()

    stopped_at = [s for s in recorded.snapshots if granularity == "statement" or s.event.kind != "statement"]
    assert [essence(snapshot) for snapshot in live.told] == [essence(snapshot) for snapshot in stopped_at]
