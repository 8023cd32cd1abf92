import ast
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from markup.python import REFUSALS, refusal, syntax_of


def test_many_threads_may_ask_for_syntax_at_once() -> None:
    text = "def f(x):\n    return [y for y in x if y]\n" * 50
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            trees = list(threads.map(lambda number: syntax_of(text, f"{number}.py"), range(64)))
    finally:
        sys.setswitchinterval(interval)

    assert {ast.dump(tree) for tree in trees} == {ast.dump(ast.parse(text))}


def test_a_refusal_has_a_line_a_column_and_a_reason() -> None:
    with pytest.raises(REFUSALS) as refused:
        ast.parse("\nx = = 1")

    assert refusal(refused.value) == (2, 5, "invalid syntax")


@pytest.mark.parametrize(
    ("error", "why"), [(ValueError("null bytes"), "null bytes"), (MemoryError(), "it nests too deep")]
)
def test_what_has_no_place_is_told_at_the_start(error: Exception, why: str) -> None:
    assert refusal(error) == (1, 1, why)
