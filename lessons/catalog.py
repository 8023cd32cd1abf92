"""The release that is being served, and the moment when it is swapped for a newer one."""

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from django.conf import settings

from lessons.disk import read_release
from lessons.domain.release import Release
from markup import Problem
from quizzes.bank import bank
from sandbox.scenarios import scenarios

LOOK_EVERY = 0.3  # seconds between two looks at the disk while somebody edits
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}
Stamps = dict[str, tuple[int, int]]

log = logging.getLogger("lessons")


class Catalog:
    """Holds one immutable release. Readers see the old one or the new one, never a mixture."""

    def __init__(self) -> None:
        self._release: Release | None = None
        self._stamps: Stamps = {}
        self._looked = 0.0
        self._lock = Lock()

    def get(self) -> Release:
        release = self._release
        if release and not settings.COURSEWARE_DEBUG:
            return release
        with self._lock:
            return self._fresh()

    def _fresh(self) -> Release:
        if self._release and time.monotonic() - self._looked < LOOK_EVERY:
            return self._release
        stamps = _stamps(settings.CONTENT_ROOTS)
        release = self._release
        if release is None or stamps != self._stamps:
            release = read_release(settings.CONTENT_ROOTS, release or Release())
            self._swap(release)
        self._stamps, self._looked = stamps, time.monotonic()
        return release

    def _swap(self, release: Release) -> None:
        if self._release:
            _tell(release.problems, self._release.problems)
        scenarios.replace(release.scenarios)
        bank.replace(release.questions)
        self._release = release


def _tell(problems: Sequence[Problem], before: Sequence[Problem]) -> None:
    """Say on the terminal what is wrong now, where that has changed."""
    if problems == before:
        return
    for problem in problems:
        log.log(LEVELS[problem.severity], "%s", problem)
    if not problems:
        log.info("All is well again: the content has no problems.")


def _stamps(roots: tuple[Path, ...]) -> Stamps:
    """Size and time of every file: what changes when an author saves."""
    stamps: Stamps = {}
    for root in roots:
        for path in root.rglob("*"):
            try:
                stat = path.stat()
            except OSError:  # deleted between the listing and the look: not there then
                continue
            stamps[str(path)] = (stat.st_mtime_ns, stat.st_size)
    return stamps


_catalog = Catalog()


def get_catalog() -> Release:
    """The release; read on first use, and again when a file has changed while somebody edits."""
    return _catalog.get()


def problems() -> tuple[Problem, ...]:
    """What is wrong in the content, in order of place."""
    return get_catalog().problems
