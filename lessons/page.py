"""Pages as ready bytes, the same for everyone; each is made once, when it is first asked for."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string

from lessons.domain.bodies import Flow, Sample, Steps, Tracker
from lessons.domain.lesson import Lesson, Media
from markup import highlight_lines
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario
from sandbox.stage import Stage

RUNS_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a picture may be drawn, and that is all
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """Ready bytes, plain and, where that saves some, compressed. `etag` is quoted; compressed bytes have their own."""

    body: bytes
    gzip: bytes
    etag: str
    content_type: str = HTML
    caching: str = "no-cache"
    policy: str = ""

    @property
    def gzip_etag(self) -> str:
        return f'{self.etag[:-1]}-gzip"'


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a page is made of; equal recipes make equal pages. A `scenario` is put on a stage with the tables."""

    template: str
    context: Mapping[str, Any]
    scenario: Scenario | None = None

    def make(self) -> Page:
        stage = _stage(self.context["lesson"], self.scenario) if self.scenario else None
        return _page(render_to_string(self.template, {**self.context, "stage": stage}).encode())


@dataclass(frozen=True, slots=True)
class Picture:
    """A file beside a lesson, which needs no making."""

    media: Media
    caching: str

    def make(self) -> Page:
        drawn = self.media.content_type == "image/svg+xml"
        return _page(self.media.body, self.media.content_type, self.caching, RUNS_NOTHING, compressed=drawn)


@dataclass(frozen=True)
class Pages(Mapping[str, Page]):
    """The pages of a release by their paths. `moved` leads from aliases to addresses; what is `gone` was retired."""

    recipes: Mapping[str, Recipe | Picture] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    _made: dict[str, Page] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, path: str) -> Page:
        page = self._made.get(path)
        if page is None:
            page = self._made[path] = self.recipes[path].make()
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(self.recipes)

    def __len__(self) -> int:
        return len(self.recipes)

    def __contains__(self, path: object) -> bool:
        return path in self.recipes

    def make(self) -> None:
        """Make those that nobody has asked for yet."""
        for path in self:
            self[path]

    def keep(self, before: "Pages") -> None:
        """Take over what was made for the release before, wherever it would come out the same."""
        for path, page in before._made.items():  # noqa: SLF001  # of the same class
            if self.recipes.get(path) == before.recipes[path]:
                self._made[path] = page


def _stage(lesson: Lesson, scenario: Scenario) -> Stage:
    variant = scenario.variants[DEFAULT_VARIANT]
    flow, steps, tracker, sample = lesson.body(Flow), lesson.body(Steps), lesson.body(Tracker), lesson.body(Sample)
    source = next((source for source in variant.sources if sample and source.name == sample.file), variant.source)
    return Stage(
        scenario=scenario,
        variant=variant,
        source=source,
        lines=highlight_lines(source.text),
        flow=flow.nodes if flow else (),
        steps=tuple(row.step for row in steps.rows) if steps else (),
        columns=tracker.columns if tracker else (),
        variables=tracker.variables if tracker else (),
    )


def _page(
    body: bytes, content_type: str = HTML, caching: str = "no-cache", policy: str = "", *, compressed: bool = True
) -> Page:
    shrunk = gzip.compress(body, mtime=0) if compressed else b""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Page(body, shrunk, etag, content_type, caching, policy)
