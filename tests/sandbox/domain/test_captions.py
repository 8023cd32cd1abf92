"""Captions and labels, as the server draws them."""

from dataclasses import replace
from itertools import product

import pytest

from sandbox.domain.captions import CAPTIONS, LABELS, Face, caption_of, label_of
from sandbox.domain.events import Event, Raised, fact
from sandbox.domain.trace import Position
from sandbox.domain.tracker import STATES, Tracker

HERE = Position("consumer.py", 9, "connect", {})
FAR = Position("a_file_of_a_very_long_name.py", 123, "a_method_of_a_very_long_name", {})
LONG = Raised("E", "m")
FACTS = ("handler.returned", "application.raised", "application.finished", "server.gave_up")
FACES: dict[str, tuple[Face, ...]] = {kind: ("passed",) if kind in FACTS else ("held", "passed") for kind in LABELS}


def event(kind: str) -> Event:
    return Event(kind, "in", code=1000, group="a-group-with-a-name-that-is-far-too-long", raised=LONG)


@pytest.mark.parametrize(("kind", "face"), [(kind, face) for kind, faces in FACES.items() for face in faces])
def test_every_moment_has_words_that_fit_wherever_it_is(kind: str, face: Face) -> None:
    for state, at in product(STATES, (None, HERE, replace(FAR, function="connect"))):
        title, sentence = caption_of(face, event(kind), Tracker(connection_state=state), at, "consumer.py")
        assert 0 < len(title) <= 45
        assert 0 < len(sentence) <= 90
        assert "{" not in title + sentence


def test_no_sentence_is_too_long_together_with_what_step_does() -> None:
    longest = {"line": "Line 123 of a_file_of_a_ver…", "handler": "connect()", "group": "a-group-with-a-name-tha…"}
    for rows in CAPTIONS.values():
        for _, *sentences in rows.values():
            said = " ".join(sentences)
            for name, words in longest.items():
                said = said.replace(f"{{{name}}}", words)
            assert len(said) <= 90, said


def test_a_recorded_moment_says_nothing_of_what_step_would_do() -> None:
    assert caption_of("held", event("websocket.accept"), Tracker(), HERE, "consumer.py") == (
        "connect() wants to accept",
        "Line 9 waits, the browser is still CONNECTING.",
    )


def test_a_line_names_its_file_only_where_another_one_is_shown() -> None:
    statement = fact("statement")

    assert caption_of("held", statement, Tracker(), HERE, "consumer.py")[0] == "Line 9 is next"
    assert caption_of("held", statement, Tracker(), HERE, "routing.py")[0] == "Line 9 of consumer.py is next"


def test_long_names_are_cut() -> None:
    title, sentence = caption_of("held", fact("statement"), Tracker(), FAR, "consumer.py")

    assert title == "Line 123 of a_file_of_a_ver… is next"
    assert sentence == "a_method_of_a_ver…() is about to run it."


@pytest.mark.parametrize(
    ("state", "title"),
    [("Rejected", "The consumer refuses"), ("Closing", "The server closes"), ("Closed", "The server closes")],
)
def test_what_a_close_means_depends_on_whether_the_line_had_been_open(state: str, title: str) -> None:
    tracker = Tracker(connection_state=next(known for known in STATES if known == state))

    assert caption_of("passed", event("websocket.close"), tracker, HERE, "consumer.py")[0] == title


def test_that_connect_has_returned_depends_on_what_it_had_answered_and_not_on_a_code_that_is_not_there() -> None:
    returned, accepted = fact("handler.returned"), Tracker(connection_state="Accepted")

    assert caption_of("passed", returned, accepted, HERE, "consumer.py")[1].startswith("The line is open.")
    assert caption_of("passed", returned, Tracker(), HERE, "consumer.py")[1].startswith("Nothing went out.")


def test_what_has_no_place_in_the_code_is_the_consumers() -> None:
    assert caption_of("passed", event("layer.receive"), Tracker(), None, "consumer.py")[0] == "A handler runs"
    assert caption_of("held", event("websocket.send"), Tracker(), None, "consumer.py")[0] == (
        "The consumer wants to send"
    )


def test_an_exception_is_named_with_its_line_and_an_empty_one_says_so() -> None:
    raised = fact("application.raised", raised=Raised("KeyError", "'text'"))
    silent = fact("application.raised", raised=Raised("StopConsumer", ""))

    assert caption_of("passed", raised, Tracker(), HERE, "consumer.py") == (
        "KeyError in connect()",
        "Line 9: 'text'. disconnect() will not run.",
    )
    assert caption_of("passed", silent, Tracker(), HERE, "consumer.py")[1] == (
        "Line 9: no message. disconnect() will not run."
    )


def test_an_exception_out_of_sight_has_no_line_and_one_in_disconnect_lets_it_run_no_further() -> None:
    raised = fact("application.raised", raised=Raised("ValueError", "No route found"))

    assert caption_of("passed", raised, Tracker(), None, "consumer.py") == (
        "ValueError outside this code",
        "No route found. disconnect() will not run.",
    )
    assert caption_of("passed", raised, Tracker(), replace(HERE, function="disconnect"), "consumer.py") == (
        "ValueError in disconnect()",
        "Line 9: No route found. disconnect() ends here.",
    )


def test_what_a_long_exception_says_is_cut_and_never_ends_twice() -> None:
    long = fact("application.raised", raised=Raised("E", "x" * 100))
    ended = fact("application.raised", raised=Raised("E", "No route."))

    assert len(caption_of("passed", long, Tracker(), HERE, "consumer.py")[1]) <= 90
    assert caption_of("passed", long, Tracker(), HERE, "consumer.py")[1].endswith("xx… disconnect() will not run.")
    assert caption_of("passed", ended, Tracker(), HERE, "consumer.py")[1].startswith("Line 9: No route. disconnect()")


def test_the_start_is_told_without_a_place() -> None:
    assert caption_of("passed", fact("start"), Tracker(), None, "consumer.py")[1] == (
        "The code waits and the browser is idle."
    )


def test_what_nobody_has_words_for_is_called_by_its_kind() -> None:
    assert caption_of("held", Event("lifespan.startup", "in"), Tracker(), None, "") == ("lifespan.startup", "")
    assert (label_of("lifespan.startup"), label_of("layer.receive")) == ("lifespan.startup", "from layer")
