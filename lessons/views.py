"""Pages are answered from ready bytes: no SQL, no Markdown, no template."""

from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from lessons.catalog import get_catalog
from lessons.domain.release import Release
from lessons.page import Pages
from lessons.pages import for_editors, get_pages
from lessons.representation import Representation
from markup import Problem
from sandbox.domain.scenario import DEFAULT_VARIANT

MOVED_SECONDS = 3600


@require_safe
def read(request: HttpRequest, **_: str) -> HttpResponseBase:
    """Answer a page, a picture, or why there is none at an address that has had one or should have."""
    pages, path = get_pages(), request.path_info
    if path in pages:
        variant, frame = request.GET.get("variant", ""), request.GET.get("frame", "")
        return _read_at(request, pages, variant, frame) if variant or frame else _answer(request, pages[path])
    if path in pages.moved:
        return _redirect(request, pages.moved[path])
    if path in pages.gone:
        return _retired(path)
    problems = _problems_of(get_catalog(), path)
    if problems:
        return _apologise(problems)
    raise Http404


def _read_at(request: HttpRequest, pages: Pages, variant: str, frame: str) -> HttpResponseBase:
    """A moment of the recorded run. A link to what is not there any more leads to what is."""
    path = request.path_info
    scene = pages.scene(path, variant or DEFAULT_VARIANT)
    page = scene and (scene.at(frame) if frame else scene.start)
    if page:
        return _answer(request, page)
    return HttpResponseRedirect(f"{path}?{urlencode({'variant': variant})}" if scene and variant else path)


def _answer(request: HttpRequest, page: Representation) -> HttpResponseBase:
    coded = page.accepted(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(coded.body, headers=coded.headers)
    return get_conditional_response(request, etag=coded.etag, response=response) or response


def _redirect(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = f"max-age={MOVED_SECONDS}"  # or a browser would never ask again
    return response


def _retired(path: str) -> HttpResponse:
    course = get_catalog().courses[path.split("/")[1]]
    body = render_to_string("lessons/gone.html", {"course": course, "status": 410})
    return HttpResponse(body, status=410, headers={"Cache-Control": "no-cache"})


def _problems_of(release: Release, path: str) -> tuple[Problem, ...]:
    """Why an address that should have a page has none; without any course, nothing has one."""
    return release.broken.get(path, ()) if release.courses else release.problems


def _apologise(problems: tuple[Problem, ...]) -> HttpResponse:
    """Authors see what is wrong; everybody else, that it is being mended."""
    body = render_to_string("errors/problems.html", {"problems": for_editors(problems), "status": 503})
    return HttpResponse(body, status=503, headers={"Cache-Control": "no-store"})
