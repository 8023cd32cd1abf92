"""What a token says: one learner's right to one run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ticket:
    """A run that may be begun and steered by `owner` (a digest of the learner's id). `age` is in seconds."""

    course: str
    scenario: str
    variant: str
    owner: str
    run: str
    age: float
