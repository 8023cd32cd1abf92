"""Values as bounded texts."""

import tracemalloc
from collections.abc import Callable
from enum import IntEnum

import pytest

from sandbox.stepping import values
from sandbox.stepping.values import LONGEST, attributes_of, shown


class Sly:
    """Raises whoever looks at it."""

    def __repr__(self) -> str:
        raise AssertionError("code of the user ran")


class SlyText(str):
    __slots__ = ()

    def __repr__(self) -> str:
        raise AssertionError("code of the user ran")


@pytest.mark.parametrize(
    "value",
    [None, True, 7, 1.5, 2j, "hé'llo", b"\x00a", [], [1, "a"], (), (1,), (1, 2), {}, {"a": [1]}, {1}, frozenset({1})],
)
def test_plain_values_are_shown_as_python_writes_them(value: object) -> None:
    assert shown(value) == repr(value)


@pytest.mark.parametrize("empty", [set(), frozenset()])
def test_an_empty_set_is_not_mistaken_for_a_dictionary(empty: object) -> None:
    assert shown(empty) == repr(empty)


@pytest.mark.parametrize(("value", "text"), [(Sly(), "<Sly>"), ([Sly()], "[<Sly>]"), (SlyText("x"), "<SlyText>")])
def test_code_of_the_user_never_runs(value: object, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("x" * 10_000, id="text"),
        pytest.param(b"x" * 10_000, id="bytes"),
        pytest.param(list(range(10_000)), id="list"),
        pytest.param({n: n for n in range(10_000)}, id="dictionary"),
        pytest.param(10**100_000, id="number"),
        pytest.param(["x" * 300] * 30, id="list of texts"),
    ],
)
def test_no_value_is_longer_than_the_bound(value: object) -> None:
    assert len(shown(value)) <= LONGEST


def test_a_value_that_holds_itself_ends() -> None:
    loop: list[object] = []
    loop.append(loop)

    assert shown(loop) == "[[[<list>]]]"


def test_a_list_that_is_cut_says_so() -> None:
    assert shown(list(range(21))).endswith("19, …]")


def test_only_the_authors_attributes_are_shown() -> None:
    class Consumer:
        def __init__(self) -> None:
            self.scope, self.channel_name, self.base_send = {"cookie": "secret"}, "specific.x", print
            self.message_buffer = ["hello"]

    assert attributes_of(Consumer()) == {"message_buffer": "['hello']"}


def test_a_consumer_without_attributes_shows_none() -> None:
    assert attributes_of(None) == {}


def test_a_member_of_an_enumeration_of_numbers_is_shown_by_its_number() -> None:
    class Code(IntEnum):
        GONE = 1006

        def __repr__(self) -> str:
            raise AssertionError

    assert shown(Code.GONE) == "1006"


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset, dict.fromkeys])
def test_a_value_of_a_million_items_is_not_copied(kind: Callable[[range], object]) -> None:
    value = kind(range(1_000_000))
    tracemalloc.start()
    shown(value)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50_000


def test_what_lies_too_deep_to_be_seen_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []

    def plain(value: object) -> str:
        written.append(value)
        return repr(value)

    monkeypatch.setattr(values, "_plain", plain)
    wide = [[list(range(20)) for _ in range(20)] for _ in range(20)]

    assert shown(wide).endswith("…")
    assert len(written) < 200, "of 8,000"


def test_a_metaclass_is_not_asked_whether_its_classes_are_equal() -> None:
    class Meta(type):
        def __hash__(cls) -> int:
            raise AssertionError

        def __eq__(cls, other: object) -> bool:
            raise AssertionError

    class Odd(metaclass=Meta):
        pass

    assert shown([Odd()]) == "[<Odd>]"
