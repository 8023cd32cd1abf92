"""What a statement stop costs where nobody steps, against the `await` of an empty coroutine: at most half of that."""

import sys
import time
from collections.abc import Callable, Coroutine
from types import CodeType
from typing import Any

from benchmarks.ratio import ratio
from sandbox.stepping.stops import stops
from sandbox.stepping.weave import STOPS, woven

TURNS = 50_000
IN_A_ROW = 10  # statements at each turn, so that the loop itself costs little
GOAL = 0.5

Work = Callable[[int], Coroutine[Any, Any, None]]


class NobodySteps:
    """As the stops of a client are that is left alone: of those no more is asked than whether they are on."""

    __slots__ = ("on",)

    def __init__(self) -> None:
        self.on = False

    async def stop(self, line: int) -> None:
        """Never asked."""

    def block(self, line: int) -> None:
        """Never asked."""


def measure(turns: int = TURNS) -> float:
    """How many times an empty `await` an open stop costs."""
    stops.set(NobodySteps())
    bare = _work("pass", as_written)
    stopped, awaiting = _work("pass", woven), _work("await empty()", as_written)
    return ratio(lambda: _cost(stopped, bare, turns), lambda: _cost(awaiting, bare, turns))


def as_written(text: str, filename: str) -> CodeType:
    """Compiled without a stop."""
    return compile(text, filename, "exec", dont_inherit=True, optimize=0)


def _work(statement: str, compiled: Callable[[str, str], CodeType]) -> Work:
    lines = f"        {statement}\n" * IN_A_ROW
    text = f"async def empty():\n    pass\n\n\nasync def work(turns):\n    for _ in range(turns):\n{lines}"
    names: dict[str, Any] = {STOPS: stops.get}
    exec(compiled(text, "work.py"), names)  # noqa: S102  # these lines
    work: Work = names["work"]
    return work


def _cost(work: Work, bare: Work, turns: int) -> float:
    """Seconds of CPU time that one statement takes beyond what the loop does."""
    return (_seconds(work, turns) - _seconds(bare, turns)) / (turns * IN_A_ROW)


def _seconds(work: Work, turns: int) -> float:
    coroutine = work(turns)
    began = time.process_time()
    try:
        coroutine.send(None)
    except StopIteration:
        return time.process_time() - began
    raise AssertionError("it waited, and nobody steps")


if __name__ == "__main__":
    found = measure(TURNS // 50) if "--short" in sys.argv else measure()
    sys.stdout.write(f"10  an open statement stop: {found:.2f} × the await of an empty coroutine (goal: {GOAL} ×)\n")
