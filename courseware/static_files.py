"""Static files as ready bytes, answered before Django: its ASGI handler would stream them through threads."""

import mimetypes
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from courseware.joining import Read, joined_modules, joined_sheet
from courseware.minifying import minified
from lessons.representation import TEXTS, Representation

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[Any, Receive, Send], Awaitable[None]]

KEPT = "public, max-age=31536000, immutable"  # as long as browsers like: another content has another name
HASHED = re.compile(r"\.[0-9a-f]{12}\.")  # the names that pages know
mimetypes.add_type("font/woff2", ".woff2")


JOINED: Mapping[str, Callable[[str, Read], str]] = {  # what pages ask for by name and what imports others
    "courseware/styles.css": joined_sheet,
    "lessons/contents.js": joined_modules,
    "quizzes/quiz.js": joined_modules,
    "sandbox/stage.js": joined_modules,
}


class HashedStaticFiles(ManifestStaticFilesStorage):
    """Names with a hash of the content, in the imports of our ES modules too; what is `JOINED` has them in it.

    Sources stay as they are written: what is collected is made of them.
    """

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # a chain of imports takes a pass for each of its links

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002  # Django's
        """Take what is joined and minified instead of the files that were found."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        joined = {name: join(name, read) for name, join in JOINED.items()}
        modules = {name: joined.get(name) or read(name) for name in paths if name.endswith(".js")}
        texts, made = {**joined, **minified(modules)}, InMemoryStorage()
        for name, text in texts.items():
            made.save(name, ContentFile(text))
        return super().post_process({**paths, **{name: (made, name) for name in texts}}, dry_run, **options)


class StaticFiles:
    """Answers GET and HEAD below `STATIC_URL` and leaves everything else to `application`."""

    def __init__(self, application: Application) -> None:
        self._application, self._prefix = application, settings.STATIC_URL
        self._find = _source if settings.COURSEWARE_DEBUG else _collected

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:  # noqa: ANN401  # ASGI's
        path = scope["path"]
        file = None
        if scope["method"] in {"GET", "HEAD"} and path.startswith(self._prefix):
            file = self._find(path.removeprefix(self._prefix))
        if file is None:
            await self._application(scope, receive, send)  # Django answers with our own pages
            return
        await _answer(file, scope["method"], dict(scope["headers"]), send)


@cache
def collected_files(root: Path) -> Mapping[str, Representation]:
    """Every collected file by its name, read once: `serve` does so before it listens."""
    files = {path.relative_to(root).as_posix(): _read(path, KEPT) for path in root.rglob("*") if path.is_file()}
    for name, file in files.items():
        if HASHED.search(name):
            file.make()
    return files


def _collected(name: str) -> Representation | None:
    return collected_files(settings.STATIC_ROOT).get(name)


def _source(name: str) -> Representation | None:
    try:
        found = finders.find(name)
        return _read(Path(found), "no-cache") if found and Path(found).is_file() else None
    except (OSError, ValueError, SuspiciousOperation):  # no file can have such a name, or it leads out of its folder
        return None


def _read(path: Path, caching: str) -> Representation:
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Representation(
        path.read_bytes(), f"{guessed}; charset=utf-8" if guessed.startswith(TEXTS) else guessed, caching
    )


async def _answer(file: Representation, method: str, asked: dict[bytes, bytes], send: Send) -> None:
    coded = file.accepted(asked.get(b"accept-encoding", b"").decode("latin-1"))
    headers = [(name.lower().encode(), value.encode()) for name, value in coded.headers.items()]
    headers.append((b"x-content-type-options", b"nosniff"))
    status, body = 200, coded.body
    if coded.etag.encode() in asked.get(b"if-none-match", b""):
        status, body = 304, b""
    else:
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body if method == "GET" else b""})
