"""Our own error pages: what happened, what is safe, what one can do; never a traceback."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

UNKNOWN_HOST = "This site does not answer to that host name. Whoever runs it names its hosts in COURSEWARE_HOSTS."


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; what Django says of it is not shown, since it quotes the request."""
    return _page(400, reason=UNKNOWN_HOST if isinstance(exception, DisallowedHost) else "")


def permission_denied(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the sentence that a `PermissionDenied` of ours carries."""
    return _page(403, reason=str(exception))


def foreign_form(_request: HttpRequest, reason: str) -> HttpResponse:  # noqa: ARG001  # Django names it
    """Answer 403 to a form without a token, which none of our pages sends."""
    return _page(403, reason="This form did not come from a page of this site.")


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    """Answer 404."""
    return _page(404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer 500; Django has logged the traceback."""
    return _page(500)


def _page(status: int, reason: str = "") -> HttpResponse:
    body = render_to_string(f"errors/{status}.html", {"reason": reason})
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})
