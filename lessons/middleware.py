"""What happens before every request, whichever app answers it."""

from collections.abc import Callable
from typing import TypeAlias

from django.http import HttpRequest, HttpResponseBase

from lessons.catalog import get_catalog

Answer: TypeAlias = Callable[[HttpRequest], HttpResponseBase]


def newest_release(answer: Answer) -> Answer:
    """Take notice of a newer release: quizzes and scenarios look into registries that only the catalog fills."""

    def noticed(request: HttpRequest) -> HttpResponseBase:
        get_catalog()
        return answer(request)

    return noticed
