"""One question of a practice or a test on a page of its own."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from learners.cookie import learner_of
from quizzes.attempts import hold, quiz_of
from quizzes.domain.asked import Asked, cells_of, next_to_do
from quizzes.domain.grading import Fields, Refused
from quizzes.domain.standing import refuse
from quizzes.models import Attempt
from quizzes.progress import asked_in
from quizzes.views.buttons import PRACTICE, TEST, press
from quizzes.views.forms import fields_of, see_other, takes_forms


@takes_forms
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Show a question, or store what its form brings and lead on."""
    attempt = get_object_or_404(Attempt, pk=pk, learner=learner_of(request))
    questions = asked_in(attempt)
    if not 1 <= number <= len(questions):
        raise Http404(f"This attempt has no question {number}.")
    if request.method != "POST":
        return _show(request, attempt, questions, number)
    fields = fields_of(request)
    buttons = PRACTICE if attempt.at_once else TEST
    outcome = press(buttons, hold(attempt), questions[number - 1].question, fields)
    if isinstance(outcome, Refused):
        return _show(request, attempt, questions, number, outcome)
    return see_other(request, _where_to(attempt, number, len(questions), fields), attempt)


def _where_to(attempt: Attempt, number: int, total: int, fields: Fields) -> str:
    """The page that a button leads to; after the last question of a test it is handed in."""
    steps = {} if attempt.at_once else {"next": 1, "back": -1}
    wanted = max(1, number + steps.get(fields.get("do", ["next"])[0], 0))
    return reverse("hand-in", args=[attempt.pk]) if wanted > total else reverse("question", args=[attempt.pk, wanted])


def _show(
    request: HttpRequest, attempt: Attempt, questions: Sequence[Asked], number: int, refused: Refused | None = None
) -> HttpResponse:
    state = questions[number - 1].standing(attempt.tries)
    if refused:
        state = refuse(state, refused.sentence, fields_of(request))
    cells = cells_of(questions, number, at_once=attempt.at_once)
    context = {
        "attempt": attempt,
        "quiz": quiz_of(attempt),
        "state": state,
        "cells": cells,
        "cell": cells[number - 1],
        "at_the_end": not attempt.at_once,
        "number": number,
        "total": len(questions),
        "following": _following(attempt, questions, number),
    }
    return render(request, "quizzes/asked.html", context, status=400 if refused else 200)


def _following(attempt: Attempt, questions: Sequence[Asked], number: int) -> int:
    """The question to go on with after this one; 0 when there is none."""
    if attempt.finished:
        return number + 1 if number < len(questions) else 0
    following = next_to_do(questions, number, attempt.tries, at_once=attempt.at_once)
    return following.number if following else 0
