"""Scripts over real stock servers: what is recorded is what happened, and the same every time."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from sandbox.domain.inputs import inputs_of
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Action, Handshake, Server, Source
from sandbox.recording import record as recording
from sandbox.recording import server
from sandbox.recording.client import ClientSocket
from sandbox.recording.comparing import first_difference
from sandbox.recording.errors import RecordingError
from sandbox.recording.file import read_recording, write_recording
from sandbox.recording.record import record, record_all
from sandbox.wire import snapshot_fields
from tests.sandbox.recording.made import CLOSE, CONNECT, ECHO, HEAD, causes, kinds, scenario_of, sights
from tests.sandbox.sockets import HELLO, Learner, Serve

SLEEP = "    async def {}:\n        import asyncio\n        await asyncio.sleep({})\n"


@pytest.fixture(autouse=True)
async def processes(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    """The server processes that a test starts, none of which may be left behind."""
    started = []
    start = server._start

    async def noticed(*arguments: Any) -> asyncio.subprocess.Process:
        started.append(await start(*arguments))
        return started[-1]

    monkeypatch.setattr(server, "_start", noticed)
    yield started
    assert started
    assert all(process.returncode is not None for process in started)


async def _live(learner: Learner) -> list[dict[str, Any]]:
    """The same script stepped by a learner: every moment that has passed."""
    token = learner.token()
    observer = await learner.observe(token)
    client, handshake = await learner.client(token)
    told: list[dict[str, Any]] = []

    async def until(kind: str) -> None:
        while not told or told[-1]["event"]["kind"] != kind:
            frame = await observer.next()
            if frame["type"] == "snapshot" and frame["phase"] == "held":
                await observer.say("step", n=frame["n"])
            elif frame["type"] == "snapshot":
                told.append(frame)

    await until("handler.returned")
    await handshake
    await client.socket.send_to(text_data=HELLO)
    await until("websocket.send")
    await client.socket.receive_from()
    await client.socket.disconnect()
    await until("application.finished")
    return told


def _comparable(fields: dict[str, Any]) -> dict[str, Any]:
    compared = {name: fields[name] for name in ("frame", "client", "phase", "event", "at", "tracker", "groups")}
    if fields["event"]["kind"] == "websocket.disconnect":
        compared["event"] = {**fields["event"], "code": None}  # the double says 1000 where Daphne says nothing
    return compared


async def test_a_recording_shows_event_by_event_what_a_live_run_shows(serve: Serve, learner: Learner) -> None:
    scenario = serve()
    found = await record(scenario, scenario.variants["default"])

    recorded = [_comparable(snapshot_fields(snapshot)) for snapshot in found.events]
    assert recorded == [_comparable(frame) for frame in await _live(learner)]


async def test_statements_stand_under_the_event_that_set_them_off_with_their_values(serve: Serve) -> None:
    scenario = serve()
    found = await record(scenario, scenario.variants["default"])

    under_receive = [s for s in found.moments("statement") if s.at and s.at.function == "receive"]
    assert [(s.frame, s.at.line) for s in under_receive if s.at] == [(4, 12), (4, 13), (4, 14), (5, 15)]
    assert [s.at.variables.get("text") for s in under_receive if s.at] == [None, "'hello'", "'hello'", "'hello'"]
    assert {s.phase for s in under_receive} == {"passed"}


async def test_the_life_of_a_socket_is_seen_from_both_sides(serve: Serve) -> None:
    scenario = serve()
    found = await record(scenario, scenario.variants["default"])

    assert kinds(found)[3:] == ["websocket.receive", "websocket.send", "websocket.disconnect", "application.finished"]
    assert causes(found) == [
        ("open", "websocket.accept"),
        ("message", "websocket.send"),
        ("close", "websocket.disconnect"),
    ]
    assert found.inputs == inputs_of(scenario, scenario.variants["default"])
    assert set(found.versions) == {"channels", "daphne"}
    assert read_recording(write_recording(found)) == found


async def test_a_server_gives_up_on_a_handshake_that_nobody_answers() -> None:
    found = await record(
        *scenario_of("    async def connect(self):\n        self.x = 1\n", CONNECT, Action("", "wait", seconds=5.5))
    )

    assert kinds(found)[1:] == ["handler.returned", "server.gave_up", "websocket.disconnect", "application.finished"]
    assert found.events[2].trackers["a"].connection_state == "Closed"
    assert sights(found) == [("refused", 0), ("close", 1006)]
    assert causes(found) == [("refused", "server.gave_up"), ("close", "server.gave_up")]
    assert 4 <= found.seen[0].since <= 7.5, "it looks every other second"


async def test_a_rejected_handshake_is_a_403() -> None:
    found = await record(*scenario_of("    async def connect(self):\n        await self.close(4001)\n", CONNECT))

    assert sights(found) == [("refused", 403), ("close", 1006)]
    assert kinds(found)[1] == "websocket.close"


async def test_an_exception_closes_with_1011_and_the_client_is_waited_for() -> None:
    body = "    async def receive(self, text_data=None, bytes_data=None):\n        raise ValueError(f'{self!r}')\n"
    found = await record(*scenario_of(body, CONNECT, Action("a", "send", "x")))

    assert sights(found) == [("open",), ("close", 1011)]
    [raised] = found.moments("application.raised")
    assert raised.at
    assert raised.at.line == 6
    assert raised.event.raised
    assert raised.event.raised.message == "<scenario_recorded.consumer.TestedConsumer object at 0x…>"


async def test_daphne_drops_the_reason_and_uvicorn_delivers_it() -> None:
    body = "    async def receive(self, text_data=None, bytes_data=None):\n        await self.close(4001, 'bye')\n"
    script = (CONNECT, Action("a", "send", "x"))

    assert sights(await record(*scenario_of(body, *script)))[1] == ("close", 4001)
    assert sights(await record(*scenario_of(body, *script, server="uvicorn")))[1] == ("close", 4001, "bye")


async def test_text_and_bytes_are_seen_as_they_are() -> None:
    script = (
        CONNECT,
        Action("a", "send", "é"),
        Action("a", "send_bytes", binary=b"\x00\xff"),
        Action("a", "close", code=4001),
    )
    found = await record(*scenario_of(ECHO, *script, server="long"))

    assert sights(found) == [("open",), ("message", "é"), ("message", b"\x00\xff"), ("close", 1000)]
    [left] = found.moments("websocket.disconnect")
    assert left.event.code == 4001


async def test_clients_meet_in_a_group_under_names_that_last() -> None:
    body = """\
    async def connect(self):
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.group_send("room", {"type": "said", "text": text_data + self.channel_name})

    async def said(self, event):
        await self.send(event["text"])
