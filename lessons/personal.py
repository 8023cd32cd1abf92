"""What belongs to one learner: the personal half of a lesson page, how far they are, and all that is kept of them."""

from collections.abc import Iterable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learners import progress
from learners.cookie import cookie_name, ensure_learner, learner_of, remember_learner
from learners.origin import own_origin_required
from learners.pace import within_pace
from lessons.catalog import get_catalog
from lessons.domain.lesson import Lesson
from quizzes.attempts import attempts_of, last_test, results_of
from quizzes.export import export_attempts
from quizzes.progress import personal as quiz_of_learner
from quizzes.views.forms import SeeOther, personal_page, takes_forms

MOST_POSITIONS = 60  # that one learner may send in a minute


@require_safe
@personal_page
def personal(request: HttpRequest, course: str, lesson: str) -> JsonResponse:
    """Answer the personal half of a lesson page; empty for whoever has left nothing yet."""
    if not _find(course, lesson):
        return JsonResponse(
            {"error": "unknown-lesson", "message": f"There is no lesson {course}/{lesson}."}, status=404
        )
    learner = learner_of(request)
    kept = progress.progress_of(learner, course, lesson)
    told = {"frame": kept.frame, "done": kept.done} if kept else {"frame": 0, "done": False}
    return JsonResponse({**quiz_of_learner(learner, course, lesson), "progress": told})


@require_safe
@personal_page
def of_course(request: HttpRequest, course: str) -> JsonResponse:
    """Answer the personal half of a contents page: how far each lesson is by its id, and the last test."""
    if course not in get_catalog().seen(drafts=settings.COURSEWARE_DEBUG).courses:
        return JsonResponse({"error": "unknown-course", "message": f"There is no course {course}."}, status=404)
    learner = learner_of(request)
    kept = [found for found in progress.all_progress(learner) if found.course == course]
    test = last_test(learner, course)
    return JsonResponse(
        {
            "lessons": {p.lesson: {"frame": p.frame, "done": p.done, "seen": p.seen} for p in kept},
            "test": {"points": test.score, "of": test.total} if test else None,
        }
    )


@csrf_exempt  # a lesson page is the same bytes for everyone and carries no token; the origin must be ours instead
@own_origin_required
@require_POST
@personal_page
def keep_progress(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """Keep how far a learner is (`frame`, `at`) or that the lesson is `done`, then lead to all that is kept."""
    if not _find(course, lesson):
        raise Http404(f"There is no lesson {course}/{lesson}.")
    position = progress.read_position(request.POST.dict(), timezone.now())
    if position is None:
        return HttpResponse("frame and at are whole numbers, done is yes or no.", status=400, content_type="text/plain")
    learner = ensure_learner(request)
    if not within_pace("progress", learner, MOST_POSITIONS):
        return HttpResponse("Too many at once. Try again in a minute.", status=429, content_type="text/plain")
    try:
        progress.record_progress(learner, course, lesson, position)
    except (OperationalError, InterfaceError):
        return HttpResponse("This could not be stored just now. Try again.", status=503, content_type="text/plain")
    response = SeeOther(reverse("me"))
    remember_learner(request, response, learner)
    return response


@require_safe
@personal_page
def me(request: HttpRequest) -> HttpResponse:
    """Show a learner what they have done, and what is kept of them."""
    learner = learner_of(request)
    lessons = {(lesson.course, lesson.id): lesson for lesson in _lessons()}
    rows = [(kept, lessons.get((kept.course, kept.lesson))) for kept in progress.all_progress(learner)]
    results = results_of(learner)
    attempts = [(attempt, results.get(attempt.pk)) for attempt in attempts_of(learner)]
    return render(request, "lessons/me.html", {"rows": rows, "attempts": attempts})


@require_safe
@personal_page
def export(request: HttpRequest) -> HttpResponse:
    """All that is kept of a learner, as a JSON file."""
    learner = learner_of(request)
    kept = [
        {"course": p.course, "lesson": p.lesson, "frame": p.frame, "done": p.done, "seen": p.seen}
        for p in progress.all_progress(learner)
    ]
    told = {"learner": learner, "progress": kept, "attempts": export_attempts(learner)}
    response = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="framewise.json"'
    return response


@takes_forms
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once more, then forget a learner: their rows and their cookie."""
    learner = learner_of(request)
    if request.method != "POST":
        return render(request, "lessons/erase.html")
    if learner:
        progress.erase(learner)
    response = SeeOther(reverse("me"))
    response.delete_cookie(cookie_name(), path="/", samesite="Lax")
    return response


def _find(course: str, lesson: str) -> Lesson | None:
    """A lesson by its id, which is not its address."""
    return next((found for found in _lessons() if (found.course, found.id) == (course, lesson)), None)


def _lessons() -> Iterable[Lesson]:
    """Those that readers see."""
    return get_catalog().seen(drafts=settings.COURSEWARE_DEBUG).lessons.values()
