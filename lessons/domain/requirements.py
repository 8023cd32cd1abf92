"""Which lessons come before which: `requires` may name any lesson of the course, but never run in a circle."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from lessons.domain.lesson import Address, Lesson, Requirement
from markup import Problem, suggest


def check_requirements(lessons: Mapping[Address, Lesson], unread: Collection[Address] = ()) -> tuple[Problem, ...]:
    """Errors for unknown ids and for circles; the lessons of a course come in its order.

    `unread` are the folders of broken lessons: in their course, an id that nobody has may be theirs.
    """
    problems: list[Problem] = []
    for course in dict.fromkeys(course for course, _ in lessons):
        by_id = {lesson.id: lesson for (owner, _), lesson in lessons.items() if owner == course}
        if not any(owner == course for owner, _ in unread):
            problems += _unknown(by_id)
        problems += _circles(by_id)
    return tuple(problems)


def _unknown(lessons: Mapping[str, Lesson]) -> Iterator[Problem]:
    for lesson in lessons.values():
        for required in lesson.requires:
            if required.lesson not in lessons:
                found = f"no lesson has the id '{required.lesson}'"
                yield Problem(required.place, "C067", found, suggest(required.lesson, lessons))


def _circles(lessons: Mapping[str, Lesson]) -> Iterator[Problem]:
    told: set[str] = set()
    for lesson in lessons.values():
        circle = () if lesson.id in told else _circle_from(lesson, lessons)
        told.update(required.lesson for required in circle)
        if circle:
            way = " → ".join([lesson.id, *(required.lesson for required in circle)])
            yield Problem(circle[0].place, "C068", f"lessons require each other: {way}", "take one of them out")


def _circle_from(lesson: Lesson, lessons: Mapping[str, Lesson]) -> Sequence[Requirement]:
    """The shortest way of requirements from a lesson back to itself; empty where there is none."""
    ways: list[tuple[Requirement, ...]] = [(required,) for required in lesson.requires]
    seen: set[str] = set()
    for way in ways:  # which grows while it is walked: nearer lessons come first
        last = way[-1].lesson
        if last == lesson.id:
            return way
        if last in lessons and last not in seen:
            seen.add(last)
            ways += [(*way, required) for required in lessons[last].requires]
    return ()
