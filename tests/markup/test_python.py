import ast

import pytest

from markup.python import REFUSALS, refusal


def test_a_refusal_has_a_line_a_column_and_a_reason() -> None:
    with pytest.raises(REFUSALS) as refused:
        ast.parse("\nx = = 1")

    assert refusal(refused.value) == (2, 5, "invalid syntax")


@pytest.mark.parametrize(
    ("error", "why"), [(ValueError("null bytes"), "null bytes"), (MemoryError(), "it nests too deep")]
)
def test_what_has_no_place_is_told_at_the_start(error: Exception, why: str) -> None:
    assert refusal(error) == (1, 1, why)
