"""Versions as a sentence says them."""

from collections.abc import Mapping

from markup.words import listed

TITLES: Mapping[str, str] = {"channels": "Channels", "daphne": "Daphne"}  # of packages that write themselves so


def versions_in_words(versions: Mapping[str, str]) -> str:
    """Channels 4.3.2 and Daphne 4.2.3."""
    return listed([f"{TITLES.get(package, package)} {version}" for package, version in versions.items()])
