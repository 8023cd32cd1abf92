import pytest

from lessons.domain.words import counted, listed, versions_in_words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_the_last_of_several_comes_after_and(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


@pytest.mark.parametrize(("number", "said"), [(0, "0 runs"), (1, "1 run"), (2, "2 runs")])
def test_one_is_singular(number: int, said: str) -> None:
    assert counted(number, "run") == said


def test_packages_are_named_as_they_name_themselves() -> None:
    versions = {"channels": "4.3.2", "uvicorn": "0.54.0", "websockets": "15.0"}

    assert versions_in_words(versions) == "Channels 4.3.2, uvicorn 0.54.0 and websockets 15.0"
