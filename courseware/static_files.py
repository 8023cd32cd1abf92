"""Static files as ready bytes, answered before Django: its ASGI handler would stream them through threads."""

import gzip
import hashlib
import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import SuspiciousOperation

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Any, Receive, Send], Awaitable[None]]

TEXT_TYPES = ("text/", "application/json", "image/svg+xml")
mimetypes.add_type("font/woff2", ".woff2")


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names with a hash of the content, in the imports of our ES modules too."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # a chain of imports takes a pass for each of its links


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
        self._find = _source if settings.COURSEWARE_DEBUG else _collected
        self._caching = b"no-cache" if settings.COURSEWARE_DEBUG else b"public, max-age=31536000, immutable"

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401  # ASGI's
        path, prefix = scope["path"], settings.STATIC_URL
        file = None
        if scope["method"] in {"GET", "HEAD"} and path.startswith(prefix):
            file = self._find(path.removeprefix(prefix))
        if file is None:
            await self._application(scope, receive, send)  # Django answers with our own pages
            return
        await self._answer(file, scope["method"], dict(scope["headers"]), send)

    async def _answer(self, file: StaticFile, method: str, asked: dict[bytes, bytes], send: Send) -> None:
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
        await send({"type": "http.response.body", "body": body if method == "GET" else b""})


@cache
def collected_files(root: Path) -> Mapping[str, StaticFile]:
    """Every collected file by its name, read once: `serve` does so before it listens."""
    return {path.relative_to(root).as_posix(): _read(path) for path in root.rglob("*") if path.is_file()}


def _collected(name: str) -> StaticFile | None:
    return collected_files(settings.STATIC_ROOT).get(name)


def _source(name: str) -> StaticFile | None:
    try:
        found = finders.find(name)
        return _read(Path(found)) if found and Path(found).is_file() else None
    except (OSError, ValueError, SuspiciousOperation):  # no file can have such a name, or it leads out of its folder
        return None


def _read(path: Path) -> StaticFile:
    body = path.read_bytes()
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = guessed.startswith(TEXT_TYPES)
    return StaticFile(
        body=body,
        compressed=gzip.compress(body, mtime=0) if is_text else b"",
        content_type=(f"{guessed}; charset=utf-8" if is_text else guessed).encode(),
        etag=b'"%s"' % hashlib.sha256(body).hexdigest()[:32].encode(),
    )
