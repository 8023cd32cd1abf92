"""A course of 100 lessons, each with a practice and a test: authors and learners need not wait for it."""

import json
import os
import subprocess
import sys

from tests.live import ROOT

GOALS = {"publish": 2.0, "preview": 0.1}  # seconds on a quiet machine with two cores
SLACK = 5  # for one that is busy with other tests


def test_a_large_course_is_published_and_previewed_in_time() -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COV")}  # counting lines is slow
    command = [sys.executable, "-m", "tests.courses.measure"]
    measured = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True)
    took: dict[str, float] = json.loads(measured.stdout)
    print(took)  # noqa: T201  # with `pytest -s`

    assert {name: took[name] for name, goal in GOALS.items() if took[name] > goal * SLACK} == {}
