"""docs/facts.md names scenarios that are there, and all of them."""

import re
from pathlib import Path

from lessons.disk import read_release
from lessons.domain.release import Release
from tests.live import ROOT

PAGE = ROOT / "docs" / "facts.md"
OF_LESSONS = {"first-socket", "rooms", "two-answers", "two-browsers"}  # made for lessons, not for a row of the page


def named() -> set[str]:
    rows = PAGE.read_text().split("## Shown by tests")[0]
    cells = re.findall(r"^\| .* \| (.*) \|$", rows, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"[a-z-]+/[a-z0-9-]+", cell)}


def variants() -> set[str]:
    scenarios = read_release([Path(ROOT, "content")], Release()).scenarios.values()
    return {f"{scenario.name}/{variant}" for scenario in scenarios for variant in scenario.variants}


def test_every_fact_is_shown_by_a_scenario_that_is_there() -> None:
    assert len(named()) > 80
    assert named() <= variants()


def test_every_scenario_of_facts_shows_one() -> None:
    shown = {name.partition("/")[0] for name in named()}

    assert {name.partition("/")[0] for name in variants()} - OF_LESSONS == shown
