"""The one notation for what Markdown cannot say: `{#id .kind key=value key="two words"}`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from markup.lines import Line
from markup.problems import Place, Report, suggest

BRACES = re.compile(r"\{(?P<inside>[^{}]*)\}\s*$")
WORD = re.compile(
    r"""(?P<sign>[#.])(?P<name>[^\s=#."]+)(?!\S)     # #id .kind
      | (?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))(?!\S)
      | (?P<wrong>(?:[^\s"]+|"[^"]*"?)+)""",
    re.VERBOSE,
)
QUOTED = re.compile(r'"[^"]*"')
COMMA = re.compile(r",(?:\s*(?=[#.]|[\w-]+=)|\s+[^\s,#.=]+(?=[\s,]|$)|\s*$)")  # with what it would add to a list
SLUG = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


class Word(NamedTuple):
    """One word between braces: `#` an id, `.` a kind, or else a key with its value."""

    sign: str
    name: str
    value: str
    line: Line
    offset: int

    @property
    def place(self) -> Place:
        return self.line.place(self.offset)

    @property
    def once(self) -> tuple[str, str]:
        """What may stand once between two braces: an id, a kind, a pair of one key."""
        return self.sign, self.name if self.sign == "=" else ""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between two braces; empty where there are none. What is `misplaced` has been reported as such."""

    words: tuple[Word, ...] = ()
    misplaced: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    def find(self, sign: str, name: str = "") -> Word | None:
        for word in self.words:
            if word.sign == sign and (not name or word.name == name):
                return word
        return None

    @property
    def id(self) -> str:
        word = self.find("#")
        return word.name if word else ""

    @property
    def kind(self) -> str:
        word = self.find(".")
        return word.name if word else ""

    def value(self, key: str) -> str:
        word = self.find("=", key)
        return word.value if word else ""


NONE = Attributes()


def cut_attributes(line: Line, report: Report) -> tuple[Line, Attributes]:
    """Takes the braces off the end of a line; a brace inside `code` ends with its tick and stays."""
    match = BRACES.search(line.text) if "}" in line.text else None
    if not match:
        return line, NONE
    head = line.keep(len(line.text[: match.start()].rstrip()))
    return head, Attributes(read_words(line, *match.span("inside"), report))


def read_words(line: Line, start: int, end: int, report: Report) -> tuple[Word, ...]:
    """Reads what stands between two braces; each word must be an id, a kind or a pair, and may stand once."""
    words: list[Word] = []
    seen: set[tuple[str, str]] = set()
    text = _without_commas(line, start, end, report) if "," in line.text else line.text
    for match in WORD.finditer(text, start, end):
        word = _word(match, line)
        if word is None:
            place = line.place(match.start())
            report.error(place, "C021", f"'{match[0]}' is no attribute", "write {#id .kind key=value}")
            continue
        if word.sign == "#" and not SLUG.fullmatch(word.name):
            report.error(word.place, "C021", f"'{word.name}' is no id", "use small letters, digits and single hyphens")
        once = word.once
        if once in seen:
            report.error(word.place, "C021", f"'{match[0]}' stands beside another of its kind", "keep one")
        seen.add(once)
        words.append(word)
    if not (words or text[start:end].strip()):
        report.error(line.place(start), "C021", "the braces are empty", "delete them")
    return tuple(words)


def check_attributes(
    attributes: Attributes,
    report: Report,
    keys: Collection[str] = (),
    *,
    named: bool = False,
    kinds: bool = False,
) -> None:
    """Reports what is not read where it stands: other keys, ids unless `named`, kinds unless `kinds`."""
    for word in () if attributes.misplaced else attributes.words:
        if word.sign == "=" and word.name not in keys:
            report.error(
                word.place, "C022", f"unknown attribute '{word.name}'", suggest(word.name, keys) or "delete it"
            )
        elif word.sign == "#" and not named:
            report.error(word.place, "C022", f"an id (#{word.name}) means nothing here", "delete it")
        elif word.sign == "." and not kinds:
            report.error(word.place, "C022", f"a kind (.{word.name}) means nothing here", "delete it")


def _without_commas(line: Line, start: int, end: int, report: Report) -> str:
    """The line with blanks in place of commas that part words; the first one is told."""
    inside = line.text[start:end]
    commas = [*COMMA.finditer(QUOTED.sub(_hide, inside))]
    if commas:
        wanted = "delete it: {#id .kind key=value}; a list has no blanks: key=one,two"
        report.error(line.place(start + commas[0].start()), "C021", "a comma between attributes", wanted)
    for comma in commas:
        inside = f"{inside[: comma.start()]}{' ' * len(comma[0])}{inside[comma.end() :]}"
    return f"{line.text[:start]}{inside}{line.text[end:]}" if commas else line.text


def _hide(quoted: re.Match[str]) -> str:
    return "x" * len(quoted[0])


def _word(match: re.Match[str], line: Line) -> Word | None:
    sign, name, key, quoted, bare, _ = match.groups()
    if sign:
        return Word(sign, name, "", line, match.start())
    return Word("=", key, quoted or bare or "", line, match.start()) if key else None
