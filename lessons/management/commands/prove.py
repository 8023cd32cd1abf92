"""`manage.py prove`: all scenarios are run again, and what is taught is held against it."""

import asyncio
import json
import time
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lessons.domain.evidence import Evidence, Tally
from lessons.reruns import ProofsError, RunAll, gather
from lessons.told import flat
from markup.words import counted, listed
from sandbox.domain.recording import Recording
from sandbox.domain.versions import versions_in_words
from sandbox.recording.errors import RecordingError
from sandbox.recording.record import Pair, record_all


class Command(BaseCommand):
    help = "Runs every scenario and every proof again and tells what became false; exits with 1 if anything differs."
    requires_system_checks = ()
    run_all: RunAll = staticmethod(record_all)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--recorded", action="store_true", help="run the proofs alone, on what is recorded")
        parser.add_argument("--format", choices=sorted(FORMATS), default="text")

    def handle(self, *_: str, **options: Any) -> None:
        began = time.monotonic()
        try:
            evidence = asyncio.run(gather(settings.CONTENT_ROOTS, None if options["recorded"] else self._run_all))
        except ProofsError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(FORMATS[options["format"]](evidence, time.monotonic() - began))
        if not evidence.holds:
            raise SystemExit(1)

    async def _run_all(self, pairs: Sequence[Pair]) -> AsyncIterator[tuple[Pair, Recording | RecordingError]]:
        """Runs that take minutes are told as they come, beside the report."""
        done = 0
        async for pair, made in self.run_all(pairs):
            done += 1
            scenario, variant = pair
            self.stderr.write(f"{done} of {len(pairs)}: {scenario.name}, {variant.name}")
            yield pair, made


def as_text(evidence: Evidence, seconds: float) -> str:
    return "\n".join(_lines(evidence, seconds))


def as_json(evidence: Evidence, seconds: float) -> str:
    told = asdict(evidence) | {"false": [flat(problem) for problem in evidence.false], "lessons": evidence.lessons}
    return json.dumps({**told, "holds": evidence.holds, "seconds": round(seconds, 1)}, indent=2)


FORMATS: Mapping[str, Callable[[Evidence, float], str]] = {"text": as_text, "json": as_json}


def _lines(evidence: Evidence, seconds: float) -> Iterator[str]:
    if evidence.reruns:
        took = f"{counted(len(evidence.reruns), 'run')} in {seconds:.0f} s with {versions_in_words(evidence.versions)}"
        differ = f"{len(evidence.changes)} differ" if evidence.changes else "all are as recorded"
        yield f"{took}: {differ}."
    yield from (f"    {rerun.file}: {rerun.change}" for rerun in evidence.changes)
    if evidence.false:
        yield f"False now{f', in {listed(evidence.lessons)}' if evidence.lessons else ''}:"
    yield from map(str, evidence.false)
    proved = f"{_of(evidence.questions, 'question')} ({evidence.definitions} by definition)"
    yield f"Proved: {proved}, {_of(evidence.tables, 'table')}, {counted(evidence.sentences, 'sentence')}."
    if evidence.unproved:
        yield "Not proved:"
    yield from (f"    {what}" for what in evidence.unproved)


def _of(tally: Tally, noun: str) -> str:
    return f"{tally.proved} of {counted(tally.total, noun)}"
