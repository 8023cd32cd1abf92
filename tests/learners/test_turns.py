"""Writers take turns."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction

from learners import turns
from learners.models import Learner
from learners.turns import Queue, writing


def wait_until(claim: Callable[[], bool]) -> None:
    for _ in range(500):
        if claim():
            return
        time.sleep(0.01)
    raise AssertionError("it never came true")


def in_a_thread(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    queue, came = Queue(), list[int]()

    def come(number: int) -> None:
        with queue.turn():
            came.append(number)

    with queue.turn():
        threads = []
        for number in range(20):
            threads.append(in_a_thread(lambda number=number: come(number)))  # type: ignore[misc]
            wait_until(lambda number=number: len(queue._waiting) == number + 1)  # type: ignore[misc]
    for thread in threads:
        thread.join(10)

    assert came == list(range(20))


def test_only_one_has_the_turn() -> None:
    queue, inside, most = Queue(), list[int](), list[int]()

    def come() -> None:
        for _ in range(50):
            with queue.turn():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [in_a_thread(come) for _ in range(8)]
    for thread in threads:
        thread.join(10)

    assert max(most) == 1
    assert len(most) == 400


def test_a_turn_that_ends_with_an_error_is_handed_on() -> None:
    queue = Queue()
    with pytest.raises(KeyError), queue.turn():
        raise KeyError
    with queue.turn(patience=0.1):
        pass


def test_who_waits_too_long_is_told_and_does_not_keep_the_others_waiting() -> None:
    queue, told = Queue(), list[str]()

    def come() -> None:
        with pytest.raises(OperationalError, match="locked") as error, queue.turn(patience=0.05):
            pass
        told.append(str(error.value))

    with queue.turn():
        in_a_thread(come).join(10)
        assert not queue._waiting
    with queue.turn(patience=0.1):
        pass

    assert len(told) == 1


def test_a_turn_that_comes_at_the_last_moment_is_taken() -> None:
    queue = Queue()
    mine = threading.Lock()
    queue._give_up(mine)  # it is not waiting any more: it was handed the turn


@pytest.mark.django_db(transaction=True)
def test_what_fails_is_not_written() -> None:
    with pytest.raises(KeyError), writing():  # noqa: PT012  # it fails after it has written
        Learner.objects.create(pk="a" * 32)
        raise KeyError

    assert not Learner.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_written_is_there_when_the_turn_ends() -> None:
    with writing():
        assert transaction.get_connection().in_atomic_block
        Learner.objects.create(pk="a" * 32)
    connection.close()

    assert Learner.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_only_sqlite_has_a_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.ensure_connection()
    with turns._queue.turn():
        monkeypatch.setattr(connection, "vendor", "postgresql")
        with writing():
            Learner.objects.create(pk="a" * 32)
        monkeypatch.undo()

    assert Learner.objects.exists()
