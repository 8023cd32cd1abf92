"""`manage.py check_content`: every mistake of the authors at once, each with its place."""

import gc
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.memory import Memory
from lessons.releases import read_sources
from lessons.roots import COURSE, shown
from lessons.told import FORMATS
from lessons.walk import stamps_of
from markup import Problem

LOOK_EVERY = 0.2  # seconds between two looks at the files


class Command(BaseCommand):
    help = "Checks courses, lessons, questions and scenarios; exits with 1 if there are errors."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="*", type=Path, help="check only what lies there")
        parser.add_argument("--format", choices=sorted(FORMATS), default="text")
        parser.add_argument("--watch", action="store_true", help="check again at every save, until Ctrl-C")

    def handle(self, *_: str, **options: Any) -> None:
        paths: list[Path] = options["path"]
        for path in paths:
            _check_path(path)
        gc.freeze()  # what was imported stays: to walk all of it takes a collection longer than ten lessons
        if options["watch"]:
            with suppress(KeyboardInterrupt):
                self._watch(paths, options["format"])
        elif any(problem.severity == "error" for problem in self._check(paths, options["format"], Memory())):
            raise SystemExit(1)

    def _check(self, paths: Sequence[Path], form: str, memory: Memory) -> list[Problem]:
        roots = _roots(paths)
        last = read_sources(settings.DATA) if roots == list(settings.CONTENT_ROOTS) else Release()
        release = read_release(roots, last, memory)
        problems = [problem for problem in release.problems if _concerns(problem, paths)]
        self.stdout.write(FORMATS[form](problems, release))
        return problems

    def _watch(self, paths: Sequence[Path], form: str) -> None:
        memory, before = Memory(), None
        while True:
            stamps = stamps_of(_roots(paths))
            if stamps != before:
                self.stdout.write(time.strftime("%H:%M:%S"))
                if not any(problem.severity != "note" for problem in self._check(paths, form, memory)):
                    self.stdout.write("All is well.")
                self.stdout.flush()
            before = stamps
            time.sleep(LOOK_EVERY)


def _check_path(path: Path) -> None:
    if not path.exists():
        raise CommandError(f"there is no {path}")
    if not _meets_a_root(path) and not any(path.glob(f"*/{COURSE}")):
        roots = ", ".join(map(shown, settings.CONTENT_ROOTS))
        raise CommandError(f"{path} is in no content root ({roots}), and no folder in it has a {COURSE}")


def _roots(paths: Sequence[Path]) -> list[Path]:
    """The settings' roots, and the given paths that have nothing to do with them, which are roots then."""
    roots = [Path(root) for root in settings.CONTENT_ROOTS]
    outside = [path for path in paths if not _meets_a_root(path)]
    inside = [root for root in roots if not paths or any(_meet(path, root) for path in paths)]
    return inside + outside


def _meets_a_root(path: Path) -> bool:
    return any(_meet(path, Path(root)) for root in settings.CONTENT_ROOTS)


def _meet(one: Path, other: Path) -> bool:
    """Whether one of two folders lies in the other."""
    return _lies_in(one, other) or _lies_in(other, one)


def _concerns(problem: Problem, paths: Sequence[Path]) -> bool:
    return not paths or any(_lies_in(Path(problem.place.file), path) for path in paths)


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
