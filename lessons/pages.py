"""A release as pages: what each of them is made of, and where earlier addresses lead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from lessons.catalog import get_catalog, release_at_hand
from lessons.domain.contents import Contents, Entry, contents_of
from lessons.domain.course import Course
from lessons.domain.lesson import Lesson, QuizPage, Status
from lessons.domain.release import Release
from lessons.page import Pages, Picture, Recipe
from markup import Problem
from quizzes.domain.quiz import Kind, Quiz
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario
from sandbox.domain.versions import versions_in_words

PICTURE_SECONDS = 3600
NOT_YET: Mapping[Status, str] = {
    "draft": "Draft: only editors see this page.",
    "review": "In review: only editors see this page.",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A practice or a test as its lesson leads to it."""

    kind: str
    path: str
    questions: int
    minutes: int
    not_yet: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The run that a lesson's tables were compared with: when, and with which versions, in words."""

    day: date
    versions: str


def publish(release: Release) -> Pages:
    """Every page of a release. A draft has one only while somebody edits."""
    seen = release.seen(drafts=settings.COURSEWARE_DEBUG)
    gone = frozenset(path for path in release.retired if path.split("/")[1] in seen.courses)
    recipes = _recipes(seen) if release.courses else ()
    return Pages(dict(recipes), _moved(seen), gone)


def for_editors(errors: Sequence[Problem]) -> Sequence[Problem]:
    """What a page says of its errors: only whoever edits sees them."""
    return errors if settings.COURSEWARE_DEBUG else ()


def _recipes(release: Release) -> Iterator[tuple[str, Recipe | Picture]]:
    courses = [contents_of(course, release.lessons, release.scenarios) for course in release.courses.values()]
    quizzes = {(quiz.path, quiz.kind): quiz for quiz in release.quizzes}
    for contents in courses:
        yield (
            reverse("course", args=[contents.course.id]),
            _contents(contents, release, release.errors_of(contents.course)),
        )
        for entry in contents.entries:
            yield entry.lesson.path, _lesson(contents.course, entry, release, quizzes)
    for glossary in release.glossaries.values():
        course = release.courses[glossary.course]
        yield glossary.path, _recipe("lessons/glossary.html", course, {"glossary": glossary})
    caching = "no-cache" if settings.COURSEWARE_DEBUG else f"max-age={PICTURE_SECONDS}, must-revalidate"
    for (owner, slug, name), media in release.media.items():
        yield release.lessons[owner, slug].path + f"media/{name}", Picture(media, caching)
    if len(courses) == 1:
        yield reverse("contents"), _contents(courses[0], release, release.errors)
    else:
        context = {"courses": courses, "problems": for_editors(release.errors)}
        yield reverse("contents"), Recipe("lessons/courses.html", context)


def _moved(release: Release) -> dict[str, str]:
    """Aliases; those of a lesson hold for its practice and its test, too."""
    moved: dict[str, str] = {}
    for page in release.quiz_pages.values():
        lesson = release.lessons[page.course, page.slug]
        moved |= {f"{alias}{page.kind}/": page.path for alias in lesson.aliases}
    documents: list[Lesson | QuizPage] = [*release.lessons.values(), *release.quiz_pages.values()]
    for document in documents:
        moved |= dict.fromkeys(document.aliases, document.path)
    return moved


def _recipe(template: str, course: Course, context: Mapping[str, Any]) -> Recipe:
    foreign = course.language.partition("-")[0] != "en"
    lang = format_html(' lang="{}"', course.language) if foreign else ""
    return Recipe(template, {"course": course, "lang": lang, **context})


def _contents(contents: Contents, release: Release, errors: Sequence[Problem]) -> Recipe:
    course = contents.course
    context = {
        "contents": contents,
        "glossary": release.glossaries.get(course.id),
        "mending": not contents.entries and any(path.startswith(f"/{course.id}/") for path in release.broken),
        "not_yet": _not_yet(course, "published"),
        "problems": for_editors(errors),
    }
    return _recipe("lessons/contents.html", course, context)


def _lesson(course: Course, entry: Entry, release: Release, quizzes: Mapping[tuple[str, Kind], Quiz]) -> Recipe:
    lesson = entry.lesson
    pages = [release.quiz_pages.get((lesson.course, lesson.slug, kind)) for kind in ("practice", "test")]
    ways = [
        Way(page.kind, page.path, quizzes[lesson.path, page.kind].asked, page.minutes, _not_yet(course, page.status))
        for page in pages
        if page
    ]
    addresses = (lesson.path, *(f"{lesson.path}{kind}/" for kind in ("practice", "test")))
    context: dict[str, Any] = {
        "number": entry.number,
        "lesson": lesson,
        "ways": ways,
        "not_yet": _not_yet(course, lesson.status),
        "problems": for_editors([error for path in addresses for error in release.broken.get(path, ())]),
        **lesson.sections,
    }
    scenario = release.scenarios.get((lesson.course, lesson.scenario))
    context["checked"] = _checked(scenario) if scenario else None
    return replace(_recipe("lessons/lesson.html", course, context), scenario=scenario)


def _checked(scenario: Scenario) -> Checked | None:
    recording = scenario.variants[DEFAULT_VARIANT].recording
    return Checked(date.fromisoformat(recording.day), versions_in_words(recording.versions)) if recording else None


def _not_yet(course: Course, status: Status) -> str:
    return NOT_YET.get("draft" if course.status == "draft" else status, "")


class _Shelf:
    """The pages of the release that is being served."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._release: Release | None = None
        self._pages = Pages()

    def pages_of(self, release: Release) -> Pages:
        with self._lock:
            if self._release is not release:
                pages = publish(release)
                pages.keep(self._pages)
                self._pages, self._release = pages, release
            return self._pages

    def at_hand(self) -> Pages | None:
        release = release_at_hand()
        return self._pages if release and self._release is release else None


_shelf = _Shelf()


def get_pages() -> Pages:
    """The pages of the release that is being served."""
    return _shelf.pages_of(get_catalog())


def pages_at_hand() -> Pages | None:
    """The same, where nobody need wait for them: for whoever may not, as the event loop."""
    return _shelf.at_hand()
