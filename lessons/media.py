"""Pictures beside a lesson."""

import re
from collections.abc import Mapping
from io import BytesIO

import imagesize  # type: ignore[import-untyped]  # it carries no types

from lessons.domain.lesson import Media
from lessons.roots import Source
from markup import Place, Report

TYPES: Mapping[str, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")


def read_media(source: Source, report: Report) -> Media:
    """Takes a picture as it is; what cannot be served is reported, and its bytes are left out."""
    name = source.path.rpartition("/")[2]
    kind = TYPES.get(name.rpartition(".")[2].lower(), "")
    place = Place(source.file)
    width, height = 0, 0
    if not NAME.fullmatch(name):
        report.error(place, "C095", f"'{name}' is no name for an address", "use letters, digits, dots and hyphens")
    elif not kind:
        report.error(place, "C095", "this kind of file is not served", f"pictures are {', '.join(TYPES)}")
    else:
        width, height = (max(0, round(pixels)) for pixels in imagesize.get(BytesIO(source.raw)))
        if not (width and height) and (kind != TYPES["svg"] or b"<svg" not in source.raw):
            report.error(place, "C095", f"this is no {kind.partition('/')[2].partition('+')[0]} file", "save it again")
    return Media(name, source.raw, kind, width, height)
