import logging
from pathlib import Path

import pytest
from pytest_django import Settings

from lessons import catalog
from lessons.catalog import get_catalog, problems
from quizzes.bank import bank
from quizzes.domain.question import QuestionKey
from sandbox.scenarios import scenarios
from tests.lessons.courses import LESSON, LESSON_PATH, SCENARIO


def save(path: Path, text: str) -> None:
    path.write_text(text)


def test_loading_fills_the_bank_and_the_scenarios(root: Path) -> None:
    get_catalog()

    assert bank.get(QuestionKey("small", "hello", "opens"))
    assert scenarios.get(("small", "hello"))


def test_nothing_is_read_again_while_nothing_changes(root: Path) -> None:
    assert get_catalog() is get_catalog()


def test_a_saved_file_is_seen_while_somebody_edits(root: Path) -> None:
    before = get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))

    assert before.lessons["small", "hello"].title == "Hello, socket"
    assert get_catalog().lessons["small", "hello"].title == "Good morning"


def test_a_saved_file_is_not_seen_otherwise(root: Path, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False
    before = get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))

    assert get_catalog() is before


def test_the_disk_is_not_looked_at_for_every_reader(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog, "LOOK_EVERY", 3600)
    before = get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))

    assert get_catalog() is before


def test_a_lesson_that_breaks_is_still_served_and_its_problems_are_told(root: Path) -> None:
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("[x]", "[ ]"))

    assert [problem.code for problem in problems()] == ["C041"]
    assert ("small", "hello") in get_catalog().lessons
    assert bank.get(QuestionKey("small", "hello", "opens"))


def test_a_lesson_that_is_mended_is_served_anew(root: Path) -> None:
    get_catalog()
    save(root / LESSON_PATH, "broken")
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Mended"))

    assert get_catalog().lessons["small", "hello"].title == "Mended"
    assert problems() == ()


def test_a_scenario_that_changes_is_swapped(root: Path) -> None:
    get_catalog()
    save(root / "small/scenarios/hello/scenario.yaml", SCENARIO.replace("title: Hello", "title: Other"))
    get_catalog()

    scenario = scenarios.get(("small", "hello"))
    assert scenario
    assert scenario.title == "Other"


def test_a_file_that_vanishes_during_the_look_does_no_harm(root: Path) -> None:
    (root / "small/dangling").symlink_to(root / "nowhere")

    assert ("small", "hello") in get_catalog().lessons


def test_a_root_that_is_missing_gives_an_empty_release(root: Path, settings: Settings) -> None:
    settings.CONTENT_ROOTS = (root / "nowhere",)

    assert get_catalog().courses == {}
    assert [problem.code for problem in problems()] == ["C004"]


@pytest.fixture
def terminal(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "lessons")
    return caplog


def test_what_breaks_is_told_on_the_terminal_with_its_place(root: Path, terminal: pytest.LogCaptureFixture) -> None:
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("[x]", "[ ]").replace("> [!hint]\n> The later one.\n", ""))
    get_catalog()

    assert [(name, level, text.partition("small/")[2]) for name, level, text in terminal.record_tuples] == [
        ("lessons", logging.WARNING, f"{LESSON_PATH[6:]}:48:1: C056 a question without a hint\n    add '> [!hint]'"),
        (
            "lessons",
            logging.ERROR,
            f"{LESSON_PATH[6:]}:51:1: C041 question 'opens' has no right choice\n    mark it with [x]",
        ),
    ]


def test_that_all_is_well_again_is_told_in_one_line(root: Path, terminal: pytest.LogCaptureFixture) -> None:
    get_catalog()
    save(root / LESSON_PATH, "broken")
    get_catalog()
    terminal.clear()
    save(root / LESSON_PATH, LESSON)
    get_catalog()

    assert terminal.messages == ["All is well again: the content has no problems."]


def test_the_same_problems_are_not_told_again(root: Path, terminal: pytest.LogCaptureFixture) -> None:
    get_catalog()
    save(root / LESSON_PATH, "broken")
    get_catalog()
    terminal.clear()
    save(root / LESSON_PATH, "broken still")
    get_catalog()

    assert terminal.messages == []


def test_the_first_look_leaves_the_telling_to_whoever_starts_the_server(
    root: Path, terminal: pytest.LogCaptureFixture
) -> None:
    save(root / LESSON_PATH, "broken")
    get_catalog()

    assert terminal.messages == []
