"""What a proof came to when it was run."""

import json
from dataclasses import dataclass

from markup import Place

RECORDED, VERDICTS = "--recorded", "--verdicts"  # options of pytest where it runs proofs: a folder, and a file
END = "end\n"  # stands behind the last verdict, once all proofs have been run


@dataclass(frozen=True, slots=True)
class Verdict:
    """One test, where it stands, and the `places` of what it proves; `fault` is empty where it holds."""

    test: str
    at: Place
    places: tuple[Place, ...]
    fault: str


def write_verdict(verdict: Verdict) -> str:
    """A verdict as a line of JSON."""
    return f"{json.dumps([verdict.test, [*verdict.at], [[*place] for place in verdict.places], verdict.fault])}\n"


def read_verdict(line: str) -> Verdict:
    """The verdict that a line is."""
    test, at, places, fault = json.loads(line)
    return Verdict(test, Place(*at), tuple(Place(*place) for place in places), fault)
