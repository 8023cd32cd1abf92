"""Row 10: that it can be measured. Whether the goal is met is no question for a busy machine."""

import subprocess
import sys

from benchmarks.statement_stop import measure


def test_an_open_stop_costs_something() -> None:
    assert 0 < measure(turns=2000) < 20


def test_the_short_form_prints_one_line() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.statement_stop", "--short"], capture_output=True, text=True, check=True
    )

    assert said.stdout.startswith("10  an open statement stop: ")
    assert said.stdout.count("\n") == 1
