"""`manage.py check_content`: every mistake of the authors at once, each with its place."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lessons.disk import read_release
from lessons.domain.release import Release
from markup import Problem


class Command(BaseCommand):
    help = "Checks courses, lessons, questions and scenarios; exits with 1 if there are errors."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="*", type=Path, help="check only what lies there")
        parser.add_argument("--format", choices=sorted(FORMATS), default="text")

    def handle(self, *_: str, **options: Any) -> None:
        paths: list[Path] = options["path"]
        for path in paths:
            if not path.exists():
                raise CommandError(f"there is no {path}")
        release = read_release(_roots(paths), Release())
        problems = [problem for problem in release.problems if _concerns(problem, paths)]
        self.stdout.write(FORMATS[options["format"]](problems, release))
        if any(problem.severity == "error" for problem in problems):
            raise SystemExit(1)


def _roots(paths: Sequence[Path]) -> list[Path]:
    """The settings' roots, and the given paths that lie in none of them, which are roots then."""
    roots = [Path(root) for root in settings.CONTENT_ROOTS]
    outside = [path for path in paths if not any(_lies_in(path, root) for root in roots)]
    inside = [root for root in roots if not paths or any(_lies_in(path, root) for path in paths)]
    return inside + outside


def _concerns(problem: Problem, paths: Sequence[Path]) -> bool:
    return not paths or any(_lies_in(Path(problem.place.file), path) for path in paths)


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _as_text(problems: Sequence[Problem], release: Release) -> str:
    return "\n".join([*map(str, problems), _summary(problems, release)])


def _as_github(problems: Sequence[Problem], release: Release) -> str:
    return "\n".join([*map(_annotation, problems), _summary(problems, release)])


def _annotation(problem: Problem) -> str:
    place = problem.place
    told = "%0A".join(part.replace("%", "%25") for part in (problem.message, problem.hint) if part)
    level = "notice" if problem.severity == "note" else problem.severity
    return f"::{level} file={place.file},line={place.line},col={place.column},title={problem.code}::{told}"


def _as_json(problems: Sequence[Problem], _: Release) -> str:
    return json.dumps([_flat(problem) for problem in problems], indent=2)


def _flat(problem: Problem) -> dict[str, Any]:
    told = asdict(problem)
    return {**told.pop("place"), **told}


def _summary(problems: Sequence[Problem], release: Release) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    read = f"{_count(len(release.courses), 'course')}, {_count(len(release.lessons), 'lesson')}"
    return f"{read}: {_count(errors, 'error')}, {_count(warnings, 'warning')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


FORMATS: Mapping[str, Callable[[Sequence[Problem], Release], str]] = {
    "text": _as_text,
    "github": _as_github,
    "json": _as_json,
}
