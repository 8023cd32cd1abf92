"""Static files as ready bytes, answered before Django: its ASGI handler would stream them through threads."""

import gzip
import hashlib
import mimetypes
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Any, Receive, Send], Awaitable[None]]

TEXT_TYPES = ("text/", "application/json", "image/svg+xml")
mimetypes.add_type("font/woff2", ".woff2")


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names with a hash of the content, in the imports of our ES modules too."""

    support_js_module_import_aggregation = True


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent; `compressed` is empty where that would save nothing."""

    body: bytes
    compressed: bytes
    content_type: bytes
    etag: bytes


class StaticFiles:
    """Answers GET and HEAD below `STATIC_URL` and leaves everything else to `application`."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._find = _source if settings.COURSEWARE_DEBUG else cache(_collected)
        self._caching = b"no-cache" if settings.COURSEWARE_DEBUG else b"public, max-age=31536000, immutable"

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401  # ASGI's
        path, prefix = scope["path"], settings.STATIC_URL
        file = None
        if scope["method"] in {"GET", "HEAD"} and path.startswith(prefix):
            file = self._find(path.removeprefix(prefix))
        if file is None:
            await self._application(scope, receive, send)  # Django answers with our own pages
            return
        await self._answer(file, dict(scope["headers"]), scope["method"] == "GET", send)

    async def _answer(self, file: StaticFile, asked: dict[bytes, bytes], wants_body: bool, send: Send) -> None:  # noqa: FBT001
        headers = [
            (b"content-type", file.content_type),
            (b"cache-control", self._caching),
            (b"etag", file.etag),
            (b"vary", b"Accept-Encoding"),
            (b"x-content-type-options", b"nosniff"),
        ]
        status, body = 200, file.body
        if file.etag in asked.get(b"if-none-match", b""):
            status, body = 304, b""
        elif file.compressed and b"gzip" in asked.get(b"accept-encoding", b""):
            body = file.compressed
            headers.append((b"content-encoding", b"gzip"))
        if status == 200:
            headers.append((b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body if wants_body else b""})


def _source(name: str) -> StaticFile | None:
    found = finders.find(name) if _is_plain(name) else None
    return _read(Path(found)) if found else None


def _collected(name: str) -> StaticFile | None:
    return _read(settings.STATIC_ROOT / name) if _is_plain(name) else None


def _is_plain(name: str) -> bool:
    """No way out of the folder, and nothing that no file can be called."""
    return not name.startswith("/") and ".." not in name.split("/") and "\0" not in name and "\\" not in name


def _read(path: Path) -> StaticFile | None:
    if not path.is_file():
        return None
    body = path.read_bytes()
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = guessed.startswith(TEXT_TYPES)
    return StaticFile(
        body=body,
        compressed=gzip.compress(body, mtime=0) if is_text else b"",
        content_type=(f"{guessed}; charset=utf-8" if is_text else guessed).encode(),
        etag=b'"%s"' % hashlib.sha256(body).hexdigest()[:32].encode(),
    )
