"""Whether a request comes from a page of ours: scheme, host and port, all three exactly."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.request import validate_host

P = ParamSpec("P")
R = TypeVar("R")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
DEFAULT_PORTS = {"http": 80, "https": 443}
WEB_SCHEMES = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
ORIGIN = re.compile(r"(https?)://(\[[0-9a-f:.]+\]|[^\s/?#@:\[\],]+)(?::([0-9]{1,5}))?", re.IGNORECASE | re.ASCII)
FOREIGN = "This request came from another site. Open the page here and send it again."


def own_origin_required(
    view: Callable[Concatenate[HttpRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """Let a view change things only for pages of ours; anybody else gets 403."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if request.method not in SAFE_METHODS and not request_has_own_origin(request):
            raise PermissionDenied(FOREIGN)
        return view(request, *args, **kwargs)

    return checked


def request_has_own_origin(request: HttpRequest) -> bool:
    """Without an Origin header, the browser's own word `Sec-Fetch-Site: same-origin` counts."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    return _is_ours(origin, str(request.scheme), request.get_host())


def scope_has_own_origin(scope: Mapping[str, Any]) -> bool:
    """The same for a WebSocket's handshake, where every browser sends an Origin: one is wanted."""
    origins, hosts = _values(scope, b"origin"), _values(scope, b"host")
    if len(origins) != 1 or len(hosts) != 1:
        return False
    return _is_ours(origins[0], scope.get("scheme", "ws"), hosts[0])


def is_own_origin(origin: str, own: str, allowed_hosts: Iterable[str], others: Iterable[str]) -> bool:
    """Whether `origin` is `own` with a host that is allowed, or one of `others`; garbage is nobody's origin."""
    asked = _parse(origin)
    if asked is None:
        return False
    is_own = asked == _parse(own) and validate_host(asked.host, allowed_hosts)
    return is_own or asked in map(_parse, others)


class _Origin(NamedTuple):
    scheme: str
    host: str
    port: int


def _is_ours(origin: str, scheme: str, host: str) -> bool:
    web_scheme = "https" if settings.HTTPS else WEB_SCHEMES.get(scheme, scheme)
    return is_own_origin(origin, f"{web_scheme}://{host}", settings.ALLOWED_HOSTS, settings.ORIGINS)


def _values(scope: Mapping[str, Any], name: bytes) -> list[str]:
    return [value.decode("latin-1") for header, value in scope["headers"] if header.lower() == name]


def _parse(text: str) -> _Origin | None:
    parts = ORIGIN.fullmatch(text)
    if parts is None:
        return None
    scheme, host, port = parts.groups()
    scheme = scheme.lower()
    return _Origin(scheme, host.lower(), int(port) if port else DEFAULT_PORTS[scheme])
