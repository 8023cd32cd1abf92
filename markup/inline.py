"""What stands inside a paragraph: links, and what may not stand there."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from markup.lines import Line, joined, place_in
from markup.problems import Place, Report

DEEPEST = 6
LONGEST = 6_000
MARKED = re.compile(r"[`*\[\\]")  # without one of these a text is plain
# CODE and LINK begin with a sign and look back from there: a sign is found four times as fast as what is before it
CODE = re.compile(r"(?P<ticks>`(?<!``)`*)(?!`)(?P<code>.*?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
ESCAPED = re.compile(r"\\(?P<sign>[^\w\s])")
STARS = re.compile(r"(?<![\w*\\])\*{1,2}(?=\S)|(?<=[^\s\\])\*{1,2}(?![\w*])")
LINK = re.compile(r"(?:\[|!\[(?P<image>))(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]*)\)")
SIZED = re.compile(r"!\[([^\[\]]*)\]\(\S* \"\d+x\d+\"\)")  # as a resolver writes it
AUTOLINK = re.compile(r"<(?P<target>https?://[^\s<>]+)>")
HTML = re.compile(r"<(?P<tag>[A-Za-z][\w-]*)\b[^<>]*>.*?</(?P=tag)|<[A-Za-z/!?]", re.DOTALL)  # a pair is one mistake
SUSPECT = ("[", "<", "{", "](")  # what is forbidden has one of these
FORBIDDEN = (
    (HTML, "C026", "raw HTML", "write Markdown, or put code between backticks"),
    (re.compile(r"\{:?\s*(?:[#.]\w|[\w-]+=)"), "C022", "attributes that nothing reads", "delete them"),
    (re.compile(r"\[\^"), "C062", "a footnote", "say it in the text"),
    (re.compile(r"\[!\w"), "C024", "a callout that does not begin a quote", "begin a quote with it: > [!hint]"),
    (re.compile(r"\]\("), "C062", "a link that cannot be read", "write [words](target), without blanks in the target"),
    (re.compile(r"\[[^\[\]]+\]\[[^\[\]]*\]"), "C062", "a link by reference", "write [words](target)"),
    (
        re.compile(r"^\[[^\[\]]*\]:", re.MULTILINE),
        "C062",
        "a target kept apart",
        "write it in its link: [words](target)",
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image as its author wrote it, and where its target stands; `text` is what is shown, or heard."""

    target: str
    place: Place
    text: str = ""
    is_image: bool = False


Resolve: TypeAlias = Callable[[Link], str]  # what is to stand between the parentheses instead


def read_inline(
    lines: Sequence[Line], report: Report, resolve: Resolve | None = None, *, images: bool = False
) -> tuple[str, Sequence[Link]]:
    """A paragraph, heading or cell whose links lead where they should, and those links as they were written.

    What nothing may hold is reported.
    """
    source = joined(lines)
    if len(source) > LONGEST:
        found = f"{len(source)} characters in one piece"
        report.error(lines[0].place(), "C003", found, f"split it: at most {LONGEST} are read")
        return source, ()
    text = mask(source)
    if not _is_suspect(text):  # all that looked so was code
        return source, ()
    matches = sorted(_matches(text), key=re.Match.start)
    links = tuple(_link(match, source, lines) for match in matches)
    _refuse(text, lines, report)
    for match, link in zip(matches, links, strict=True):
        if link.is_image and not images:
            report.error(place_in(lines, match.start()), "C062", "an image", "put it into a paragraph of the text")
    return _resolved(source, matches, links, resolve) if resolve else source, links


def _is_suspect(text: str) -> bool:
    return any(sign in text for sign in SUSPECT)


def is_bare(text: str) -> bool:
    """Whether there is nothing to find in a text; asked so, four times as fast."""
    return not ("[" in text or "<" in text or "{" in text) and len(text) <= LONGEST


def _matches(text: str) -> Iterator[re.Match[str]]:
    yield from AUTOLINK.finditer(text)
    yield from LINK.finditer(_without_autolinks(text))


def _without_autolinks(text: str) -> str:
    return AUTOLINK.sub(_blank, text) if "<" in text else text


def _link(match: re.Match[str], source: str, lines: Sequence[Line]) -> Link:
    words = match.groupdict()
    text = source[slice(*match.span("text"))] if "text" in words else match["target"]
    return Link(match["target"], place_in(lines, match.start("target")), text, is_image=words.get("image") is not None)


def _refuse(text: str, lines: Sequence[Line], report: Report) -> None:
    if text.count("[") > DEEPEST and _depth(text) > DEEPEST:
        report.error(lines[0].place(), "C021", f"brackets more than {DEEPEST} deep", "close them")
    prose = LINK.sub(_keep_text, _without_autolinks(text))
    for pattern, code, found, wanted in FORBIDDEN if _is_suspect(prose) else ():
        for match in pattern.finditer(prose):
            report.error(place_in(lines, match.start()), code, found, wanted)


def _resolved(source: str, matches: Sequence[re.Match[str]], links: Sequence[Link], resolve: Resolve) -> str:
    pieces, end = [], 0
    for match, link in zip(matches, links, strict=True):
        pieces += [source[end : match.start("target")], resolve(link)]
        end = match.end("target")
    return "".join([*pieces, source[end:]])


def mask(text: str) -> str:
    """The text with its code spans and escaped characters blanked, every other character where it was."""
    without_code = CODE.sub(_blank, text) if "`" in text else text
    return ESCAPED.sub(_blank, without_code) if "\\" in text else without_code


def plain(text: str) -> str:
    """The text as it is read aloud: without backticks, stars and link targets."""
    if not MARKED.search(text):
        return " ".join(text.split())
    pieces = CODE.split(text)  # prose, ticks, code, prose, ticks, code, …
    del pieces[1::3]
    pieces[::2] = map(_unmark, pieces[::2])
    pieces[1::2] = map(str.strip, pieces[1::2])
    return " ".join("".join(pieces).split())


def _unmark(prose: str) -> str:
    if not MARKED.search(prose):
        return prose
    linked = LINK.sub(r"\g<text>", SIZED.sub(r"\1", prose))
    return ESCAPED.sub(r"\g<sign>", STARS.sub("", linked))


def _blank(match: re.Match[str]) -> str:
    text = match[0]
    return "\n".join([" " * len(line) for line in text.split("\n")]) if "\n" in text else " " * len(text)


def _keep_text(match: re.Match[str]) -> str:
    """What a link shows, where it stood."""
    before, after = match.start("text") - match.start(), match.end() - match.end("text")
    return f"{' ' * before}{match['text']}{' ' * after}"


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        if sign == "[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign == "]":
            depth = max(0, depth - 1)
    return deepest
