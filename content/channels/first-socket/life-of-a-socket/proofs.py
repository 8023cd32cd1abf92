"""Proofs of this lesson, its practice and its test. A docstring below quotes what it proves; comments explain."""

import contextlib
import io


def messages(recording, client="a"):
    return [seen.text for seen in recording.seen_by(client) if seen.kind == "message"]


def status(recording):
    return recording.seen_by("a")[0].status


def raised(recording):
    return recording.moment("application.raised").event.raised.type


# The lesson


def test_starting(run):
    """connect() begins by making an empty list.

    The server answers 101. The browser fires open, and readyState is OPEN.
    """
    recording = run("first-socket")
    assert recording.moment("websocket.accept").at.attributes == {"message_buffer": "[]"}
    assert recording.seen_by("a")[0].kind == "open"


def test_one_message(run):
    """One text frame goes back, `{"reply": "HELLO"}`, and the browser fires `message`."""
    assert messages(run("first-socket")) == ['{"reply": "HELLO"}']


def test_ending(run):
    """Channels calls disconnect(), which empties the list."""
    recording = run("first-socket")
    assert recording.moment("websocket.disconnect").at.attributes == {"message_buffer": "['hello', 'HELLO']"}
    assert recording.moment("application.finished").at.attributes == {"message_buffer": "[]"}


def test_giving_up(run):
    """Daphne gives up after four to five seconds and drops the connection; other servers may wait longer."""
    dropped = run("handshake", "no-accept").seen_by("a")[0]
    assert (dropped.kind, dropped.status) == ("refused", 0)
    assert 4 <= dropped.since < 5.1
    assert run("handshake", "no-accept-uvicorn").seen == ()


def test_rejecting(run):
    """Call `await self.close()` before accepting, and the server answers with HTTP 403 at once."""
    refused = run("handshake", "reject").seen_by("a")[0]
    assert refused.status == 403
    assert refused.since < 1


def test_sending_early(run):
    """What they send between the request and the accept waits in the server, and reaches `receive()` afterwards, in order."""
    recording = run("early-frames")
    accepted = recording.moment("websocket.accept")
    received = list(recording.moments("websocket.receive"))
    assert [moment.event.text for moment in received] == ["first", "second"]
    assert accepted.seq < received[0].seq


def test_no_route(run):
    """A path that matches nothing never reaches a consumer.

    `URLRouter` raises a `ValueError`, and the handshake fails with HTTP 500
    """
    recording = run("no-route", "no-route")
    assert not any(moment.at for moment in recording.snapshots)
    assert (raised(recording), status(recording)) == ("ValueError", 500)


def test_after_an_exception(run):
    """After an unhandled exception it is not called."""
    recording = run("errors", "in-receive")
    assert raised(recording)
    assert recording.moment("websocket.disconnect") is None


def test_state_after_accept(run, key):
    accepted = run("first-socket").moment("websocket.accept")
    assert key.right == [accepted.trackers["a"].connection_state]


def test_step_that_answers(run, key, step):
    assert key.right == [f"Step {step('websocket.send')}"]


def test_no_answer(run, key):
    recording = run("handshake", "no-accept")
    given_up = recording.moment("server.gave_up")
    assert given_up.seq < recording.moment("websocket.disconnect").seq
    assert status(recording) == 0
    assert key.right == ["It waits until the server gives up"]


# The practice


def test_method_that_is_called(run, key):
    received = run("first-socket").moment("websocket.receive")
    assert key.right == [received.at.function]
    assert key.accepts("self.receive()")


def test_printed(key):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(key.program, {})
    assert key.accepts(printed.getvalue())


def test_missing_parentheses(run, key):
    recording = run("missing-await", "missing-parentheses")
    assert key.right == [f"It fails with HTTP {status(recording)}, after a {raised(recording)}"]


def test_hello_to_everybody(run, key):
    # What each of the four lines does is seen by the others in the room.
    assert messages(run("groups"), "b") == messages(run("groups"), "c") == ["hello"]
    assert messages(run("groups", "without-type"), "b") == []
    assert messages(run("groups", "forgotten-await"), "b") == []
    assert messages(run("two-browsers"), "b") == ["1"]
    assert key.right == ['await layer.group_send("lobby", hello)']


# The test


def test_nothing_is_kept(run, key):
    # Each consumer counts what it has in its own list; the second begins anew.
    recording = run("two-browsers", "one-after-the-other")
    assert messages(recording, "a") == ["1", "2", "3"]
    assert messages(recording, "b") == ["1"]
    assert key.right == ["False"]


def test_hanging_up(run, key):
    gone = run("first-socket").moment("websocket.disconnect")
    assert key.right == [f"{gone.at.function}()"]


def test_one_send(run, key):
    recording = run("two-answers")
    assert len(messages(recording)) == len(list(recording.moments("websocket.send"))) == 2
    assert key.right == ["It puts one text frame on this consumer's line"]


