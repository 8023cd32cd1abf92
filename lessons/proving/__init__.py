"""Runs proofs: `pytest -p lessons.proving -o python_files=proofs.py content`.

A proof asks for `run`, the recorded runs of its course; for `key`, what its question says is right; for `step`, the
rows of its lesson's execution table.
"""

from pathlib import Path

import pytest

from lessons.domain.verdict import RECORDED, VERDICTS


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("proofs")
    group.addoption(RECORDED, type=Path, metavar="FOLDER", help="recorded runs in place of those of the content")
    group.addoption(VERDICTS, type=Path, metavar="FILE", help="where to write what each proof came to")


def pytest_configure(config: pytest.Config) -> None:
    from lessons.proving import plugin  # noqa: PLC0415  # by now Django has been set up

    plugin.begin(config, config.getoption(RECORDED))
