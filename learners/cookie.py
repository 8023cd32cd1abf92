"""The signed cookie that says who is learning. Only the answer to a POST sets it."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NewType

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponseBase, parse_cookie

LearnerId = NewType("LearnerId", str)

LIFETIME = timedelta(days=400)  # the longest that browsers keep a cookie
RENEWED_AFTER = timedelta(days=30)


def learner_of(request: HttpRequest) -> LearnerId | None:
    """The learner of a request; None without a cookie, and with one that was tampered with or has expired."""
    return _learner_in(request.COOKIES)


def learner_of_scope(scope: Mapping[str, Any]) -> LearnerId | None:
    """The same for a WebSocket's handshake."""
    headers = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"cookie"]
    return _learner_in(parse_cookie("; ".join(headers)))


def ensure_learner(request: HttpRequest) -> LearnerId:
    """The learner of a request, or a new one; `remember_learner` must follow, or the new one is forgotten."""
    return learner_of(request) or LearnerId(secrets.token_hex(16))


def remember_learner(request: HttpRequest, response: HttpResponseBase, learner: LearnerId) -> None:
    """Set the cookie in the answer to a POST, where the browser has none for this learner or an old one."""
    if _learner_in(request.COOKIES, RENEWED_AFTER) == learner:
        return
    response.set_cookie(
        cookie_name(),
        _signer().sign(learner),
        max_age=LIFETIME,
        path="/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def cookie_name() -> str:
    """Under HTTPS the name makes browsers insist that this host alone has set it."""
    return "__Host-learner" if settings.HTTPS else "learner"


def _learner_in(cookies: Mapping[str, str], lifetime: timedelta = LIFETIME) -> LearnerId | None:
    try:
        return LearnerId(_signer().unsign(cookies.get(cookie_name(), ""), max_age=lifetime))
    except BadSignature:
        return None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="learners.cookie")
