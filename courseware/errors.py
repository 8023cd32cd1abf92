"""Our own error pages: what happened, what is safe, what one can do; never a traceback."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

UNKNOWN_HOST = "This site does not answer to that host name. Whoever runs it names its hosts in COURSEWARE_HOSTS."
FOREIGN_FORM = "This form did not come from a page of this site."


@dataclass(frozen=True, slots=True)
class Apology:
    """What the page says, in the order in which one wants to know it."""

    title: str
    happened: str
    safe: str
    advice: str


APOLOGIES: Mapping[int, Apology] = {
    400: Apology(
        "That request makes no sense to us",
        "The address or the form that your browser sent is not one that we understand.",
        "Nothing was changed, and your answers are kept.",
        "Go back and try once more, or start from the contents.",
    ),
    403: Apology(
        "That is not allowed from here",
        "This page takes requests only from the site itself, and only from the learner whom they belong to.",
        "Nothing was changed, and your answers are kept.",
        "Open the page again from the contents, and try once more.",
    ),
    404: Apology(
        "There is no page at this address",
        "It may have been renamed, or a letter is missing.",
        "Your answers and places are kept.",
        "The contents list every page.",
    ),
    500: Apology(
        "Something broke on our side",
        "The page could not be made. The fault is ours, and it has been written to the server’s log.",
        "What you had sent before is kept.",
        "Try again in a moment, or start from the contents.",
    ),
}


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; what Django says of it is not shown, since it quotes the request."""
    return _page(400, UNKNOWN_HOST if isinstance(exception, DisallowedHost) else "")


def permission_denied(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the sentence that a `PermissionDenied` of ours carries."""
    return _page(403, str(exception))


def foreign_form(_request: HttpRequest, reason: str) -> HttpResponse:  # noqa: ARG001  # Django names it
    """Answer 403 to a form without a token, which none of our pages sends."""
    return _page(403, FOREIGN_FORM)


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    """Answer 404."""
    return _page(404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer 500; Django has logged the traceback."""
    return _page(500)


def _page(status: int, happened: str = "") -> HttpResponse:
    apology = replace(APOLOGIES[status], happened=happened or APOLOGIES[status].happened)
    body = render_to_string("errors/apology.html", {"status": status, "apology": apology})
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})
