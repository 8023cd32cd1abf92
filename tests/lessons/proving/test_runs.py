from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.proving import runs
from lessons.proving.runs import Runs
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Scenario, Variant
from tests.lessons.courses import write_course
from tests.lessons.recorded import pretend


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return read_release([write_course(tmp_path)], Release()).scenarios["small", "hello"]


def test_a_run_is_the_recorded_one(scenario: Scenario) -> None:
    assert Runs({"hello": scenario})("hello") == scenario.variants["default"].recording


def test_a_live_run_is_made_now(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    async def record(of: Scenario, variant: Variant) -> Recording:
        made.append(variant.name)
        return pretend(of, variant)

    made: list[str] = []
    monkeypatch.setattr(runs, "record", record)

    assert Runs({"hello": scenario}).live("hello").frames == 6
    assert made == ["default"]


def test_what_is_not_there_fails_the_proof_in_words(scenario: Scenario) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"no sound scenario 'helo'; did you mean 'hello'\?$"):
        Runs({"hello": scenario}).live("helo")
