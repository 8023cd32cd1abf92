"""Recorded runs for courses of tests: as if each consumer accepted, listened and never spoke."""

from collections.abc import Iterator
from pathlib import Path

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.recordings import file_of
from markup import Report
from sandbox.domain.events import Event, event_of, fact
from sandbox.domain.inputs import inputs_of
from sandbox.domain.recording import Recording, Seen
from sandbox.domain.scenario import Action, Scenario, Variant
from sandbox.domain.scenario_parser import Folder, parse_scenario
from sandbox.domain.trace import Snapshot
from sandbox.recording.file import write_recording
from sandbox.recording.joining import fold
from sandbox.recording.versions import versions_for

DAY = "2026-11-22"


def pretend(scenario: Scenario, variant: Variant) -> Recording:
    """A run by the script, without any server."""
    told = [
        Snapshot(0, None, None, 0, action.client, "info" if event.direction == "code" else "passed", event, None, {})
        for action in variant.script
        for event in _events(action)
    ]
    snapshots = fold(scenario.clients, 0, told)
    seen = tuple(_seen(snapshots))
    return Recording(inputs_of(scenario, variant), versions_for(variant.server), DAY, snapshots, seen)


def record_beside(folder: Path) -> None:
    """Writes the pretended runs of the scenario in a folder, where it is sound."""
    report = Report()
    files = {path.name: path.read_text() for path in folder.glob("*.py")}
    outline = (folder / "scenario.yaml").read_text()
    scenario = parse_scenario("", folder.name, outline, Folder(str(folder), folder.name, files), report)
    if scenario:
        for variant in scenario.variants.values():
            keep(pretend(scenario, variant), variant)


def keep(recording: Recording, variant: Variant) -> Path:
    """Writes a recording where it belongs."""
    file = file_of(variant)
    file.parent.mkdir(exist_ok=True)
    file.write_text(write_recording(recording))
    return file


def variant_in(root: Path, scenario: str, variant: str = "default") -> Variant:
    """A variant of the only course of a root, as it is read."""
    scenarios = read_release([root], Release()).scenarios
    return next(s.variants[variant] for (_, name), s in scenarios.items() if name == scenario)


def _events(action: Action) -> Iterator[Event]:
    match action.kind:
        case "connect":
            yield event_of({"type": "websocket.connect"})
            yield event_of({"type": "websocket.accept"})
            yield fact("handler.returned", accepted=True)
        case "send":
            yield event_of({"type": "websocket.receive", "text": action.text})
        case "close":
            yield event_of({"type": "websocket.disconnect", "code": 1000})
            yield fact("application.finished")


def _seen(snapshots: tuple[Snapshot, ...]) -> Iterator[Seen]:
    for snapshot in snapshots:
        if snapshot.event.kind == "websocket.accept":
            yield Seen(snapshot.client, "open", snapshot.seq, 0, 0)
        if snapshot.event.kind == "websocket.disconnect":
            yield Seen(snapshot.client, "close", snapshot.seq, 0, 0, code=1000)
