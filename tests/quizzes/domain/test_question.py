"""The two halves, and what may be known from outside."""

from dataclasses import replace

import pytest

from markup import Prose
from tests.quizzes.domain.written import EVERY_TYPE, FILL, MULTIPLE, ORDER, OUTPUT, SINGLE, TRUTH, ask

OTHER_KEYS = {
    "single": SINGLE.replace("- [ ] A.", "- [x] A.").replace("- [x] B.", "- [ ] B."),
    "multiple": MULTIPLE.replace("[x] B.", "[ ] B.").replace("[ ] C.", "[x] C."),
    "truth": TRUTH.replace("[x]", "[?]").replace("[ ]", "[x]").replace("[?]", "[ ]"),
    "order": ORDER.replace("1. The request\n2. The accept", "1. The accept\n2. The request"),
    "fill": FILL.replace("[=] accept", "[=] listen"),
    "output": OUTPUT.replace("a\nb\n```", "b\na\n```"),
}


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_the_public_half_is_the_same_whatever_is_right(kind: str) -> None:
    one, other = ask(EVERY_TYPE[kind]), ask(OTHER_KEYS[kind])

    assert one.public == other.public
    assert one.public.wording == other.public.wording


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_the_version_tells_what_is_right(kind: str) -> None:
    assert ask(EVERY_TYPE[kind]).version != ask(OTHER_KEYS[kind]).version


def test_the_wording_changes_with_the_stem_and_with_the_text_of_a_choice() -> None:
    wordings = {ask(SINGLE.replace(*edit)).public.wording for edit in (("", ""), ("At which", "In which"), ("5", "6"))}

    assert len(wordings) == 3


def test_the_version_stays_when_a_hint_or_a_feedback_is_edited() -> None:
    before = ask(SINGLE)
    edited = replace(before, secret=replace(before.secret, hints=(Prose("Better"),), feedback={}))

    assert edited.version == before.version
