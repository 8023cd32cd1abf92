"""The end of a practice or a test: what is still open, handing in, and the result."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from learners.cookie import learner_of
from quizzes import records
from quizzes.attempts import quiz_of
from quizzes.bank import bank
from quizzes.domain.asked import cells_of, is_done, next_to_do
from quizzes.domain.result import result_of
from quizzes.models import Attempt
from quizzes.progress import asked_in, standings
from quizzes.views import visual
from quizzes.views.forms import personal_page, see_other, takes_forms


@require_safe
@personal_page
def attempt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how an attempt has ended, or lead on to what is open in it; for anybody but its learner there is none."""
    found = get_object_or_404(Attempt, pk=pk, learner=learner_of(request))
    if found.kind == Attempt.Kind.VISUAL:
        return visual.show(request, found.course, found.document, found)
    if found.finished:
        return _result(request, found)
    following = next_to_do(asked_in(found), 0, found.tries, at_once=found.at_once)
    return redirect("question", found.pk, following.number) if following else redirect("hand-in", found.pk)


@takes_forms
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what is still open, then grade everything at once; once it is handed in, both lead to the result."""
    found = get_object_or_404(Attempt, pk=pk, learner=learner_of(request))
    if request.method == "POST" and found.kind != Attempt.Kind.VISUAL:
        return see_other(request, records.hand_in(found).get_absolute_url(), found)
    if found.finished or found.kind == Attempt.Kind.VISUAL:
        return redirect(found)
    questions = asked_in(found)
    cells = cells_of(questions, at_once=found.at_once)
    open_ones = [
        cell
        for cell, asked in zip(cells, questions, strict=True)
        if not is_done(asked, found.tries, at_once=found.at_once)
    ]
    context = {
        "attempt": found,
        "quiz": quiz_of(found),
        "cells": cells,
        "open": open_ones,
        "done": len(cells) - len(open_ones),
    }
    return render(request, "quizzes/hand_in.html", context)


def _result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    quiz, questions = quiz_of(attempt), asked_in(attempt)
    cells = cells_of(questions, at_once=True)
    context = {
        "attempt": attempt,
        "quiz": quiz,
        "again": bank.quiz(quiz.course, quiz.id),
        "result": result_of(quiz, [(asked.question, asked.score) for asked in questions]),
        "cells": cells,
        "rows": list(zip(cells, standings(attempt, questions), strict=True)),
    }
    return render(request, "quizzes/result.html", context)
