"""What really happened, beside an answer: the exchange on the wire up to the step that shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string

from lessons.domain.lesson import Lesson
from lessons.domain.release import Release
from lessons.scene import stage_of
from quizzes.domain.quiz import Quiz
from sandbox.domain.ladder import FOOT, SLOT, Ladder, between, ladder_of
from sandbox.domain.moments import Moment
from sandbox.domain.played import Played
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario


def with_exchanges(release: Release) -> Iterator[Quiz]:
    """The quizzes of a release, each with what was recorded of its lesson's run."""
    lessons = {lesson.path: lesson for lesson in release.lessons.values()}
    for quiz in release.quizzes:
        lesson = lessons[quiz.path]
        scenario = release.scenarios.get((lesson.course, lesson.scenario))
        recorded = scenario and scenario.variants[DEFAULT_VARIANT].recording
        yield replace(quiz, exchanges=Exchanges(lesson, scenario)) if scenario and recorded else quiz


@dataclass(frozen=True)
class Exchanges(Mapping[str, str]):
    """By the place of a step on the lesson's page, its exchange as safe HTML; drawn when it is first asked for."""

    lesson: Lesson
    scenario: Scenario
    _drawn: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, place: str) -> str:
        if place not in self._drawn:
            self._drawn[place] = self._draw(place)
        return self._drawn[place]

    def __iter__(self) -> Iterator[str]:
        """Every step that the run came to."""
        return (f"step-{moment.step}" for moment in self._played.frames if moment.step)

    def __len__(self) -> int:
        return len(tuple(iter(self)))

    @property
    def _played(self) -> Played:
        return stage_of(self.lesson, self.scenario, DEFAULT_VARIANT).played

    def _draw(self, place: str) -> str:
        stage = stage_of(self.lesson, self.scenario, DEFAULT_VARIANT)
        played = stage.played
        moment = next((m for m in played.frames if f"step-{m.step}" == place), None)
        if moment is None:
            raise KeyError(place)
        context = {
            "ladder": _ladder(played, moment, stage.variant.consumer),
            "frame": moment.frame,
            "frames": len(played.frames),
            "recorded": stage.recorded,
            "path": self.lesson.path,
        }
        return render_to_string("lessons/exchange.html", context)


def _ladder(played: Played, moment: Moment, consumer: str) -> Ladder:
    """As high as what it shows."""
    ladder = ladder_of(between(played.items, 0, moment.index), moment.index, consumer)
    return replace(ladder, height=ladder.rungs[-1].top + SLOT + FOOT)
