import pytest

from markup import Report, read_yaml, split_lines
from sandbox.domain.scenario import Action, Client, Handshake
from sandbox.domain.script_parser import ScriptReader

CLIENTS = {"a": Client(Handshake("/ws/", "q=1")), "raw": Client(Handshake("/ws/"), "server")}


def read(script: str) -> tuple[tuple[Action, ...], list[tuple[str, int, str]]]:
    report = Report()
    record = read_yaml(split_lines(f"script: [{script}]", "x.yaml", report), "x.yaml", report)
    written = record.values["script"]
    assert isinstance(written, list)
    reader = ScriptReader(record, CLIENTS, report)
    actions = tuple(action for i, one in enumerate(written) for action in reader.actions(one, ("script", i)))
    return actions, [(p.code, p.place.column, p.message) for p in report.problems]


@pytest.mark.parametrize(
    ("written", "action"),
    [
        ("a: connect", Action("a", "connect")),
        ("a: {send: hello}", Action("a", "send", "hello")),
        ('a: {send: ""}', Action("a", "send", "")),
        ("a: {send: {text: ab, times: 3}}", Action("a", "send", "ab", times=3)),
        ("a: {send_bytes: 00ff}", Action("a", "send_bytes", binary=b"\x00\xff")),
        ("a: close", Action("a", "close")),
        ("a: {close: 4001}", Action("a", "close", code=4001)),
        ("a: {close: 1000}", Action("a", "close", code=1000)),
        ("raw: {close: 1001}", Action("raw", "close", code=1001)),
        ("raw: abort", Action("raw", "abort")),
        ("wait: 2.5", Action("", "wait", seconds=2.5)),
        ("a: {connect: {path: /ws/b/}}", Action("a", "connect", handshake=Handshake("/ws/b/", "q=1"))),
        (
            "raw: {connect: {origin: '', subprotocols: [x], user: ada, query: ''}}",
            Action("raw", "connect", handshake=Handshake("/ws/", "", "", ("x",), "ada")),
        ),
    ],
)
def test_an_action_is_what_is_written(written: str, action: Action) -> None:
    assert read(written) == ((action,), [])


@pytest.mark.parametrize(
    ("written", "code", "column", "found"),
    [
        ("connect", "C084", 10, "this is no action"),
        ("b: connect", "C084", 10, "unknown client 'b'"),
        ("a: conect", "C084", 10, "unknown action 'conect'"),
        ("a: send", "C084", 10, "unknown action 'send'"),
        ("a: {abort: now}", "C084", 10, "unknown action 'abort'"),
        ("a: [send]", "C084", 10, "unknown action a list"),
        ("a: {send: {text: x}}", "C084", 14, "send is 'text'"),
        ("a: {send: {text: x, times: 3, more: x}}", "C084", 14, "send is 'text, times, more'"),
        ("a: {send: {text: x, times: many}}", "C084", 14, "send is 'text, times'"),
        ("a: {send: {text: xxxxxxxxxx, times: 9999999}}", "C084", 14, "a message of 99999990 characters"),
        ("a: {send_bytes: 0x}", "C084", 14, "'0x' is not hexadecimal"),
        ("a: {close: soon}", "C084", 14, "'soon' is no close code"),
        ("a: {close: 5000}", "C084", 14, "'5000' is no close code"),
        ("a: {close: [4001]}", "C084", 14, "a list is no close code"),
        ("a: {connect: now}", "C084", 14, "connect is 'now'"),
        ("a: {connect: {paht: /ws/}}", "C010", 24, "unknown field 'paht'"),
        ("a: {connect: {path: ws}}", "C012", 24, "field 'path' is 'ws'"),
        ("wait: 0", "C084", 10, "wait is '0'"),
        ("wait: nan", "C084", 10, "wait is 'nan'"),
        ("wait: 61", "C084", 10, "wait is '61'"),
        ("wait: long", "C084", 10, "wait is 'long'"),
        ("wait: [1]", "C084", 10, "wait is a list"),
        ("a: {send: []}", "C084", 14, "send is a list"),
        ("a: {send: [one, [two]]}", "C084", 26, "send is a list"),
        ("a: abort", "C087", 10, "a browser cannot abort a connection"),
        ("a: {close: 1001}", "C087", 10, "a browser cannot close with 1001"),
        ("a: {connect: {origin: x}}", "C087", 10, "a browser cannot choose its Origin"),
        ("a: {connect: {user: ada}}", "C087", 10, "a browser cannot choose who is signed in"),
    ],
)
def test_a_mistake_is_one_error_at_its_place(written: str, code: str, column: int, found: str) -> None:
    _, problems = read(written)

    assert problems == [(code, column, found)]


def test_several_messages_may_be_sent_at_once() -> None:
    actions, problems = read("a: {send: [one, {text: x, times: 2}]}")

    assert problems == []
    assert actions == (Action("a", "send", "one"), Action("a", "send", "x", times=2, at_once=True))


def whole(script: str) -> list[tuple[str, int, str]]:
    report = Report()
    record = read_yaml(split_lines(f"script: [{script}]", "x.yaml", report), "x.yaml", report)
    written = record.values["script"]
    assert isinstance(written, list)
    ScriptReader(record, CLIENTS, report).script(written, ("script",))
    return [(p.code, p.place.column, p.message) for p in report.problems]


def test_a_script_waits_for_a_minute_at_most() -> None:
    assert whole("wait: 40, wait: 40") == [("C084", 1, "the script waits for 80 seconds")]


def test_a_client_connects_before_it_does_anything_else() -> None:
    assert whole("a: connect, a: close, raw: close, raw: {send: [x, y]}") == [
        ("C084", 32, "client 'raw' has not connected")
    ]


def test_a_client_may_have_connected_in_an_action_that_cannot_be_read() -> None:
    assert [found for _, _, found in whole("a:connect, a: {send: x}")] == ["this is no action"]


def test_a_client_that_is_not_known_is_one_mistake() -> None:
    assert [found for _, _, found in whole("b: {send: [x, y]}")] == ["unknown client 'b'"]


def test_a_long_message_is_kept_short_until_it_is_sent() -> None:
    (action,), _ = read("a: {send: {text: ab, times: 3}}")

    assert action.message == "ababab"
