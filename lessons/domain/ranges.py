"""Numbers as authors count: `3`, or `3-9`."""

import re

RANGE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


def range_of(text: str) -> range | None:
    """All numbers that a text names; empty where it counts backwards, None where it is no range."""
    match = RANGE.fullmatch(text)
    return range(int(match[1]), int(match[2] or match[1]) + 1) if match else None
