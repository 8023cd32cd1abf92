"""Addresses of any form that have led to a page, or should: aliases, what was retired, what is broken."""

from lessons.catalog import get_catalog
from lessons.pages import get_pages


class HadPage:
    """An address without its first and last slash, where something can be said about it."""

    regex = ".+"

    def to_python(self, value: str) -> str:
        pages, path = get_pages(), f"/{value}/"
        if path in pages.moved or path in pages.gone or path in get_catalog().broken:
            return value
        raise ValueError(f"nothing has ever been at {path}")

    def to_url(self, value: str) -> str:
        return value
