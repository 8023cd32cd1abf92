"""What the documents of a lesson claim to be right, and the proofs that they name for it."""

from collections.abc import Iterator, Sequence

from lessons.domain.lesson import Claim
from lessons.domain.outline import Part
from markup.attributes import Word
from markup.blocks import AttributeLine

DEFINITION = "definition"  # in place of a proof: there is nothing to run


def claims_of(parts: Sequence[Part], *, keyed: bool) -> Iterator[Claim]:
    """The questions under these headings, which have a key, or the key moments."""
    for part in parts:
        word = _named(part)
        if keyed or word:
            yield Claim(
                part.id, word.value if word else "", part.place, word.place if word else part.place, keyed=keyed
            )


def _named(part: Part) -> Word | None:
    """The word that names a proof: on the line below a question, at the end of a key moment's heading."""
    lines = (block.attributes for block in part.blocks if isinstance(block, AttributeLine))
    told = part.heading.attributes.find("=", "proof")
    return told or next((word for line in lines if (word := line.find("=", "proof"))), None)
