"""Links between documents, which can only be judged when all of them are read."""

from collections.abc import Collection, Mapping
from typing import TypeAlias

from lessons.domain.glossary import Glossary
from lessons.domain.lesson import Address, Lesson, QuizPage, Reference
from markup import Problem, suggest

Lessons: TypeAlias = Mapping[Address, Lesson]
QuizPages: TypeAlias = Mapping[tuple[str, str, str], QuizPage]


def check_links(
    lessons: Lessons,
    pages: QuizPages,
    glossaries: Mapping[str, Glossary],
    unread: Collection[Address] = (),
) -> tuple[Problem, ...]:
    """Errors for links to places and documents that are not there; warnings where readers cannot follow one.

    `unread` are the folders of lessons in which a document is broken: what links to them is not judged.
    """
    documents: list[Lesson | QuizPage] = [*lessons.values(), *pages.values()]
    links = [
        *((one.course, link, _is_public(one, lessons)) for one in documents for link in one.links),
        *((glossary.course, link, True) for glossary in glossaries.values() for link in glossary.links),
    ]
    problems = (
        _judge(course, link, lessons, pages) or (_warn(course, link, lessons, pages) if is_public else None)
        for course, link, is_public in links
        if (course, link.slug) not in unread
    )
    return tuple(problem for problem in problems if problem)


def _is_public(document: Lesson | QuizPage, lessons: Lessons) -> bool:
    """A practice or a test is as hidden as its lesson."""
    lesson = lessons.get((document.course, document.slug))
    return document.status == "published" and (lesson is None or lesson.status == "published")


def _judge(course: str, link: Reference, lessons: Lessons, pages: QuizPages) -> Problem | None:
    lesson = lessons.get((course, link.slug))
    if link.document != "lesson" and (course, link.slug, link.document) not in pages:
        wanted = f"write {link.document}.md beside it, or link to lesson.md"
        return Problem(link.place, "C066", f"lesson '{link.slug}' has no {link.document}", wanted)
    if link.document == "lesson" and link.anchor and lesson and link.anchor not in lesson.places:
        found = f"nothing in lesson '{link.slug}' is called '#{link.anchor}'"
        return Problem(link.place, "C060", found, suggest(link.anchor, lesson.places))
    return None


def _warn(course: str, link: Reference, lessons: Lessons, pages: QuizPages) -> Problem | None:
    target = pages.get((course, link.slug, link.document)) or lessons.get((course, link.slug))
    if target is None or _is_public(target, lessons):
        return None
    found = f"readers cannot follow this: the {link.document} of '{link.slug}' is not published"
    return Problem(link.place, "C069", found, "publish it, or take the link out", "warning")
