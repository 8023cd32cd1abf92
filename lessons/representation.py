"""What is sent for an address: bytes in a coding that the browser takes, with a tag and with what is said of them."""

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import brotli
from django.conf import settings

HTML = "text/html; charset=utf-8"
QUICK = 5  # of 9, which takes twice as long and saves 2 %
TEXTS = ("text/", "application/json", "image/svg+xml")  # other types of ours are compressed already
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {  # the best first
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT),
    "gzip": lambda body: gzip.compress(body, mtime=0),
}
ACCEPTED: Mapping[str, re.Pattern[str]] = {
    coding: re.compile(rf"(?:^|[,\s]){coding}\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))", re.IGNORECASE)
    for coding in CODINGS
}


@dataclass(frozen=True, slots=True)
class Coded:
    """Ready to be sent. The `etag` is quoted, as it stands among the headers."""

    body: bytes
    etag: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Representation:
    """A page or a file, the same for everyone; it is coded once in each way, when somebody first takes that.

    What is `passing` is coded for one reader: quickly, so only in gzip.
    """

    body: bytes
    content_type: str = HTML
    caching: str = "no-cache"
    policy: str = ""  # for its content, where the site's own is not the right one
    passing: bool = False
    _coded: dict[str, Coded] = field(default_factory=dict, init=False, repr=False, compare=False)

    def accepted(self, encodings: str) -> Coded:
        """In the best coding that this Accept-Encoding allows; in none while somebody edits, once and here."""
        is_coded = self.content_type.startswith(TEXTS) and not settings.COURSEWARE_DEBUG
        coding = self._coding(encodings) if is_coded else ""
        coded = self._coded.get(coding)
        if coded is None:
            coded = self._coded[coding] = self._code(coding)
        return coded

    def make(self) -> None:
        """Code it now, not while somebody waits."""
        for encodings in ("", *CODINGS):
            self.accepted(encodings)

    def _coding(self, encodings: str) -> str:
        if self.passing:
            return "gzip" if ACCEPTED["gzip"].search(encodings) else ""
        return coding_of(encodings)

    def _code(self, coding: str) -> Coded:
        tag = hashlib.sha256(self.body).hexdigest()[:32]
        etag = f'"{tag}-{coding}"' if coding else f'"{tag}"'
        said = {
            "Content-Type": self.content_type,
            "Cache-Control": self.caching,
            "ETag": etag,
            "Vary": "Accept-Encoding",
            "Content-Encoding": coding,
            "Content-Security-Policy": self.policy,
        }
        code = _gzip_quickly if self.passing else CODINGS.get(coding)
        body = code(self.body) if coding and code else self.body
        return Coded(body, etag, {name: value for name, value in said.items() if value})


def _gzip_quickly(body: bytes) -> bytes:
    return gzip.compress(body, QUICK, mtime=0)


@lru_cache(maxsize=256)
def coding_of(encodings: str) -> str:
    """The best coding that an Accept-Encoding allows; empty for none."""
    return next((coding for coding, wanted in ACCEPTED.items() if wanted.search(encodings)), "")
