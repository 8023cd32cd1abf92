"""A lesson's small picture, made from its recorded run."""

from dataclasses import replace

import pytest

from lessons.domain.known import Known
from lessons.domain.lesson_parser import parse_lesson
from lessons.domain.pictures import Kind, Mark, picture_of
from markup import Report
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Scenario
from tests.lessons.domain.test_lesson_parser import COURSE, good, scenario
from tests.sandbox.domain.recorded import HELLO, asgi, layer, run_of, told
from tests.sandbox.recording.on_disk import recording_on_disk


def with_run(recording: Recording | None) -> Scenario:
    found = scenario()
    assert found
    default = replace(found.variants["default"], recording=recording)
    return replace(found, variants={"default": default})


def kinds(recording: Recording) -> list[Kind]:
    return [mark.kind for mark in picture_of(good(), with_run(recording))]


def test_a_picture_tells_the_run_of_the_lessons_scenario() -> None:
    assert kinds(HELLO) == ["client", "server", "client", "server", "client"]


def test_marks_are_spread_over_the_height() -> None:
    assert [mark.y for mark in picture_of(good(), with_run(HELLO))] == [10, 20, 30, 40, 50]
    assert picture_of(good(), with_run(run_of(asgi("connect"), asgi("accept")))) == (
        Mark("client", 10),
        Mark("server", 50),
    )


@pytest.mark.parametrize(
    ("name", "variant", "marks"),
    [
        ("handshake", "reject", ["refused"]),
        ("handshake", "no-accept", ["refused"]),
        ("handshake", "late-accept", ["client", "server", "client"]),
        ("handshake", "accept-then-close", ["client", "server", "server"]),
        ("missing-await", "async-receive", ["client", "server", "client", "work"]),
        ("errors", "in-receive", ["client", "server", "refused"]),
        ("closing", "default", ["client", "server", "client", "server", "server"]),
        ("groups", "default", ["client", "server", "client", "fan-out"]),
        ("groups", "forgotten-await", ["client", "server", "client", "server"]),
        ("two-browsers", "default", ["client", "server", "client", "server", "client", "server"]),
    ],
)
def test_every_kind_of_run_has_its_marks(name: str, variant: str, marks: list[Kind]) -> None:
    assert kinds(recording_on_disk(name, variant)) == marks


def test_a_message_to_a_group_goes_to_many_whoever_sends_it() -> None:
    run = run_of(asgi("connect"), asgi("accept"), asgi("receive", client="b"), layer("group_send", "b"), clients="ab")

    assert kinds(run) == ["client", "server", "fan-out"]


def test_who_connects_again_after_a_refusal_is_drawn_again() -> None:
    run = run_of(asgi("connect"), asgi("close"), asgi("disconnect", code=1006), asgi("connect"), asgi("accept"))

    assert kinds(run) == ["refused", "client", "server"]


def test_where_there_are_too_many_marks_work_gives_way_and_then_what_comes_last() -> None:
    quiet = [asgi("receive") for _ in range(4)]
    assert kinds(run_of(asgi("connect"), asgi("accept"), *quiet)) == ["client", "server"] + ["client"] * 4

    talk = [asgi("receive"), asgi("send")] * 10
    assert kinds(run_of(*talk)) == ["client", "server"] * 3


def test_without_a_run_the_lessons_own_steps_are_drawn() -> None:
    assert picture_of(good(), None) == (Mark("client", 10.0), Mark("server", 50.0))
    assert picture_of(good(), with_run(None)) == picture_of(good(), None)


def test_a_lesson_without_steps_and_without_a_run_has_an_empty_picture() -> None:
    bare = parse_lesson("---\nid: bare\ntitle: Bare\n---\n", "a.md", Known(COURSE, "a"), Report())

    assert bare
    assert picture_of(bare, None) == ()


def test_a_run_in_which_no_browser_asks_has_an_empty_picture() -> None:
    assert kinds(run_of(told(layer("send").event))) == []
