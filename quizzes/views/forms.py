"""What all forms of learners have in common: who may send them, how often, and that nothing of them is lost."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from learners.cookie import LearnerId, learner_of, remember_learner
from learners.origin import own_origin_required
from learners.pace import MINUTE, within_pace
from quizzes.bank import bank
from quizzes.domain.grading import Fields
from quizzes.models import Attempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

DRAFTING = frozenset({"draft", "next", "back"})  # what these buttons bring is kept, and not judged yet
NOT_NOW = {
    503: ("The server could not store this just now. Nothing was lost: send it again.", 5),
    429: ("That was very fast. Nothing was lost: wait a minute, then send it again.", MINUTE),
}

log = logging.getLogger(__name__)
personal_page = cache_control(private=True, no_store=True)


class SeeOther(HttpResponseRedirect):
    """What follows a POST that was stored: a page to GET, so that a reload sends nothing twice."""

    status_code = 303


def takes_forms(view: View[P]) -> View[P]:
    """Let learners post to a view: from pages of ours, not too often; what cannot be stored can be sent again."""

    @csrf_exempt  # a lesson page is the same bytes for everyone and carries no token; the origin must be ours instead
    @own_origin_required
    @personal_page
    @wraps(view)
    def taking(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not _within_pace(request):
            return _ask_to_resend(request, 429)
        try:
            return view(request, *args, **kwargs)
        except Attempt.DoesNotExist:  # its learner has erased it since this request began
            raise Http404("There is no such attempt any more.") from None
        except (OperationalError, InterfaceError) as error:
            if request.method != "POST":
                raise
            log.warning("A form could not be stored: %s", error)
            return _ask_to_resend(request, 503)

    return taking


def fields_of(request: HttpRequest) -> Fields:
    """What a form holds, without NUL, which not every database stores."""
    return {name: [str(value).replace("\0", "") for value in values] for name, values in request.POST.lists()}


def see_other(request: HttpRequest, address: str, attempt: Attempt) -> HttpResponse:
    """Lead on to a page after something was stored, and keep its learner known."""
    response = SeeOther(address)
    remember_learner(request, response, LearnerId(attempt.learner_id))
    return response


def _within_pace(request: HttpRequest) -> bool:
    limits, learner = settings.LIMITS, learner_of(request)
    if request.POST.get("do") in DRAFTING:
        return learner is None or within_pace("draft", learner, limits.drafts_per_minute)
    address = str(request.META.get("REMOTE_ADDR"))
    by_address = within_pace("submission-from", address, limits.submissions_per_minute_from_address)
    by_learner = learner is None or within_pace("submission", learner, limits.submissions_per_minute)
    return by_address and by_learner


def _ask_to_resend(request: HttpRequest, status: int) -> HttpResponse:
    """A page that holds the form as it came, and needs no database."""
    sentence, seconds = NOT_NOW[status]
    context = {
        "status": status,
        "sentence": sentence,
        "action": request.path,
        "back": _way_back(request),
        "kept": [(name, value) for name, values in fields_of(request).items() for value in values],
    }
    response = render(request, "quizzes/resend.html", context, status=status)
    response["Retry-After"] = str(seconds)
    return response


def _way_back(request: HttpRequest) -> str:
    """The page that the form came from: the lesson's for a visual question, else the one at the same address."""
    named = request.resolver_match.kwargs if request.resolver_match else {}
    if "document" not in named:
        return request.path
    quiz = bank.quiz(named["course"], named["document"])
    return quiz.path if quiz else "/"
