"""An answer from click to stored grade, and the pages that show it."""

import logging
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from learners.cookie import LearnerId, ensure_learner, learner_of, remember_learner
from learners.origin import own_origin_required
from quizzes import records
from quizzes.bank import bank
from quizzes.domain.grading import GAVE_UP, Refused, read_answer, read_number
from quizzes.domain.question import Question, QuestionKey
from quizzes.domain.standing import Standing, grade_of, refuse
from quizzes.domain.visual import INCOMPLETE
from quizzes.models import Attempt

Fields = Mapping[str, Sequence[str]]

log = logging.getLogger(__name__)
personal_page = cache_control(private=True, no_store=True)


class SeeOther(HttpResponseRedirect):
    """What follows a POST that was stored: a page to GET, so that a reload sends nothing twice."""

    status_code = 303


@csrf_exempt  # a lesson page is the same bytes for everyone and carries no token; the origin must be ours instead
@own_origin_required
@require_POST
@personal_page
def answer(request: HttpRequest, course: str, document: str, question: str) -> HttpResponse:
    """Store what the button `do` asks for (answer, hint, show), then send its learner to the attempt."""
    key = QuestionKey(course, document, question)
    fields = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    learner = ensure_learner(request)
    try:
        return _take(request, learner, key, fields)
    except (OperationalError, InterfaceError) as error:
        log.warning("An answer could not be stored: %s", error)
        return _ask_to_resend(request, key, fields)


@require_safe
@personal_page
def attempt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an attempt to its own learner; for anybody else there is none."""
    found = get_object_or_404(Attempt, pk=pk, learner=learner_of(request))
    return _show(request, found.course, found.document, records.standings(found.course, found.document, found))


@require_safe
@personal_page
def my_answers(request: HttpRequest, course: str, document: str) -> HttpResponse:
    """Lead learners to their attempt at a document, or to its lesson where they have none yet."""
    if found := records.find_attempt(learner_of(request), course, document):
        return redirect(found)
    if not bank.of_document(course, document):
        raise Http404(f"There are no questions in {course}/{document}.")
    return redirect("lesson", course, document)


@require_safe
@personal_page
def personal(request: HttpRequest, course: str, document: str) -> JsonResponse:
    """Answer the personal half of a lesson page; empty for whoever has not answered yet."""
    if not bank.of_document(course, document):
        message = f"There are no questions in {course}/{document}."
        return JsonResponse({"error": "unknown-lesson", "message": message}, status=404)
    return JsonResponse(records.personal(learner_of(request), course, document))


def _take(request: HttpRequest, learner: LearnerId, key: QuestionKey, fields: Fields) -> HttpResponse:
    question = records.question_for(learner, key)
    if question is None:
        raise Http404(f"There is no question {key}.")
    do = DOES.get(fields.get("do", ["answer"])[0])
    outcome = do(learner, question, fields) if do else Refused(INCOMPLETE)
    if isinstance(outcome, Refused):
        return _refuse(request, learner, key, fields, outcome)
    response = SeeOther(f"{outcome.get_absolute_url()}#{key.question}")
    remember_learner(request, response, learner)
    return response


def _answer(learner: LearnerId, question: Question, fields: Fields) -> Attempt | Refused:
    answer = read_answer(question.public, fields, settings.LIMITS.answer_bytes)
    number = read_number(fields.get("try", ()))
    if isinstance(answer, Refused):
        return answer
    return records.record_answer(learner, question, answer, number) if number else Refused(INCOMPLETE)


def _open_hint(learner: LearnerId, question: Question, fields: Fields) -> Attempt | Refused:
    number = read_number(fields.get("hint", ()))
    return records.record_hint(learner, question, number) if number else Refused(INCOMPLETE)


def _give_up(learner: LearnerId, question: Question, fields: Fields) -> Attempt | Refused:
    number = read_number(fields.get("try", ()))
    return records.record_answer(learner, question, GAVE_UP, number) if number else Refused(INCOMPLETE)


DOES = {"answer": _answer, "hint": _open_hint, "show": _give_up}


def _refuse(
    request: HttpRequest, learner: LearnerId, key: QuestionKey, fields: Fields, refused: Refused
) -> HttpResponse:
    attempt = records.find_attempt(learner, key.course, key.document)
    choice = fields.get("choice", [""])[0]
    standings = tuple(
        refuse(standing, refused.sentence, choice) if standing.question.key == key else standing
        for standing in records.standings(key.course, key.document, attempt)
    )
    return _show(request, key.course, key.document, standings, status=400)


def _show(
    request: HttpRequest, course: str, document: str, standings: tuple[Standing, ...], status: int = 200
) -> HttpResponse:
    context = {"course": course, "document": document, "standings": standings, "grade": grade_of(standings)}
    return render(request, "quizzes/attempt.html", context, status=status)


def _ask_to_resend(request: HttpRequest, key: QuestionKey, fields: Fields) -> HttpResponse:
    kept = {name: fields[name][0] for name in ("do", "choice", "try", "hint", "wording") if name in fields}
    response = render(request, "quizzes/resend.html", {"key": key, "kept": kept}, status=503)
    response["Retry-After"] = "5"
    return response
