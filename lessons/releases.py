"""Releases under the data folder: what was good, as the files it was read from, so that it outlives a restart.

Each is a folder with a number that nobody changes again; `current` points to the one that is being served. They hold
the keys of all questions, so only their owner may look.
"""

import os
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from threading import get_ident

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.memory import Memory

FOLDER, CURRENT = "releases", "current"
KEPT = 5
ABANDONED_SECONDS = 3600  # since a release was begun by a process that has been killed


class NoSuchReleaseError(Exception):
    """There is no release of that number, or none before the current one."""


def current_number(data: Path) -> int:
    """The release that is being served; 0 where there is none. One look at the disk."""
    try:
        return int((data / FOLDER / CURRENT).readlink().name)
    except (OSError, ValueError):
        return 0


def numbers(data: Path) -> list[int]:
    """Those that are there, oldest first."""
    with suppress(FileNotFoundError):
        return sorted(int(path.name) for path in (data / FOLDER).iterdir() if path.name.isdigit())
    return []


def read_sources(data: Path) -> Release:
    """The files of the current release and nothing else: what a broken file can be replaced by."""
    folder = data / FOLDER / str(current_number(data))
    files = (path for path in folder.rglob("*") if path.is_file())
    return Release(sources={path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def read_kept(data: Path, number: int, memory: Memory) -> Release:
    """A release, read again. What was never good is missing in it, which was told when it was published."""
    release = read_release([data / FOLDER / str(number)], Release(), memory)
    return replace(release, problems=())


def keep(release: Release, data: Path) -> int:
    """Writes a release beside the others, whole or not at all, and serves it from then on."""
    home = data / FOLDER
    home.mkdir(mode=0o700, exist_ok=True)
    fresh = Path(mkdtemp(prefix=".", dir=home))
    try:
        _write(release.sources, fresh)
        number = _name(fresh, home)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    point_to(number, data)
    _drop_old(data)
    return number


def point_to(number: int, data: Path) -> None:
    """Serves a release that is there; every process notices within a second."""
    if number not in numbers(data):
        raise NoSuchReleaseError(
            f"there is no release {number}; there are {', '.join(map(str, numbers(data))) or 'none'}"
        )
    home = data / FOLDER
    link = home / f".{CURRENT}.{os.getpid()}.{get_ident()}"  # nobody else's, in this process either
    link.unlink(missing_ok=True)
    link.symlink_to(str(number))
    link.replace(home / CURRENT)
    _sync([home])


def number_before(data: Path) -> int:
    """The release to go back to."""
    older = [number for number in numbers(data) if number < current_number(data)]
    if not older:
        raise NoSuchReleaseError(f"there is no release before {current_number(data)}")
    return older[-1]


def _write(sources: Mapping[str, bytes], folder: Path) -> None:
    homes = {home for path in sources for home in PurePosixPath(path).parents}
    folders = [folder, *(folder / home for home in sorted(homes) if home.name)]
    for home in folders[1:]:
        home.mkdir(mode=0o700)
    files = [folder / path for path in sources]
    for file, raw in zip(files, sources.values(), strict=True):
        with open(file, "wb", opener=_privately) as opened:
            opened.write(raw)
    _sync([*folders, *files])


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _name(fresh: Path, home: Path) -> int:
    """Gives a release the next number. Where another process was faster, the one after it."""
    number = max([current_number(home.parent), *numbers(home.parent)]) + 1
    while True:
        try:
            fresh.rename(home / str(number))
        except OSError:
            if not (home / str(number)).exists():
                raise
            number += 1
        else:
            return number


def _sync(paths: Iterable[Path]) -> None:
    """Sees to it that files and folders are on the disk itself before they are relied on."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _drop_old(data: Path) -> None:
    served = current_number(data)
    for number in numbers(data)[:-KEPT]:
        if number != served:
            shutil.rmtree(data / FOLDER / str(number), ignore_errors=True)
    for path in (data / FOLDER).glob(".*"):
        if path.is_dir() and path.stat().st_mtime < time.time() - ABANDONED_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
