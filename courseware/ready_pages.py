"""Pages answered before Django, as Django itself has answered them: without this nothing but the speed would differ."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from courseware.static_files import Application, Receive, Send
from lessons.page import Pages
from lessons.pages import pages_at_hand
from lessons.representation import coding_of

DJANGO_KNOWS = {b"if-match", b"if-modified-since", b"if-unmodified-since", b"content-length", b"transfer-encoding"}


class Wish(NamedTuple):
    """All that an answer depends on, where a page is asked for in the plain way."""

    scheme: str
    method: str
    path: str
    coding: str
    known: bytes  # the tag of what the browser has


class Answer(NamedTuple):
    """What Django has said, as ASGI messages."""

    start: dict[str, Any]
    body: dict[str, Any]


class ReadyPages:
    """Keeps `django`'s first answer to each wish until the release changes, and leaves everything else to it."""

    def __init__(self, django: Application) -> None:
        self._django = django
        self._is_ours = lru_cache(maxsize=256)(_is_ours)
        self._pages = Pages()
        self._kept: dict[Wish, Answer] = {}

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401  # ASGI's
        pages = pages_at_hand()
        wish = self._wish(scope) if pages is not None and scope["path"] in pages else None
        if pages is None or wish is None:
            await self._django(scope, receive, send)
            return
        if self._pages is not pages:
            self._pages, self._kept = pages, {}
        answer = self._kept.get(wish)
        if answer is None:
            await self._ask_django(wish, scope, receive, send)
        else:
            await send(answer.start)
            await send(answer.body)

    def _wish(self, scope: Any) -> Wish | None:  # noqa: ANN401  # ASGI's
        """None where Django must look at more of the request than this knows of."""
        asked = dict(scope["headers"])
        is_plain = (
            scope["method"] in {"GET", "HEAD"}
            and not scope["query_string"]
            and not scope.get("root_path")
            and len(asked) == len(scope["headers"])
            and asked.keys().isdisjoint(DJANGO_KNOWS)
            and self._is_ours(asked.get(b"host", b""))
        )
        if not is_plain:
            return None
        coding = coding_of(asked.get(b"accept-encoding", b"").decode("latin-1"))
        return Wish(scope["scheme"], scope["method"], scope["path"], coding, asked.get(b"if-none-match", b""))

    async def _ask_django(self, wish: Wish, scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401  # ASGI's
        kept, said = self._kept, list[dict[str, Any]]()  # a newer release is kept elsewhere

        async def overheard(message: dict[str, Any]) -> None:
            said.append(message)
            await send(message)

        await self._django(scope, receive, overheard)
        is_whole = len(said) > 1 and not said[-1].get("more_body", False)  # or the visitor has gone meanwhile
        if is_whole and _holds_for_everyone(said[0], wish):
            body = b"".join(message.get("body", b"") for message in said[1:])
            kept[wish] = Answer(said[0], {"type": "http.response.body", "body": body})


def _is_ours(host: bytes) -> bool:
    domain, _ = split_domain_port(host.decode("latin-1"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _holds_for_everyone(start: dict[str, Any], wish: Wish) -> bool:
    """Whether nobody would be told anything else. Odd tags are not kept: there is no end of them."""
    said = {name.lower(): value for name, value in start["headers"]}
    is_page = start["status"] in {200, 304} and said.get(b"vary") == b"Accept-Encoding" and b"set-cookie" not in said
    return is_page and wish.known in {b"", said.get(b"etag")}
