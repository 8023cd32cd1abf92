"""A scenario: a consumer as a developer would write it, and what its clients do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DEFAULT_VARIANT = "default"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a client does: `connect`, `send` (with its text) or `close`."""

    client: str
    kind: Literal["connect", "send", "close"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a scenario, exactly as it stands on disk; `path` is absolute, `name` is what people see."""

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One consumer file to step: its title, its source, the name of its consumer class, and its script.

    `attributes` are the names that the source sets on `self`, in the order of their lines: known before it runs.
    """

    name: str
    title: str
    source: Source
    consumer: str
    script: tuple[Action, ...]
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """What `scenarios/<name>/scenario.yaml` says. `clients` maps a client's name to the path it opens."""

    course: str
    name: str
    title: str
    clients: Mapping[str, str]
    variants: Mapping[str, Variant]
