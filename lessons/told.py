"""Problems and counts as commands print them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from lessons.domain.release import Release
from markup import Problem
from markup.words import counted


def as_text(problems: Sequence[Problem], release: Release) -> str:
    return "\n".join([*map(str, problems), summary(problems, release)])


def as_github(problems: Sequence[Problem], release: Release) -> str:
    return "\n".join([*map(_annotation, problems), summary(problems, release)])


def _annotation(problem: Problem) -> str:
    place = problem.place
    told = "%0A".join(part.replace("%", "%25") for part in (problem.message, problem.hint) if part)
    level = "notice" if problem.severity == "note" else problem.severity
    return f"::{level} file={place.file},line={place.line},col={place.column},title={problem.code}::{told}"


def as_json(problems: Sequence[Problem], _: Release) -> str:
    return json.dumps([flat(problem) for problem in problems], indent=2)


def flat(problem: Problem) -> dict[str, Any]:
    """A problem for JSON, its place among its own fields."""
    told = asdict(problem)
    return {**told.pop("place")._asdict(), **told}


def summary(problems: Sequence[Problem], release: Release) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = sum(problem.severity == "warning" for problem in problems)
    return f"{contents(release)}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"


def contents(release: Release) -> str:
    """What there is to be taught."""
    return f"{counted(len(release.courses), 'course')}, {counted(len(release.lessons), 'lesson')}"


FORMATS: Mapping[str, Callable[[Sequence[Problem], Release], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}
