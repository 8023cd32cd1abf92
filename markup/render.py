"""Markdown and code become safe HTML. Slow, so what was rendered once is remembered."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from string import punctuation
from threading import Lock
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pygments.lexers.python import PythonLexer
from pygments.token import STANDARD_TYPES

REMEMBERED = 32_768  # texts: a course of some hundred lessons with all that its questions say
SILENT = {"", "n", "p", "w"}  # classes that no colour uses: plain text costs no bytes
_lock = Lock()
_lexer = PythonLexer(stripnl=False)
_markdown = Markdown(
    extensions=["tables", "def_list", "pymdownx.superfences", "pymdownx.highlight"],
    extension_configs={"pymdownx.highlight": {"css_class": "code", "guess_lang": False}},
    output_format="html",
)


class _Images(Treeprocessor):
    """`![words](address "640x360")` says how large an image is, so that nothing moves when it comes."""

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            width, _, height = image.attrib.pop("title", "").partition("x")
            image.attrib |= {"loading": "lazy"} | ({"width": width, "height": height} if height else {})


_markdown.ESCAPED_CHARS = list(punctuation)  # as on a code host; Python-Markdown knows half of them
_markdown.treeprocessors.register(_Images(), "images", 0)
_cleaner = nh3.Cleaner(
    tags={
        *("p", "em", "strong", "code", "pre", "a", "ul", "ol", "li", "blockquote", "br", "hr", "div", "span"),
        *("table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "h2", "h3", "img"),
    },
    attributes={
        "a": {"href", "title"},
        "div": {"class"},
        "img": {"src", "alt", "width", "height", "loading"},
        "span": {"class"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


@lru_cache(maxsize=REMEMBERED)
def render(text: str) -> str:
    """Markdown as HTML, by one instance that is reset: a new one each time is three times slower."""
    with _lock:
        _markdown.reset()
        return _cleaner.clean(_markdown.convert(text))


def highlight_lines(source: str) -> tuple[str, ...]:
    """Python as safe HTML, one piece for each line; a token that spans lines is closed and opened again."""
    lines = [""]
    for name, text in _runs(source):
        first, *more = (_span(name, piece) for piece in text.split("\n"))
        lines[-1] += first
        lines += more
    wanted = source.count("\n") + (not source.endswith("\n"))
    return tuple(lines[:wanted])


def _runs(source: str) -> Iterator[tuple[str, str]]:
    """Tokens as (class, text), neighbours of one class joined."""
    held, run = "", ""
    for token, text in _lexer.get_tokens(source):
        name = STANDARD_TYPES.get(token, "")
        name = "" if name in SILENT else name
        if name != held:
            yield held, run
            held, run = name, ""
        run += text
    yield held, run


def _span(name: str, text: str) -> str:
    safe = escape(text)
    return f'<span class="{name}">{safe}</span>' if name and text else safe
