"""Row 6: what an anonymous lesson page costs, against the same bytes from a bare application and from nginx."""

import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from benchmarks.ratio import ratio
from benchmarks.servers import bare, nginx, site

PATH = "/channels/life-of-a-socket/"
PAGES, REPEATS = 250, 15
GOALS = {"a bare application that sends the same bytes": 1.1, "nginx with the same bytes in a file": 15}


def measure(pages: int = PAGES, repeats: int = REPEATS) -> Mapping[str, float | None]:
    """How many times as much CPU time a page takes as from each yardstick; None where there is none here."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        ours = running.enter_context(site(Path(folder) / "data", PATH))
        said = ours.get()
        servers = [running.enter_context(start(Path(folder), said)) for start in (bare, nginx)]
        return {
            name: ratio(lambda: ours.cost(pages), lambda s=server: s.cost(pages), repeats) if server else None  # type: ignore[misc]  # bound now
            for name, server in zip(GOALS, servers, strict=True)
        }


if __name__ == "__main__":
    for name, found in (measure(20, 3) if "--short" in sys.argv else measure()).items():
        told = f"{found:.2f} ×" if found else "not measured:"
        sys.stdout.write(f" 6  an anonymous lesson page: {told} {name} (goal: {GOALS[name]} ×)\n")
