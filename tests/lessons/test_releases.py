import os
import shutil
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lessons import releases
from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.memory import Memory
from lessons.releases import (
    NoSuchReleaseError,
    current_number,
    keep,
    number_before,
    numbers,
    point_to,
    read_kept,
    read_sources,
)
from tests.lessons.courses import LESSON, write_course


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return read_release([write_course(tmp_path / "content")], Release())


def test_without_a_release_there_is_none(data: Path) -> None:
    assert (current_number(data), numbers(data), read_sources(data)) == (0, [], Release())


def test_a_release_that_is_kept_is_the_current_one(data: Path, release: Release) -> None:
    assert [keep(release, data), keep(release, data)] == [1, 2]
    assert (current_number(data), numbers(data)) == (2, [1, 2])
    assert read_sources(data).sources == release.sources


def test_what_is_kept_reads_the_same(data: Path, release: Release) -> None:
    again = read_kept(data, keep(release, data), Memory())

    assert again.sources == release.sources
    assert again.lessons["small", "hello"].title == release.lessons["small", "hello"].title


def test_what_was_never_good_is_missing_and_told_to_nobody_again(data: Path, tmp_path: Path) -> None:
    root = write_course(tmp_path / "broken", lesson=LESSON.replace("[x]", "[ ]"))
    release = read_kept(data, keep(read_release([root], Release()), data), Memory())

    assert (release.problems, release.lessons) == ((), {})
    assert list(release.broken) == ["/small/hello/"]


def test_nobody_but_the_owner_may_look(data: Path, release: Release) -> None:
    keep(release, data)

    for path in [data / "releases", *(data / "releases" / "1").rglob("*"), data / "releases" / "1"]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_five_are_kept_and_the_current_one(data: Path, release: Release) -> None:
    for _ in range(6):
        keep(release, data)
    assert numbers(data) == [2, 3, 4, 5, 6]

    point_to(2, data)
    releases._drop_old(data)
    assert 2 in numbers(data)


def test_a_release_that_another_process_makes_meanwhile_is_not_overwritten(
    data: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(release, data)
    monkeypatch.setattr(releases, "numbers", lambda _: [])

    fresh = data / "releases" / "fresh"
    fresh.mkdir()
    assert releases._name(fresh, data / "releases") == 2


def test_a_release_that_cannot_be_written_leaves_the_current_one(
    data: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(release, data)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(releases, "_sync", full)
    with pytest.raises(OSError, match="No space left"):
        keep(release, data)

    assert (current_number(data), numbers(data)) == (1, [1])
    assert [path.name for path in (data / "releases").iterdir() if path.name[0] == "."] == []


def test_going_back_points_to_an_earlier_one(data: Path, release: Release) -> None:
    for _ in range(3):
        keep(release, data)
    point_to(number_before(data), data)

    assert (current_number(data), number_before(data)) == (2, 1)


def test_there_is_nothing_before_the_first_one(data: Path, release: Release) -> None:
    keep(release, data)

    with pytest.raises(NoSuchReleaseError, match="there is no release before 1"):
        number_before(data)


@pytest.mark.parametrize(("made", "known"), [(0, "none"), (2, "1, 2")])
def test_a_release_that_is_not_there_cannot_be_served(data: Path, release: Release, made: int, known: str) -> None:
    for _ in range(made):
        keep(release, data)

    with pytest.raises(NoSuchReleaseError, match=f"there is no release 7; there are {known}"):
        point_to(7, data)


def test_what_a_killed_process_left_is_cleared_away_after_an_hour(data: Path, release: Release) -> None:
    keep(release, data)
    for name, seconds in {".old": 4000, ".fresh": 60}.items():
        (data / "releases" / name).mkdir()
        os.utime(data / "releases" / name, (time.time() - seconds,) * 2)
    keep(release, data)

    assert [path.name for path in (data / "releases").glob(".*")] == [".fresh"]


def test_a_folder_that_cannot_be_renamed_is_an_error_and_no_endless_search(data: Path, release: Release) -> None:
    keep(release, data)

    with pytest.raises(FileNotFoundError):
        releases._name(data / "nowhere", data / "releases")


def test_the_number_that_is_served_is_never_given_to_another_release(data: Path, release: Release) -> None:
    number = keep(release, data)
    shutil.rmtree(data / "releases" / str(number))

    assert keep(release, data) == number + 1


def test_several_threads_of_a_process_may_point_at_once(tmp_path: Path) -> None:
    (tmp_path / "releases" / "1").mkdir(parents=True)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: point_to(1, tmp_path), range(200)))

    assert current_number(tmp_path) == 1
