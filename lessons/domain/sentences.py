"""Where a document says something: words are compared, without signs of Markdown, punctuation and line breaks."""

import re
from dataclasses import dataclass
from functools import cached_property

from markup import Place
from markup.lines import place_at

WORD, GAP = re.compile(r"\w+"), r"\W+"
UNREAD = re.compile(  # what no reader of the page sees
    r"\]\([^()\s]*\)"  # where a link leads
    r"|\{[^{}\n]*\}[ |]*$"  # attributes at the end of a line or of a row
    r"|^ *(?:> ?)*(?:\d{1,9}[.)]|[-*+])(?: \[.\])?(?: [A-Z]\.)? ",  # numbers, boxes and letters of a list
    re.MULTILINE,
)


@dataclass(frozen=True)
class Wording:
    """What the readers of a file see."""

    text: str
    file: str

    @cached_property
    def _seen(self) -> str:
        """The text with blanks in place of what nobody sees."""
        return UNREAD.sub(lambda unread: re.sub(r"[^\n]", " ", unread[0]), self.text)

    def find(self, sentence: str) -> Place | None:
        """Where a sentence begins; None where it stands nowhere."""
        words = WORD.findall(sentence)
        found = re.search(rf"\b{GAP.join(words)}\b", self._seen) if words else None
        return place_at(self.file, self.text, found.start()) if found else None
