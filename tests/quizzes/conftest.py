"""Quizzes in the bank, people, and a database that is held by somebody else."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser
from pytest_django import Settings

from lessons import catalog, pages
from lessons.disk import read_release
from lessons.domain.release import Release
from quizzes.bank import bank
from quizzes.domain.question import Question
from sandbox.scenarios import scenarios
from tests.browser import Learner
from tests.live import Site
from tests.quizzes.browsing import People
from tests.quizzes.canary import Canary
from tests.quizzes.samples import publish, question

LIMITS = "submissions_per_minute=10000,submissions_per_minute_from_address=100000,drafts_per_minute=10000"


@pytest.fixture
def own_bank() -> Iterator[None]:
    """A test may publish quizzes of its own; afterwards those of the course are back."""
    catalog.get_catalog()  # which fills the bank once: later it would put its quizzes in the place of ours
    before = bank.quizzes, scenarios._by_key
    bank.replace([])
    yield
    bank.replace(before[0])
    scenarios.replace(before[1])


@pytest.fixture
def asked(own_bank: None) -> Question:
    """One question, the only one of its document."""
    only = question()
    publish(only)
    return only


@pytest.fixture
def serve(
    own_bank: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], None]:
    """`serve(root)` makes a content root the only one that there is while the test runs."""

    def serve(root: Path) -> None:
        settings.CONTENT_ROOTS = (root,)
        settings.DATA = tmp_path / f"{root.name}-data"
        settings.DATA.mkdir()
        monkeypatch.setattr(catalog, "_catalog", catalog.Catalog())
        monkeypatch.setattr(pages, "_shelf", pages._Shelf())
        catalog.get_catalog()

    return serve


@pytest.fixture(scope="module")
def canary_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Mapping[str, Question]]]:
    """A site whose one lesson asks every type of question, and what its author knows of them."""
    folder = tmp_path_factory.mktemp("canary")
    root = Canary(folder / "content").root
    quizzes = read_release([root], Release()).quizzes
    site = Site(folder / "data", content_roots=str(root), limits=LIMITS)
    yield site, {question.public.key.question: question for quiz in quizzes for question in quiz.questions}
    assert site.stop() == 0, site.said


@pytest.fixture
def people(browser: Browser, canary_site: tuple[Site, Mapping[str, Question]]) -> Iterator[People]:
    """Learners, each with a browser profile of their own; afterwards no page may have done what it should not."""
    everybody: list[Learner] = []

    def somebody(path: str, **options: object) -> Learner:
        everybody.append(Learner(browser, canary_site[0].url, **options).arrive(path))
        return everybody[-1]

    yield somebody
    assert [fault for learner in everybody for fault in learner.faults] == []


@pytest.fixture
def questions(canary_site: tuple[Site, Mapping[str, Question]]) -> Mapping[str, Question]:
    """What the author of the canary course knows."""
    return canary_site[1]


@pytest.fixture(autouse=True)
def nobody_was_fast() -> Iterator[None]:
    """What is counted against the limits of a minute begins anew with each test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def held_database(transactional_db: None) -> Callable[[], AbstractContextManager[None]]:
    """While `held_database()` lasts, another connection has the write lock, and ours gives up soon."""
    return _hold


@contextmanager
def _hold() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()
        connection.close()
