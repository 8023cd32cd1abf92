"""A class that answers at the same moment, in one process."""

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client
from pytest_django import Settings

from courseware.limits import Limits
from quizzes.models import AnswerRecord
from tests.quizzes.forms import OWN
from tests.quizzes.samples import publish, question

SUBMITTERS, EACH = 50, 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_bank")
def test_fifty_submitters_at_once_lose_nothing_and_hear_of_no_lock(settings: Settings) -> None:
    settings.LIMITS = Limits(submissions_per_minute=1000, submissions_per_minute_from_address=100_000)
    publish(*[question(f"q{n}") for n in range(EACH)])
    everybody = Barrier(SUBMITTERS)

    def submit(_: int) -> list[tuple[int, float]]:
        client, seen = Client(), list[tuple[int, float]]()
        everybody.wait(30)
        for number in range(EACH):
            begun = time.perf_counter()
            fields = {"try": 1, "choice": f"q{number}-A"}
            status = client.post(f"/answers/channels/first/q{number}/", fields, headers=OWN).status_code
            seen.append((status, time.perf_counter() - begun))
        connections.close_all()
        return seen

    with ThreadPoolExecutor(SUBMITTERS) as pool:
        seen = [one for many in pool.map(submit, range(SUBMITTERS)) for one in many]
    waits = quantiles([wait for _, wait in seen], n=100)
    print(f"{connection.vendor}: p50 {waits[49] * 1000:.0f} ms, p99 {waits[98] * 1000:.0f} ms")  # noqa: T201  # for -s

    assert {status for status, _ in seen} == {303}
    assert AnswerRecord.objects.count() == SUBMITTERS * EACH
