"""What holds for every request of the site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


def forms_are_utf8(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Read forms as our pages send them: other charsets that a client may name can fail, or bring lone surrogates."""

    def read(request: HttpRequest) -> HttpResponseBase:
        request.encoding = "utf-8"
        return answer(request)

    return read
