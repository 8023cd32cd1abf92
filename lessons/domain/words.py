"""Lists and versions as a sentence says them."""

from collections.abc import Mapping, Sequence

TITLES: Mapping[str, str] = {"channels": "Channels", "daphne": "Daphne"}  # of packages that write themselves so


def listed(words: Sequence[str]) -> str:
    """One, two and three."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, noun: str) -> str:
    """1 run, 2 runs."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def versions_in_words(versions: Mapping[str, str]) -> str:
    """Channels 4.3.2 and Daphne 4.2.3."""
    return listed([f"{TITLES.get(package, package)} {version}" for package, version in versions.items()])