def test_first_five(run, key):
    recording = run("no-route")
    opened = recording.seen_by("a")[0]
    assert opened.kind == "open"
    order = [
        recording.moment("websocket.connect").seq,
        recording.moment("websocket.accept").seq,
        recording.moment("websocket.receive").seq,
    ]
    assert order == sorted(order)
    assert order[1] <= opened.seq < order[2]
    assert raised(run("no-route", "no-route")) == "ValueError"  # where no route is found, nobody accepts
    assert key.order == [
        "The browser's request comes in",
        "Routing picks a consumer",
        "The consumer accepts",
        "The browser fires open",
        "The browser sends its first message",
    ]


def test_choice_of_the_consumer(run, key):
    assert run("no-route", "no-route").moment("websocket.connect") is None
    assert run("no-route").moment("websocket.connect").at.function == "connect"
    assert key.right == ["Before connect() runs"]


def test_who_is_called(run, key):
    called = [moment.at.function for moment in run("first-socket").snapshots if moment.event.direction == "in"]
    assert key.right == [f"{method}()" for method in called]


def test_two_of_a_path(run, key):
    recording = run("two-browsers")
    assert messages(recording, "a") == ["1", "2", "3"]
    assert messages(recording, "b") == ["1"]
    assert key.right == ["True"]


def test_closing_first(run, key):
    assert key.right == [f"The handshake fails with HTTP {status(run('handshake', 'reject'))}"]


def test_wrong_path(run, key):
    recording = run("no-route", "no-route")
    assert key.right == [f"HTTP {status(recording)}, after a {raised(recording)}"]


def test_last_word(run, key):
    recording = run("leaving", "send-in-disconnect")
    assert recording.moment("websocket.send").seq > recording.moment("websocket.disconnect").seq
    assert recording.moment("application.finished")
    assert messages(recording) == []
    assert key.right == ["Nothing: the line is gone already"]


def test_inside_receive(run, key):
    recording = run("first-socket")
    called, sent, gone = (recording.moment(f"websocket.{name}").at for name in ("receive", "send", "disconnect"))
    assert called.function == "receive"
    assert [at.attributes["message_buffer"] for at in (called, sent, gone)] == ["[]", "['hello']", "['hello', 'HELLO']"]
    assert recording.moment("websocket.send").event.text == '{"reply": "HELLO"}'
    assert key.order == [
        "receive() is called with the text",
        "The word joins message_buffer",
        "The word is put in capitals",
        "The reply is handed to the server",
        "The reply joins message_buffer",
    ]


def test_two_rows(run, key):
    recording = run("first-socket")
    assert [seen.kind for seen in recording.seen_by("a")] == ["open", "message", "close"]
    assert recording.seen_by("a")[0].seq == recording.moment("websocket.accept").seq
    assert recording.moment("websocket.accept").at.attributes == {"message_buffer": "[]"}
    assert run("handshake").moment("websocket.accept").at.attributes.get("message_buffer") is None
    assert key.right == [
        "To the protocol, Accepted and Open are the same",
        "The consumer's own code makes message_buffer",
    ]


def test_sending_twice(run, key):
    one, two = messages(run("two-answers"))
    assert key.right == [f"Two messages: {one}, then {two}"]


def test_silent_bodies(run, key):
    waiting = [
        body
        for body, variant in {
            "await self.accept()": ("handshake", "default"),
            "pass": ("handshake", "no-accept"),
            "await self.close()": ("handshake", "reject"),
            "self.accept()": ("missing-await", "missing-await"),
        }.items()
        if run(*variant).moment("server.gave_up")
    ]
    assert key.right == waiting


def test_no_room(run, key):
    recording = run("rooms", "no-room")
    assert raised(recording) == "KeyError"
    assert recording.moment("websocket.accept") is None
    assert key.right == [f"HTTP {status(recording)}, and accept() is never called"]


def test_silence_in_order(run, key):
    recording = run("handshake", "no-accept")
    kinds = [moment.event.kind for moment in recording.events]
    assert kinds[:4] == ["websocket.connect", "handler.returned", "server.gave_up", "websocket.disconnect"]
    assert recording.moment("websocket.disconnect").event.code == 1006
    assert key.order == [
        "The request reaches connect()",
        "connect() returns",
        "Four to five seconds pass",
        "Daphne drops the connection",
        "disconnect() runs with code 1006",
    ]


def test_bare_word(run, key):
    recording = run("first-socket", "bare-word")
    assert raised(recording) == "JSONDecodeError"
    assert recording.moment("websocket.disconnect") is None
    assert recording.seen_by("a")[-1].code == 1011
    assert key.right == ["json.loads() raises an exception", "The server closes the line"]


def test_early_greeting(run, key):
    recording = run("errors", "send-before-accept")
    assert messages(recording) == []
    assert key.right == [f"HTTP {status(recording)}, and no message"]


def test_second_guest(run, key):
    recording = run("two-browsers", "one-after-the-other")
    assert len(messages(recording, "a")) == 3
    assert recording.moment("websocket.accept", "b").at.attributes["message_buffer"] == "[]"
    assert recording.moment("application.finished", "a")
    assert key.right == ["An empty list of its own"]


def test_early_frames(run, key):
    assert messages(run("early-frames")) == ["FIRST", "SECOND"]
    assert key.right == ["True"]
