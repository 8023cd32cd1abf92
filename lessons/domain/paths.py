"""Paths between the files of a course, as they work on a code host, and the addresses that they stand for."""

from collections.abc import Iterator, Mapping, Sequence

from lessons.domain.course import Course
from lessons.domain.known import Known
from lessons.domain.lesson import DocumentKind

DOCUMENTS: Mapping[str, DocumentKind] = {"lesson.md": "lesson", "practice.md": "practice", "test.md": "test"}
GLOSSARY = "glossary.md"
MEDIA = "media/"


def address_of(known: Known, slug: str) -> str:
    return f"/{known.course.id}/{slug}/"


def within(folder: Sequence[str], path: str) -> Sequence[str]:
    """A path that is relative to a folder, as folders and a file below the course's own; empty where it leaves that."""
    parts = [*folder]
    for part in path.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part in ("", ".."):
            return ()
        elif part != ".":
            parts.append(part)
    return parts


def paths_to(name: str, folder: Sequence[str], course: Course) -> Iterator[str]:
    """Every path from a folder to a file of that name in the course."""
    up = "../" * len(folder)
    if name == GLOSSARY:
        yield f"{up}{GLOSSARY}"
        return
    for module in course.modules:
        for slug in module.lessons:
            if [module.id, slug] == [*folder]:
                yield name
            elif module.id in folder[:1]:
                yield f"../{slug}/{name}"
            else:
                yield f"{up}{module.id}/{slug}/{name}"
