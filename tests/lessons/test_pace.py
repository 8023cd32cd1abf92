"""A course of 100 lessons, alone and each with a practice and a test: authors and learners need not wait for it."""

import json
import os
import subprocess
import sys

import pytest

from tests.live import ROOT

# seconds on a quiet machine with two cores; a practice and a test are five times as long as their lesson
GOALS = {
    "alone": {"check": 0.3, "publish": 2.0, "preview": 0.1},
    "whole": {"check": 2.2, "publish": 3.5, "preview": 0.1},
}
SLACK = 5  # for one that is busy with other tests


@pytest.mark.parametrize("course", GOALS)
def test_a_large_course_is_published_and_previewed_in_time(course: str) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # counting lines is slow
    command = [sys.executable, "-m", "tests.courses.measure", course]
    measured = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True)
    took: dict[str, float] = json.loads(measured.stdout)
    print(took)  # noqa: T201  # with `pytest -s`

    assert {name: took[name] for name, goal in GOALS[course].items() if took[name] > goal * SLACK} == {}
