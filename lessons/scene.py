"""A lesson's page at any moment of a recorded run.

Only the stage differs from moment to moment: what stands before and after it is the page's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.template.loader import render_to_string

from lessons.domain.bodies import Flow, Sample, Steps, Tracker
from lessons.domain.lesson import Lesson
from lessons.representation import Representation
from markup import highlight_lines
from sandbox.domain.moments import START, Moment
from sandbox.domain.played import Played
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario
from sandbox.panel import panel_of
from sandbox.stage import Stage

STAGE = "sandbox/frame_stage.html"
MOST_KEPT = 64  # drawings of a run: long ones have hundreds of moments, each of more than 100 kB


@dataclass(frozen=True)
class Scene:
    """A lesson's page with one variant on its stage: at the start, and what is needed to show any other moment."""

    start: Representation
    stage: Stage
    played: Played
    context: Mapping[str, Any]
    before: str
    after: str
    _drawn: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def at(self, name: str) -> Representation | None:
        """The page at the moment that an address names so; None where the run has no such moment."""
        moment = self.played.find(name)
        if moment is None or moment is START:
            return None
        drawn = self._drawn.get(name) or _drawn(self.stage, self.played, moment, self.context)
        if len(self._drawn) < MOST_KEPT:
            self._drawn[name] = drawn
        page = "".join((self.before, drawn, _lit(self.after, moment.lit)))
        return Representation(page.encode(), passing=True)


def set_scene(template: str, context: Mapping[str, Any], stage: Stage) -> Scene:
    """Draw the start, and keep what stands around the stage."""
    played = stage.played
    drawn = _drawn(stage, played, START, context)
    page = render_to_string(template, {**context, "stage": stage, "drawn": drawn})
    before, _, after = page.partition(drawn)
    return Scene(Representation(page.encode()), stage, played, context, before, after)


def stage_of(lesson: Lesson, scenario: Scenario, name: str) -> Stage:
    """The stage of a lesson's page with a variant of its scenario."""
    variant = scenario.variants[name]
    flow, steps, tracker, sample = lesson.body(Flow), lesson.body(Steps), lesson.body(Tracker), lesson.body(Sample)
    source = next((source for source in variant.sources if sample and source.name == sample.file), variant.source)
    stage = Stage(
        scenario=scenario,
        variant=variant,
        source=source,
        lines=highlight_lines(source.text),
        flow=flow.nodes if flow else (),
        steps=tuple(row.step for row in steps.rows) if steps else (),
        columns=tracker.columns if tracker else (),
        variables=tracker.variables if tracker else (),
    )
    return stage if name == DEFAULT_VARIANT else _untold(stage)


def _untold(stage: Stage) -> Stage:
    """The same without the author's words, which tell of the default run."""
    return replace(
        stage,
        steps=tuple(replace(step, title="", text="") for step in stage.steps),
        variables=tuple(replace(row, cells=("",) * len(row.cells)) for row in stage.variables),
    )


def _drawn(stage: Stage, played: Played, moment: Moment, context: Mapping[str, Any]) -> str:
    panel = panel_of(stage, played, moment)
    return render_to_string(STAGE, {**context, "stage": stage, "panel": panel})


def _lit(text: str, step: int) -> str:
    """What follows the stage, with the row marked that tells of the moment."""
    row = f'data-step="{step}"'
    return text.replace(row, f'{row} class="is-now"', 1) if step else text
