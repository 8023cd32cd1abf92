"""Our own error pages: what happened, what is safe, what one can do; never a traceback."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    """Answer 400; the sentence of a `SuspiciousOperation` of ours is not shown, it may quote the request."""
    return _page(400)


def permission_denied(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the sentence that a `PermissionDenied` of ours carries."""
    return _page(403, reason=str(exception))


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    """Answer 404."""
    return _page(404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer 500; Django has logged the traceback."""
    return _page(500)


def _page(status: int, reason: str = "") -> HttpResponse:
    body = render_to_string(f"errors/{status}.html", {"reason": reason})
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})
