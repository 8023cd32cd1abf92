"""The course that comes with the project, as authors and learners find it."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.bodies import Flow, Moments, Sample, Snapshot, Steps, Tracker, Transcript
from lessons.domain.lesson import Lesson
from lessons.domain.release import Release
from quizzes.domain.question import Marked
from sandbox.domain.scenario import Action

CONTENT = Path(__file__).parents[2] / "content"


@cache
def release() -> Release:
    return read_release([CONTENT], Release())


def first_lesson() -> Lesson:
    return release().lessons["channels", "life-of-a-socket"]


def test_the_course_has_neither_errors_nor_warnings() -> None:
    assert [str(problem) for problem in release().problems if problem.severity != "note"] == []


def test_every_question_of_the_first_lesson_names_its_proof() -> None:
    pages = [page for (_, slug, _), page in release().quiz_pages.items() if slug == "life-of-a-socket"]

    claims = [*first_lesson().claims, *(claim for page in pages for claim in page.claims)]
    assert len(claims) == 33
    assert all(claim.proof for claim in claims)


def test_the_tracker_of_the_first_lesson_shows_the_life_of_a_socket() -> None:
    tracker = first_lesson().body(Tracker)

    assert tracker
    assert [(column.title, column.step) for column in tracker.columns] == [
        ("Start", 0),
        ("After connect", 2),
        ("After message received", 3),
        ("After message sent", 4),
        ("After disconnect", 5),
    ]
    assert {variable.name: variable.cells for variable in tracker.variables} == {
        "connection_state": ("None", "Accepted", "Open", "Open", "Closed"),
        "message_buffer": ("Empty", "Empty", "Received message stored", "Sent message stored", "Cleared"),
    }


def test_the_execution_table_follows_the_events_of_a_run() -> None:
    steps = first_lesson().body(Steps)

    assert steps
    assert [row.step.event for row in steps.rows] == [
        "websocket.connect",
        "websocket.accept",
        "websocket.receive",
        "websocket.send",
        "websocket.disconnect",
    ]


def test_what_the_table_says_runs_stands_in_the_consumer() -> None:
    steps = first_lesson().body(Steps)
    source = release().scenarios["channels", "first-socket"].variants["default"].source.text

    assert steps
    for row in steps.rows:
        code = re.sub(r"`|…\)", "", row.runs.source)
        assert code in source


def test_every_part_of_a_lesson_is_there() -> None:
    lesson = first_lesson()

    assert lesson.introduction
    assert all(lesson.body(kind) for kind in (Flow, Sample, Steps, Tracker, Moments, Snapshot, Transcript))
    assert len(lesson.questions) == 3


def test_the_summary_is_one_line_under_the_title() -> None:
    assert len(first_lesson().summary) <= 110


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_question_has_four_choices_with_feedback_a_hint_and_a_place_to_look(number: int) -> None:
    question = first_lesson().questions[number]

    assert [choice.letter for choice in question.public.choices] == ["A", "B", "C", "D"]
    assert all(question.secret.feedback[choice.key] for choice in question.public.choices)
    assert question.secret.hints
    assert question.secret.see


def test_the_right_letters_differ() -> None:
    keys = [(question.public.choices, question.secret.key) for question in first_lesson().questions]
    right = [c.letter for choices, key in keys if isinstance(key, Marked) for c in choices if c.key in key.right]

    assert len(set(right)) == 3


def test_the_scenario_sends_what_the_consumer_reads() -> None:
    scenario = release().scenarios["channels", "first-socket"]

    assert {name: client.handshake.path for name, client in scenario.clients.items()} == {"a": "/ws/chat/lobby/"}
    assert scenario.variants["default"].consumer == "ChatConsumer"
    connect, send, close = scenario.variants["default"].script
    assert (connect, close) == (Action("a", "connect"), Action("a", "close"))
    assert json.loads(send.text) == {"text": "hello"}
