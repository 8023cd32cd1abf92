"""A release as pages: each one rendered once, to bytes that are the same for everyone."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from lessons.catalog import get_catalog
from lessons.domain.contents import Contents, Entry, contents_of
from lessons.domain.lesson import Flow, Lesson, Steps, Tracker
from lessons.domain.release import Release
from markup import Problem, highlight_lines
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario
from sandbox.stage import Stage


@dataclass(frozen=True, slots=True)
class Page:
    """Ready bytes, plain and compressed. `etag` is quoted; the compressed bytes have a tag of their own."""

    body: bytes
    gzip: bytes
    etag: str
    content_type: str = "text/html; charset=utf-8"

    @property
    def gzip_etag(self) -> str:
        return f'{self.etag[:-1]}-gzip"'


def publish(release: Release) -> Mapping[str, Page]:
    """Every page of a release by its path. A draft has one only while somebody edits."""
    visible = {
        address: lesson
        for address, lesson in release.lessons.items()
        if lesson.status == "published" or settings.COURSEWARE_DEBUG
    }
    courses = [contents_of(course, visible) for course in release.courses.values()]
    return {path: _page(html) for path, html in _pages(courses, release)}


def for_editors(errors: Sequence[Problem]) -> Sequence[Problem]:
    """What a page says of its errors: only whoever edits sees them."""
    return errors if settings.COURSEWARE_DEBUG else ()


def _pages(courses: list[Contents], release: Release) -> Iterator[tuple[str, str]]:
    for contents in courses:
        course = contents.course
        yield reverse("course", args=[course.id]), _contents(contents, release, release.errors_of(course))
        for entry in contents.entries:
            yield reverse("lesson", args=[course.id, entry.lesson.slug]), _lesson(contents, entry, release)
    if len(courses) == 1:
        yield reverse("contents"), _contents(courses[0], release, release.errors)
    elif courses:
        context = {"courses": courses, "problems": for_editors(release.errors)}
        yield reverse("contents"), render_to_string("lessons/courses.html", context)


def _contents(contents: Contents, release: Release, errors: Sequence[Problem]) -> str:
    context = {
        "contents": contents,
        "course": contents.course,
        "mending": any(course == contents.course.id for course, _ in release.broken),
        "problems": for_editors(errors),
    }
    return render_to_string("lessons/contents.html", context)


def _lesson(contents: Contents, entry: Entry, release: Release) -> str:
    lesson = entry.lesson
    scenario = release.scenarios.get((lesson.course, lesson.scenario))
    context = {
        "course": contents.course,
        "number": entry.number,
        "lesson": lesson,
        "stage": _stage(lesson, scenario) if scenario else None,
        "problems": for_editors(release.broken.get((lesson.course, lesson.slug), ())),
        **lesson.sections,
    }
    return render_to_string("lessons/lesson.html", context)


def _stage(lesson: Lesson, scenario: Scenario) -> Stage:
    variant = scenario.variants[DEFAULT_VARIANT]
    flow, steps, tracker = lesson.body(Flow), lesson.body(Steps), lesson.body(Tracker)
    return Stage(
        scenario=scenario,
        variant=variant,
        lines=highlight_lines(variant.source.text),
        flow=flow.nodes if flow else (),
        steps=tuple(row.step for row in steps.rows) if steps else (),
        columns=tracker.columns if tracker else (),
        variables=tracker.variables if tracker else (),
    )


def _page(html: str) -> Page:
    body = html.encode()
    return Page(body, gzip.compress(body, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:32]}"')


class _Shelf:
    """The pages of one release, made when the first of them is asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._release: Release | None = None
        self._pages: Mapping[str, Page] = {}

    def pages_of(self, release: Release) -> Mapping[str, Page]:
        with self._lock:
            if self._release is not release:
                self._pages = publish(release)
                self._release = release
            return self._pages


_shelf = _Shelf()


def get_pages() -> Mapping[str, Page]:
    """The pages of the release that is being served."""
    return _shelf.pages_of(get_catalog())