"""
    script = (CONNECT, Action("b", "connect"), Action("a", "send", "from "))
    found = await record(*scenario_of(body, *script, players=("browser", "browser")))

    assert found.snapshots[-1].groups == {"room": ("a", "b")}
    for client in "ab":
        assert sights(found, client) == [("open",), ("message", "from <channel of a>")]
    again = await record(*scenario_of(body, *script, players=("browser", "browser")))
    assert first_difference(found, again) == ""


async def test_frames_of_a_raw_client_wait_for_the_accept() -> None:
    body = SLEEP.format("connect(self)", 1.5) + "        await self.accept()\n\n"
    script = (CONNECT, Action("a", "send", "early"), Action("", "wait", seconds=1), Action("a", "abort"))
    found = await record(*scenario_of(body + ECHO, *script, players=("server",)))

    assert sights(found) == [("open",), ("message", "early"), ("close", 1006)]
    assert kinds(found).index("websocket.receive") > kinds(found).index("websocket.accept")


async def test_a_browser_refuses_an_accept_without_its_subprotocol_and_a_raw_client_does_not() -> None:
    asked = Handshake("/ws/", subprotocols=("chat",))

    assert sights(await record(*scenario_of("    pass\n", CONNECT, handshake=asked))) == [
        ("refused", 101),
        ("close", 1006),
    ]
    assert sights(await record(*scenario_of("    pass\n", CONNECT, handshake=asked, players=("server",)))) == [
        ("open",)
    ]


APPLICATION = """\
from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer

from .models import Note

layer = get_channel_layer()


class Chat(AsyncWebsocketConsumer):
    async def connect(self):
        await Note.objects.acreate(by=self.scope["user"])
        self.layer = bool(layer)
        await self.accept()
        await self.send(f"{self.scope['user']} {await Note.objects.acount()} {self.scope['cookies']}")


application = AuthMiddlewareStack(Chat.as_asgi())
"""
MODELS = """\
from django.conf import settings
from django.db import models


