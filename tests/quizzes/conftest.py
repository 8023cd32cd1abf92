"""Questions in the bank, and a database that is held by somebody else."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection

from lessons.catalog import get_catalog
from quizzes.bank import bank
from quizzes.domain.question import Question
from tests.quizzes.samples import publish, question


@pytest.fixture
def own_bank() -> Iterator[None]:
    """A test may publish questions of its own; afterwards those of the course are back."""
    get_catalog()  # which fills the bank once: later it would put its questions among ours
    before = bank._questions
    bank.replace({})
    yield
    bank.replace(before)


@pytest.fixture
def asked(own_bank: None) -> Question:
    """One question, the only one of its document."""
    only = question()
    publish(only)
    return only


@pytest.fixture
def held_database(transactional_db: None) -> Callable[[], AbstractContextManager[None]]:
    """While `held_database()` lasts, another connection has the write lock, and ours gives up soon."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one lock for all writers")
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
