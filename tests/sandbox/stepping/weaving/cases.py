"""The corpus: small texts under headings that say what they are about, in the Markdown files beside this one.

A case is code, what comes of it (`gives`), and words on lines of their own:

    since 3.12              it runs on this Python and on newer ones
    pace 0.02               seconds for which each statement is held
    database                it has one
    application             in place of a consumer
    threads                 the order of its clients is not certain
    sockets                 of its own: where it is cut off they stay open
    by nature [3.13]        it differs while it is held (before this Python)

Where there are clients, a script says what each does, a line as soon as nothing moves; `hear` waits until a text has
been sent to it, `ends` until its application has ended.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ONLY_FILE = {"functions": "case.py", "consumers": "consumer.py", "http": "consumer.py"}
PARTS = re.compile(r"(?ms)^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$|^(?P<words>[^\n]+)$")


@dataclass(frozen=True, slots=True)
class Case:
    """`files` by name, the first of which is the one in question; `words` with what stands behind them."""

    name: str
    files: Mapping[str, str]
    script: tuple[str, ...]
    gives: str
    words: Mapping[str, str]

    @property
    def runs_here(self) -> bool:
        """Whether this Python knows what it is written in."""
        return _is_reached(self.words.get("since", "3.11"))

    @property
    def pace(self) -> float:
        """Seconds for which each statement is held."""
        return float(self.words.get("pace", 0))

    @property
    def differs_when_held(self) -> bool:
        """Whether this is one of the few things that nothing can hide."""
        nature, _, until = self.words.get("by", "").partition(" ")
        return nature == "nature" and not (until and _is_reached(until))


def _is_reached(version: str) -> bool:
    return sys.version_info >= tuple(map(int, version.split(".")))


def cases(folder: str) -> list[Case]:
    """All cases of a folder, in their order."""
    return [case for file in sorted((HERE / folder).glob("*.md")) for case in _cases_in(file.read_text(), folder)]


def _cases_in(text: str, folder: str) -> Iterator[Case]:
    for part in re.split(r"(?m)^## ", text)[1:]:
        name, body = part.split("\n", 1)
        found = list(PARTS.finditer(body))
        files = {f["file"] or ONLY_FILE[folder]: f["text"] for f in found if f["language"] == "python"}
        script = "".join(f["text"] for f in found if f["language"] == "script")
        words = dict((f["words"] + " ").split(" ", 1) for f in found if f["words"])
        gives = words.pop("gives").strip().strip("`")
        yield Case(name, files, tuple(script.splitlines()), gives, {key: word.strip() for key, word in words.items()})
