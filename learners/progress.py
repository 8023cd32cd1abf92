"""How far learners are: what the page tells while a lesson is stepped, and what its readers mark by hand."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from learners.cookie import LearnerId
from learners.models import Learner, Progress
from learners.turns import writing

FARTHEST = 100_000  # frames; no run is longer
DIGITS = 14  # of milliseconds: the year 5138


@dataclass(frozen=True, slots=True)
class Position:
    """Where somebody is in a lesson. `done` is None where nothing new is said of it; `seen` is when they were there."""

    frame: int | None
    done: bool | None
    seen: datetime


def read_position(fields: dict[str, str], now: datetime) -> Position | None:
    """Read `frame`, `done` (yes, no) and `at` (milliseconds of the browser's clock); None where they make no sense."""
    frame, done, at = fields.get("frame"), fields.get("done"), fields.get("at")
    numbers = [number for number in (frame, at) if number is not None]
    if not all(number.isascii() and number.isdigit() and len(number) <= DIGITS for number in numbers):
        return None
    if (frame is None and done is None) or done not in {None, "yes", "no"}:
        return None
    position = Position(
        None if frame is None else min(int(frame), FARTHEST), None if done is None else done == "yes", now
    )
    return replace(position, seen=min(now, datetime.fromtimestamp(int(at) / 1000, UTC))) if at else position


def record_progress(learner: LearnerId, course: str, lesson: str, position: Position) -> Progress:
    """Keep where a learner is; what is older than what is kept changes nothing, so that two tabs may speak at once."""
    with writing():
        owner, _ = Learner.objects.get_or_create(pk=learner)
        kept, is_new = Progress.objects.select_for_update().get_or_create(
            learner=owner, course=course, lesson=lesson, defaults={"seen": position.seen}
        )
        if is_new or position.seen >= kept.seen:
            kept.seen = position.seen
            kept.frame = kept.frame if position.frame is None else position.frame
            kept.done = kept.done if position.done is None else position.done
            kept.save()
    return kept


def progress_of(learner: LearnerId | None, course: str, lesson: str) -> Progress | None:
    """How far a learner is in one lesson."""
    return Progress.objects.filter(learner=learner, course=course, lesson=lesson).first() if learner else None


def all_progress(learner: LearnerId | None) -> list[Progress]:
    """All lessons that a learner has begun, the latest first."""
    return list(Progress.objects.filter(learner=learner).order_by("-seen")) if learner else []


def erase(learner: LearnerId) -> None:
    """Forget a learner, with all that hangs on them."""
    with writing():
        Learner.objects.filter(pk=learner).delete()
