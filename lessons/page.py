"""Pages as ready bytes, the same for everyone; each is made once, when it is first asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string

from lessons.domain.lesson import Media
from lessons.representation import Representation
from lessons.scene import Scene, set_scene, stage_of
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario

RUNS_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a picture may be drawn, and that is all


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a page is made of; equal recipes make equal pages. A `scenario` is put on a stage with the tables."""

    template: str
    context: Mapping[str, Any]
    scenario: Scenario | None = None

    def make(self) -> Representation:
        scene = self.scene(DEFAULT_VARIANT)
        return scene.start if scene else Representation(render_to_string(self.template, self.context).encode())

    def scene(self, variant: str) -> Scene | None:
        """The page with a variant of its scenario on the stage; None where there is none of that name."""
        if self.scenario is None or variant not in self.scenario.variants:
            return None
        return set_scene(self.template, self.context, stage_of(self.context["lesson"], self.scenario, variant))


@dataclass(frozen=True, slots=True)
class Picture:
    """A file beside a lesson, which needs no making."""

    media: Media
    caching: str

    def make(self) -> Representation:
        return Representation(self.media.body, self.media.content_type, self.caching, RUNS_NOTHING)


@dataclass(frozen=True)
class Pages(Mapping[str, Representation]):
    """The pages of a release by their paths. `moved` leads from aliases to addresses; what is `gone` was retired."""

    recipes: Mapping[str, Recipe | Picture] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    _made: dict[str, Representation] = field(default_factory=dict, repr=False, compare=False)
    _scenes: dict[tuple[str, str], Scene] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, path: str) -> Representation:
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

    def scene(self, path: str, variant: str) -> Scene | None:
        """The page of a lesson with a variant on its stage; None where it has none of that name."""
        recipe, scene = self.recipes[path], self._scenes.get((path, variant))
        if scene is None and isinstance(recipe, Recipe) and (scene := recipe.scene(variant)):
            self._scenes[path, variant] = scene
        return scene

    def make(self) -> None:
        """Make those that nobody has asked for yet, in every coding."""
        for page in self.values():
            page.make()

    def keep(self, before: "Pages") -> None:
        """Take over what was made for the release before, wherever it would come out the same."""
        for path, page in before._made.items():  # noqa: SLF001  # of the same class
            if self.recipes.get(path) == before.recipes[path]:
                self._made[path] = page
        for (path, variant), scene in before._scenes.items():  # noqa: SLF001  # of the same class
            if self.recipes.get(path) == before.recipes[path]:
                self._scenes[path, variant] = scene
