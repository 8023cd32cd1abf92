"""What is sent is what was meant, in a coding that the browser takes."""

import gzip

import brotli
import pytest
from pytest_django import Settings

from lessons.representation import Representation, coding_of

PAGE = Representation(b"<p>Hello</p>" * 100)
DECODED = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.mark.parametrize(
    ("encodings", "coding"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.1", "br"),
        ("BR", "br"),
        ("gzip,br;q=0", "gzip"),
        ("br; q=0.000, gzip ;q=0.5", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.0, gzip;q=0", ""),
        ("", ""),
        ("identity", ""),
        ("x-gzip, bread", ""),
        ("x-br", ""),
        ("deflate", ""),
    ],
)
def test_the_best_coding_that_is_accepted_is_taken(encodings: str, coding: str) -> None:
    coded = PAGE.accepted(encodings)

    assert coded.headers.get("Content-Encoding", "") == coding_of(encodings) == coding
    assert DECODED[coding](coded.body) == PAGE.body
    assert (len(coded.body) < len(PAGE.body)) == bool(coding)


def test_each_coding_has_a_tag_of_its_own() -> None:
    tags = {PAGE.accepted(encodings).etag for encodings in ("", "gzip", "br")}

    assert len(tags) == 3
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)


def test_another_content_has_another_tag() -> None:
    assert Representation(b"a").accepted("").etag != Representation(b"b").accepted("").etag


def test_what_is_said_of_it() -> None:
    said = Representation(b"", "image/svg+xml", "max-age=3600", "sandbox").accepted("br").headers

    assert dict(said) == {
        "Content-Type": "image/svg+xml",
        "Cache-Control": "max-age=3600",
        "ETag": Representation(b"").accepted("br").etag,
        "Vary": "Accept-Encoding",
        "Content-Encoding": "br",
        "Content-Security-Policy": "sandbox",
    }


def test_pictures_are_compressed_already() -> None:
    assert "Content-Encoding" not in Representation(b"x" * 1000, "image/png").accepted("br, gzip").headers


def test_it_is_coded_once() -> None:
    page = Representation(b"x" * 1000)
    page.make()

    assert page.accepted("br") is page.accepted("gzip, br")
    assert page.accepted("gzip") is page.accepted("gzip;q=0.5")


def test_nothing_is_compressed_for_who_edits(settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = True

    assert Representation(b"x" * 1000).accepted("br").body == b"x" * 1000
