import struct
from zlib import crc32

import pytest

from lessons.domain.lesson import Media
from lessons.media import read_media
from lessons.roots import Source
from markup import Report

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12"/>'
HEADER = b"IHDR" + struct.pack(">IIBBBBB", 30, 20, 8, 2, 0, 0, 0)
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + HEADER + struct.pack(">I", crc32(HEADER))
GIF = b"GIF89a" + struct.pack("<HH", 7, 5) + b"\x00\x00\x00"


def read(name: str, raw: bytes) -> tuple[Media, list[str]]:
    path = f"small/first/hello/media/{name}"
    report = Report()
    media = read_media(Source(path, path, "", len(raw), raw), report)
    return media, [f"{problem.place}: {problem.code} {problem.message}" for problem in report.problems]


@pytest.mark.parametrize(
    ("name", "raw", "content_type", "size"),
    [
        ("a.svg", SVG, "image/svg+xml", (24, 12)),
        ("a.png", PNG, "image/png", (30, 20)),
        ("A-1.GIF", GIF, "image/gif", (7, 5)),
    ],
)
def test_a_picture_is_taken_as_it_is(name: str, raw: bytes, content_type: str, size: tuple[int, int]) -> None:
    assert read(name, raw) == (Media(name, raw, content_type, *size), [])


def test_a_drawing_need_not_say_how_large_it_is() -> None:
    media, problems = read("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')

    assert ((media.width, media.height), problems) == ((0, 0), [])


@pytest.mark.parametrize(
    ("name", "raw", "found"),
    [
        ("a.pdf", b"%PDF", "this kind of file is not served"),
        ("picture", SVG, "this kind of file is not served"),
        ("a b.svg", SVG, "'a b.svg' is no name for an address"),
        ("ä.svg", SVG, "'ä.svg' is no name for an address"),
        ("a.png", SVG[:20], "this is no png file"),
        ("a.svg", b"<html/>", "this is no svg file"),
        ("a.svg", b"", "this is no svg file"),
    ],
)
def test_what_cannot_be_served_is_an_error_at_the_file(name: str, raw: bytes, found: str) -> None:
    assert read(name, raw)[1] == [f"small/first/hello/media/{name}:1:1: C095 {found}"]
