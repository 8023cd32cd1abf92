"""The visual quiz of a lesson's page: an answer from click to stored grade, and the page that shows it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from learners.cookie import ensure_learner, learner_of
from quizzes.attempts import find_visual, hold_visual, quiz_of
from quizzes.bank import bank
from quizzes.domain.grading import Refused
from quizzes.domain.question import QuestionKey
from quizzes.domain.quiz import TRIES
from quizzes.domain.standing import grade_of, refuse
from quizzes.models import Attempt
from quizzes.progress import question_for, visual_questions
from quizzes.views.buttons import VISUAL, press
from quizzes.views.forms import fields_of, personal_page, see_other, takes_forms


@takes_forms
@require_POST
def answer(request: HttpRequest, course: str, document: str, question: str) -> HttpResponse:
    """Store what the button asks for (answer, hint, show), then send its learner to the attempt."""
    learner = ensure_learner(request)
    asked = question_for(learner, QuestionKey(course, document, question))
    if asked is None:
        raise Http404(f"There is no question {course}/{document}/{question}.")
    fields = fields_of(request)
    outcome = press(VISUAL, hold_visual(learner, course, document), asked, fields)
    if isinstance(outcome, Refused):
        found = find_visual(learner, course, document)
        return show(request, course, document, found, refused=(question, outcome.sentence))
    return see_other(request, f"{outcome.get_absolute_url()}#{question}", outcome)


@require_safe
@personal_page
def my_answers(request: HttpRequest, course: str, document: str) -> HttpResponse:
    """Lead learners to their attempt at a document, or to its lesson where they have none yet."""
    if found := find_visual(learner_of(request), course, document):
        return redirect(found)
    quiz = bank.quiz(course, document)
    if quiz is None:
        raise Http404(f"There are no questions in {course}/{document}.")
    return redirect(quiz.path)


def show(
    request: HttpRequest,
    course: str,
    document: str,
    attempt: Attempt | None,
    *,
    refused: tuple[str, str] = ("", ""),
) -> HttpResponse:
    """Every question of the quiz as its learner stands with it; `refused` are a question and why it was not taken."""
    quiz = quiz_of(attempt) if attempt else bank.quiz(course, document)
    name, sentence = refused
    tries = quiz.tries if quiz else TRIES
    standings = tuple(
        refuse(asked.standing(tries), sentence, fields_of(request)) if asked.name == name else asked.standing(tries)
        for asked in visual_questions(course, document, attempt)
    )
    context = {"quiz": quiz, "standings": standings, "grade": grade_of(standings)}
    return render(request, "quizzes/visual.html", context, status=400 if sentence else 200)
