"""A live course whose files are spoilt at random while people read it: every page stays as it was when it was good."""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Event

import pytest
from django.test import Client
from pytest_django import Settings

from lessons.catalog import get_catalog, problems

ROUNDS = 200
COURSES = Path(__file__).parents[1] / "courses"
NO_COURSE = shutil.ignore_patterns("__pycache__", "generate.py", ".*")
PAGES = (
    "/",
    "/hafen/",
    "/hafen/glossary/",
    "/hafen/palstek/",
    "/hafen/anruf/",
    "/hafen/palstek/practice/",
    "/hafen/palstek/test/",
    "/hafen/palstek/media/palstek.svg",
)
PLACE = re.compile(r"\S.*:[1-9]\d*:[1-9]\d*$")


def spoil(path: Path, dice: Random) -> None:
    """What a slip of the hand, a full disk or a careless merge may do to a file."""
    raw = path.read_bytes()
    at = dice.randrange(len(raw) or 1)
    match dice.randrange(6):
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(raw[:at])
        case 2:
            path.write_bytes(b"")
        case 3:
            path.write_bytes(raw[:at] + raw[at + dice.randrange(80) :])
        case 4:
            path.write_bytes(raw[:at] + raw[:60] + raw[at:])
        case _:
            flipped = bytearray(raw)
            for place in dice.choices(range(len(raw) or 1), k=3):
                flipped[place : place + 1] = bytes([dice.randrange(256)])
            path.write_bytes(bytes(flipped))


@pytest.fixture
def copy(root: Path, settings: Settings, tmp_path: Path) -> Path:
    """The course about harbours, in its two roots, where it may be spoilt."""
    settings.CONTENT_ROOTS = tuple(tmp_path / "courses" / name for name in ("harbour", "harbour_tests"))
    return Path(shutil.copytree(COURSES, tmp_path / "courses", ignore=NO_COURSE))


@pytest.fixture
def reading(copy: Path) -> Iterator[list[str]]:
    """Somebody reads all pages, one after the other, until the test ends; what was no page is noted."""
    faults: list[str] = []
    over = Event()

    def read() -> None:
        client = Client()
        while not over.wait(0.02):
            for path in PAGES[:-3]:
                status = client.get(path).status_code
                if status != 200:
                    faults.append(f"{path}: {status}")

    with ThreadPoolExecutor() as pool:
        reader = pool.submit(read)
        yield faults
        over.set()
        reader.result()


@pytest.mark.django_db
def test_whatever_happens_to_the_files_every_page_stays(copy: Path, client: Client, reading: list[str]) -> None:
    good = get_catalog()
    assert problems() == ()
    dice = Random("slips of the hand")
    broken = 0
    for number in range(ROUNDS):
        path = dice.choice([*sorted(copy.rglob("*.*"))])
        raw = path.read_bytes()
        spoil(path, dice)

        release = get_catalog()
        assert {path: client.get(path).status_code for path in PAGES} == dict.fromkeys(PAGES, 200), (number, path)
        assert all(PLACE.match(str(problem.place)) for problem in release.errors)
        broken += bool(release.errors)
        if dice.random() < 0.7:  # or the next mistake comes on top
            path.write_bytes(raw)
    assert reading == []
    assert broken > ROUNDS / 2

    shutil.rmtree(copy)
    shutil.copytree(COURSES, copy, ignore=NO_COURSE)
    assert problems() == ()
    assert get_catalog().sources == good.sources
