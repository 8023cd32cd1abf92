from pathlib import Path

from lessons.memory import Memory


def make(memory: Memory, key: str, around: object = None) -> bool:
    """Whether something had to be made."""
    made: list[bool] = []
    memory.recall(key, around, lambda: made.append(True))
    return bool(made)


def test_the_same_is_made_once() -> None:
    memory = Memory()

    assert [make(memory, "a"), make(memory, "a"), make(memory, "b")] == [True, False, True]


def test_other_surroundings_make_it_anew() -> None:
    memory = Memory()

    assert [make(memory, "a", 1), make(memory, "a", 2), make(memory, "a", 2)] == [True, True, False]


def test_it_lasts_over_a_turn_when_it_was_asked_for_and_no_longer_otherwise() -> None:
    memory = Memory()
    make(memory, "asked")
    make(memory, "forgotten")
    for _ in range(2):
        memory.turn()
        make(memory, "asked")

    assert [make(memory, "asked"), make(memory, "forgotten")] == [False, True]


def test_a_file_is_read_again_when_its_stamp_is_another(tmp_path: Path) -> None:
    memory, file = Memory(), tmp_path / "a.md"
    file.write_text("one")
    memory.read(str(file), (1, 3, 1))
    file.write_text("two")

    assert [memory.read(str(file), (1, 3, 1)), memory.read(str(file), (2, 3, 1))] == [b"one", b"two"]
