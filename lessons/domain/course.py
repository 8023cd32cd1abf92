"""A course: its modules, and the order of their lessons, which stands nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a course; `lessons` names its lessons' folders in order."""

    id: str
    title: str
    summary: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What `course.yaml` says; `file` is where it says so."""

    id: str
    title: str
    summary: str
    language: str
    modules: tuple[Module, ...]
    file: str