class Note(models.Model):
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
"""


async def test_a_database_is_private_and_knows_the_scenarios_models_and_users() -> None:
    folder = "/course/scenarios/tested"
    sources = (Source("asgi.py", f"{folder}/asgi.py", APPLICATION), Source("models.py", f"{folder}/models.py", MODELS))
    as_bob = Action("a", "connect", handshake=Handshake("/ws/", user="bob"))
    scenario, variant = scenario_of("", CONNECT, as_bob, handshake=Handshake("/ws/", user="alice"), database=True)
    found = await record(scenario, replace(variant, sources=sources, consumer=""))

    assert [text for _, text in filter(lambda sight: sight[0] == "message", sights(found))] == [
        "alice 1 {'sessionid': '<session of alice>'}",
        "bob 2 {'sessionid': '<session of bob>'}",
    ]
    [*_, last] = [moment.at.attributes for moment in found.moments("websocket.send") if moment.at]
    assert last == {"layer": "True"}


async def test_a_handler_that_takes_long_does_not_hold_the_script_up() -> None:
    body = SLEEP.format("receive(self, text_data)", 60)
    found = await record(*scenario_of(body, CONNECT, Action("a", "send", "1"), Action("a", "send", "2"), CLOSE))

    assert kinds(found)[-1] == "websocket.receive"
    assert [moment.event.text for moment in found.moments("websocket.receive")] == ["1"]
    [*_, closed] = found.seen
    assert closed.kind == "close"
    assert closed.since < 30, "it closed while the first message was being handled"


async def test_an_application_that_is_slow_to_begin_is_waited_for() -> None:
    body = "    async def __call__(self, *given):\n        import asyncio\n        await asyncio.sleep(2.5)\n"
    found = await record(*scenario_of(f"{body}        await super().__call__(*given)\n", CONNECT, CLOSE))

    assert sights(found) == [("open",), ("close", 1000)]


async def test_a_machine_that_stands_still_uses_up_nobodys_patience(
    monkeypatch: pytest.MonkeyPatch, processes: list[asyncio.subprocess.Process]
) -> None:
    send, get = ClientSocket.send, server.Server.get

    def send_and_stop(socket: ClientSocket, message: str | bytes) -> None:
        processes[-1].send_signal(signal.SIGSTOP)
        send(socket, message)
        monkeypatch.setattr(server.Server, "get", stand_still)

    async def stand_still(served: server.Server, path: str) -> None:
        monkeypatch.setattr(server.Server, "get", get)
        time.sleep(2)  # noqa: ASYNC251  # that is the point
        asyncio.get_running_loop().call_later(0.1, processes[-1].send_signal, signal.SIGCONT)
        await get(served, path)

    monkeypatch.setattr(ClientSocket, "send", send_and_stop)
    found = await record(*scenario_of(ECHO, CONNECT, Action("a", "send", "hello"), CLOSE))

    assert sights(found) == [("open",), ("message", "hello"), ("close", 1000)]


async def test_code_that_does_not_come_up_is_told_with_the_servers_last_lines() -> None:
    with pytest.raises(
        RecordingError, match=r"(?s)^tested, default: the server did not come up:.*No module named 'nowhere'"
    ):
        await record(*scenario_of("    import nowhere\n"))


async def test_a_server_that_is_gone_is_told() -> None:
    body = (
        "    async def connect(self):\n        import os\n        print('farewell', flush=True)\n        os._exit(3)\n"
    )

    with pytest.raises(RecordingError, match=r"(?s)^tested, default: the server has gone:.*farewell"):
        await record(*scenario_of(body, CONNECT, CONNECT))


@pytest.mark.parametrize(("server", "code"), [("stock", 1006), ("uvicorn", 1012)])
async def test_a_script_may_make_its_server_stop(server: Server, code: int) -> None:
    body = (
        "    async def receive(self, text_data):\n        import signal\n        signal.raise_signal(signal.SIGTERM)\n"
    )

    found = await record(*scenario_of(body, CONNECT, Action("a", "send", "stop"), Action("", "wait"), server=server))

    assert sights(found) == [("open",), ("close", code)]


async def test_messages_sent_at_once_wait_in_line_while_the_first_is_dealt_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = SLEEP.format("receive(self, text_data)", 0.4) + "        await self.send(text_data=text_data)\n"
    texts = (Action("a", "send", "one"), *(Action("a", "send", text, at_once=True) for text in ("two", "three")))
    did: list[str] = []

    def notice(owner: type, name: str) -> None:
        does = getattr(owner, name)

        def noticed(*given: Any) -> Any:
            did.append(name)
            return does(*given)

        monkeypatch.setattr(owner, name, noticed)

    notice(ClientSocket, "send")
    notice(server.Server, "get")
    found = await record(*scenario_of(body, CONNECT, *texts))

    assert "get send send send get" in " ".join(did), "nobody asks in between whether all is quiet"
    assert sights(found)[1:4] == [("message", text) for text in ("one", "two", "three")]
    first, second, third = (moment.t for moment in found.moments("websocket.receive"))
    assert min(second - first, third - second) >= 0.39


async def test_a_run_that_takes_too_long_names_what_it_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "LONGEST_RUN", 6)

    with pytest.raises(RecordingError, match=r"^tested, default: not over after 6 s; it waited for action 2, wait$"):
        await record(*scenario_of("    pass\n", CONNECT, Action("", "wait", seconds=30)))


async def test_a_server_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, processes: list[asyncio.subprocess.Process]
) -> None:
    monkeypatch.setattr(recording, "versions_for", lambda _: {"channels": "4"})

    with pytest.raises(RecordingError, match=r"^tested, default: this needs daphne, which is not installed$"):
        await record(*scenario_of("    pass\n"))
    assert not processes
    processes.append(await asyncio.create_subprocess_exec("true"))
    await processes[0].wait()


async def test_many_are_recorded_and_each_is_told_as_soon_as_it_is_there() -> None:
    pairs = [scenario_of("    import nowhere\n"), scenario_of("    pass\n", CONNECT)]

    found = [(pair, result) async for pair, result in record_all(pairs)]

    assert {pair[1].source.text: type(result) for pair, result in found} == {
        HEAD + "    import nowhere\n": RecordingError,
        HEAD + "    pass\n": Recording,
    }


async def test_whoever_stops_recording_leaves_no_server_behind() -> None:
    async def all_of_them() -> None:
        async for _ in record_all([scenario_of("    pass\n", Action("", "wait", seconds=30))] * 3, jobs=2):
            pass

    task = asyncio.create_task(all_of_them())
    await asyncio.sleep(0.7)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
