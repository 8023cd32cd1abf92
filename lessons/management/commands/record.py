"""`manage.py record`: scenarios are run by their scripts over a stock server, and what happens is kept beside them."""

import asyncio
from argparse import ArgumentParser
from collections.abc import Collection, Iterator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.recordings import UNRECORDED, change_since, file_of
from lessons.roots import SCENARIOS, shown
from markup import suggest
from sandbox.domain.judging import differences
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Scenario, Variant
from sandbox.recording.errors import RecordingError
from sandbox.recording.file import write_recording
from sandbox.recording.record import Pair, record_all


class Command(BaseCommand):
    help = "Records scenarios over a stock server; exits with 1 where one fails, or differs and --check is given."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scenario", nargs="*", help="all, where none is named")
        parser.add_argument("--variant", help="record only this one")
        parser.add_argument("--course", help="record only scenarios of this course")
        parser.add_argument("--check", action="store_true", help="compare with what is recorded, and write nothing")

    def handle(self, *_: str, **options: Any) -> None:
        release = read_release(settings.CONTENT_ROOTS, Release())
        pairs = _chosen(release, options["scenario"], options["variant"], options["course"])
        broken = [] if options["scenario"] else sorted(_broken(release))
        for folder in broken:
            self.stdout.write(f"{folder}: not recorded, for it is broken: check_content says why")
        try:
            wrong = asyncio.run(self._record(pairs, check=options["check"]))
        except KeyboardInterrupt as interrupt:
            raise CommandError("ended before everything was recorded", returncode=130) from interrupt
        superfluous = [] if options["variant"] else sorted(_superfluous(pairs))
        for file in superfluous:
            self.stdout.write(f"{shown(file)}: no variant has this name; delete it")
        if wrong or superfluous or broken:
            raise SystemExit(1)

    async def _record(self, pairs: Sequence[Pair], *, check: bool) -> bool:
        """Record them all and tell each as soon as it is there; whether something is wrong."""
        wrong = False
        async with aclosing(record_all(pairs)) as made:
            async for (scenario, variant), recording in made:
                wrong = self._tell(scenario, variant, recording, check=check) or wrong
        return wrong

    def _tell(self, scenario: Scenario, variant: Variant, made: Recording | RecordingError, *, check: bool) -> bool:
        """Tell of a run, and keep it if that is wanted; whether something is wrong."""
        if isinstance(made, RecordingError):
            self.stdout.write(str(made))
            return True
        file = file_of(variant)
        change = _change(file, made)
        self.stdout.write(f"{scenario.name}, {variant.name}: {_told(change, check=check)}")
        if change and not check:
            _keep(file, made)
        unkept = differences(variant.outcome, made)
        for claim in unkept:
            self.stdout.write(f"    {claim.client}: {claim.claim} is {claim.found}, its outcome says {claim.said}")
        return bool(unkept) or (check and bool(change))


def _chosen(release: Release, names: Sequence[str], variant: str | None, course: str | None) -> list[Pair]:
    """The variants that are asked for, in the order of courses, scenarios and variants."""
    _require([course] if course else [], release.courses, "course")
    scenarios = [scenario for (of, _), scenario in sorted(release.scenarios.items()) if course in (None, of)]
    _require(names, [scenario.name for scenario in scenarios], "scenario")
    chosen = [scenario for scenario in scenarios if not names or scenario.name in names]
    _require([variant] if variant else [], {name for scenario in chosen for name in scenario.variants}, "variant")
    return [(scenario, one) for scenario in chosen for one in scenario.variants.values() if variant in (None, one.name)]


def _broken(release: Release) -> set[str]:
    """The folders of scenarios in which a mistake keeps them from being run."""
    sound = {
        Path(variant.source.path).parent for one in release.scenarios.values() for variant in one.variants.values()
    }
    files = (Path(error.place.file) for error in release.errors)
    return {
        str(file.parent)
        for file in files
        if file.parent.parent.name == SCENARIOS and file.parent.resolve() not in sound
    }


def _require(names: Sequence[str], known: Collection[str], kind: str) -> None:
    for name in names:
        if name not in known:
            near = f"; {suggest(name, known)}" if known else ""
            raise CommandError(f"there is no {kind} '{name}' that check_content finds sound{near}")


def _change(file: Path, recording: Recording) -> str:
    try:
        return change_since(file, recording)
    except OSError as error:
        raise CommandError(f"{shown(file)} cannot be read: {error.strerror}") from error


def _told(change: str, *, check: bool) -> str:
    if not change:
        return "as before"
    if change == UNRECORDED:
        return "nothing is recorded" if check else "recorded"
    return f"differs: {change}" if check else f"recorded anew: {change}"


def _keep(file: Path, recording: Recording) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(write_recording(recording))
    except OSError as error:
        raise CommandError(f"{shown(file)} cannot be written: {error.strerror}") from error


def _superfluous(pairs: Sequence[Pair]) -> Iterator[Path]:
    """Recordings that stand beside these scenarios and are of none of their variants."""
    wanted = {file_of(variant) for _, variant in pairs}
    for folder in {file.parent for file in wanted}:
        yield from (file for file in folder.glob("*") if file not in wanted)
