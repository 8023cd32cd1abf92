"""An author's mistake, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, NamedTuple

LISTED = 12  # words in a hint: a course may know hundreds
Severity = Literal["error", "warning", "note"]


class Place(NamedTuple):  # as Line is, and for the same reason
    """A spot in a file: path as the author knows it, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where, its code (`C041`), what was found and wanted, and how to mend it."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        text = f"{self.place}: {self.code} {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


def errors_among(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that keep a file from being published, in order of place."""
    return tuple(sorted(problem for problem in problems if problem.severity == "error"))


@dataclass(slots=True)
class Report:
    """Collects the problems of one file while it is read, so that its author hears of all of them at once."""

    problems: list[Problem] = field(default_factory=list)
    given_up: bool = False

    def error(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self._add(Problem(place, code, message, hint))

    def warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self._add(Problem(place, code, message, hint, "warning"))

    def note(self, place: Place, code: str, message: str, hint: str = "") -> None:
        self._add(Problem(place, code, message, hint, "note"))

    def give_up(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Tells of the one error that hides the rest of the file; what else seems wrong may be its doing."""
        if not self.given_up:
            self.problems[:] = [Problem(place, code, message, hint)]
            self.given_up = True

    def _add(self, problem: Problem) -> None:
        if not self.given_up:
            self.problems.append(problem)

    @property
    def broken(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)


def suggest(word: str, known: Iterable[str]) -> str:
    """Says which of the `known` words is meant, or lists them."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1) or get_close_matches(word.casefold(), words, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    more = f" and {len(words) - LISTED} more" if len(words) > LISTED else ""
    return f"known here: {', '.join(words[:LISTED])}{more}" if words else ""
