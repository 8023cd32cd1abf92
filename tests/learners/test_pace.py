"""Counting in the cache."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from learners.pace import within_pace


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_as_many_as_allowed_pass_and_no_more() -> None:
    assert [within_pace("mint", "ada", 3) for _ in range(5)] == [True, True, True, False, False]


def test_everybody_is_counted_for_themselves_and_every_thing_for_itself() -> None:
    for who, what in (("ada", "mint"), ("bob", "mint"), ("ada", "answer")):
        assert within_pace(what, who, 1)


def test_a_minute_that_ends_meanwhile_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    within_pace("mint", "ada", 1)
    monkeypatch.setattr(cache, "incr", lambda _: (_ for _ in ()).throw(ValueError))

    assert within_pace("mint", "ada", 1)
