"""What a recording's server process is told before it begins."""

import pickle
from dataclasses import dataclass, replace
from typing import BinaryIO

from sandbox.domain.outcome import Outcome
from sandbox.domain.scenario import Scenario, Variant


@dataclass(frozen=True, slots=True)
class Job:
    """The variant to serve, the people who are signed in there, and the inherited file that lines are written to."""

    variant: Variant
    users: tuple[str, ...]
    lines: int


def job_of(scenario: Scenario, variant: Variant, lines: int) -> Job:
    """The job of recording a variant; what its clients do and what is claimed of it is nobody's business there."""
    connects = [action.handshake for action in variant.script if action.handshake]
    asked = [client.handshake for client in scenario.clients.values()] + connects
    users = dict.fromkeys(handshake.user for handshake in asked if handshake.user)
    return Job(replace(variant, script=(), outcome=Outcome({}), recording=None), tuple(users), lines)


def written(job: Job) -> bytes:
    """A job as bytes for the process that it is for."""
    return pickle.dumps(job)


def read_job(source: BinaryIO) -> Job:
    """The job that stands next in a file, which only the process that started this one can write to."""
    job = pickle.load(source)  # noqa: S301  # see above
    assert isinstance(job, Job)  # noqa: S101  # it is our own
    return job
