"""The one notation for what Markdown cannot say: `{#id .kind key=value key="two words"}`."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from markup.lines import Line
from markup.problems import Place, Report, suggest

BRACES = re.compile(r"\{[^{}]*\}\s*$")
CHUNK = re.compile(r'(?:[^\s"]+|"[^"]*"?)+')
WORD = re.compile(
    r"""(?P<sign>[#.])(?P<name>[^\s=#."]+)(?=\s|$)     # #id .kind
      | (?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))(?=\s|$)""",
    re.VERBOSE,
)
SLUG = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word between braces: `#` an id, `.` a kind, or else a key with its value."""

    sign: str
    name: str
    value: str
    place: Place

    @property
    def once(self) -> tuple[str, str]:
        """What may stand once between two braces: an id, a kind, a pair of one key."""
        return self.sign, self.name if self.sign == "=" else ""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between two braces; empty where there are none."""

    words: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def find(self, sign: str, name: str = "") -> Word | None:
        for word in self.words:
            if word.sign == sign and name in ("", word.name):
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
    inside = line.cut(match.start() + 1).keep(len(match[0].rstrip()) - 2)
    return head, parse_attributes(inside, report)


def parse_attributes(inside: Line, report: Report) -> Attributes:
    """Reads the words between braces; each must be an id, a kind or a pair, and may stand once."""
    words: list[Word] = []
    seen: set[tuple[str, str]] = set()
    for chunk in CHUNK.finditer(inside.text):
        place = inside.place(chunk.start())
        match = WORD.fullmatch(chunk[0])
        if not match:
            wanted = "write {#id .kind key=value}"
            report.error(place, "C021", f"'{chunk[0]}' is no attribute", wanted)
            continue
        word = _word(match, place)
        if word.sign == "#" and not SLUG.fullmatch(word.name):
            report.error(place, "C021", f"'{word.name}' is no id", "use small letters, digits and single hyphens")
        if word.once in seen:
            report.error(place, "C021", f"'{chunk[0]}' stands beside another of its kind", "keep one")
        seen.add(word.once)
        words.append(word)
    if not words and not inside.text.strip():
        report.error(inside.place(), "C021", "the braces are empty", "delete them")
    return Attributes(tuple(words))


def check_attributes(
    attributes: Attributes,
    report: Report,
    keys: Collection[str] = (),
    *,
    named: bool = False,
    kinds: bool = False,
) -> None:
    """Reports what is not read where it stands: other keys, ids unless `named`, kinds unless `kinds`."""
    for word in attributes.words:
        if word.sign == "=" and word.name not in keys:
            report.error(
                word.place, "C022", f"unknown attribute '{word.name}'", suggest(word.name, keys) or "delete it"
            )
        elif word.sign == "#" and not named:
            report.error(word.place, "C022", f"an id (#{word.name}) means nothing here", "delete it")
        elif word.sign == "." and not kinds:
            report.error(word.place, "C022", f"a kind (.{word.name}) means nothing here", "delete it")


def _word(match: re.Match[str], place: Place) -> Word:
    sign, name, key, quoted, bare = match.groups()
    return Word(sign, name, "", place) if sign else Word("=", key, quoted or bare or "", place)
