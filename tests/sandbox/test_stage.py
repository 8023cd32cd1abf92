"""What the page's script is told of a scenario."""

from dataclasses import replace

import pytest

from sandbox.domain.authored import Column, Variable
from sandbox.domain.moments import START
from sandbox.domain.scenario import Action, Client, Handshake, Source
from sandbox.stage import Stage
from tests.sandbox.domain.recorded import HELLO
from tests.sandbox.sockets import ECHO, scenario_of

ROOM = Client(Handshake("/ws/room/", query="x=1", subprotocols=("v2", "v1")))
SCRIPT = (
    Action("a", "connect"),
    Action("b", "connect"),
    Action("", "wait", seconds=1),
    Action("a", "send_bytes", binary=b"\x00\xff"),
    Action("a", "close", code=4001),
)


def stage(client: Client) -> Stage:
    scenario = replace(scenario_of(ECHO), clients={"a": client, "b": Client(Handshake("/"), "server")})
    variant = replace(scenario.variants["default"], script=SCRIPT, attributes=("said", "room"))
    return Stage(scenario, variant, variant.source, (), (), (), (Column("Start", 0),), ())


def test_every_client_says_what_it_asks_for_and_who_plays_it() -> None:
    assert stage(ROOM).script["clients"] == [
        {"name": "a", "target": "/ws/room/?x=1", "subprotocols": ["v2", "v1"], "player": "browser"},
        {"name": "b", "target": "/", "subprotocols": [], "player": "server"},
    ]


def test_the_script_is_that_of_the_client_that_the_page_plays() -> None:
    assert stage(ROOM).script["script"] == [
        {"kind": "connect", "text": "", "bytes": "", "code": None},
        {"kind": "send_bytes", "text": "", "bytes": "00ff", "code": None},
        {"kind": "close", "text": "", "bytes": "", "code": 4001},
    ]


def test_a_script_that_asks_for_something_else_is_heard() -> None:
    other = Action("a", "connect", handshake=Handshake("/ws/other/"))
    shown = replace(stage(ROOM), variant=replace(stage(ROOM).variant, script=(other,)))

    assert shown.script["clients"][0]["target"] == "/ws/other/"


@pytest.mark.parametrize(
    ("client", "opening"),
    [
        (ROOM, 'new WebSocket("/ws/room/?x=1", ["v2", "v1"])'),
        (Client(Handshake("/ws/room/")), 'new WebSocket("/ws/room/")'),
    ],
)
def test_the_page_shows_what_a_script_would_write(client: Client, opening: str) -> None:
    assert stage(client).opening == opening


def test_a_client_that_the_server_plays_is_simulated() -> None:
    assert not stage(ROOM).simulated
    assert stage(replace(ROOM, player="server")).simulated


def test_the_tracker_has_what_is_real_around_what_the_author_wrote() -> None:
    written = (Variable("connection_state", ("None",)), Variable("self.said", ("not set",)))
    rows = replace(stage(ROOM), variables=written).rows

    assert [row.name for row in rows] == ["ws.readyState", "connection_state", "self.said", "self.room"]
    assert [row.cells for row in rows if row not in written] == [("",), ("",)]


def test_what_the_author_wrote_is_in_the_tracker_once() -> None:
    written = (Variable("ws.readyState", ("none",)), Variable("self.room", ("not set",)))
    rows = replace(stage(ROOM), variables=written).rows

    assert [row.name for row in rows] == ["ws.readyState", "self.room", "self.said"]


@pytest.mark.parametrize(
    ("name", "told_by"),
    [
        ("connection_state", "teaching"),
        ("ws.readyState", "browser"),
        ("self.said", "server"),
        ("connection_state (b)", "recorded"),
        ("ws.readyState (b)", "recorded"),
        ("self.said (b)", "recorded"),
    ],
)
def test_each_row_of_the_tracker_says_who_fills_it(name: str, told_by: str) -> None:
    assert Variable(name, ()).told_by == told_by


def test_the_script_is_told_which_file_is_shown() -> None:
    assert replace(stage(ROOM), source=Source("room.py", "/room.py", "")).script["file"] == "room.py"


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("import asyncio\n", ()),
        ("import time\n", ("time",)),
        ("import asyncio, time\n", ("time",)),
        ("def f():\n    from time import monotonic\n", ("time",)),
        ("from datetime import datetime\nimport time\n", ("time", "datetime")),
        ("from django.utils import timezone\n", ("timezone",)),
        ("now = asyncio.get_running_loop().time()\n", ("loop.time()",)),
        ("# import no timers\nimport timeit\n", ()),
    ],
)
def test_the_page_says_what_goes_on_while_a_stop_is_held(text: str, clocks: tuple[str, ...]) -> None:
    shown = stage(ROOM)
    sources = (shown.source, Source("clock.py", "/clock.py", text))

    assert replace(shown, variant=replace(shown.variant, sources=sources)).clocks == clocks


def test_a_recorded_run_is_told_in_the_words_of_its_file() -> None:
    recorded = replace(stage(ROOM), variant=replace(stage(ROOM).variant, recording=HELLO)).recorded

    assert recorded
    assert (recorded["day"], recorded["versions"]) == ("22 November 2026", "Channels 4.3.2")
    assert [moment["type"] for moment in recorded["moments"]].count("seen") == len(HELLO.seen)
    assert recorded["moments"][0]["event"]["kind"] == "websocket.connect"
    assert "tracker" not in recorded["moments"][1]  # as it was


def test_where_nothing_is_recorded_there_is_nothing_to_tell() -> None:
    assert (stage(ROOM).recorded, stage(ROOM).day, stage(ROOM).versions) == (None, "", "")


def test_the_scripts_words_are_those_of_the_server() -> None:
    told = stage(ROOM).script

    assert told["captions"]["passed"]["websocket.accept"][0] == "The server accepts"
    assert told["labels"]["websocket.accept"] == "accept"


def test_only_other_variants_than_the_default_depart_from_the_lesson() -> None:
    other = replace(stage(ROOM), variant=replace(stage(ROOM).variant, name="other"))

    assert (stage(ROOM).departs, other.departs) == (False, True)
    assert (stage(ROOM).address(START), other.address(START)) == ("./", "?variant=other")
