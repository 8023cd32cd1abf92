"""The words of a course, each with a paragraph."""

from dataclasses import dataclass

from lessons.domain.lesson import Reference
from markup import Prose


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means; texts link to it as `[consumer](term:consumer)`."""

    id: str
    title: str
    text: Prose


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms of a course in order of their titles."""

    course: str
    terms: tuple[Term, ...] = ()
    links: tuple[Reference, ...] = ()

    @property
    def path(self) -> str:
        """Its address."""
        return f"/{self.course}/glossary/"
