"""The pure half of the page's script, run in a real Chromium without a server."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from sandbox.domain.captions import CAPTIONS, LABELS
from sandbox.domain.recording import Recording
from sandbox.recording.file import told_in_order
from tests.sandbox.recording.on_disk import recording_on_disk

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "sandbox" / "static" / "sandbox"
LEARNERS = Path(__file__).parents[2] / "learners" / "static"  # whose modules stand beside the sandbox's
ORIGIN = "http://page.test"
STEPS = [
    {"n": 1, "event": "websocket.connect", "client": "a", "nth": 1, "title": "It asks", "text": "A request."},
    {"n": 2, "event": "websocket.accept", "client": "a", "nth": 1, "title": "It accepts", "text": "An answer."},
    {"n": 3, "event": "websocket.receive", "client": "a", "nth": 2, "title": "The second", "text": "One more."},
]
WORDS = {"steps": STEPS, "captions": CAPTIONS, "labels": LABELS}  # of the stage's script
OWN_WORDS = {**WORDS, "steps": []}
COLUMNS = [{"title": "Start", "step": 0}, {"title": "After connect", "step": 2}, {"title": "After", "step": 3}]
SCRIPT = [
    {"kind": "connect", "text": ""},
    {"kind": "send", "text": "one"},
    {"kind": "send", "text": "two"},
    {"kind": "close", "text": ""},
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank page that may import the sandbox's modules."""

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(f"{ORIGIN}/")
        path = next((folder / name for folder in (SCRIPTS, LEARNERS) if (folder / name).is_file()), None)
        if path:
            route.fulfill(path=path, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>blank</title>", content_type="text/html")

    context = browser.new_context()
    context.route("**/*", serve)
    page = context.new_page()
    page.goto(f"{ORIGIN}/")
    yield page
    context.close()


@pytest.fixture
def call(page: Page) -> Callable[..., Any]:
    """Call a function of a module: `call("trace.framesOf", moments)`."""

    def called(name: str, *arguments: Any) -> Any:
        module, function = name.split(".")
        return page.evaluate(
            "async ([module, name, given]) => (await import(`/${module}.js`))[name](...given)",
            [module, function, list(arguments)],
        )

    return called


@pytest.fixture
def moments(call: Callable[..., Any]) -> Callable[..., list[dict[str, Any]]]:
    """Moments of a run, from short notes: `moments("connect held", "connect passed")`."""
    return lambda *notes: call("trace.momentsOf", trace(*notes), STEPS)


KINDS = {
    "connect": ("websocket.connect", "in"),
    "accept": ("websocket.accept", "out"),
    "receive": ("websocket.receive", "in"),
    "send": ("websocket.send", "out"),
    "close": ("websocket.close", "out"),
    "disconnect": ("websocket.disconnect", "in"),
    "group_add": ("layer.group_add", "layer"),
    "group_discard": ("layer.group_discard", "layer"),
    "group_send": ("layer.group_send", "layer"),
    "layer_send": ("layer.send", "layer"),
    "layer_receive": ("layer.receive", "layer"),
    "returned": ("handler.returned", "code"),
    "raised": ("application.raised", "code"),
    "finished": ("application.finished", "code"),
    "gave_up": ("server.gave_up", "code"),
}
STATES = {
    "accept": "Accepted",
    "receive": "Open",
    "send": "Open",
    "close": "Rejected",
    "disconnect": "Closed",
    "raised": "Closed",
}


def trace(*notes: str) -> list[dict[str, Any]]:
    """Snapshots as the observer would be told them; `#3` behind a note is the value of self.buffer."""
    snapshots: list[dict[str, Any]] = []
    frame, n, state = 0, 0, "None"
    for seq, note in enumerate(notes, start=1):
        name, phase = note.split("#")[0].split()
        kind, direction = KINDS[name]
        frame += phase != "passed"
        n += phase == "held"
        if phase != "held":
            state = STATES.get(name, state)
        at = (
            {"file": "c.py", "line": seq, "function": name, "self": {"buffer": note.split("#")[1]}}
            if "#" in note
            else None
        )
        event = {
            "kind": kind,
            "direction": direction,
            "text": "hi",
            "code": 1000,
            "group": "a-group-with-a-name-that-is-far-too-long-for-a-line",
            "exception": {"type": "E", "message": "m"},
        }
        tracker = {"a": {"connection_state": state, "message_buffer": "Empty", "messages": []}}
        number = n if phase in {"held", "passed"} else None
        snapshots.append(
            {
                "seq": seq,
                "n": number,
                "frame": frame,
                "client": "a",
                "phase": phase,
                "event": event,
                "at": at,
                "tracker": tracker,
            }
        )
    return snapshots


OPENED = ("connect held", "connect passed", "accept held", "accept passed", "returned info")


# trace.js


def test_an_event_has_two_moments_under_one_frame_and_a_fact_has_one(moments: Callable[..., Any]) -> None:
    assert [(m["frame"], m["phase"]) for m in moments(*OPENED)] == [
        (0, "start"),
        (1, "held"),
        (1, "passed"),
        (2, "held"),
        (2, "passed"),
        (3, "info"),
    ]


def test_a_notice_of_time_is_no_moment(call: Callable[..., Any]) -> None:
    notice = {**trace("returned info")[0], "frame": None}

    assert len(call("trace.momentsOf", [notice], STEPS)) == 1


def test_the_authors_row_belongs_to_the_nth_event_of_its_kind(moments: Callable[..., Any]) -> None:
    later = moments(*OPENED, "receive held", "receive passed", "receive held", "receive passed")[6:]

    assert [m["step"] for m in later] == [None, None, 3, 3]


def test_a_frame_without_a_row_keeps_the_row_before_it_lit(moments: Callable[..., Any]) -> None:
    assert [m["lit"] for m in moments(*OPENED)] == [0, 1, 1, 2, 2, 2]


def test_attributes_are_kept_where_a_moment_has_no_position(moments: Callable[..., Any]) -> None:
    assert [m["attributes"] for m in moments("connect held", "connect passed#[]", "returned info")] == [
        {},
        {},
        {"buffer": "[]"},
        {"buffer": "[]"},
    ]


def test_the_held_stop_is_the_oldest_that_has_not_passed(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    assert call("stops.heldStop", moments("connect held"))["n"] == 1
    assert call("stops.heldStop", moments("connect held", "connect passed")) is None


# statements, in trace.js and stops.js

Face = tuple[str, int, dict[str, str], dict[str, str]]  # kind and phase, line, local variables, attributes

RECEIVES: tuple[Face, ...] = (
    ("receive passed", 11, {}, {"buffer": "[]"}),
    ("12 held", 12, {"message": "'{}'"}, {"buffer": "[]"}),
    ("12 passed", 12, {"message": "'{}'"}, {"buffer": "[]"}),
    ("31 info", 31, {"word": "'hi'"}, {"buffer": "[]"}),
    ("32 info", 32, {"word": "'hi'", "loud": "'HI'"}, {"buffer": "[]"}),
    ("13 held", 13, {"message": "'{}'", "text": "'HI'"}, {"buffer": "[]"}),
    ("13 passed", 13, {"message": "'{}'", "text": "'HI'"}, {"buffer": "[]"}),
    ("14 held", 14, {"message": "'{}'", "text": "'HI'"}, {"buffer": "['HI']"}),
)
SHOUTS = {31, 32}  # lines of a helper that cannot wait


def told(*notes: tuple[str, int, dict[str, str], dict[str, str]], **more: Any) -> list[dict[str, Any]]:
    """Snapshots of one client's code, each at a line with its variables and attributes; a number is a statement's."""
    snapshots: list[dict[str, Any]] = []
    frame, n = 0, 0
    for seq, (note, line, variables, attributes) in enumerate(notes, start=1):
        name, phase = note.split()
        kind, direction = KINDS.get(name, ("statement", "code"))
        frame += kind != "statement" and (phase == "held" or name in {"receive", "returned"})
        n += phase == "held"
        function = "shout" if line in SHOUTS else "receive"
        at = {"file": "c.py", "line": line, "function": function, "locals": variables, "self": attributes}
        snapshots.append(
            {
                "seq": seq,
                "n": n if phase in {"held", "passed"} and kind == "statement" else None,
                "frame": frame,
                "client": "a",
                "phase": phase,
                "event": {"kind": kind, "direction": direction},
                "at": at,
                "tracker": {"a": {"connection_state": "Open", "message_buffer": "Empty", "messages": []}},
                **more,
            }
        )
    return snapshots


@pytest.fixture
def received(call: Callable[..., Any]) -> list[dict[str, Any]]:
    """The moments of a receive() that calls a helper: lines 12, 31, 32, 13 and 14, from index 2 on."""
    moments: list[dict[str, Any]] = call("trace.momentsOf", told(*RECEIVES), STEPS)
    return moments


def test_a_held_statement_is_a_moment_that_counts_under_its_event_and_what_lets_it_go_is_none(
    received: list[dict[str, Any]],
) -> None:
    assert [(m["frame"], m["nth"], m["of"], m["at"] and m["at"]["line"]) for m in received] == [
        (0, None, None, None),
        (1, None, None, 11),
        (1, 1, 5, 12),
        (1, 2, 5, 31),
        (1, 3, 5, 32),
        (1, 4, 5, 13),
        (1, 5, 5, 14),
    ]


def test_statements_before_the_first_event_are_moments_of_frame_0(call: Callable[..., Any]) -> None:
    (_, moment) = call("trace.momentsOf", told(("8 info", 8, {}, {})), STEPS)

    assert (moment["frame"], moment["nth"]) == (0, 1)


def test_statements_add_no_frame_and_a_cells_moment_is_its_event(
    call: Callable[..., Any], received: list[dict[str, Any]]
) -> None:
    assert [(f["frame"], f["event"]["kind"], f["last"]["index"]) for f in call("trace.framesOf", received)] == [
        (1, "websocket.receive", 1)
    ]


def test_a_statement_keeps_the_row_of_its_own_event_lit(call: Callable[..., Any]) -> None:
    other = {**trace("connect held", "accept held")[1], "frame": 2, "n": 9}
    late = told(("12 held", 12, {}, {}), frame=1)
    run = call("trace.momentsOf", [trace("connect held")[0], other, *late], STEPS)

    assert [m["lit"] for m in run] == [0, 1, 2, 1]


def test_a_step_goes_over_what_ran_through_and_a_step_by_events_over_all_statements(
    call: Callable[..., Any], received: list[dict[str, Any]]
) -> None:
    assert [call("stops.nextStop", received, index, "statement") for index in range(7)] == [1, 2, 5, 5, 5, 6, None]
    assert [call("stops.nextStop", received, index, "event") for index in (0, 1, 5)] == [1, None, None]


def test_what_has_been_let_go_is_held_no_more_even_while_it_waits_for_the_event_loop(call: Callable[..., Any]) -> None:
    held = trace("receive held", "send held")
    ready = {**held[0], "frame": None, "phase": "info", "event": {"kind": "stop.ready", "direction": "code"}}

    assert call("stops.heldStop", call("trace.momentsOf", held, STEPS))["n"] == 1
    assert call("stops.heldStop", call("trace.momentsOf", [*held, ready], STEPS))["n"] == 2
    assert len(call("trace.momentsOf", [*held, ready], STEPS)) == 3


@pytest.mark.parametrize(("told_so_far", "line"), [(2, None), (3, 12), (4, None), (7, 13), (8, None)])
def test_a_statement_rests_once_it_was_let_go_until_something_comes_of_it(
    call: Callable[..., Any], told_so_far: int, line: int | None
) -> None:
    resting = call("stops.resting", call("trace.momentsOf", told(*RECEIVES)[:told_so_far], STEPS))

    assert (resting and resting["at"]["line"]) == line


def test_a_line_has_run_from_the_moment_after_its_statement_was_let_go(received: list[dict[str, Any]]) -> None:
    assert [m["left"] for m in received] == [1, 2, 3, 4, 5, 6, float("inf")]


def test_the_wire_is_that_of_the_event_under_which_a_statement_runs(
    call: Callable[..., Any], received: list[dict[str, Any]]
) -> None:
    assert [call("stops.eventAt", received, index) for index in (0, 1, 2, 6)] == [0, 1, 1, 1]


# values.js

LINES = {12: "self.loud = text = self.shout('hi')", 13: "self.send(message=text.upper())"}
SOURCE = {"file": "c.py", "lines": [LINES.get(number, "") for number in range(1, 33)]}


def values(call: Callable[..., Any], moments: list[dict[str, Any]], index: int) -> dict[str, bool]:
    return {value["name"]: value["changed"] for value in call("values.valuesAt", moments, index)}


def chips(page: Page, moments: list[dict[str, Any]], index: int, **source: Any) -> dict[int, list[str]]:
    found = page.evaluate(
        """async ([moments, index, source]) =>
            [...(await import("/values.js")).chipsAt(moments, index, source)].map(([line, values]) =>
                [line, values.map(({ name, value }) => `${name} = ${value}`)])""",
        [moments, index, {**SOURCE, **source}],
    )
    return dict(found)


def test_values_are_new_where_the_same_call_did_not_have_them(
    call: Callable[..., Any], received: list[dict[str, Any]]
) -> None:
    assert values(call, received, 0) == {}
    assert values(call, received, 2) == {"message": True, "self.buffer": False}
    assert values(call, received, 5) == {"message": False, "text": True, "self.buffer": False}
    assert values(call, received, 6) == {"message": False, "text": False, "self.buffer": True}


def test_attributes_are_known_where_a_moment_has_no_place_in_the_code(
    call: Callable[..., Any], received: list[dict[str, Any]]
) -> None:
    last = received[-1]
    nowhere = {**last, "index": 7, "at": None}

    assert values(call, [*received, nowhere], 7) == {"self.buffer": False}


@pytest.mark.parametrize(
    ("index", "shown"),
    [
        (2, {}),  # arguments come with the call: no line has made them
        (3, {}),  # nor those of a helper
        (4, {31: ["loud = 'HI'"]}),
        (5, {12: ["text = 'HI'"]}),  # back from the helper
        (6, {13: ["self.buffer = ['HI']"]}),
    ],
)
def test_what_a_line_has_changed_stands_beside_it_once_the_next_is_reached(
    page: Page, received: list[dict[str, Any]], index: int, shown: dict[int, list[str]]
) -> None:
    assert chips(page, received, index) == shown


def test_the_last_line_of_a_handler_has_its_chip_when_the_next_event_arrives(
    call: Callable[..., Any], page: Page
) -> None:
    gone: Face = ("disconnect held", 18, {}, {"buffer": "[]"})
    moments = call("trace.momentsOf", told(*RECEIVES, ("14 passed", 14, {}, {}), gone), STEPS)

    assert chips(page, moments, 7) == {14: ["self.buffer = []"]}


def test_between_events_a_line_shows_the_new_values_that_it_uses(call: Callable[..., Any], page: Page) -> None:
    arrival: Face = ("receive passed", 11, {}, {"buffer": "[]"})
    sends = ("send held", 13, {"message": "'{}'", "text": "'HI'", "sender": "'me'"}, {"buffer": "['HI']"})
    moments = call("trace.momentsOf", told(arrival, sends), STEPS)

    assert chips(page, moments, 2) == {13: ["text = 'HI'"]}


@pytest.mark.parametrize(("name", "line"), [("loud", 12), ("calls", 32)])
def test_back_from_another_function_an_attribute_is_due_to_the_line_that_names_it(
    call: Callable[..., Any], page: Page, name: str, line: int
) -> None:
    back = ("13 held", 13, {"message": "'{}'"}, {"buffer": "[]", name: "1"})
    moments = call("trace.momentsOf", told(*RECEIVES[:5], back), STEPS)

    assert chips(page, moments, 5) == {line: [f"self.{name} = 1"]}


def test_a_second_call_is_not_compared_with_the_first(call: Callable[..., Any], page: Page) -> None:
    again = (("31 info", 31, {"word": "'ho'"}, {"buffer": "['HI']"}),)
    moments = call("trace.momentsOf", told(*RECEIVES, *again), STEPS)

    assert chips(page, moments, 7) == {}


def test_a_line_of_another_file_has_no_chip_here(page: Page, received: list[dict[str, Any]]) -> None:
    assert chips(page, received, 6, file="other.py") == {}


# journal.js


def entry(what: str, ready_state: int) -> dict[str, Any]:
    return {"what": what, "detail": "", "t": 0, "readyState": ready_state}


JOURNAL = [entry("new WebSocket()", 0), entry("open", 1), entry("send", 1), entry("close()", 2), entry("close", 3)]


def test_what_the_browser_saw_goes_with_the_moment_that_caused_it(
    call: Callable[..., Any], moments: Callable[..., Any]
) -> None:
    run = moments(*OPENED, "receive held", "receive passed", "disconnect held")

    assert [e["at"] for e in call("journal.placed", JOURNAL, run)] == [1, 4, 6, 8, 8]


@pytest.mark.parametrize("cause", ["close passed", "raised error", "gave_up info"])
def test_a_close_that_the_server_caused_goes_with_its_cause(
    call: Callable[..., Any], moments: Callable[..., Any], cause: str
) -> None:
    run = moments("connect held", "connect passed", cause, "disconnect held")

    assert call("journal.placed", [entry("close", 3)], run)[0]["at"] == 3


def test_an_answer_of_the_server_is_not_shown_before_its_moment_has_come(call: Callable[..., Any]) -> None:
    pending = JOURNAL[:3]  # none of them has a place yet

    assert [e["what"] for e in call("journal.seenBy", pending, 0, True)] == ["new WebSocket()", "send"]
    assert call("journal.seenBy", pending, 0, False) == []


def test_what_the_browser_did_behind_a_held_stop_is_shown_there(
    call: Callable[..., Any], moments: Callable[..., Any]
) -> None:
    run = moments(*OPENED, "disconnect held")
    early = [JOURNAL[0], {**entry("close()", 2), "during": 3}, {**entry("close", 3), "during": 3}]

    assert [(e["at"], e["home"]) for e in call("journal.placed", early, run)] == [(1, 1), (3, 6), (3, 6)]


def test_a_close_is_the_browsers_own_only_where_it_has_asked_for_it(call: Callable[..., Any]) -> None:
    assert call("journal.isOwn", entry("close", 3), [entry("close()", 2)])
    assert not call("journal.isOwn", entry("close", 3), [entry("send", 1)])
    assert call("journal.isOwn", entry("send", 1), [])
    assert not call("journal.isOwn", entry("message", 1), [])


@pytest.mark.parametrize(
    ("seen", "index", "unheard"),
    [
        (["new WebSocket()", "send", "send"], 6, {"messages": 1, "closed": False, "byBrowser": False}),
        (["new WebSocket()", "close()", "close"], 6, {"messages": 0, "closed": True, "byBrowser": True}),
        (["new WebSocket()", "close"], 6, {"messages": 0, "closed": True, "byBrowser": False}),
        (["new WebSocket()", "close()", "close"], 8, {"messages": 0, "closed": False, "byBrowser": False}),
    ],
)
def test_what_waits_behind_a_held_stop_is_unheard_until_its_own_is_held(
    page: Page, moments: Callable[..., Any], seen: list[str], index: int, unheard: dict[str, Any]
) -> None:
    run = moments(*OPENED, "receive held", "receive passed", "disconnect held")[: index + 1]
    found = page.evaluate(
        """async ([entries, run]) => {
            const { placed, unheard } = await import("/journal.js");
            return unheard(placed(entries, run), run.at(-1).index);
        }""",
        [[entry(what, 1) for what in seen], run],
    )

    assert found == unheard


def test_ready_state_is_that_of_the_last_entry_seen(call: Callable[..., Any]) -> None:
    assert call("journal.readyStateOf", JOURNAL[:2]) == 1
    assert call("journal.readyStateOf", []) is None


# columns.js


def test_a_column_is_reached_when_its_step_has_passed(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    run = moments(*OPENED, "receive held", "receive passed", "receive held", "receive passed")

    assert call("columns.reached", COLUMNS, run, "server") == [0, 4, 9]


def test_the_browser_reaches_a_column_with_its_own_act(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    run = moments(*OPENED, "receive held", "receive passed", "receive held", "receive passed")

    assert call("columns.reached", COLUMNS, run, "browser") == [0, 4, 8]


@pytest.mark.parametrize(
    ("index", "shown"), [(0, [0, None, None]), (5, [0, 5, None]), (8, [0, 8, None]), (11, [0, 8, 11])]
)
def test_a_column_shows_its_newest_value_until_the_next_is_reached(
    call: Callable[..., Any], index: int, shown: list[int | None]
) -> None:
    assert call("columns.shownIn", [0, 4, 9], index) == shown


def test_the_browsers_row_is_filled_with_its_column_and_left_before_its_next_act(call: Callable[..., Any]) -> None:
    server, browser = [0, 4, 9], [0, 4, 8]

    assert call("columns.shownIn", server, 8, browser) == [0, 7, None]
    assert call("columns.shownIn", server, 9, browser) == [0, 7, 9]


def test_the_start_stays_what_it_was(call: Callable[..., Any]) -> None:
    assert call("columns.shownIn", [0, 4], 3) == [0, None]


# script.js


@pytest.mark.parametrize(
    ("ready_state", "sent", "kind"),
    [(None, 0, "connect"), (0, 0, None), (1, 0, "send"), (1, 1, "send"), (1, 2, "close"), (2, 2, None), (3, 2, None)],
)
def test_the_script_acts_only_when_the_browser_can(
    call: Callable[..., Any], ready_state: int | None, sent: int, kind: str | None
) -> None:
    action = call("script.nextAction", SCRIPT, {"readyState": ready_state, "sent": sent})

    assert (action or {}).get("kind") == kind


RAW = [
    {"kind": "connect"},
    {"kind": "send_bytes", "text": "", "bytes": "00ff"},
    {"kind": "send", "text": "two"},
    {"kind": "abort"},
]


@pytest.mark.parametrize(
    ("ready_state", "sent", "kind"),
    [(None, 0, "connect"), (0, 0, "send_bytes"), (0, 1, "send"), (1, 2, "abort"), (2, 0, None), (3, 0, None)],
)
def test_a_client_that_is_no_browser_acts_while_it_connects(
    call: Callable[..., Any], ready_state: int | None, sent: int, kind: str | None
) -> None:
    action = call("script.nextAction", RAW, {"readyState": ready_state, "sent": sent, "raw": True})

    assert (action or {}).get("kind") == kind


def test_the_field_is_empty_where_bytes_are_next(call: Callable[..., Any]) -> None:
    assert [call("script.nextText", RAW, sent) for sent in (0, 1)] == ["", "two"]


def test_the_field_holds_the_next_text_and_keeps_the_last(call: Callable[..., Any]) -> None:
    assert [call("script.nextText", SCRIPT, sent) for sent in (0, 1, 2)] == ["one", "two", "two"]


# wire.js


def wire(call: Callable[..., Any], run: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(item["from"], item["label"]) for item in call("wire.wireOf", run, "/ws/x/")]


def test_the_wire_carries_the_messages_in_their_order(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    run = moments(*OPENED, "receive held", "receive passed", "send held", "send passed", "disconnect held")

    assert wire(call, run) == [
        ("client", "GET /ws/x/"),
        ("server", "connect()"),
        ("server", "101 Switching Protocols"),
        ("client", "text hi"),
        ("server", "receive()"),
        ("server", "text hi"),
        ("client", "close 1000"),
    ]


def test_closing_before_accept_is_a_403_and_the_disconnect_that_follows_is_no_message(
    call: Callable[..., Any], moments: Callable[..., Any]
) -> None:
    run = moments(
        "connect held", "connect passed", "close held", "close passed", "disconnect held", "disconnect passed"
    )

    assert wire(call, run)[2:] == [("server", "403 Forbidden"), ("server", "disconnect()")]


@pytest.mark.parametrize(("before", "label"), [(OPENED, "close 1011"), (OPENED[:2], "500 Internal Server Error")])
def test_an_exception_answers_with_1011_once_open_and_with_500_before(
    call: Callable[..., Any], moments: Callable[..., Any], before: tuple[str, ...], label: str
) -> None:
    assert wire(call, moments(*before, "raised error"))[-1] == ("server", label)


@pytest.mark.parametrize(("index", "state"), [(2, "is-future"), (3, "is-held"), (4, "is-now"), (5, "is-past")])
def test_what_goes_out_waits_at_the_server_before_it_is_on_the_wire(
    call: Callable[..., Any], moments: Callable[..., Any], index: int, state: str
) -> None:
    answer = next(i for i in call("wire.wireOf", moments(*OPENED), "/") if i["label"].startswith("101"))

    assert call("wire.itemState", answer, index) == state


@pytest.mark.parametrize("code", [4413, 4429])
def test_a_close_by_the_sandbox_comes_from_the_server(
    call: Callable[..., Any], moments: Callable[..., Any], code: int
) -> None:
    run = moments(*OPENED, "disconnect held")
    run[-1]["event"]["code"] = code

    assert wire(call, run)[-1] == ("server", f"close {code}")


def test_what_is_sent_to_a_browser_that_has_gone_reaches_nobody(page: Page, moments: Callable[..., Any]) -> None:
    drawn = """async (run) => (await import("/wire.js")).wireOf(run, "/", (index) => ({ gone: index >= 3 })).at(-1)"""
    answer = page.evaluate(drawn, moments(*OPENED))

    assert (answer["label"], answer["below"], answer["bad"]) == (
        "101 Switching Protocols",
        "the browser has gone",
        True,
    )


def test_a_long_message_is_cut(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    run = moments(*OPENED, "receive held")
    run[-1]["event"]["text"] = "x" * 100

    assert wire(call, run)[-1][1] == "text " + "x" * 34 + "…"


# words.js


def test_the_authors_row_speaks_once_a_frame_has_passed(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    held, passed = moments(*OPENED)[3:5]

    assert call("words.captionOf", held, WORDS)[0] == "The consumer wants to accept"
    assert call("words.captionOf", passed, WORDS) == ["It accepts", "An answer."]


def test_what_a_step_does_is_said_only_where_the_moment_waits_for_it(
    call: Callable[..., Any], moments: Callable[..., Any]
) -> None:
    asked = moments("connect held")[1]
    said = "The request waits at the server."

    assert call("words.captionOf", asked, WORDS)[1] == said
    assert call("words.captionOf", asked, WORDS, {"waits": True})[1] == f"{said} Step hands it to connect()."


def test_an_authors_row_without_a_title_leaves_the_word_to_ours(
    call: Callable[..., Any], moments: Callable[..., Any]
) -> None:
    silent = {**WORDS, "steps": [{**row, "title": "", "text": ""} for row in STEPS]}

    assert call("words.captionOf", moments("connect held", "connect passed")[2], silent)[0] == "connect() runs"


def test_what_nobody_has_words_for_is_called_by_its_kind(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    unknown = {**moments("connect held")[1], "event": {"kind": "lifespan.startup"}}

    assert call("words.captionOf", unknown, WORDS) == ["lifespan.startup", ""]


LONG_NAMES = {"file": "a_file_of_a_very_long_name.py", "line": 123, "function": "a_method_of_a_very_long_name"}


@pytest.mark.parametrize("circumstances", [{}, {"resting": True}, {"waits": True}])
@pytest.mark.parametrize("note", ["12 held", "12 info"])
def test_a_statement_has_words_that_fit(call: Callable[..., Any], note: str, circumstances: dict[str, Any]) -> None:
    moment = call("trace.momentsOf", told((note, 12, {}, {})), [])[1]
    for at in (moment["at"], LONG_NAMES):
        title, sentence = call("words.captionOf", {**moment, "at": at}, {**WORDS, "file": "c.py"}, circumstances)
        assert 0 < len(title) <= 45
        assert 0 < len(sentence) <= 90


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize("name", ["accept", "send", "close", "group_add", "group_send", "layer_send", "layer_receive"])
def test_a_caption_that_names_another_file_fits(
    call: Callable[..., Any], moments: Callable[..., Any], name: str, gone: bool
) -> None:
    moment = {**moments(f"{name} held")[1], "at": {**LONG_NAMES, "function": "connect"}}
    circumstances = {"gone": gone, "waits": True}
    title, sentence = call("words.captionOf", moment, {**OWN_WORDS, "file": "c.py"}, circumstances)

    assert 0 < len(title) <= 45
    assert 0 < len(sentence) <= 90


def test_a_caption_names_the_file_only_where_it_is_not_the_one_that_is_shown(call: Callable[..., Any]) -> None:
    moment = call("trace.momentsOf", told(("12 held", 12, {}, {})), [])[1]

    assert call("words.captionOf", moment, {**OWN_WORDS, "file": "c.py"})[0] == "Line 12 is next"
    assert call("words.captionOf", moment, {**OWN_WORDS, "file": "routing.py"})[0] == "Line 12 of c.py is next"


def test_where_a_statement_is_told_in_the_address_and_in_words(
    call: Callable[..., Any], received: list[dict[str, Any]]
) -> None:
    assert [call("address.addressOf", m) for m in received[:4]] == [0, 1, "1.1", "1.2"]
    assert [call("words.positionOf", m, 8) for m in received[1:3]] == ["1 of 8", "1 of 8, statement 1 of 5"]
    assert call("words.positionOf", {"frame": 0, "nth": 2, "of": 3}, 0) == "Before 1, statement 2 of 3"


def test_a_statement_is_said_with_what_is_new(call: Callable[..., Any], received: list[dict[str, Any]]) -> None:
    heard = [call("words.statementSaid", received[i], call("values.valuesAt", received, i), "c.py") for i in (3, 5)]

    assert heard == [
        "Frame 1, statement 2. Line 31 of shout(). It ran through. word is 'hi'.",
        "Frame 1, statement 4. Line 13 of receive(). text is 'HI'.",
    ]
    assert "Line 31 of shout() in c.py." in call("words.statementSaid", received[3], [], "routing.py")


def test_long_values_are_said_in_short(call: Callable[..., Any], received: list[dict[str, Any]]) -> None:
    found = [{"name": f"name{i}", "value": "x" * 100, "changed": i > 0} for i in range(9)]
    said = call("words.statementSaid", received[2], found, "c.py")

    assert "name0" not in said
    assert said.count("…") == 3
    assert len(said) < 220


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_words_that_fit_for_each_phase_it_can_have(
    call: Callable[..., Any], moments: Callable[..., Any], name: str
) -> None:
    fact = name in {"returned", "raised", "finished", "gave_up"}
    for moment in moments(*((f"{name} info",) if fact else (f"{name} held", f"{name} passed")))[1:]:
        title, sentence = call("words.captionOf", moment, OWN_WORDS, {"waits": True})
        assert 0 < len(title) <= 45
        assert 0 < len(sentence) <= 90


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (OPENED[:4], "The line is open"),
        (OPENED[:2], "stays CONNECTING"),
        (("connect held", "connect passed", "close held", "close passed"), "It said no"),
    ],
)
def test_the_return_of_connect_is_told_by_what_it_had_answered(
    call: Callable[..., Any], moments: Callable[..., Any], before: tuple[str, ...], words: str
) -> None:
    assert words in call("words.captionOf", moments(*before, "returned info")[-1], OWN_WORDS)[1]


def ended(moments: Callable[..., Any], phase: str, code: int) -> dict[str, Any]:
    moment: dict[str, Any] = moments(*OPENED, "disconnect held", "disconnect passed")[-2 if phase == "held" else -1]
    return {**moment, "event": {**moment["event"], "code": code}, "step": 3}


@pytest.mark.parametrize(
    ("code", "ending", "title"),
    [
        (1000, {"hungUp": True}, "The second"),
        (1000, {}, "The second"),  # the consumer has closed
        (1006, {"hungUp": True}, "The second"),  # while it was CONNECTING
        (1006, {}, "disconnect() runs"),
        (4413, {}, "disconnect() runs"),
    ],
)
def test_the_authors_row_on_the_end_speaks_only_where_browser_or_consumer_ended_it(
    call: Callable[..., Any], moments: Callable[..., Any], code: int, ending: dict[str, bool], title: str
) -> None:
    assert call("words.captionOf", ended(moments, "passed", code), WORDS, ending)[0] == title


@pytest.mark.parametrize("code", [4413, 4429, 4500])
def test_a_close_by_the_sandbox_is_told_as_such(
    call: Callable[..., Any], moments: Callable[..., Any], code: int
) -> None:
    title, sentence = call("words.captionOf", ended(moments, "held", code), WORDS, {"waits": True})

    assert title == "The sandbox closed the connection"
    assert str(code) in sentence
    assert len(sentence) <= 90


@pytest.mark.parametrize("name", ["connect", "accept", "send", "close", "returned"])
def test_once_the_browser_has_gone_no_caption_says_that_it_hears(
    call: Callable[..., Any], moments: Callable[..., Any], name: str
) -> None:
    notes = ("returned info",) if name == "returned" else (f"{name} held", f"{name} passed")
    for moment in moments(*notes)[1:]:
        title, sentence = call("words.captionOf", moment, WORDS, {"gone": True, "waits": True})
        assert len(title) <= 45
        assert len(sentence) <= 90
        assert "browser has gone" in sentence or (name, moment["phase"]) == ("connect", "held")


def test_changes_are_told_forwards_and_backwards(call: Callable[..., Any]) -> None:
    none, accepted = {"state": "None", "same": "x"}, {"state": "Accepted", "same": "x"}

    assert call("words.changesIn", none, accepted, False) == "state changed from None to Accepted."
    assert call("words.changesIn", accepted, none, True) == "state is None again."


# states.js


def scene(moments: list[dict[str, Any]], index: int, **more: Any) -> dict[str, Any]:
    return {
        "moment": moments[index],
        "last": moments[-1],
        "held": None,
        "ready": [],
        "unheard": {"messages": 0, "closed": False, "byBrowser": False},
        "over": False,
        "raised": None,
        "playable": True,
        "next": None,
        **more,
    }


def test_the_state_line_says_what_is_held_and_what_a_step_would_do(
    call: Callable[..., Any], moments: Callable[..., Any]
) -> None:
    held, opened = moments("connect held"), moments(*OPENED)
    live = {"status": "live"}

    assert "websocket.connect is held" in call("states.stateOf", live, scene(held, 1, held=held[1]))["text"]
    assert "Step sends one" in call("states.stateOf", live, scene(opened, 5, next=SCRIPT[1]))["text"]
    assert "frame 3 already" in call("states.stateOf", live, scene(opened, 4))["text"]
    assert "The run ended at frame 3." in call("states.stateOf", live, scene(opened, 4, over=True))["text"]
    assert "back at frame 1" in call("states.stateOf", live, scene(opened, 1, lookingBack=True))["text"]


def test_while_running_the_state_line_says_what_run_does(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    held, opened = moments("connect held"), moments(*OPENED)

    def text(*here: Any, **more: Any) -> str:
        words: str = call("states.stateOf", {"status": "live"}, scene(*here, running=True, **more))["text"]
        return words

    assert text(held, 1, held=held[1]) == "websocket.connect is held until Run lets it go."
    assert "Run sends one" in text(opened, 5, next=SCRIPT[1])
    assert "Run goes there" in text(opened, 4)


def test_the_state_line_names_a_statement_by_its_line_and_who_waits_for_the_event_loop(
    call: Callable[..., Any], received: list[dict[str, Any]]
) -> None:
    here = scene(received, 6, held=received[6], ready=["b", ""])

    assert call("states.stateOf", {"status": "live"}, here)["text"] == (
        "Line 14 is held until you step. Client b is ready, and waits for the event loop."
        " Another task is ready, and waits for the event loop."
    )
    back = call("states.stateOf", {"status": "live"}, {**here, "moment": received[2], "lookingBack": True})
    assert back["text"] == "You are looking back at frame 1.1. The run itself is at frame 1.5."


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ({"kind": "connect"}, "Step opens a WebSocket."),
        ({"kind": "send_bytes", "bytes": "00ff"}, "Step sends 2 bytes."),
        ({"kind": "close"}, "Step closes the connection."),
        ({"kind": "abort"}, "Step cuts the connection."),
    ],
)
def test_the_state_line_names_every_action(
    call: Callable[..., Any], moments: Callable[..., Any], action: dict[str, Any], words: str
) -> None:
    state = call("states.stateOf", {"status": "live"}, scene(moments(*OPENED), 5, next=action))

    assert words in state["text"]


@pytest.mark.parametrize(
    ("unheard", "words"),
    [
        ({"messages": 1, "closed": False}, "1 message waits behind it."),
        ({"messages": 2, "closed": False}, "2 messages wait behind it."),
        ({"messages": 0, "closed": True, "byBrowser": True}, "The browser has closed already"),
        ({"messages": 0, "closed": True, "byBrowser": False}, "The connection is gone already"),
    ],
)
def test_the_state_line_says_what_waits_behind_a_held_stop(
    call: Callable[..., Any], moments: Callable[..., Any], unheard: dict[str, Any], words: str
) -> None:
    held = moments("connect held")
    state = call("states.stateOf", {"status": "live"}, scene(held, 1, held=held[1], unheard=unheard))

    assert words in state["text"]


@pytest.mark.parametrize(("index", "action"), [(0, "toEnd"), (1, None)])
def test_a_stop_that_expires_counts_down_wherever_one_looks(
    page: Page, moments: Callable[..., Any], index: int, action: str | None
) -> None:
    held = moments("connect held")
    given = scene(held, index, held=held[1], lookingBack=index == 0)
    said = page.evaluate(
        """async (scene) => {
            const { stateOf } = await import("/states.js");
            const state = stateOf({ status: "live", until: 1 }, scene);
            return [state.text(20), state.until, state.action?.does ?? null];
        }""",
        given,
    )

    assert said == ["websocket.connect is held for 20 s more, then the run ends.", 1, action]


def test_the_end_of_a_run_counts_down_instead_of_naming_an_old_number(page: Page) -> None:
    said = page.evaluate(
        """async () => {
            const { stateOf } = await import("/states.js");
            const notice = { status: "noticed", message: "This run ends in 30 seconds: why.", until: 1 };
            return [stateOf(notice, {}).text(7), stateOf({ ...notice, until: undefined }, {}).text];
        }"""
    )

    assert "in 7 s" in said[0]
    assert said[1] == "This run ends in 30 seconds: why."


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("idle", None),
        ("left", None),
        ("opening", None),
        ("slow", None),
        ("elsewhere", None),
        ("noticed", None),
        ("failed", "connect"),
        ("restored", None),
        ("cleared", "undo"),
        ("ended", "connect"),
    ],
)
def test_every_trouble_has_words_and_its_way_out(
    call: Callable[..., Any], moments: Callable[..., Any], status: str, action: str | None
) -> None:
    state = call("states.stateOf", {"status": status, "message": "why"}, scene(moments(), 0))

    assert state["text"]
    assert (state.get("action") or {}).get("does") == action


@pytest.mark.parametrize(
    ("link", "more", "action"),
    [
        ({"status": "slow", "message": "why"}, {"readable": True}, "readRecorded"),
        ({"status": "failed", "message": "why", "blocked": True}, {"readable": True}, "readRecorded"),
        ({"status": "failed", "message": "why", "blocked": True}, {"readable": False}, "connect"),
        ({"status": "failed", "message": "why"}, {"readable": True}, "connect"),
        ({"status": "idle"}, {"readable": True, "playable": False}, "readRecorded"),
        ({"status": "idle"}, {"readable": True, "playable": True}, None),
    ],
)
def test_the_recorded_run_is_offered_where_there_is_one_and_nothing_else_can_be_done(
    call: Callable[..., Any],
    moments: Callable[..., Any],
    link: dict[str, Any],
    more: dict[str, Any],
    action: str | None,
) -> None:
    state = call("states.stateOf", link, scene(moments(), 0, **more))

    assert (state.get("action") or {}).get("does") == action


def test_the_recorded_run_is_named_with_its_day_and_versions(
    call: Callable[..., Any], moments: Callable[..., Any]
) -> None:
    link = {"status": "recorded", "day": "1 May 2027", "versions": "Channels 4.4"}
    said = [call("states.stateOf", {**link, "left": left}, scene(moments(), 0))["text"] for left in (False, True)]

    assert said[0] == "The recorded run of 1 May 2027, with Channels 4.4. Connect begins your own."
    assert said[1].startswith("That run ended when the page was left.")


@pytest.mark.parametrize(
    ("raised", "more", "words"),
    [
        ({"message": "'text'"}, {"closing": True}, "Line 11: KeyError: 'text'. The server closes the socket."),
        ({"message": "'text'"}, {"code": "1011"}, "Line 11: KeyError: 'text'. Closed with 1011."),
        ({"message": "It ended."}, {"code": "1006"}, "Line 11: KeyError: It ended. The handshake failed."),
        ({"message": ""}, {}, "Line 11: KeyError. The server closes the socket."),
        ({"message": "x" * 99}, {"code": "1011"}, f"Line 11: KeyError: {'x' * 59}… Closed with 1011."),
    ],
)
def test_an_error_of_the_consumer_is_named_with_its_line_and_what_became_of_the_socket(
    call: Callable[..., Any], moments: Callable[..., Any], raised: dict[str, str], more: dict[str, Any], words: str
) -> None:
    moment = {"at": {"line": 11, "file": "c.py"}, "event": {"exception": {"type": "KeyError", **raised}}}
    state = call("states.stateOf", {"status": "live"}, scene(moments(), 0, over=True, raised=moment, **more))

    assert state["text"] == f"{words} Your frames are kept."
    assert (state["tone"], state["action"]["does"]) == ("bad", "reset")


def test_an_error_that_has_no_place_is_the_consumers(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    moment = {"at": None, "event": {"exception": {"type": "ValueError", "message": "no route"}}}
    state = call("states.stateOf", {"status": "live"}, scene(moments(), 0, over=True, raised=moment, code="1006"))

    assert state["text"].startswith("The consumer: ValueError: no route. The handshake failed.")


@pytest.mark.parametrize(
    ("more", "words", "action"),
    [
        ({}, "This run is over.", None),
        ({"closing": True}, "The consumer is done, and the socket is closing.", None),
        ({"refused": {"frame": 2}}, "The consumer closed the handshake before accepting", "toRefusal"),
        ({"refused": {"frame": 3}}, "The consumer closed the handshake before accepting", None),
    ],
)
def test_the_end_of_a_run_is_no_alarm(
    call: Callable[..., Any], moments: Callable[..., Any], more: dict[str, Any], words: str, action: str | None
) -> None:
    run = moments(*OPENED)
    state = call("states.stateOf", {"status": "live"}, scene(run, 5, over=True, **more))

    assert words in state["text"]
    assert (state["tone"], (state.get("action") or {}).get("does")) == ("", action)


def test_a_dropped_line_counts_down_and_can_be_tried_at_once(page: Page) -> None:
    said = page.evaluate(
        """async () => {
            const { stateOf } = await import("/states.js");
            const state = stateOf({ status: "dropped", attempt: 2, of: 6, until: 1 }, {});
            return [state.text(4), state.action.does];
        }"""
    )

    assert said == ["The line dropped. Trying again in 4 s, attempt 2 of 6. Your frames are kept.", "retry"]


# recorded.js, expected.js, recording.js

RECORDED = recording_on_disk("first-socket", "default")
SEEN_FIRST = '{"text": "hello"}'


def lines(recording: Recording) -> list[dict[str, Any]]:
    """A recording as the page is given it."""
    return list(told_in_order(recording))


def read(page: Page, recorded: list[dict[str, Any]], look: str, told: int = 0, leave: str | None = None) -> Any:
    """What `look`, a function of JavaScript, finds in the recorded run, or in an own run that was told so far."""
    return page.evaluate(
        f"""async ([lines, leave, told, script]) => {{
            const {{ replayed }} = await import("/recorded.js");
            const {{ Recording }} = await import("/recording.js");
            const {{ snapshots, journal }} = replayed(lines, "a", leave);
            const recorded = new Recording(script, {{ snapshots, journal }});
            recorded.end();
            const own = new Recording(script, {{ expected: recorded }});
            for (const snapshot of snapshots.slice(0, told)) own.add(snapshot);
            return ({look})(recorded, own);
        }}""",
        [recorded, leave, told, {**WORDS, "clients": [{"name": "a"}]}],
    )


def test_a_recorded_run_has_the_moments_of_one_that_was_stepped(page: Page) -> None:
    faces = "({ moments }) => moments.map(({ frame, nth, phase, left }) => [frame, nth ?? 0, phase, left])"
    found = read(page, lines(RECORDED), faces)

    assert found[:6] == [
        [0, 0, "start", 1],
        [1, 0, "held", 2],
        [1, 0, "passed", 3],
        [1, 1, "held", 4],
        [1, 2, "held", 5],
        [2, 0, "held", 6],
    ]
    assert found[-1][:3] == [7, 0, "info"]


@pytest.mark.parametrize(("sent", "differs"), [('{"text": "hello"}', False), ("hello", True)])
def test_the_authors_row_is_silent_where_something_else_was_sent_than_it_tells_of(
    page: Page, call: Callable[..., Any], sent: str, differs: bool
) -> None:
    row = {"n": 1, "event": "websocket.receive", "client": "a", "nth": 1, "title": "It is kept", "text": "In the list."}
    moment, circumstances = page.evaluate(
        """async ([lines, script, text]) => {
            const { replayed } = await import("/recorded.js");
            const { Recording } = await import("/recording.js");
            const { snapshots, journal } = replayed(lines, "a", "");
            const own = new Recording(script, { expected: new Recording(script, { snapshots, journal }) });
            const got = ({ event, phase }) => event.kind === "websocket.receive" && phase === "passed";
            const said = (told) => (told.event.text ? { ...told, event: { ...told.event, text } } : told);
            for (const snapshot of snapshots.slice(0, snapshots.findIndex(got) + 1)) own.add(said(snapshot));
            return [own.moments[own.last], own.browserAt(own.last)];
        }""",
        [lines(RECORDED), {**WORDS, "steps": [row], "clients": [{"name": "a"}]}, sent],
    )

    assert circumstances["differs"] is differs
    title, _ = call("words.captionOf", moment, {**WORDS, "steps": [row]}, circumstances)
    assert title == ("receive() runs" if differs else "It is kept")


def test_what_is_held_in_a_recorded_run_has_changed_nothing_yet(page: Page) -> None:
    states = "({ moments }) => moments.filter(({ nth }) => !nth).map(({ tracker }) => tracker.connection_state)"

    assert read(page, lines(RECORDED), states)[:7] == [
        "None",
        "None",
        "None",
        "None",
        "Accepted",
        "Accepted",
        "Accepted",
    ]


def test_what_the_browser_saw_and_must_have_done_stands_with_the_moments_of_the_recorded_run(page: Page) -> None:
    log = """(recorded) => recorded.journalAt(recorded.last).map(({ what, detail, at }) => {
        const { frame, phase } = recorded.moments[at];
        return [what, detail, frame, phase];
    })"""

    assert read(page, lines(RECORDED), log, leave="") == [
        ["new WebSocket()", "", 1, "held"],
        ["open", "", 2, "passed"],
        ["send", SEEN_FIRST, 4, "held"],
        ["message", '{"reply": "HELLO"}', 5, "passed"],
        ["close()", "", 6, "held"],
        ["close", "code 1000, clean", 6, "held"],
    ]


@pytest.mark.parametrize(
    ("scenario", "variant", "leave", "log"),
    [
        ("abort", "default", "TCP gone", [["close()", "TCP gone"], ["close", "code 1006"]]),
        ("closing", "close-4001", "", [["message", "bye"], ["close", "code 4001, clean"]]),
        ("no-route", "no-route", None, [["new WebSocket()", ""], ["error", ""], ["close", "code 1006"]]),
        ("origin", "foreign", None, [["new WebSocket()", ""], ["error", ""], ["close", "code 1006"]]),
        ("server-stops", "default", None, [["send", "restart"], ["close", "code 1006"]]),
        ("server-stops", "uvicorn", None, [["send", "restart"], ["close", "code 1012, clean"]]),
        ("text-and-bytes", "default", "", [["close()", ""], ["close", "code 1000, clean"]]),
    ],
)
def test_however_a_recorded_run_ends_the_browser_tells_it(
    page: Page, scenario: str, variant: str, leave: str | None, log: list[list[str]]
) -> None:
    found = read(
        page,
        lines(recording_on_disk(scenario, variant)),
        "(recorded) => recorded.journalAt(recorded.last).map(({ what, detail }) => [what, detail])",
        leave=leave,
    )

    assert found[-len(log) :] == log


def test_bytes_are_told_by_their_number(page: Page) -> None:
    sent = "(recorded) => recorded.journalAt(recorded.last).map(({ detail }) => detail)"
    found = read(page, lines(recording_on_disk("text-and-bytes", "default")), sent)

    assert [detail for detail in found if detail.endswith(" bytes")]


def test_of_several_clients_the_page_shows_the_one_that_it_plays(page: Page) -> None:
    recorded = lines(recording_on_disk("two-browsers", "default"))
    shown = """(recorded) => recorded.moments.filter(({ client, phase }) => client && phase === "passed")
        .map(({ client, index }) => [client, recorded.valuesAt(index)])"""
    found = read(page, recorded, shown)
    before, there = next((a, b) for (_, a), (client, b) in pairwise(found) if client == "b")

    assert before == there  # what the other one does changes nothing here
    assert [values["connection_state"] for _, values in found][-1] == "Closed"


@pytest.mark.parametrize(("told", "to_come", "total"), [(0, 7, 7), (1, 6, 7), (7, 5, 7)])
def test_as_long_as_a_run_goes_as_recorded_the_rest_is_to_come(page: Page, told: int, to_come: int, total: int) -> None:
    look = "(_, { toCome, total }) => [toCome.length, total]"

    assert read(page, lines(RECORDED), look, told=told) == [to_come, total]


def test_a_run_that_is_over_has_nothing_to_come(page: Page) -> None:
    assert read(page, lines(RECORDED), "(_, own) => { own.end(); return own.toCome.length; }", told=9) == 0


def test_a_statement_counts_how_many_its_frame_will_have(page: Page) -> None:
    assert read(page, lines(RECORDED), "(_, { moments }) => moments.at(-1).of", told=3) == 2


def test_another_event_than_the_recorded_one_leaves_the_path(page: Page) -> None:
    leaves = """(_, own) => {
        const before = own.toCome.length;
        const event = { kind: "websocket.close", direction: "out" };
        own.add({ frame: 2, n: 2, phase: "held", client: "a", event, tracker: {} });
        return [before, own.toCome.length, own.total, own.foreseen ?? null];
    }"""

    assert read(page, lines(RECORDED), leaves, told=2) == [6, 0, 2, None]


@pytest.mark.parametrize(("index", "event", "statement"), [(0, 0, 0), (3, 2, 2), (5, 2, 4), (6, 5, 5)])
def test_back_goes_over_statements_where_one_steps_by_events(
    page: Page, index: int, event: int, statement: int
) -> None:
    look = f"(recorded) => ['event', 'statement'].map((stride) => recorded.before({index}, stride))"

    assert read(page, lines(RECORDED), look) == [event, statement]


@pytest.mark.parametrize(
    ("address", "place"), [("2", [2, 0, "passed"]), ("4.2", [4, 2, "held"]), ("7", [7, 0, "info"])]
)
def test_an_address_names_the_last_face_of_its_frame(page: Page, address: str, place: list[Any]) -> None:
    look = f"""async ({{ moments }}) => {{
        const {{ frame, nth, phase }} = moments[(await import("/address.js")).indexAt(moments, "{address}")];
        return [frame, nth ?? 0, phase];
    }}"""

    assert read(page, lines(RECORDED), look) == place


@pytest.mark.parametrize("address", ["0", "8", "4.9", "x", "", "6.0"])
def test_an_address_that_names_nothing_is_nowhere(page: Page, address: str) -> None:
    look = f"""async ({{ moments }}) => (await import("/address.js")).indexAt(moments, "{address}")"""

    assert read(page, lines(RECORDED), look) == -1


def test_a_page_without_a_recorded_run_expects_and_offers_nothing(page: Page) -> None:
    found = page.evaluate(
        """async (script) => {
            const { Shelf } = await import("/shelf.js");
            const shelf = new Shelf(script, null);
            return [shelf.recorded ?? null, shelf.origin, shelf.fresh().toCome, shelf.takeBack() ?? null];
        }""",
        {**WORDS, "clients": [{"name": "a"}]},
    )

    assert found == [None, None, [], None]


def test_where_others_took_part_in_the_recorded_run_it_is_no_expectation(page: Page) -> None:
    found = page.evaluate(
        """async ([script, moments]) => {
            const { Shelf } = await import("/shelf.js");
            const shelf = new Shelf(script, { moments });
            return [shelf.fresh().toCome.length, shelf.recorded.frames.length];
        }""",
        [{**WORDS, "clients": [{"name": "a"}, {"name": "b"}]}, lines(recording_on_disk("two-browsers", "default"))],
    )

    assert found == [0, 18]


# ending.js


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ((*OPENED,), [False, False]),
        ((*OPENED, "raised error"), [True, False]),
        (("connect held", "connect passed", "close held", "close passed"), [False, True]),
        (("connect held", "connect passed", "close held"), [False, False]),
    ],
)
def test_an_end_by_an_exception_or_a_refusal_is_found(
    call: Callable[..., Any], moments: Callable[..., Any], notes: tuple[str, ...], found: list[bool]
) -> None:
    end = call("ending.endOf", moments(*notes), [])

    assert [bool(end.get("raised")), bool(end.get("refused"))] == found


# heartbeat.js


def test_a_doubted_line_is_asked_at_once_and_given_up_soon(page: Page) -> None:
    pings, lost = page.evaluate(
        """async () => {
            const { Heartbeat } = await import("/heartbeat.js");
            const pings = [];
            let lost = 0;
            const began = performance.now();
            const heartbeat = new Heartbeat({
                ping: () => pings.push(performance.now() - began),
                heard: () => {},
                lost: () => { lost = performance.now() - began; },
            });
            heartbeat.hurry();
            await new Promise((done) => setTimeout(done, 100));
            heartbeat.doubt();
            await new Promise((done) => setTimeout(done, 2000));
            heartbeat.stop();
            return [pings, lost];
        }"""
    )

    assert len(pings) == 2
    assert 1500 <= lost < 1950


def test_a_line_is_pinged_at_most_once_a_second_and_measured_by_its_answer(page: Page) -> None:
    pinged, heard, lost = page.evaluate(
        """async () => {
            const { Heartbeat } = await import("/heartbeat.js");
            const pinged = [], heard = [];
            let asked = 0, lost = 0;
            const heartbeat = new Heartbeat({
                ping: () => {
                    pinged.push({ asked, at: performance.now() });
                    setTimeout(() => heartbeat.answered(), 30);
                },
                heard: (milliseconds) => heard.push(milliseconds), lost: () => { lost += 1; },
            });
            while (heard.length < 2) {
                heartbeat.hurry();
                asked += 1;
                await new Promise((done) => setTimeout(done, 50));
            }
            heartbeat.stop();
            return [pinged, heard, lost];
        }"""
    )

    first, second = pinged
    assert first["asked"] == 1
    assert second["at"] - first["at"] > 950
    assert all(milliseconds >= 25 for milliseconds in heard)
    assert lost == 0


# run.js, with sockets of our own


@pytest.mark.parametrize(("ready_state", "told"), [(3, "ended"), (0, "elsewhere")])
def test_a_socket_that_the_server_never_hears_of_is_explained(page: Page, ready_state: int, told: str) -> None:
    said = page.evaluate(
        """async (readyState) => {
            const real = [window.fetch, window.WebSocket];
            const sockets = [];
            window.fetch = async () => ({ json: () => ({ observer: "/o/", clients: { a: "/c/" }, limits: {} }) });
            window.WebSocket = class extends EventTarget {
                static CLOSED = 3;
                readyState = readyState;
                constructor() { super(); sockets.push(this); }
                send() {}
                close() {}
            };
            const { Run } = await import("/run.js");
            const said = [];
            const listener = new Proxy({}, { get: (_, name) => () => said.push(name) });
            const run = new Run(listener);
            await run.begin({ clients: [{ name: "a", subprotocols: [], player: "browser" }] });
            sockets[0].onmessage({ data: JSON.stringify({ type: "hello", seq: 0 }) });
            await new Promise((done) => setTimeout(done, 3200));
            run.end();
            [window.fetch, window.WebSocket] = real;
            return said;
        }""",
        ready_state,
    )

    assert said == ["greeted", "entry", told]


# simulated.js

CONNECTING, OPEN, CLOSING, CLOSED = range(4)
FAILED = [("error", "", CLOSED), ("close", "code 1006", CLOSED)]


@pytest.mark.parametrize(
    ("note", "event", "ready_state", "seen"),
    [
        ("accept passed", {}, CONNECTING, [("open", "", OPEN)]),
        ("accept held", {}, CONNECTING, []),
        ("accept passed", {}, CLOSED, []),
        ("send passed", {"text": "hi"}, OPEN, [("message", "hi", OPEN)]),
        ("send passed", {"bytes": {"hex": "00ff", "length": 2}}, OPEN, [("message", "2 bytes", OPEN)]),
        ("send passed", {"text": "hi"}, CONNECTING, []),
        ("send passed", {"text": "hi"}, CLOSING, []),
        ("close passed", {"code": 4001}, OPEN, [("close", "code 4001, clean", CLOSED)]),
        ("close passed", {}, OPEN, [("close", "code 1000, clean", CLOSED)]),
        ("close passed", {"code": 4001}, CONNECTING, FAILED),
        ("raised error", {}, OPEN, [("close", "code 1011, clean", CLOSED)]),
        ("raised error", {}, CONNECTING, FAILED),
        ("gave_up info", {}, CONNECTING, FAILED),
        ("disconnect held", {"code": 4429}, OPEN, [("close", "code 4429, clean", CLOSED)]),
        ("disconnect held", {"code": 4001}, CLOSING, [("close", "code 1000, clean", CLOSED)]),
        ("disconnect held", {"code": 1006}, CLOSING, [("close", "code 1006", CLOSED)]),
        ("disconnect held", {"code": 1006}, CLOSED, []),
        ("receive passed", {"text": "hi"}, OPEN, []),
    ],
)
def test_what_a_simulated_client_sees_follows_from_the_run(
    call: Callable[..., Any], note: str, event: dict[str, Any], ready_state: int, seen: list[tuple[str, str, int]]
) -> None:
    (snapshot,) = trace(note)
    snapshot["event"] = {"kind": snapshot["event"]["kind"], **event}
    found = call("simulated.seenBy", snapshot, {"readyState": ready_state})

    assert [(entry["what"], entry["detail"], entry["readyState"]) for entry in found] == seen


SIMULATED = """async ([deeds, line]) => {
    const { SimulatedClient } = await import("/simulated.js");
    const asked = [], noted = [];
    const command = ({ action }) => { asked.push(action); return line; };
    const report = ({ what, detail, readyState }) => noted.push([what, detail, readyState]);
    const client = new SimulatedClient("b", command, report);
    for (const [name, ...given] of deeds) client[name](...given);
    return { asked, noted };
}"""


def test_a_simulated_client_asks_the_server_for_what_it_does(page: Page) -> None:
    deeds = [["send", "hi"], ["sendBytes", "00ff"], ["close", 4001], ["close", 4002], ["abort"]]
    did = page.evaluate(SIMULATED, [deeds, True])

    assert did["asked"] == ["connect", {"send": "hi"}, {"send_bytes": "00ff"}, {"close": 4001}]
    assert did["noted"] == [
        ["new WebSocket()", "simulated", CONNECTING],
        ["send", "hi", CONNECTING],
        ["send", "2 bytes", CONNECTING],
        ["close()", "code 4001", CLOSING],
    ]


@pytest.mark.parametrize(("deed", "detail"), [("abort", "TCP gone"), ("close", "")])
def test_a_simulated_client_can_leave_without_a_code(page: Page, deed: str, detail: str) -> None:
    did = page.evaluate(SIMULATED, [[[deed]], True])

    assert (did["asked"][1:], did["noted"][1:]) == ([deed], [["close()", detail, CLOSING]])


def test_what_nobody_could_be_asked_for_has_not_happened(page: Page) -> None:
    assert page.evaluate(SIMULATED, [[["send", "hi"], ["close"]], False])["noted"] == []


def test_a_simulated_client_ends_once_with_its_run(page: Page) -> None:
    assert page.evaluate(SIMULATED, [[["lost"], ["lost"]], True])["noted"][1:] == [
        ["close", "the run has ended", CLOSED]
    ]


def test_what_others_do_is_not_what_a_simulated_client_sees(page: Page) -> None:
    told = [["told", {**trace("accept passed")[0], "client": name}] for name in ("a", "b")]

    assert page.evaluate(SIMULATED, [told, True])["noted"][1:] == [["open", "", OPEN]]


def test_a_message_weighs_what_its_command_does(page: Page) -> None:
    weight = page.evaluate(
        """async () => {
            const { SimulatedClient } = await import("/simulated.js");
            return new SimulatedClient("b", () => true, () => {}).weigh('"ä"');
        }"""
    )

    assert weight == len('{"v":1,"type":"act","client":"b","action":{"send":"\\"ä\\""}}'.encode())


# player.js, with an actor and a recording of our own

PLAYED = """async (deeds) => {
    const { Player } = await import("/player.js");
    const { heldStop, nextStop, resting, stopBefore } = await import("/stops.js");
    const log = [];
    let dead = false;
    const moments = [{ index: 0, left: 1 }];
    const recording = {
        over: false,
        get last() { return moments.length - 1; },
        get held() { return heldStop(moments); },
        get resting() { return resting(moments); },
        after: (index, stride) => nextStop(moments, index, stride),
        before: (index, stride) => stopBefore(moments, index, stride),
    };
    const player = new Player({
        stride: () => "statement",
        release: (n) => { log.push(`release ${n}`); return !dead; },
        toEvent: () => { log.push("to event"); return !dead; },
        performNext: () => { log.push("perform"); return !dead; },
        stuck: () => log.push("stuck"),
        rested: () => log.push("rested"),
        play: () => log.push("play"), paused: () => {}, moved: () => log.push(`at ${player.index}`), grew: () => {},
    });
    player.begin(recording);
    const letGo = () => moments.filter(({ left }) => left === Infinity).forEach((m) => { m.left = moments.length; });
    const news = (phase, nth) => {
        if (phase !== "held") letGo();
        const index = moments.length;
        moments.push({ index, n: index, nth, phase, left: phase === "held" ? Infinity : index + 1 });
        player.grew(index - 1);
    };
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const acts = {
        held: () => news("held"),
        news: () => news("passed"),
        line: () => { letGo(); news("held", 1); },
        another: () => news("held", 1),
        ready: () => { heldStop(moments).left = moments.length; player.grew(moments.length - 1); },
        through: () => news("info", 1),
        gone: () => { letGo(); player.grew(moments.length - 1); },
        over: () => { recording.over = true; },
        dead: () => { dead = true; },
        wait: () => wait(1100),
        rest: () => wait(400),
        soon: () => wait(20),
        event: () => player.step("event"),
    };
    for (const deed of deeds) {
        if (acts[deed]) await acts[deed]();
        else player[deed](...(deed === "goTo" ? [Infinity] : []));
    }
    player.pause();
    return log.slice(1);
}"""


@pytest.mark.parametrize(
    ("deeds", "log"),
    [
        pytest.param(["step", "soon"], ["perform"], id="with nothing held a step is the script's next action"),
        pytest.param(["step", "step", "soon"], ["perform"], id="a second press while it is on its way does nothing"),
        pytest.param(["step", "soon", "held"], ["perform", "at 1"], id="what a step brought is shown"),
        pytest.param(
            ["expect", "held", "expect", "step"],
            ["at 1", "release 1"],
            id="what the browser does behind a held stop keeps no step from letting it go",
        ),
        pytest.param(["expect", "held", "expect", "news"], ["at 1"], id="nor does it show what is told meanwhile"),
        pytest.param(["over", "step", "soon"], ["stuck"], id="once the run is over a step says so and does nothing"),
        pytest.param(
            ["dead", "expect", "held", "step", "step"],
            ["at 1", "release 1", "stuck", "release 1", "stuck"],
            id="a step that finds no line says so and can be tried again",
        ),
        pytest.param(["dead", "step", "soon", "step", "soon"], ["perform", "stuck"] * 2, id="nor does an act in vain"),
        pytest.param(["expect", "held", "step"], ["at 1", "release 1"], id="at the edge a step releases the held stop"),
        pytest.param(["expect", "held", "news"], ["at 1"], id="what comes on its heels waits for the next step"),
        pytest.param(["expect", "held", "news", "step"], ["at 1", "at 2"], id="in the past a step asks nobody"),
        pytest.param(["expect", "held", "back", "back"], ["at 1", "at 0"], id="back stops at the start"),
        pytest.param(["expect", "held", "wait", "news"], ["at 1", "at 2"], id="news after a long quiet shows itself"),
        pytest.param(["expect", "held", "news", "goTo"], ["at 1", "at 2"], id="the end is the newest moment"),
        pytest.param(["run"], ["play", "perform"], id="run at the edge lets the server set the pace"),
        pytest.param(
            ["expect", "held", "news", "run"], ["at 1", "play", "at 2"], id="run goes on live from what is on its way"
        ),
        pytest.param(
            ["expect", "held", "back", "run"], ["at 1", "at 0", "at 1"], id="run in the past replays without the server"
        ),
        pytest.param(
            ["expect", "news", "over", "run"],
            ["at 1", "at 0", "at 1"],
            id="run at the end of a finished run replays it",
        ),
        pytest.param(["expect", "line", "step", "gone", "line"], ["at 1", "release 1", "at 2"], id="from line to line"),
        pytest.param(
            ["expect", "line", "step", "gone", "rest", "step", "rest"],
            ["at 1", "release 1", "rested", "perform"],
            id="a last line that was let go rests, and the next step is the script's",
        ),
        pytest.param(
            ["expect", "held", "another", "step", "step", "ready", "rest", "step"],
            ["at 1", "at 2", "release 1", "rested", "release 2"],
            id="what was let go and waits for the event loop keeps no step from letting the next one go",
        ),
        pytest.param(
            ["expect", "line", "step", "gone", "step", "step"],
            ["at 1", "release 1"],
            id="a step that is on its way is not repeated",
        ),
        pytest.param(
            ["expect", "line", "step", "gone", "through", "through", "through", "line"],
            ["at 1", "release 1", "at 5"],
            id="one press lands behind what ran through",
        ),
        pytest.param(
            ["expect", "line", "step", "gone", "through", "through", "line", "back", "back", "step"],
            ["at 1", "release 1", "at 4", "at 3", "at 2", "at 4"],
            id="back shows what ran through, and a step goes over it again",
        ),
        pytest.param(
            ["expect", "line", "step", "gone", "through", "rest", "step", "rest"],
            ["at 1", "release 1", "at 2", "perform"],
            id="what ran through is shown where nothing follows",
        ),
        pytest.param(
            ["expect", "line", "event", "gone", "line", "gone", "line", "gone", "held"],
            ["at 1", "to event", "at 4"],
            id="a step by events lets every line go until an event is held",
        ),
        pytest.param(["expect", "held", "event", "news"], ["at 1", "release 1", "at 2"], id="at an event it is a step"),
        pytest.param(
            ["expect", "held", "step", "news", "line", "event", "gone", "line", "gone", "held"],
            ["at 1", "release 1", "at 2", "to event", "at 5"],
            id="lines that nobody has looked at do not hold up a step by events",
        ),
        pytest.param(
            ["expect", "line", "step", "gone", "line", "back", "event"],
            ["at 1", "release 1", "at 2", "at 1", "at 2"],
            id="who looks back is led to the edge before anything is let go",
        ),
        pytest.param(
            ["expect", "line", "step", "gone", "line", "step", "gone", "held", "back", "back", "event"],
            ["at 1", "release 1", "at 2", "release 2", "at 3", "at 2", "at 1", "at 3"],
            id="in the past a step by events asks nobody",
        ),
        pytest.param(
            ["expect", "line", "event", "gone", "line", "rest", "rest"],
            ["at 1", "to event", "at 2"],
            id="a step by events ends where its event does not come soon",
        ),
        pytest.param(
            ["expect", "line", "run", "gone", "held"],
            ["at 1", "play", "at 2"],
            id="a line that was said to run is never said to wait again while running",
        ),
    ],
)
def test_player(page: Page, deeds: list[str], log: list[str]) -> None:
    assert page.evaluate(PLAYED, deeds) == log
