"""A recorded run as the page of one client tells it."""

from sandbox.domain.authored import Step
from sandbox.domain.events import fact
from sandbox.domain.moments import START
from sandbox.domain.played import Played, play_back
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Action, Source, Variant
from tests.sandbox.domain.recorded import CLOSES, HELLO, asgi, at, run_of, statement, told

SOURCE = Source("consumer.py", "/x/consumer.py", "")
STEPS = (
    Step(1, "websocket.accept", "a", 1, "It says yes", "The author's words."),
    Step(2, "websocket.disconnect", "a", 1, "It goes", "The author's, too."),
    Step(3, "websocket.send", "a", 1, "", ""),
)


def played(recording: Recording | None = HELLO, script: tuple[Action, ...] = CLOSES, client: str = "a") -> Played:
    variant = Variant("default", "", (SOURCE,), "ChatConsumer", script, recording=recording)
    return play_back(variant, STEPS, client, "/ws/")


def caption(run: Played, name: str, file: str = "consumer.py") -> tuple[str, str]:
    moment = run.find(name)
    assert moment
    return run.caption(moment, STEPS, file)


def test_without_a_recording_there_is_only_the_start() -> None:
    assert played(None) == Played("a")
    assert (played(None).moments, played(None).frames) == ((START,), ())


def test_frames_are_told_once_each_and_in_order() -> None:
    assert [(m.frame, m.face, m.event.kind) for m in played().frames] == [
        (1, "passed", "websocket.connect"),
        (2, "passed", "websocket.accept"),
        (3, "passed", "handler.returned"),
        (4, "passed", "websocket.receive"),
        (5, "passed", "websocket.send"),
        (6, "passed", "websocket.disconnect"),
        (7, "passed", "application.finished"),
    ]


def test_statements_are_those_under_a_frame() -> None:
    assert [m.name for m in played().statements(1)] == ["1.1", "1.2"]
    assert played().statements(2) == ()


def test_the_author_speaks_where_an_event_has_passed() -> None:
    assert caption(played(), "2") == ("It says yes", "The author's words.")


def test_a_row_without_words_leaves_it_to_ours() -> None:
    assert caption(played(), "5")[0] == "The server sends"


def test_the_author_does_not_speak_of_a_connection_that_was_lost() -> None:
    lost = run_of(asgi("connect"), asgi("accept"), asgi("disconnect", code=1006))

    assert caption(played(lost, ()), "3")[0] == "disconnect() runs"
    assert caption(played(lost), "3") == ("It goes", "The author's, too.")


def test_a_statement_is_told_by_its_line() -> None:
    assert caption(played(), "4.1")[0] == "Line 12 is next"
    assert caption(played(), "4.1", "other.py")[0] == "Line 12 of consumer.py is next"


def test_a_caption_knows_the_state_of_its_own_client() -> None:
    run = run_of(asgi("connect"), asgi("connect", client="b"), asgi("close", client="b"), clients="ab")

    assert caption(played(run), "3")[0] == "The consumer refuses"


def test_the_wire_of_a_statement_is_that_of_the_event_before_it() -> None:
    run = played()
    receive, statement = run.find("4"), run.find("4.1")
    assert receive
    assert statement

    assert run.wire(statement.index) == receive.index
    assert run.wire(receive.index) == receive.index


def test_the_tracker_tells_of_the_pages_client_whoever_acts() -> None:
    run = played(
        run_of(
            asgi("connect", at(1, own={"n": "1"})),
            asgi("accept"),
            asgi("connect", at(1, own={"n": "2"}), client="b"),
            clients="ab",
        )
    )

    assert run.values(len(run.moments) - 1) == {
        "ws.readyState": "CONNECTING",
        "connection_state": "Accepted",
        "message_buffer": "Empty",
        "self.n": "1",
    }


def test_at_the_start_nothing_is_set() -> None:
    assert played().values(0) == {
        "ws.readyState": "none",
        "connection_state": "None",
        "message_buffer": "Empty",
    }


def test_an_exception_is_told_with_its_line() -> None:
    run = run_of(statement(3), told(fact("application.raised"), at(3)))

    assert caption(played(run), "1")[1].startswith("Line 3: ")
