"""The catalog and what it fills, fresh for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from lessons import catalog, pages
from quizzes.bank import bank
from sandbox.scenarios import scenarios
from tests.lessons.courses import write_course


@pytest.fixture
def root(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A content root with the small course, which is the only one while the test runs."""
    settings.CONTENT_ROOTS = (tmp_path / "content",)
    settings.COURSEWARE_DEBUG = True
    monkeypatch.setattr(catalog, "LOOK_EVERY", 0)
    monkeypatch.setattr(catalog, "_catalog", catalog.Catalog())
    monkeypatch.setattr(pages, "_shelf", pages._Shelf())
    before = bank._questions, scenarios._by_key
    yield write_course(tmp_path / "content")
    bank.replace(before[0])
    scenarios.replace(before[1])
