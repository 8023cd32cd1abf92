import pytest

from markup.words import counted, listed


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_the_last_of_several_comes_after_and(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


@pytest.mark.parametrize(("number", "said"), [(0, "0 runs"), (1, "1 run"), (2, "2 runs")])
def test_one_is_singular(number: int, said: str) -> None:
    assert counted(number, "run") == said
