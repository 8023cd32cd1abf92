"""How far learners are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from learners import progress
from learners.cookie import LearnerId
from learners.models import Learner, Progress
from learners.progress import Position, read_position, record_progress

ANNA, BEN = LearnerId("a" * 32), LearnerId("b" * 32)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(seconds: int, frame: int | None = None, *, done: bool | None = None) -> Position:
    return Position(frame, done, NOON + timedelta(seconds=seconds))


def milliseconds(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def test_a_frame_is_read_with_the_moment_at_which_somebody_was_there() -> None:
    told = {"frame": "6", "at": milliseconds(NOON - timedelta(seconds=9))}

    assert read_position(told, NOON) == at(-9, 6)


def test_a_clock_that_is_ahead_is_ours() -> None:
    assert read_position({"frame": "6", "at": milliseconds(NOON + timedelta(days=9))}, NOON) == at(0, 6)


def test_without_a_moment_it_is_now() -> None:
    assert read_position({"done": "yes"}, NOON) == at(0, done=True)
    assert read_position({"done": "no"}, NOON) == at(0, done=False)


def test_no_frame_is_too_far_to_be_stored() -> None:
    assert read_position({"frame": "9" * 14}, NOON) == at(0, progress.FARTHEST)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"at": "1"},
        {"frame": "six"},
        {"frame": "-1"},
        {"frame": "٣"},
        {"done": "maybe"},
        {"frame": "1", "at": "9" * 15},
    ],
)
def test_what_makes_no_sense_is_no_position(fields: dict[str, str]) -> None:
    assert read_position(fields, NOON) is None


@given(
    st.dictionaries(
        st.sampled_from(["frame", "at", "done"]), st.one_of(st.text(), st.from_regex(r"[0-9]{13,15}", fullmatch=True))
    )
)
def test_no_fields_make_the_reader_fail(fields: dict[str, str]) -> None:
    position = read_position(fields, NOON)

    assert position is None or position.seen <= NOON


@pytest.mark.django_db
def test_nobody_is_anywhere_before_they_have_written() -> None:
    assert progress.progress_of(None, "channels", "life") is None
    assert progress.all_progress(None) == []
    assert Learner.objects.count() == 0


@pytest.mark.django_db
def test_a_position_is_kept_for_its_learner_alone() -> None:
    record_progress(ANNA, "channels", "life", at(0, 6))

    kept = progress.progress_of(ANNA, "channels", "life")
    assert kept is not None
    assert (kept.frame, kept.done) == (6, False)
    assert progress.progress_of(BEN, "channels", "life") is None


@pytest.mark.django_db
def test_the_newer_position_wins_whichever_comes_last() -> None:
    for position in (at(0, 2), at(20, 7), at(10, 4)):
        kept = record_progress(ANNA, "channels", "life", position)

    assert kept.frame == 7
    assert Progress.objects.count() == 1


@pytest.mark.django_db
def test_done_stays_done_until_it_is_taken_back() -> None:
    for position in (at(0, 2, done=True), at(10, 3)):
        kept = record_progress(ANNA, "channels", "life", position)
    assert (kept.frame, kept.done) == (3, True)

    assert not record_progress(ANNA, "channels", "life", at(20, done=False)).done
    assert record_progress(ANNA, "channels", "life", at(30)).frame == 3


@pytest.mark.django_db
def test_the_lesson_seen_last_comes_first() -> None:
    record_progress(ANNA, "channels", "one", at(10, 1))
    record_progress(ANNA, "channels", "two", at(20, 1))

    assert [kept.lesson for kept in progress.all_progress(ANNA)] == ["two", "one"]


@pytest.mark.django_db
def test_an_erased_learner_leaves_nothing_and_others_stay() -> None:
    record_progress(ANNA, "channels", "life", at(0, 1))
    record_progress(BEN, "channels", "life", at(0, 1))

    progress.erase(ANNA)

    assert [kept.learner_id for kept in Progress.objects.all()] == [BEN]
    assert not Learner.objects.filter(pk=ANNA).exists()


@pytest.mark.django_db
def test_one_row_holds_one_lesson() -> None:
    row = record_progress(ANNA, "channels", "life", at(0, 1))

    with pytest.raises(IntegrityError):
        Progress.objects.create(learner=row.learner, course="channels", lesson="life", seen=NOON)


def test_progress_says_whose_it_is() -> None:
    assert str(Progress(course="channels", lesson="life", learner_id=ANNA)) == f"channels/life by {ANNA}"
