"""The release that is being served, and the moment when it is swapped for a newer one."""

import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from django.conf import settings

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.exchanges import with_exchanges
from lessons.memory import Memory, Stamp
from lessons.releases import current_number, keep, read_kept, read_sources
from lessons.walk import stamps_of
from markup import Problem
from quizzes.bank import bank
from sandbox.scenarios import scenarios

LOOK_EVERY = 0.3  # seconds between two looks at the content while somebody edits
ASK_EVERY = 0.5  # seconds between two looks at which release is current, otherwise
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING}

log = logging.getLogger("lessons")


class Catalog:
    """Holds one immutable release. Readers see the old one or the new one, never a mixture.

    While somebody edits, every good save is published, and kept on disk in the background. Otherwise only
    `publish_content` publishes, save for the very first release.
    """

    def __init__(self) -> None:
        self._release: Release | None = None
        self._number = 0
        self._stamps: Mapping[str, Stamp] = {}
        self._looked = 0.0
        self._sure_until = 0.0
        self._memory = Memory()
        self._keeper = _Keeper()
        self._lock = Lock()

    def get(self) -> Release:
        release, edits = self._release, settings.COURSEWARE_DEBUG
        if release and time.monotonic() - self._looked < (LOOK_EVERY if edits else ASK_EVERY):
            return release
        if not self._lock.acquire(blocking=edits or release is None):
            assert release  # noqa: S101  # or the lock is waited for
            return release  # another thread is reading the next one
        try:
            release = self._edited() if edits else self._published()
            self._looked = time.monotonic()
            return release
        finally:
            self._lock.release()

    def at_hand(self) -> Release | None:
        """The release, if one look at the disk tells that it is the newest; while somebody edits, that takes many."""
        now = time.monotonic()
        if now >= self._sure_until:
            if settings.COURSEWARE_DEBUG or current_number(settings.DATA) not in (self._number, 0):
                return None
            self._sure_until = now + ASK_EVERY
        return self._release

    def settle(self) -> None:
        """Wait until what has been published is on disk."""
        self._keeper.settle()

    def _edited(self) -> Release:
        stamps, release = stamps_of(settings.CONTENT_ROOTS), self._release
        if release is None or stamps != self._stamps:
            last = release or read_sources(settings.DATA)
            release = read_release(settings.CONTENT_ROOTS, last, self._memory)
            self._swap(release)
            if release.sources != last.sources:
                self._keeper.keep(release)
        self._stamps = stamps
        return release

    def _published(self) -> Release:
        number, release = current_number(settings.DATA), self._release
        if release is None or number not in (self._number, 0):
            release = self._read(number)
            self._swap(release)
        return release

    def _read(self, number: int) -> Release:
        """The release of that number. Where there is none, or it has been spoilt: what is served, or what is good."""
        release = read_kept(settings.DATA, number, self._memory) if number else Release()
        self._number = number
        if release.courses:
            return release
        if number:
            log.error("Release %s cannot be read; publish_content makes another.", number)
        if self._release is None:
            release = read_release(settings.CONTENT_ROOTS, Release(), self._memory)
            self._number = _keep(release, settings.DATA) if release.courses else 0
        return self._release or release

    def _swap(self, release: Release) -> None:
        if self._release and settings.COURSEWARE_DEBUG:
            _tell(_wrong(release.problems), _wrong(self._release.problems))
        seen = release.seen(drafts=settings.COURSEWARE_DEBUG)
        scenarios.replace(seen.scenarios)
        bank.replace(with_exchanges(seen))
        self._release = release


class _Keeper:
    """Writes releases to disk one after the other, in a thread that nobody waits for; it ends before the process."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "releases")
        self._newest = Release()
        self._last: Future[None] | None = None

    def keep(self, release: Release) -> None:
        self._newest = release
        self._last = self._pool.submit(self._write, release, settings.DATA)

    def settle(self) -> None:
        if self._last:
            self._last.result()

    def _write(self, release: Release, data: Path) -> None:
        if release is self._newest:  # or a newer one has come while this one waited
            _keep(release, data)


def _keep(release: Release, data: Path) -> int:
    try:
        return keep(release, data)
    except OSError as error:
        log.error("The release is served, but cannot be kept in %s: %s", data, error)  # noqa: TRY400  # the line says it
        return 0


def _wrong(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity != "note")


def _tell(problems: Sequence[Problem], before: Sequence[Problem]) -> None:
    """Say on the terminal what is wrong now, where that has changed."""
    if problems == before:
        return
    for problem in problems:
        log.log(LEVELS[problem.severity], "%s", problem)
    if not problems:
        log.info("All is well again: the content has no problems.")


_catalog = Catalog()


def get_catalog() -> Release:
    """The release; read on first use, and again when there is a newer one."""
    return _catalog.get()


def release_at_hand() -> Release | None:
    """The release, where nobody need wait for it; None where it must be read first."""
    return _catalog.at_hand()


def problems() -> tuple[Problem, ...]:
    """What is wrong in the content, in order of place."""
    return _wrong(get_catalog().problems)
