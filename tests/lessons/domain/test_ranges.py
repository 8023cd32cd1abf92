import pytest

from lessons.domain.ranges import range_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("3", [3]), ("3-5", [3, 4, 5]), ("0", [0]), ("5-3", []), ("x", None), ("", None), ("3-", None), ("1,2", None)],
)
def test_a_range_is_a_number_or_two(text: str, numbers: list[int] | None) -> None:
    found = range_of(text)

    assert (None if found is None else list(found)) == numbers


def test_numbers_without_end_are_refused() -> None:
    assert range_of("1-99999999999") is None
