"""`[[B]]` in a text names a choice; on the page it becomes the letter that the choice has there."""

import re
from collections.abc import Iterator, Mapping, Sequence

from markup import Block, Place, Prose, Report, read_prose, suggest
from markup.blocks import Paragraph, walk
from markup.inline import mask
from quizzes.domain.question import KEY_BEGINS, KEY_ENDS

NAMED = re.compile(r"\[\[(?P<letter>[A-Z])\]\]")
LITERAL = re.compile(  # it begins with letters, which are found four times as fast as the edge of a word
    r"[OoCcAa](?i:(?<=\bo)ption|(?<=\bc)hoice|(?<=\ba)nswer) [A-Ha-h]\b"
)


def read_secret(blocks: Sequence[Block], keys: Mapping[str, str], report: Report) -> Prose:
    """Prose about choices: each `[[B]]` becomes the key that `keys` has for the letter."""
    prose = read_prose(blocks, report)
    if LITERAL.search(prose.source):  # as in few texts, so only these are looked through for the place
        for match, place in _search(LITERAL, _paragraphs(blocks)):
            found = f"'{match[0]}' names a letter, and letters may change"
            report.warn(place, "C057", found, f"write [[{match[0][-1].upper()}]]")
    if "[[" not in prose.source:
        return prose
    for match, place in _names(_paragraphs(blocks)):
        if match["letter"] not in keys:
            found = f"there is no choice {match['letter']} to speak of"
            report.error(place, "C049", found, suggest(match["letter"], keys))
    return Prose(_replace(prose.source, keys))


def refuse_names(blocks: Sequence[Block], report: Report) -> None:
    """What is read before the answer knows no shown letters."""
    for match, place in _names(_paragraphs(blocks)):
        report.error(place, "C049", f"'{match[0]}' where letters are not given yet", "say what is meant")


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    return [block for block in walk(blocks) if isinstance(block, Paragraph)]


def _names(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[re.Match[str], Place]]:
    return _search(NAMED, [paragraph for paragraph in paragraphs if "[[" in paragraph.text])


def _search(pattern: re.Pattern[str], paragraphs: Sequence[Paragraph]) -> Iterator[tuple[re.Match[str], Place]]:
    return (found for paragraph in paragraphs for found in paragraph.search(pattern))


def _replace(source: str, keys: Mapping[str, str]) -> str:
    pieces, end = [], 0
    for match in NAMED.finditer(mask(source)):
        pieces += [source[end : match.start()], KEY_BEGINS, keys.get(match["letter"], ""), KEY_ENDS]
        end = match.end()
    return "".join([*pieces, source[end:]])
