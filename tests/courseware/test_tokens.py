"""Colours that can be read: every pair of ink and surface that meets on a page, in both themes."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[2] / "courseware/static/courseware/tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")
TOKENS = {name: {"light": light, "dark": dark} for name, light, dark in PAIR.findall(SHEET.read_text())}
TEXT, LARGE_OR_EDGE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11
SURFACES = ("paper", "sheet", "sunk")
PAIRS = [
    *((ink, surface, TEXT) for ink in ("ink", "ink-2", "ink-3", "client", "server", "bad") for surface in SURFACES),
    *((ink, "now-wash", TEXT) for ink in ("ink", "ink-2", "ink-3", "kw", "st")),
    *((code, "sheet", TEXT) for code in ("kw", "st")),
    ("now-ink", "now", TEXT),
    ("ink", "client-wash", TEXT),
    ("ink", "server-wash", TEXT),
    ("bad", "bad-wash", TEXT),
    ("ink", "bad-wash", TEXT),
    ("paper", "ink", TEXT),
    *(("edge", surface, LARGE_OR_EDGE) for surface in SURFACES),
    ("now-edge", "sheet", LARGE_OR_EDGE),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "surface", "least"), PAIRS)
def test_what_is_written_can_be_read(ink: str, surface: str, least: float, theme: str) -> None:
    assert ratio(TOKENS[ink][theme], TOKENS[surface][theme]) >= least


def test_the_ratio_is_that_of_the_guidelines() -> None:
    assert ratio("000000", "ffffff") == pytest.approx(21)
    assert ratio("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


def ratio(one: str, other: str) -> float:
    """Of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
