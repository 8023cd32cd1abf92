import logging
from pathlib import Path

import pytest
from pytest_django import Settings

from lessons import catalog
from lessons.catalog import get_catalog, problems, release_at_hand
from lessons.disk import read_release
from lessons.releases import keep, numbers, point_to, read_sources
from quizzes.bank import bank
from quizzes.domain.question import QuestionKey
from sandbox.scenarios import scenarios
from tests.lessons.courses import COURSE, LESSON, LESSON_PATH, PRACTICE, SCENARIO


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


PRACTICE_PATH = "small/first/hello/practice.md"


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process, that knows only what is on disk."""
    catalog._catalog.settle()
    monkeypatch.setattr(catalog, "_catalog", catalog.Catalog())


def publish(settings: Settings) -> int:
    """What `publish_content` does, in another process."""
    return keep(read_release(settings.CONTENT_ROOTS, read_sources(settings.DATA)), settings.DATA)


def test_every_good_save_is_kept_on_disk_while_somebody_edits(root: Path, settings: Settings) -> None:
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))
    release = get_catalog()
    catalog._catalog.settle()

    assert read_sources(settings.DATA).sources == release.sources


def test_a_save_that_changes_nothing_that_is_served_is_not_kept_again(root: Path, settings: Settings) -> None:
    get_catalog()
    catalog._catalog.settle()
    save(root / LESSON_PATH, "broken")
    get_catalog()
    catalog._catalog.settle()

    assert numbers(settings.DATA) == [1]


def test_of_many_saves_in_a_row_the_newest_is_kept_in_the_end(root: Path, settings: Settings) -> None:
    for number in range(20):
        save(root / LESSON_PATH, LESSON.replace("Hello, socket", f"Hello, number {number}"))
        get_catalog()
    catalog._catalog.settle()

    assert b"Hello, number 19" in read_sources(settings.DATA).sources[LESSON_PATH]


@pytest.mark.parametrize("debug", [True, False])
def test_a_lesson_that_is_broken_at_the_start_is_served_as_it_was(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("[x]", "[ ]"))
    settings.COURSEWARE_DEBUG = debug
    restart(monkeypatch)

    assert get_catalog().lessons["small", "hello"].title == "Hello, socket"
    assert bank.get(QuestionKey("small", "hello", "opens"))
    assert [problem.code for problem in problems()] == (["C041"] if debug else [])


def test_a_scenario_that_is_broken_at_the_start_runs_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    get_catalog()
    save(root / "small/scenarios/hello/consumer.py", "broken(")
    restart(monkeypatch)
    get_catalog()

    scenario = scenarios.get(("small", "hello"))
    assert scenario
    assert "HelloConsumer" in scenario.variants["default"].source.text


def test_the_first_start_publishes_what_is_good(root: Path, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False
    release = get_catalog()

    assert read_sources(settings.DATA).sources == release.sources


def test_a_later_start_serves_what_was_published_and_not_what_the_files_say(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COURSEWARE_DEBUG = False
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))
    restart(monkeypatch)

    assert get_catalog().lessons["small", "hello"].title == "Hello, socket"
    publish(settings)
    assert get_catalog().lessons["small", "hello"].title == "Good morning"


def test_going_back_is_noticed(root: Path, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))
    publish(settings)
    get_catalog()
    point_to(1, settings.DATA)

    assert get_catalog().lessons["small", "hello"].title == "Hello, socket"


def test_which_release_is_current_is_not_asked_for_every_reader(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COURSEWARE_DEBUG = False
    monkeypatch.setattr(catalog, "ASK_EVERY", 3600)
    before = get_catalog()
    monkeypatch.setattr(catalog, "current_number", lambda _: pytest.fail("asked again"))

    assert get_catalog() is before


def test_a_release_that_was_spoilt_is_not_taken_over(
    root: Path, settings: Settings, terminal: pytest.LogCaptureFixture
) -> None:
    settings.COURSEWARE_DEBUG = False
    before = get_catalog()
    number = publish(settings)
    (settings.DATA / f"releases/{number}/small/course.yaml").write_text("broken")

    assert get_catalog() is before
    assert terminal.messages == [f"Release {number} cannot be read; publish_content makes another."]


def test_a_start_with_a_spoilt_release_publishes_what_is_good(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COURSEWARE_DEBUG = False
    get_catalog()
    (settings.DATA / "releases/1/small/course.yaml").write_text("broken")
    restart(monkeypatch)

    assert ("small", "hello") in get_catalog().lessons
    assert numbers(settings.DATA) == [1, 2]


def test_without_any_course_nothing_is_published(root: Path, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False
    settings.CONTENT_ROOTS = (root / "nowhere",)
    get_catalog()

    assert numbers(settings.DATA) == []


def test_a_full_disk_is_told_and_the_release_served(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, terminal: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(catalog, "keep", full)
    assert ("small", "hello") in get_catalog().lessons
    catalog._catalog.settle()

    (message,) = terminal.messages
    assert "cannot be kept" in message
    assert "No space left on device" in message


def test_while_one_reads_the_next_release_others_get_the_present_one(root: Path, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False
    before = get_catalog()
    publish(settings)
    with catalog._catalog._lock:
        assert get_catalog() is before


@pytest.mark.parametrize(
    ("status", "debug", "there"), [("draft", True, True), ("draft", False, False), ("retired", True, False)]
)
def test_the_bank_holds_what_can_be_seen(root: Path, settings: Settings, status: str, debug: bool, there: bool) -> None:
    save(root / PRACTICE_PATH, PRACTICE.replace("status: published", f"status: {status}"))
    settings.COURSEWARE_DEBUG = debug
    get_catalog()

    assert bool(bank.quiz("small", "hello-practice")) == there
    assert bank.quiz("small", "hello")


def test_a_course_that_is_a_draft_runs_for_editors_only(root: Path, settings: Settings) -> None:
    (root / "small/course.yaml").write_text(f"{COURSE}status: draft\n")
    settings.COURSEWARE_DEBUG = False
    get_catalog()

    assert scenarios.get(("small", "hello")) is None
    assert bank.quizzes == ()


def test_notes_are_not_told_on_the_terminal(root: Path, terminal: pytest.LogCaptureFixture) -> None:
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace(" proof=definition", ""))

    assert [problem.severity for problem in get_catalog().problems] == ["note"]
    assert (problems(), terminal.messages) == ((), [])


def test_a_release_is_at_hand_once_it_was_read(root: Path, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False

    assert release_at_hand() is None
    release = get_catalog()
    assert release_at_hand() is release


def test_nothing_is_at_hand_while_somebody_edits(root: Path) -> None:
    get_catalog()

    assert release_at_hand() is None


def test_nothing_is_at_hand_while_a_newer_release_waits_to_be_read(root: Path, settings: Settings) -> None:
    settings.COURSEWARE_DEBUG = False
    get_catalog()
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))
    publish(settings)

    assert release_at_hand() is None
    newer = get_catalog()
    assert release_at_hand() is newer


def test_whether_a_release_is_the_newest_is_not_asked_for_every_reader(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.COURSEWARE_DEBUG = False
    release = get_catalog()
    monkeypatch.setattr(catalog, "ASK_EVERY", 60)
    assert release_at_hand() is release
    save(root / LESSON_PATH, LESSON.replace("Hello, socket", "Good morning"))
    publish(settings)

    assert release_at_hand() is release
