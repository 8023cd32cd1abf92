"""Questions that outlive their file."""

import json

import pytest

from quizzes.domain.archive import pack, unpack
from tests.quizzes.domain.written import EVERY_TYPE, ask


@pytest.mark.parametrize("text", EVERY_TYPE.values(), ids=EVERY_TYPE.keys())
def test_a_question_of_any_type_comes_back_from_json_as_it_was(text: str) -> None:
    before = ask(text)
    after = unpack(before.public.key, json.loads(json.dumps(pack(before))))

    assert after == before
    assert after.version == before.version
