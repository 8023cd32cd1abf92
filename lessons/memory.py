"""What was read and parsed a moment ago and need not be again: an author saves one file of many."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

Stamp = tuple[int, int, int]  # a file's time of change, its size and its number
T = TypeVar("T")


class Memory:
    """Keeps what the last reading needed. Without it everything is read anew, and nothing else differs."""

    def __init__(self) -> None:
        self._before: dict[Hashable, list[tuple[object, Any]]] = {}
        self._now: dict[Hashable, list[tuple[object, Any]]] = {}

    def turn(self) -> None:
        """Begin another reading; what the last one did not ask for is forgotten."""
        self._before, self._now = self._now, {}

    def recall(self, key: Hashable, around: object, make: Callable[[], T]) -> T:
        """What was made for this key among the same surroundings, or else what is made now."""
        kept = self._now.setdefault(key, [])
        for known, made in kept:
            if known == around:
                return cast("T", made)
        found = next((entry for entry in self._before.get(key, ()) if entry[0] == around), None) or (around, make())
        kept.append(found)
        return cast("T", found[1])

    def read(self, disk: str, stamp: Stamp) -> bytes:
        """A file's bytes, as long as it has not changed."""
        return self.recall(disk, stamp, lambda: _read(disk))


def _read(disk: str) -> bytes:
    with open(disk, "rb", buffering=0) as file:  # noqa: PTH123  # a path for each of a thousand files takes longer
        return file.read()
