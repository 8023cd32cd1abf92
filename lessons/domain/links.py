"""Links between documents, which can only be judged when all of them are read."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from lessons.domain.glossary import Glossary
from lessons.domain.lesson import Address, Lesson, QuizPage, Reference
from markup import Problem, suggest


def check_links(
    lessons: Mapping[Address, Lesson],
    pages: Mapping[tuple[str, str, str], QuizPage],
    glossaries: Mapping[str, Glossary],
    unread: Collection[Address] = (),
) -> tuple[Problem, ...]:
    """Errors for links to places and documents that are not there.

    `unread` are the folders of lessons in which a document is broken: what links to them is not judged.
    """
    links = [
        *((lesson.course, lesson.links) for lesson in lessons.values()),
        *((page.course, page.links) for page in pages.values()),
        *((glossary.course, glossary.links) for glossary in glossaries.values()),
    ]
    problems = (
        _judge(course, link, lessons, pages) for course, link in _each(links) if (course, link.slug) not in unread
    )
    return tuple(problem for problem in problems if problem)


def _each(links: Sequence[tuple[str, Sequence[Reference]]]) -> Iterator[tuple[str, Reference]]:
    return ((course, link) for course, references in links for link in references)


def _judge(
    course: str,
    link: Reference,
    lessons: Mapping[Address, Lesson],
    pages: Mapping[tuple[str, str, str], QuizPage],
) -> Problem | None:
    lesson = lessons.get((course, link.slug))
    if link.document != "lesson" and (course, link.slug, link.document) not in pages:
        wanted = f"write {link.document}.md beside it, or link to lesson.md"
        return Problem(link.place, "C066", f"lesson '{link.slug}' has no {link.document}", wanted)
    if link.document == "lesson" and link.anchor and lesson and link.anchor not in lesson.places:
        found = f"nothing in lesson '{link.slug}' is called '#{link.anchor}'"
        return Problem(link.place, "C060", found, suggest(link.anchor, lesson.places))
    return None
