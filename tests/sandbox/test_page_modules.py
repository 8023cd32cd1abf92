"""The pure half of the page's script, run in a real Chromium without a server."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "sandbox" / "static" / "sandbox"
TEMPLATES = Path(__file__).parents[2] / "sandbox" / "templates" / "sandbox"
ORIGIN = "http://page.test"
STEPS = [
    {"n": 1, "event": "websocket.connect", "client": "a", "nth": 1, "title": "It asks", "text": "A request."},
    {"n": 2, "event": "websocket.accept", "client": "a", "nth": 1, "title": "It accepts", "text": "An answer."},
    {"n": 3, "event": "websocket.receive", "client": "a", "nth": 2, "title": "The second", "text": "One more."},
]
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
        path = SCRIPTS / route.request.url.removeprefix(f"{ORIGIN}/")
        if path.is_file():
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


def test_every_module_is_fetched_at_once() -> None:
    wanted = {f"sandbox/{path.relative_to(SCRIPTS).as_posix()}" for path in SCRIPTS.rglob("*.js")}

    assert set(re.findall(r'static "(.+?)"', (TEMPLATES / "modules.html").read_text())) == wanted


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
    assert call("trace.heldStop", moments("connect held"))["n"] == 1
    assert call("trace.heldStop", moments("connect held", "connect passed")) is None


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


def test_a_long_message_is_cut(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    run = moments(*OPENED, "receive held")
    run[-1]["event"]["text"] = "x" * 100

    assert wire(call, run)[-1][1] == "text " + "x" * 34 + "…"


# words.js


def test_the_authors_row_speaks_once_a_frame_has_passed(call: Callable[..., Any], moments: Callable[..., Any]) -> None:
    held, passed = moments(*OPENED)[3:5]

    assert call("words.captionOf", held, STEPS)[0] == "The consumer wants to accept"
    assert call("words.captionOf", passed, STEPS) == ["It accepts", "An answer."]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_words_that_fit_for_each_phase_it_can_have(
    call: Callable[..., Any], moments: Callable[..., Any], name: str
) -> None:
    fact = name in {"returned", "raised", "finished", "gave_up"}
    for phase in ("info",) if fact else ("held", "passed"):
        title, sentence = call("words.captionOf", moments(f"{name} {phase}")[-1], [])
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
    assert words in call("words.captionOf", moments(*before, "returned info")[-1], [])[1]


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
        "over": False,
        "raised": False,
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
    assert "back at frame 1" in call("states.stateOf", live, scene(opened, 1, lookingBack=True))["text"]


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("idle", None),
        ("opening", None),
        ("slow", None),
        ("elsewhere", None),
        ("noticed", None),
        ("failed", "connect"),
        ("ended", "connect"),
    ],
)
def test_every_trouble_has_words_and_its_way_out(
    call: Callable[..., Any], moments: Callable[..., Any], status: str, action: str | None
) -> None:
    state = call("states.stateOf", {"status": status, "message": "why"}, scene(moments(), 0))

    assert state["text"]
    assert (state.get("action") or {}).get("does") == action


def test_a_dropped_line_counts_down_and_can_be_tried_at_once(page: Page) -> None:
    said = page.evaluate(
        """async () => {
            const { stateOf } = await import("/states.js");
            const state = stateOf({ status: "dropped", attempt: 2, of: 6, until: 1 }, {});
            return [state.text(4), state.action.does];
        }"""
    )

    assert said == ["The line dropped. Trying again in 4 s, attempt 2 of 6. Your frames are kept.", "retry"]


# player.js, with an actor and a recording of our own

PLAYED = """async (deeds) => {
    const { Player } = await import("/player.js");
    const log = [];
    const recording = { last: 0, over: false, held: undefined };
    const player = new Player({
        release: (n) => log.push(`release ${n}`), performNext: () => { log.push("perform"); return true; },
        play: () => log.push("play"), paused: () => {}, moved: () => log.push(`at ${player.index}`), grew: () => {},
    });
    player.begin(recording);
    const news = (held) => {
        recording.last += 1;
        recording.held = held && { n: recording.last };
        player.grew(recording.last - 1);
    };
    for (const deed of deeds) {
        if (deed === "held") news(true);
        else if (deed === "news") news(false);
        else if (deed === "over") recording.over = true;
        else if (deed === "wait") await new Promise((done) => setTimeout(done, 1100));
        else if (deed === "soon") await new Promise((done) => setTimeout(done, 20));
        else player[deed](Infinity);
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
    ],
)
def test_player(page: Page, deeds: list[str], log: list[str]) -> None:
    assert page.evaluate(PLAYED, deeds) == log
