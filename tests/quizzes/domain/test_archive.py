"""Questions that outlive their file."""

import json

from quizzes.domain.archive import pack, unpack
from tests.quizzes.samples import question


def test_a_question_comes_back_from_json_as_it_was() -> None:
    before = question()

    assert unpack(before.public.key, json.loads(json.dumps(pack(before)))) == before


def test_a_question_that_comes_back_has_the_same_version() -> None:
    before = question()

    assert unpack(before.public.key, json.loads(json.dumps(pack(before)))).version == before.version
