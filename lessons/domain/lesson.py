"""What a lesson is made of. Texts are safe HTML, unless they are said to be plain."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from quizzes.domain.question import Level, Question
from sandbox.stage import Column, FlowNode, Step, Variable

Address: TypeAlias = tuple[str, str]  # course id and the folder of a lesson, or the name of a scenario
Status = Literal["draft", "review", "published", "retired"]


@dataclass(frozen=True, slots=True)
class Flow:
    """The concept flow, drawn above the stage."""

    nodes: tuple[FlowNode, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The scenario's own file that the stage shows, and a caption."""

    file: str
    caption: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the execution table: the step that it stands for, and its cells."""

    step: Step
    action: str
    runs: str
    result: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The execution table and its closing line."""

    rows: tuple[Row, ...]
    exit: str


@dataclass(frozen=True, slots=True)
class Tracker:
    """The variable tracker as the author wrote it."""

    columns: tuple[Column, ...]
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A misconception, put as a question, and the answer."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Moments:
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The cheat sheet."""

    html: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The lesson once more, as prose."""

    html: str


Part = TypeVar("Part")
Body: TypeAlias = Flow | Sample | Steps | Tracker | Moments | Quiz | Snapshot | Transcript


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under its heading; `title` is plain."""

    id: str
    title: str
    body: Body


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `id` is permanent, `slug` is its folder and its address; title and summary are plain."""

    course: str
    id: str
    slug: str
    title: str
    summary: str
    minutes: int
    level: Level
    status: Status
    scenario: str
    introduction: str
    sections: Mapping[str, Section]

    def body(self, kind: type[Part]) -> Part | None:
        """The body of the section of a kind, where the lesson has one."""
        return next((s.body for s in self.sections.values() if isinstance(s.body, kind)), None)

    @property
    def questions(self) -> tuple[Question, ...]:
        quiz = self.body(Quiz)
        return quiz.questions if quiz else ()
