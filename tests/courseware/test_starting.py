"""Several processes that start at the same moment, on a database that none of them has seen."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection

from courseware.starting import one_at_a_time
from tests.live import Site, Visitor


@pytest.mark.server
def test_all_who_start_at_once_serve_the_same_site(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        sites = list(pool.map(Site, [tmp_path] * 3))

    answers = {Visitor(site.url).request("GET", "/")[::2] for site in sites}

    assert len(answers) == 1
    assert {status for status, _ in answers} == {200}
    assert [site.stop() for site in sites] == [0, 0, 0], [site.said for site in sites]


@pytest.mark.django_db(transaction=True)
def test_whoever_starts_meanwhile_waits(tmp_path: Path) -> None:
    order: list[str] = []
    begun = Event()

    def second() -> None:
        begun.set()
        with one_at_a_time(tmp_path):
            order.append("second")
        connection.close()  # the thread's own

    thread = Thread(target=second)
    with one_at_a_time(tmp_path):
        thread.start()
        begun.wait(10)
        thread.join(0.2)
        order.append("first")
    thread.join(10)

    assert order == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_what_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), one_at_a_time(tmp_path):
        raise ZeroDivisionError

    with one_at_a_time(tmp_path):
        pass
