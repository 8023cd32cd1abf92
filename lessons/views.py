"""Pages are answered from ready bytes: no SQL, no Markdown, no template."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from lessons.catalog import get_catalog
from lessons.domain.release import Release
from lessons.page import Page
from lessons.pages import for_editors, get_pages
from markup import Problem

GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
MOVED_SECONDS = 3600


@require_safe
def read(request: HttpRequest, **_: str) -> HttpResponseBase:
    """Answer a page, a picture, or why there is none at an address that has had one or should have."""
    pages, path = get_pages(), request.path_info
    page = pages.get(path)
    if page:
        return _answer(request, page)
    if path in pages.moved:
        return _redirect(request, pages.moved[path])
    if path in pages.gone:
        return _retired(path)
    problems = _problems_of(get_catalog(), path)
    if problems:
        return _apologise(problems)
    raise Http404


def _answer(request: HttpRequest, page: Page) -> HttpResponseBase:
    compressed = bool(page.gzip and GZIP.search(request.headers.get("Accept-Encoding", "")))
    etag = page.gzip_etag if compressed else page.etag
    response = HttpResponse(page.gzip if compressed else page.body, content_type=page.content_type)
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = page.caching
    if compressed:
        response["Content-Encoding"] = "gzip"
    if page.policy:
        response["Content-Security-Policy"] = page.policy
    return get_conditional_response(request, etag=etag, response=response) or response


def _redirect(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = f"max-age={MOVED_SECONDS}"  # or a browser would never ask again
    return response


def _retired(path: str) -> HttpResponse:
    course = get_catalog().courses[path.split("/")[1]]
    body = render_to_string("lessons/gone.html", {"course": course})
    return HttpResponse(body, status=410, headers={"Cache-Control": "no-cache"})


def _problems_of(release: Release, path: str) -> tuple[Problem, ...]:
    """Why an address that should have a page has none; without any course, nothing has one."""
    return release.broken.get(path, ()) if release.courses else release.problems


def _apologise(problems: tuple[Problem, ...]) -> HttpResponse:
    """Authors see what is wrong; everybody else, that it is being mended."""
    body = render_to_string("errors/problems.html", {"problems": for_editors(problems)})
    return HttpResponse(body, status=503, headers={"Cache-Control": "no-store"})
