from lessons.domain.claims import claims_of
from lessons.domain.lesson import Claim
from lessons.domain.outline import cut
from markup import Place, Report, scan

TEXT = """### Who accepts? {#who}
{level=easy proof=who-accepts}

### Who waits? {#waits}

### What is a frame? {#frame proof=definition}
"""
PARTS = cut(scan(TEXT, "lesson.md", Report()).blocks, 3)[1]


def test_every_question_is_a_claim_whether_it_names_a_proof_or_not() -> None:
    assert [*claims_of(PARTS, keyed=True)] == [
        Claim("who", "who-accepts", Place("lesson.md", 1), Place("lesson.md", 2, 13), keyed=True),
        Claim("waits", "", Place("lesson.md", 4), Place("lesson.md", 4), keyed=True),
        Claim("frame", "definition", Place("lesson.md", 6), Place("lesson.md", 6, 30), keyed=True),
    ]


def test_a_key_moment_is_one_where_it_names_a_proof() -> None:
    assert [claim.id for claim in claims_of(PARTS, keyed=False)] == ["who", "frame"]
