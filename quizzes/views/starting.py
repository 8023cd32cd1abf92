"""The first page of a practice or a test: what comes, how it counts, and what one has done before."""

from random import SystemRandom

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from learners.cookie import ensure_learner, learner_of
from quizzes.attempts import earlier_attempts, find_open, quiz_of
from quizzes.domain.asked import is_done
from quizzes.domain.quiz import Quiz
from quizzes.progress import asked_in
from quizzes.records import start as start_attempt
from quizzes.views.forms import see_other, takes_forms


@takes_forms
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, quiz: Quiz) -> HttpResponse:
    """Begin, or go on with what was begun: two clicks and two tabs are one attempt."""
    if request.method == "POST":
        attempt = start_attempt(ensure_learner(request), quiz, SystemRandom())
        return see_other(request, reverse("question", args=[attempt.pk, 1]), attempt)
    learner = learner_of(request)
    begun = find_open(learner, quiz)
    questions = asked_in(begun) if begun else ()
    rules = quiz_of(begun) if begun else quiz
    context = {
        "quiz": rules,
        "begun": begun,
        "total": len(questions) or quiz.asked,
        "done": sum(is_done(asked, rules.tries, at_once=rules.at_once) for asked in questions),
        "earlier": earlier_attempts(learner, quiz),
    }
    return render(request, "quizzes/start.html", context)
