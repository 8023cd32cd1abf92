"""What stands in the sections of a lesson."""

from dataclasses import dataclass, field
from typing import TypeAlias

from markup import Prose
from quizzes.domain.question import Question
from sandbox.domain.authored import Column, FlowNode, Step, Variable


@dataclass(frozen=True, slots=True)
class Flow:
    """The concept flow, drawn above the stage."""

    nodes: tuple[FlowNode, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The scenario's own `file`, of which `lines` matter and `marked` ones most; or else `code` of the lesson's own."""

    file: str
    caption: Prose
    lines: tuple[int, ...] = ()
    marked: tuple[int, ...] = ()
    code: Prose = field(default_factory=Prose)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the execution table: the step that it stands for, and its cells."""

    step: Step
    action: Prose
    runs: Prose
    result: Prose


@dataclass(frozen=True, slots=True)
class Steps:
    """The execution table and its closing line."""

    rows: tuple[Row, ...]
    exit: Prose


@dataclass(frozen=True, slots=True)
class Tracker:
    """The variable tracker as the author wrote it."""

    columns: tuple[Column, ...]
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A misconception, put as a question, and the answer."""

    id: str
    question: Prose
    answer: Prose


@dataclass(frozen=True, slots=True)
class Moments:
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class VisualQuiz:
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The cheat sheet."""

    text: Prose


@dataclass(frozen=True, slots=True)
class Transcript:
    """The lesson once more, as prose."""

    text: Prose


Body: TypeAlias = Flow | Sample | Steps | Tracker | Moments | VisualQuiz | Snapshot | Transcript


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under its heading; `title` is plain."""

    id: str
    title: str
    body: Body
