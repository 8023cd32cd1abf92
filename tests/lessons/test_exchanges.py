"""What really happened, beside an answer: drawn from the recorded run of the lesson."""

from pathlib import Path

import pytest

from lessons.catalog import get_catalog
from lessons.exchanges import with_exchanges
from quizzes.domain.quiz import Quiz


def quiz_of_the_lesson() -> Quiz:
    return next(iter(with_exchanges(get_catalog())))


def test_every_step_of_the_run_has_its_exchange(root: Path) -> None:
    assert set(quiz_of_the_lesson().exchanges) == {"step-1", "step-2"}
    assert len(quiz_of_the_lesson().exchanges) == 2


def test_an_exchange_shows_what_crossed_the_wire_until_then_and_leads_to_that_frame(root: Path) -> None:
    first, second = (quiz_of_the_lesson().exchanges[f"step-{number}"] for number in (1, 2))

    assert "Browser to server: GET" in first
    assert "101 Switching Protocols" not in first
    assert "Server to browser: 101 Switching Protocols" in second
    assert 'href="/small/hello/?frame=2#sandbox"' in second
    assert "is-now" in second


def test_a_place_that_is_no_step_of_the_run_has_none(root: Path) -> None:
    with pytest.raises(KeyError):
        quiz_of_the_lesson().exchanges["tracker"]
    assert quiz_of_the_lesson().exchanges.get("step-9") is None


def test_a_lesson_whose_run_is_not_recorded_has_none(root: Path) -> None:
    for recorded in root.rglob("*.jsonl"):
        recorded.unlink()

    assert quiz_of_the_lesson().exchanges == {}
