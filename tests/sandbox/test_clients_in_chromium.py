"""Clients beyond the plainest: one that the server plays, and one with subprotocols, in a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import Learner
from tests.lessons.courses import LESSON, write_course
from tests.live import Site

pytestmark = pytest.mark.browser

PAGE = "/small/hello/"
ROOM = """from channels.generic.websocket import AsyncWebsocketConsumer


class RoomConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept(self.scope["subprotocols"][0])

    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=dict(self.scope["headers"]).get(b"origin", b"").decode())
"""
SIMULATED = """title: Hello
consumer: consumer.py
clients: {a: {plays: server, origin: "https://elsewhere.test", subprotocols: [v1]}}
script: [a: connect, a: {send_bytes: 00ff}, a: abort]
"""
SIMULATED_BY_HAND = SIMULATED.replace(", a: {send_bytes: 00ff}, a: abort", "")  # else Run might act first
REAL = """title: Hello
consumer: consumer.py
clients: {a: {path: /ws/room/, query: x=1, subprotocols: [v2, v1]}}
script: [a: connect, a: {send_bytes: 00ff}, a: {close: 4001}]
"""
Arrive = Callable[[str], Learner]


@pytest.fixture
def arrive(browser: Browser, tmp_path: Path) -> Iterator[Arrive]:
    """A learner at a lesson with this scenario."""
    sites: list[Site] = []
    learners: list[Learner] = []

    def arrived(scenario: str) -> Learner:
        write_course(tmp_path / "content", lesson=LESSON, consumer=ROOM, scenario=scenario)
        sites.append(Site(tmp_path / "data", content_roots=str(tmp_path / "content")))
        learners.append(Learner(browser, sites[0].url).arrive(PAGE))
        return learners[0]

    yield arrived
    assert [fault for learner in learners for fault in learner.faults] == []
    for site in sites:
        assert site.stop() == 0, site.said


def step_to_the_end(learner: Learner) -> list[str]:
    """Step until nothing comes any more; the captions on the way."""
    captions = [learner.caption()]
    learner.button("Step").focus()
    while captions[-1] != "The consumer is done":
        learner.page.keyboard.press("j")
        expect(learner.page.locator(".caption [data-title]")).not_to_have_text(captions[-1], timeout=5000)
        captions.append(learner.caption())
    return captions


def log(learner: Learner) -> list[list[str]]:
    """What the pane of the browser says that its client saw."""
    lines = learner.page.locator("[data-log] li").all()
    return [[part.inner_text() for part in line.locator("b, code").all()] for line in lines]


def test_a_client_that_the_server_plays_is_stepped_like_any_other(arrive: Arrive) -> None:
    learner = arrive(SIMULATED)
    captions = step_to_the_end(learner)

    expect(learner.page.locator(".pane.browser header")).to_have_text("Browsersimulated")
    assert "connect() wants to join a group" in captions
    assert log(learner) == [
        ["new WebSocket()", "simulated"],
        ["open"],
        ["send", "2 bytes"],
        ["message", "https://elsewhere.test"],
        ["close()", "TCP gone"],
        ["close", "code 1006"],
    ]
    assert learner.sent == []
    assert learner.row("ws.readyState") == ["none", "CLOSED"]


def test_by_hand_a_simulated_client_connects_sends_and_disconnects(arrive: Arrive) -> None:
    learner = arrive(SIMULATED_BY_HAND)
    learner.button("Connect").click()
    learner.button("Run").click()
    expect(learner.page.locator("[data-log] li b").nth(1)).to_have_text("open", timeout=10_000)
    learner.page.get_by_label("Message to send").fill("hello")
    learner.button("Send").click()
    expect(learner.page.locator("[data-log] li b").nth(3)).to_have_text("message", timeout=10_000)
    learner.button("Disconnect").click()
    expect(learner.page.locator(".caption [data-title]")).to_have_text("The consumer is done", timeout=10_000)

    assert log(learner)[2:] == [
        ["send", "hello"],
        ["message", "https://elsewhere.test"],
        ["close()"],
        ["close", "code 1000, clean"],
    ]


def test_a_browsers_client_offers_its_subprotocols_and_is_answered_with_one(arrive: Arrive) -> None:
    learner = arrive(REAL)
    step_to_the_end(learner)

    expect(learner.page.locator(".url")).to_have_text('new WebSocket("/ws/room/?x=1", ["v2", "v1"])')
    assert log(learner) == [
        ["new WebSocket()"],
        ["open", "v2"],
        ["send", "2 bytes"],
        ["message", "http://127.0.0.1:8000"],
        ["close()", "code 4001"],
        ["close", "code 1000, clean"],
    ]
    assert "GET /ws/room/?x=1" in learner.wire()[0]
