"""What a proof asks for as `run`."""

import asyncio
from collections.abc import Mapping

import pytest

from markup import suggest
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario, Variant
from sandbox.recording.record import record


class Runs:
    """The runs of a course: `run("first-socket")`, `run("first-socket", "no-accept")`."""

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self._scenarios = scenarios

    def __call__(self, scenario: str, variant: str = DEFAULT_VARIANT) -> Recording:
        """The run as it was recorded."""
        recording = self._variant(scenario, variant).recording
        if recording is None:
            pytest.fail(f"{scenario}, {variant}, is not recorded: run manage.py record {scenario}", pytrace=False)
        return recording

    def live(self, scenario: str, variant: str = DEFAULT_VARIANT) -> Recording:
        """The run as it goes now, over the wire; this takes some seconds."""
        asked = self._variant(scenario, variant)
        return asyncio.run(record(self._scenarios[scenario], asked))

    def _variant(self, scenario: str, variant: str) -> Variant:
        if scenario not in self._scenarios:
            near = suggest(scenario, self._scenarios)
            pytest.fail(f"the course has no sound scenario '{scenario}'; {near}", pytrace=False)
        variants = self._scenarios[scenario].variants
        if variant not in variants:
            near = suggest(variant, variants)
            pytest.fail(f"scenario '{scenario}' has no variant '{variant}'; {near}", pytrace=False)
        return variants[variant]
