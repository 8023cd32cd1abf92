"""The catalog and what it fills, fresh for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from lessons import catalog, pages
from lessons.domain.known import Known
from lessons.domain.lesson import Lesson
from lessons.domain.lesson_parser import parse_lesson
from markup import Report
from quizzes.bank import bank
from sandbox.scenarios import scenarios
from tests.lessons.courses import write_course


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of the lessons that are parsed from now on."""
    files: list[str] = []

    def parse(text: str, file: str, known: Known, report: Report) -> Lesson | None:
        files.append(file)
        return parse_lesson(text, file, known, report)

    monkeypatch.setattr("lessons.reader.parse_lesson", parse)
    return files


@pytest.fixture
def root(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A content root with the small course, which is the only one while the test runs."""
    settings.CONTENT_ROOTS = (tmp_path / "content",)
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.COURSEWARE_DEBUG = True
    monkeypatch.setattr(catalog, "LOOK_EVERY", 0)
    monkeypatch.setattr(catalog, "ASK_EVERY", 0)
    monkeypatch.setattr(catalog, "_catalog", catalog.Catalog())
    monkeypatch.setattr(pages, "_shelf", pages._Shelf())
    before = bank.quizzes, scenarios._by_key
    yield write_course(tmp_path / "content")
    catalog._catalog.settle()
    bank.replace(before[0])
    scenarios.replace(before[1])
