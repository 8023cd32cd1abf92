"""The course's own scenarios, as they stand in content/."""

from markup import Report
from sandbox.domain.code import Folder
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Scenario
from sandbox.domain.scenario_parser import parse_scenario
from sandbox.recording.file import read_recording
from tests.live import ROOT

SCENARIOS = ROOT / "content" / "channels" / "scenarios"


def scenario_on_disk(name: str) -> Scenario:
    """The scenario of this name."""
    path = SCENARIOS / name
    files = {file.name: file.read_text() for file in path.glob("*.py")}
    report = Report()
    scenario = parse_scenario(
        "channels", name, (path / "scenario.yaml").read_text(), Folder(str(path), name, files), report
    )
    assert scenario, report.problems
    return scenario


def recording_on_disk(name: str, variant: str) -> Recording:
    """What is recorded of a variant."""
    return read_recording((SCENARIOS / name / "recorded" / f"{variant}.jsonl").read_text())
