"""What stands inside a paragraph: links, and what may not stand there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markup.lines import Line, place_in
from markup.problems import Place, Report

DEEPEST = 6
LONGEST = 6_000
CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.*?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
ESCAPED = re.compile(r"\\[^\w\s]")
LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]*)\)")
AUTOLINK = re.compile(r"<(?P<target>https?://[^\s<>]+)>")
FORBIDDEN = (
    (re.compile(r"<[A-Za-z/!?]"), "C026", "raw HTML", "write Markdown, or put code between backticks"),
    (
        re.compile(r"\{:?\s*(?:[#.]\w|[\w-]+=)"),
        "C022",
        "attributes that nothing reads",
        "delete them",
    ),
    (re.compile(r"\[\^"), "C062", "a footnote", "say it in the text"),
    (
        re.compile(r"\[!\w"),
        "C024",
        "a callout that does not begin a quote",
        "begin a quote with it: > [!hint]",
    ),
    (re.compile(r"!\["), "C062", "an image", "describe it in words"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link and where its target stands."""

    target: str
    place: Place


def read_inline(lines: Sequence[Line], report: Report) -> tuple[Link, ...]:
    """Finds the links of a paragraph, heading or cell, and reports what nothing may hold."""
    source = "\n".join(line.text for line in lines)
    if len(source) > LONGEST:
        found = f"{len(source)} characters in one piece"
        report.error(lines[0].place(), "C003", found, f"split it: at most {LONGEST} are read")
        return ()
    text = mask(source)
    if _depth(text) > DEEPEST:
        report.error(lines[0].place(), "C021", f"brackets more than {DEEPEST} deep", "close them")
    prose = AUTOLINK.sub(_blank, text)
    for pattern, code, found, wanted in FORBIDDEN:
        for match in pattern.finditer(prose):
            report.error(place_in(lines, match.start()), code, found, wanted)
    found_links = (*AUTOLINK.finditer(text), *LINK.finditer(prose))
    return tuple(Link(match["target"], place_in(lines, match.start("target"))) for match in found_links)


def mask(text: str) -> str:
    """The text with its code spans and escaped characters blanked, every other character where it was."""
    return ESCAPED.sub(_blank, CODE.sub(_blank, text))


def plain(text: str) -> str:
    """The text as it is read aloud: without backticks, stars and link targets."""
    pieces = CODE.split(text)  # prose, ticks, code, prose, ticks, code, …
    prose = (re.sub(r"\\([^\w\s])", r"\1", _unmark(piece)) for piece in pieces[::3])
    code = [piece.strip() for piece in pieces[2::3]]
    joined = "".join(piece for pair in zip(prose, [*code, ""], strict=True) for piece in pair)
    return " ".join(joined.split())


def _unmark(prose: str) -> str:
    linked = LINK.sub(r"\g<text>", prose)
    return re.sub(r"(?<![\w*\\])\*{1,2}(?=\S)|(?<=[^\s\\])\*{1,2}(?![\w*])", "", linked)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        if sign == "[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign == "]":
            depth = max(0, depth - 1)
    return deepest
