"""The folders of scenarios become scenarios, with their recorded runs."""

from collections.abc import Collection, Sequence
from functools import partial

from lessons.imports import check_imports
from lessons.recordings import path_of, refuse_orphans, with_recordings
from lessons.roots import RECORDED, SCENARIO, SCENARIOS, Source
from lessons.texts import text_of
from lessons.units import Units
from markup import Place, Report
from sandbox.domain.scenario import Scenario
from sandbox.domain.scenario import Source as Code
from sandbox.domain.scenario_parser import Folder, parse_scenario


def read_scenarios(units: Units, course: str, sound: Collection[Code]) -> None:
    """Notes every scenario of a course, None for one that is broken. `sound` is code that need not be imported."""
    above = units.reading.path(SCENARIOS)
    for folder, files in units.folders.items():
        parent, _, name = folder.rpartition("/")
        if parent == above:
            scenario = _read(units, course, folder, files, sound)
            units.reading.scenarios[name] = scenario and _recorded(units, folder, scenario)
        elif name == RECORDED and parent.rpartition("/")[0] == above and parent not in units.folders:
            units.beside(_key("orphans", files), None, partial(refuse_orphans, files))


def _read(units: Units, course: str, folder: str, files: Sequence[Source], sound: Collection[Code]) -> Scenario | None:
    read = partial(read_scenario, course, folder.rpartition("/")[2], files, sound)
    return units.made(f"{folder}/", _key("scenario", files), course, read)


def _recorded(units: Units, folder: str, scenario: Scenario) -> Scenario:
    """The same scenario with its recorded runs."""
    files = units.folders.get(f"{folder}/{RECORDED}", [])
    outline = units.reading.files[f"{folder}/{SCENARIO}"]
    read = partial(with_recordings, scenario, outline, files)
    made = units.beside(_key("recorded", [outline, *files]), scenario, read)
    units.reading.recorded |= {path_of(folder, name) for name, v in made.variants.items() if v.recording}
    return made


def _key(what: str, files: Sequence[Source]) -> object:
    return (what, *((source.file, source.raw, source.fault) for source in files))


def read_scenario(
    course: str, name: str, files: Sequence[Source], sound: Collection[Code], report: Report
) -> Scenario | None:
    """Reads a folder with its consumers; None where something is wrong."""
    scripts = {_name_of(source): text_of(source, report) for source in files if source.path.endswith(".py")}
    shown, disk = (path.rpartition("/")[0] for path in (files[0].file, files[0].disk))
    folder = Folder(disk, shown, {script: text for script, text in scripts.items() if text is not None})
    outline = next((source for source in files if _name_of(source) == SCENARIO), None)
    if report.broken:
        return None
    if outline is None:
        report.error(Place(f"{shown}/{SCENARIO}"), "C004", "this cannot be read: it is missing", "write it")
        return None
    text = text_of(outline, report)
    scenario = None if text is None else parse_scenario(course, name, text, folder, report)
    if scenario:
        check_imports(scenario, shown, sound, report)
    return None if report.broken else scenario


def _name_of(source: Source) -> str:
    return source.path.rpartition("/")[2]
