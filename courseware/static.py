"""Static files as ready bytes, answered before Django: its ASGI handler would stream them through threads."""

import hashlib
import mimetypes
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Any, Receive, Send], Awaitable[None]]

mimetypes.add_type("font/woff2", ".woff2")


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names with a hash of the content, in the imports of our ES modules too."""

    support_js_module_import_aggregation = True


class StaticFiles:
    """Answers GET and HEAD below `STATIC_URL` and leaves everything else to `application`."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._read = _read_source if settings.COURSEWARE_DEBUG else cache(_read_collected)
        self._caching = b"no-cache" if settings.COURSEWARE_DEBUG else b"public, max-age=31536000, immutable"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, prefix = scope["path"], settings.STATIC_URL
        if scope["method"] not in {"GET", "HEAD"} or not path.startswith(prefix):
            await self._application(scope, receive, send)
            return
        body = self._read(path.removeprefix(prefix))
        if body is None:
            await self._application(scope, receive, send)  # Django answers with our own page
            return
        etag = b'"%s"' % hashlib.sha256(body).hexdigest()[:32].encode()
        unchanged = etag in dict(scope["headers"]).get(b"if-none-match", b"")
        headers = [
            (b"content-type", _content_type(path)),
            (b"cache-control", self._caching),
            (b"etag", etag),
            (b"x-content-type-options", b"nosniff"),
        ]
        if not unchanged:
            headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": 304 if unchanged else 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if unchanged or scope["method"] == "HEAD" else body})


def _read_source(name: str) -> bytes | None:
    found = finders.find(name) if _is_plain(name) else None
    return Path(found).read_bytes() if found and Path(found).is_file() else None


def _read_collected(name: str) -> bytes | None:
    path = settings.STATIC_ROOT / name
    return path.read_bytes() if _is_plain(name) and path.is_file() else None


def _is_plain(name: str) -> bool:
    """No way out of the folder, and nothing that no file can be called."""
    return not name.startswith("/") and ".." not in name.split("/") and "\0" not in name and "\\" not in name


def _content_type(path: str) -> bytes:
    guessed = mimetypes.guess_type(path)[0] or "application/octet-stream"
    text = guessed.startswith("text/") or guessed in {"application/json", "image/svg+xml"}
    return f"{guessed}; charset=utf-8".encode() if text else guessed.encode()
