"""Pages are answered from ready bytes: no SQL, no Markdown, no template."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from lessons.catalog import get_catalog
from lessons.domain.release import Release
from lessons.pages import Page, for_editors, get_pages
from markup import Problem

GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)


@require_safe
def read(request: HttpRequest, course: str = "", lesson: str = "") -> HttpResponseBase:
    """Answer the contents, a course or a lesson."""
    page = get_pages().get(request.path_info)
    if page:
        return _answer(request, page)
    problems = _problems_of(get_catalog(), course, lesson)
    if problems:
        return _apologise(problems)
    raise Http404


def _answer(request: HttpRequest, page: Page) -> HttpResponseBase:
    compressed = bool(GZIP.search(request.headers.get("Accept-Encoding", "")))
    etag = page.gzip_etag if compressed else page.etag
    response = HttpResponse(page.gzip if compressed else page.body, content_type=page.content_type)
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = "no-cache"
    if compressed:
        response["Content-Encoding"] = "gzip"
    return get_conditional_response(request, etag=etag, response=response) or response


def _problems_of(release: Release, course: str, lesson: str) -> tuple[Problem, ...]:
    """Why an address that should have a page has none; without any course, nothing has one."""
    return release.broken.get((course, lesson), ()) if release.courses else release.problems


def _apologise(problems: tuple[Problem, ...]) -> HttpResponse:
    """Authors see what is wrong; everybody else, that it is being mended."""
    body = render_to_string("errors/problems.html", {"problems": for_editors(problems)})
    return HttpResponse(body, status=503, headers={"Cache-Control": "no-store"})
