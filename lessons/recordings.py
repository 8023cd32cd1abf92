"""Recorded runs become part of their scenario, as far as they are still true of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from lessons.roots import RECORDED, Source
from lessons.texts import record_of, text_of
from markup import Place, Record, Report, suggest
from markup.words import counted, listed
from sandbox.domain.inputs import inputs_of
from sandbox.domain.judging import Difference, differences
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario, Server, Variant
from sandbox.domain.versions import versions_in_words
from sandbox.recording.comparing import first_difference
from sandbox.recording.file import read_recording
from sandbox.recording.versions import versions_for

ENDING = ".jsonl"
UNRECORDED, UNREADABLE = "nothing was recorded", "what was recorded cannot be read"
AT_LINE = re.compile(r"line (?P<line>\d+): (?P<found>.*)", re.DOTALL)


def with_recordings(scenario: Scenario, outline: Source, files: Sequence[Source], report: Report) -> Scenario:
    """The scenario with those of its recordings that are true of it; `outline` is its scenario.yaml."""
    given = {source.path.rpartition("/")[2]: source for source in files}
    wanted = {f"{name}{ENDING}": variant for name, variant in scenario.variants.items()}
    for name in given.keys() - wanted.keys():
        found = f"scenario '{scenario.name}' has no variant '{name.removesuffix(ENDING)}'"
        near = suggest(name.removesuffix(ENDING), scenario.variants)
        report.error(Place(given[name].file), "C070", found, f"delete it, or rename it: {near}")
    if missing := [variant.name for name, variant in wanted.items() if name not in given]:
        found = f"nothing of {listed(missing)} is proved: not recorded"
        report.note(Place(outline.file), "C079", found, f"run manage.py record {scenario.name}")
    recorded: dict[str, Recording] = {}
    stale: dict[str, list[Source]] = {}
    for name, variant in wanted.items():
        recording = _read(given[name], scenario, report) if name in given else None
        reason = _why_stale(recording, scenario, variant) if recording else ""
        if reason:
            stale.setdefault(reason, []).append(given[name])
        elif recording:
            recorded[variant.name] = recording
    _tell_stale(stale, scenario, report)
    variants = {name: replace(v, recording=recorded.get(name)) for name, v in scenario.variants.items()}
    _check_outcomes(variants, outline, report)
    return replace(scenario, variants=variants)


def refuse_orphans(files: Sequence[Source], report: Report) -> None:
    """Tells of recordings whose scenario is gone."""
    for source in files:
        report.error(Place(source.file), "C070", "this was recorded of a scenario that is gone", "delete it")


def path_of(folder: str, variant: str) -> str:
    """Where a variant's recording stands, below its scenario's folder."""
    return f"{folder}/{RECORDED}/{variant}{ENDING}"


def file_of(variant: Variant) -> Path:
    """Where a variant's recording stands on disk."""
    return Path(path_of(str(Path(variant.source.path).parent), variant.name))


def change_since(file: Path, recording: Recording) -> str:
    """What a run tells otherwise than its file does, in words; empty where they tell the same.

    Raises OSError where the file is there and cannot be read.
    """
    try:
        return first_difference(read_recording(file.read_text()), recording)
    except FileNotFoundError:
        return UNRECORDED
    except ValueError as error:
        return f"{UNREADABLE}: {error}"


def _read(source: Source, scenario: Scenario, report: Report) -> Recording | None:
    text = text_of(source, report)
    try:
        return None if text is None else read_recording(text)
    except ValueError as error:
        told = AT_LINE.fullmatch(str(error))
        place, found = Place(source.file, int(told["line"]) if told else 1), told["found"] if told else str(error)
        report.error(place, "C070", found, f"run manage.py record {scenario.name}")
        return None


def _why_stale(recording: Recording, scenario: Scenario, variant: Variant) -> str:
    """Why a recording is not of this scenario as it stands and runs here; empty where it is."""
    if recording.inputs != inputs_of(scenario, variant):
        return "from other code, clients or actions than stand here now"
    installed = _installed(variant.server)
    others = {name: then for name, then in recording.versions.items() if installed.get(name, then) != then}
    now = {name: installed[name] for name in others}
    return f"with {versions_in_words(others)}, and {versions_in_words(now)} is installed" if others else ""


def _tell_stale(stale: Mapping[str, Sequence[Source]], scenario: Scenario, report: Report) -> None:
    """One problem for each reason, however many recordings it makes stale."""
    for reason, (first, *more) in stale.items():
        those = f"this and {counted(len(more), 'other')} of {scenario.name} were" if more else "this was"
        report.error(Place(first.file), "C070", f"{those} recorded {reason}", f"run manage.py record {scenario.name}")


@cache
def _installed(server: Server) -> Mapping[str, str]:
    return versions_for(server)


def _check_outcomes(variants: Mapping[str, Variant], outline: Source, report: Report) -> None:
    """Every claim of an outcome that the recording contradicts, at the claim."""
    told = [
        (variant, difference)
        for variant in variants.values()
        if variant.recording
        for difference in differences(variant.outcome, variant.recording)
    ]
    if told:
        record = record_of(outline)  # read again, and only where something is wrong
        for variant, difference in told:
            _tell(variant, difference, record, report)


def _tell(variant: Variant, told: Difference, record: Record, report: Report) -> None:
    path = ("outcome",) if variant.name == DEFAULT_VARIANT else ("variants", variant.name, "outcome")
    number = () if told.index is None else (told.index,)
    place = record.place_of(*path, told.client, told.claim, *number)
    claim = told.claim.replace("_", " ") if told.index is None else f"message {told.index + 1}"
    found = f"outcome of client {told.client}: {claim} is {told.said}; the run says {told.found}"
    report.error(place, "C074", found, "write what the run says, or mend the code")
