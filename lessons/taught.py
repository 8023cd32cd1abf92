"""What is taught once each course has been read: a release, and why a document is not in it as it was written."""

from collections.abc import Collection, Iterator, Sequence

from lessons.domain.release import Release
from lessons.reading import CourseReading
from lessons.roots import DOCUMENTS, LESSON, SCENARIOS
from markup import Problem, errors_among


def release_of(
    written: Sequence[CourseReading], served: Sequence[CourseReading], problems: tuple[Problem, ...]
) -> Release:
    """What the `served` readings teach; `written` is what the same courses say on disk."""
    taught = [(reading.course, reading) for reading in served if reading.course]
    return Release(
        courses={course.id: course for course, _ in taught},
        lessons={(course.id, slug): lesson for course, reading in taught for slug, lesson in reading.lessons.items()},
        quiz_pages={
            (course.id, *key): page
            for course, reading in taught
            for key, page in reading.quiz_pages.items()
            if key[0] in reading.lessons
        },
        media={
            (course.id, *key): media
            for course, reading in taught
            for key, media in reading.media.items()
            if key[0] in reading.lessons
        },
        glossaries={course.id: reading.glossary for course, reading in taught if reading.glossary},
        scenarios={
            (course.id, name): scenario
            for course, reading in taught
            for name, scenario in reading.scenarios.items()
            if scenario
        },
        problems=problems,
        broken=dict(_broken(written, served)),
        sources={path: reading.files[path].raw for _, reading in taught for path in reading.served},
    )


def _broken(
    written: Sequence[CourseReading], served: Sequence[CourseReading]
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """By the address of each document, why it is not what its files say now."""
    for wanted, got in zip(written, served, strict=True):
        if got.course:
            good = frozenset(got.served)
            for slug, home in dict.fromkeys((*got.homes, *wanted.homes)):
                for name in DOCUMENTS:
                    page = "" if name == LESSON else f"{name.removesuffix('.md')}/"
                    if errors := errors_among(_faults_behind(f"{home}/{name}", wanted, got, good)):
                        yield f"/{got.course.id}/{slug}/{page}", errors


def _faults_behind(path: str, wanted: CourseReading, got: CourseReading, good: Collection[str]) -> list[Problem]:
    """Its own errors, for a lesson also those of the outline and of its scenario; else those that it waits for."""
    own = wanted.faults.get(path, [])
    if path.endswith(LESSON):
        scenario = wanted.fronts[path].scenario if path in wanted.fronts else ""
        own = [
            *wanted.outline,
            *(wanted.faults.get(wanted.path(SCENARIOS, scenario, ""), []) if scenario else []),
            *own,
        ]
    waits = path in wanted.files and (path not in good or wanted.files[path].raw != got.files[path].raw)
    return own or (wanted.errors if waits else [])
