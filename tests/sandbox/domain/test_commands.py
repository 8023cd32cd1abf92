"""What the page may ask for."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.domain.commands import Ack, Act, End, Pause, Ping, Play, Resume, SetGranularity, Step, parse_command
from sandbox.domain.scenario import Action, Handshake

OWN = Handshake("/ws/chat/", query="x=1", subprotocols=("v1",))


@pytest.mark.parametrize(
    ("frame", "command"),
    [
        ({"type": "step", "n": 7}, Step(v=1, type="step", n=7)),
        ({"type": "run", "until": "end", "pace": 0}, Play(v=1, type="run", until="end", pace=0)),
        ({"type": "granularity", "value": "statement"}, SetGranularity(v=1, type="granularity", value="statement")),
        ({"type": "run", "until": "event"}, Play(v=1, type="run", until="event", pace=1400)),
        ({"type": "pause"}, Pause(v=1, type="pause")),
        ({"type": "ack", "seq": 12}, Ack(v=1, type="ack", seq=12)),
        ({"type": "resume", "from": 0}, Resume.model_validate({"v": 1, "type": "resume", "from": 0})),
        ({"type": "end"}, End(v=1, type="end")),
        ({"type": "ping"}, Ping(v=1, type="ping")),
    ],
)
def test_every_command_is_understood(frame: dict[str, object], command: object) -> None:
    assert parse_command(json.dumps({"v": 1, **frame})) == command


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the frame"),
        ("{", "the frame"),
        ("[]", "the frame"),
        ('{"v":1}', "type"),
        ('{"v":1,"type":"jump"}', "jump"),
        ('{"v":2,"type":"ping"}', "v"),
        ('{"type":"ping"}', "v"),
        ('{"v":1,"type":"step"}', "n"),
        ('{"v":1,"type":"step","n":"7"}', "n"),
        ('{"v":1,"type":"step","n":0}', "n"),
        ('{"v":1,"type":"step","n":true}', "n"),
        ('{"v":1,"type":"step","n":1,"m":2}', "m"),
        ('{"v":1,"type":"run","until":"noon"}', "until"),
        ('{"v":1,"type":"run","until":"end","pace":-1}', "pace"),
        ('{"v":1,"type":"run","until":"end","pace":10001}', "pace"),
        ('{"v":1,"type":"act","action":"connect"}', "client"),
        ('{"v":1,"type":"act","client":"a"}', "action"),
        ('{"v":1,"type":"act","client":"a","action":"wait"}', "action"),
        ('{"v":1,"type":"act","client":"a","action":{"send":7}}', "action"),
        ('{"v":1,"type":"act","client":"a","action":{"send_bytes":"0"}}', "action"),
        ('{"v":1,"type":"act","client":"a","action":{"close":999}}', "action"),
        ('{"v":1,"type":"act","client":"a","action":{"send":"x","close":1000}}', "action"),
        ('{"v":1,"type":"act","client":"a","action":{"connect":{"path":"no path"}}}', "action"),
        ('{"v":1,"type":"act","client":"a","action":{"connect":{"cookie":"x"}}}', "action"),
    ],
)
def test_anything_else_is_refused_with_its_place(text: str, said: str) -> None:
    refusal = parse_command(text)

    assert isinstance(refusal, str)
    assert said in refusal


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("connect", Action("a", "connect")),
        ("close", Action("a", "close")),
        ("abort", Action("a", "abort")),
        ({"send": "hi"}, Action("a", "send", "hi")),
        ({"send_bytes": "00ff"}, Action("a", "send_bytes", binary=b"\x00\xff")),
        ({"close": 4001}, Action("a", "close", code=4001)),
        ({"connect": {}}, Action("a", "connect", handshake=OWN)),
        (
            {"connect": {"path": "/ws/other/", "origin": "", "subprotocols": [], "user": "ann"}},
            Action("a", "connect", handshake=Handshake("/ws/other/", "x=1", "", (), "ann")),
        ),
    ],
)
def test_an_act_is_an_action_of_a_script(said: object, action: Action) -> None:
    command = parse_command(json.dumps({"v": 1, "type": "act", "client": "a", "action": said}))

    assert isinstance(command, Act)
    assert command.action_of(OWN) == action


@given(st.text() | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_no_text_crashes_the_parser(text: str) -> None:
    parse_command(text)


@given(
    st.dictionaries(
        st.sampled_from(["v", "type", "n", "seq", "from", "until", "pace", "client", "action", "x"]),
        st.integers() | st.text(),
    )
)
def test_no_mixture_of_fields_crashes_the_parser(frame: dict[str, object]) -> None:
    parse_command(json.dumps(frame))
