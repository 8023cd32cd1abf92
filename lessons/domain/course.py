"""A course: its modules, and the order of their lessons, which stands nowhere else."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from quizzes.domain.question import Level
from quizzes.domain.quiz import PASS_MARK, TRIES


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a course; `lessons` names its lessons' folders in order."""

    id: str
    title: str
    summary: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizDefaults:
    """How the course's quizzes are asked where a question or a kind of quiz does not say otherwise."""

    shuffle: bool = True
    tries: int = TRIES
    at_once: bool = True
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """What `course.yaml` says; `file` is where it says so. A draft is seen by whoever edits and nobody else."""

    id: str
    title: str
    summary: str
    language: str
    modules: tuple[Module, ...]
    file: str
    licence: str = ""
    status: Literal["draft", "published"] = "published"
    pass_mark: float = PASS_MARK
    quizzes: QuizDefaults = field(default_factory=QuizDefaults)
    levels: tuple[Level, ...] = get_args(Level)

    @property
    def slugs(self) -> tuple[str, ...]:
        """The folders of all lessons, in order."""
        return tuple(slug for module in self.modules for slug in module.lessons)

    def module_of(self, slug: str) -> str:
        """The folder in which a lesson's folder stands; empty where the course has no such lesson."""
        return next((module.id for module in self.modules if slug in module.lessons), "")
