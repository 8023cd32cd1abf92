"""`scenario:name?variant=x&frame=6`: a link to a moment of a run, on the page that steps the scenario."""

import re
from collections.abc import Iterator

from lessons.domain.known import Known
from lessons.domain.paths import address_of
from markup import Link, Place, Report, suggest
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario

SCHEME = "scenario:"
KEYS = ("variant", "frame")
FRAME = re.compile(r"[1-9]\d{0,3}")


def read_run(link: Link, known: Known, own: str, report: Report) -> str:
    """The address that a link stands for; a page whose `own` scenario it names is preferred to others."""
    name, _, query = link.target.removeprefix(SCHEME).partition("?")
    slug = known.slug if name == own else known.stepped.get(name)
    place = after(link.place, len(SCHEME))
    if name not in known.scenarios:
        report.error(place, "C080", f"unknown scenario '{name}'", suggest(name, known.scenarios))
    elif slug:
        _check_query(query, known.scenarios[name], after(link.place, len(link.target) - len(query)), report)
        return f"{address_of(known, slug)}{'?' if query else ''}{query}"
    elif {own, *known.stepped} <= {"", *known.scenarios}:  # else the page may be one that names an unknown scenario
        report.error(place, "C080", f"no lesson steps the scenario '{name}'", suggest(name, known.stepped))
    return link.target


def after(place: Place, width: int) -> Place:
    """A place so many characters further on the same line."""
    return place._replace(column=place.column + width)


def _check_query(query: str, scenario: Scenario | None, place: Place, report: Report) -> None:
    sound: dict[str, tuple[str, Place]] = {}
    seen: set[str] = set()
    for offset, pair in _pairs(query):
        key, _, value = pair.partition("=")
        here, there = after(place, offset), after(place, offset + len(key) + 1)
        if key not in KEYS:
            report.error(here, "C085", f"unknown key '{key}'", suggest(key, KEYS))
        elif key in seen:
            report.error(here, "C085", f"a second {key}", "keep one")
        elif key == "frame" and not FRAME.fullmatch(value):
            report.error(there, "C085", f"frame '{value}' is no frame", "write frame=1 or more")
        elif key == "variant" and scenario and value not in scenario.variants:
            found = f"scenario '{scenario.name}' has no variant '{value}'"
            report.error(there, "C085", found, suggest(value, scenario.variants))
        else:
            sound[key] = (value, there)
        seen.add(key)
    if scenario and "frame" in sound and seen == sound.keys():
        _check_frame(*sound["frame"], sound.get("variant", (DEFAULT_VARIANT, place))[0], scenario, report)


def _check_frame(frame: str, place: Place, variant: str, scenario: Scenario, report: Report) -> None:
    recording = scenario.variants[variant].recording
    if recording and int(frame) > recording.frames:
        found = f"the run of {scenario.name}, {variant}, has no frame {frame}"
        report.error(place, "C075", found, f"its last one is {recording.frames}")


def _pairs(query: str) -> Iterator[tuple[int, str]]:
    """The parts of a query, each with its offset."""
    offset = 0
    for pair in query.split("&") if query else ():
        yield offset, pair
        offset += len(pair) + 1
