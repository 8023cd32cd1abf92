"""A run's channel layers: what goes to them and comes from them is seen, and nothing else."""

import channels.layers
import pytest
from channels.layers import get_channel_layer

from sandbox.stepping.layer import Layers, TracedLayer, install
from tests.sandbox.stepping.conftest import Simulate
from tests.sandbox.stepping.simulation import CONSUMER, variant_of

ROOM = (
    CONSUMER
    + """\
class Chat(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.group_send("room", {"type": "chat.message", "text": text_data})

    async def chat_message(self, event):
        await self.send(text_data=event["text"])

    async def disconnect(self, code):
        await self.channel_layer.group_discard("room", self.channel_name)
"""
)
PLAIN = CONSUMER + "class Chat(AsyncWebsocketConsumer):\n    pass\n"


def handled(body: str) -> str:
    """A consumer whose receive() does this."""
    return PLAIN.replace(
        "    pass\n", f"    async def receive(self, text_data=None, bytes_data=None):\n        {body}\n"
    )


async def test_a_message_to_a_group_is_seen_on_its_way_to_each_member(simulate: Simulate) -> None:
    room = simulate(variant_of(ROOM), "a", "b")
    room.connect("a")
    await room.settle()
    room.connect("b")
    await room.settle()
    room.act("send", "a", text="hello")
    await room.settle()

    assert room.kinds("a") == [
        "websocket.connect",
        "layer.group_add",
        "websocket.accept",
        "handler.returned",
        "websocket.receive",
        "layer.group_send",
        "layer.receive",
        "websocket.send",
    ]
    assert room.kinds("b")[4:] == ["layer.receive", "websocket.send"]
    assert room.sent("b") == ["hello"]


async def test_an_event_of_the_layer_says_group_message_and_place(simulate: Simulate) -> None:
    room = simulate(variant_of(ROOM))
    room.connect()
    await room.settle()
    room.act("send", text="hello")
    await room.settle()
    added, sent, received = (room.one(f"layer.{kind}") for kind in ("group_add", "group_send", "receive"))

    assert (added.event.direction, added.event.group, added.event.text) == ("layer", "room", None)
    assert (sent.event.group, sent.event.text) == ("room", "{'type': 'chat.message', 'text': 'hello'}")
    assert (received.event.group, received.event.text) == (None, "{'type': 'chat.message', 'text': 'hello'}")
    assert [at and (at.line, at.function) for at in (added.at, sent.at, received.at)] == [
        (6, "connect"),
        (10, "receive"),
        (12, "chat_message"),
    ]


async def test_groups_are_told_as_they_are_joined_and_left(simulate: Simulate) -> None:
    room = simulate(variant_of(ROOM), "a", "b")
    for name in ("a", "b"):
        room.connect(name)
        await room.settle()
    room.act("close", "a")
    await room.settle()

    assert room.one("layer.group_add", "b").groups == {"room": ("a", "b")}
    assert room.one("layer.group_discard", "a").groups == {"room": ("b",)}


async def test_a_consumer_that_makes_no_use_of_the_layer_shows_none(simulate: Simulate) -> None:
    plain = simulate(variant_of(PLAIN))
    plain.connect()
    plain.act("send", text="hello")
    await plain.settle()
    plain.act("close")
    await plain.settle()

    assert plain.kinds() == [
        "websocket.connect",
        "websocket.accept",
        "handler.returned",
        "websocket.receive",
        "websocket.disconnect",
        "application.finished",
    ]


async def test_a_message_to_one_channel_is_seen_twice(simulate: Simulate) -> None:
    note = handled("await self.channel_layer.send(self.channel_name, {'type': 'note'})")
    run = simulate(
        variant_of(note + "\n    async def note(self, event):\n        await self.send(text_data='noted')\n")
    )
    run.connect()
    run.act("send", text="x")
    await run.settle()

    assert run.kinds()[4:] == ["layer.send", "layer.receive", "websocket.send"]


@pytest.mark.parametrize(
    ("body", "raised"),
    [
        ("await self.channel_layer.group_add('a room', self.channel_name)", "TypeError"),
        ("await self.channel_layer.group_discard('room', 'a channel')", "TypeError"),
        ("await self.channel_layer.group_send('a room', {})", "TypeError"),
        ("await self.channel_layer.send('a channel', {})", "TypeError"),
    ],
)
async def test_what_channels_refuses_is_no_event(simulate: Simulate, body: str, raised: str) -> None:
    run = simulate(variant_of(handled(body)))
    run.connect()
    run.act("send", text="x")
    await run.settle()
    told = run.one("application.raised")

    assert [kind for kind in run.kinds() if kind.startswith("layer.")] == []
    assert told.event.raised is not None
    assert told.event.raised.type == raised
    assert told.groups == {}


async def test_a_full_channel_refuses_what_exceeds_its_stock_capacity(simulate: Simulate) -> None:
    flood = handled("for _ in range(101): await self.channel_layer.send('elsewhere', {'type': 'x'})")
    run = simulate(variant_of(flood))
    run.connect()
    run.act("send", text="x")
    await run.settle()
    told = run.one("application.raised")

    assert told.event.raised is not None
    assert (told.event.raised.type, run.kinds().count("layer.send")) == ("ChannelFull", 101)


async def test_with_a_layer_for_each_client_a_message_never_crosses(simulate: Simulate) -> None:
    apart = simulate(variant_of(ROOM, layer="per-client"), "a", "b")
    for name in ("a", "b"):
        apart.connect(name)
        await apart.settle()
    apart.act("send", "a", text="hello")
    await apart.settle()

    assert apart.sent("a") == ["hello"]
    assert apart.sent("b") == []


@pytest.mark.parametrize(
    ("layer", "found"), [("one", "TracedLayer True"), ("per-client", "TracedLayer True"), ("none", "NoneType True")]
)
async def test_what_the_application_finds_is_what_its_consumer_has(simulate: Simulate, layer: str, found: str) -> None:
    ask = "from channels.layers import get_channel_layer\n" + handled(
        "layer = get_channel_layer(); "
        "await self.send(text_data=f'{type(layer).__name__} {layer is self.channel_layer}')"
    )
    run = simulate(variant_of(ask, layer=layer))
    run.connect()
    run.act("send", text="x")
    await run.settle()

    assert run.sent() == [found]


async def test_there_is_no_layer_by_another_name(simulate: Simulate) -> None:
    ask = "from channels.layers import get_channel_layer\n" + handled(
        "await self.send(text_data=str(get_channel_layer('other')))"
    )
    run = simulate(variant_of(ask))
    run.connect()
    run.act("send", text="x")
    await run.settle()

    assert run.sent() == ["None"]


AT_THE_TOP = "from channels.layers import get_channel_layer\nlayer = get_channel_layer()\n" + ROOM.replace(
    'await self.channel_layer.group_send("room"', 'await layer.group_send("room"'
)


async def test_a_layer_that_a_file_finds_at_its_top_is_that_of_whichever_client_uses_it(simulate: Simulate) -> None:
    apart = simulate(variant_of(AT_THE_TOP, layer="per-client"), "a", "b")
    for name in ("a", "b"):
        apart.connect(name)
        await apart.settle()
    apart.act("send", "b", text="hello")
    await apart.settle()

    assert (apart.sent("a"), apart.sent("b")) == ([], ["hello"])


async def test_without_layers_a_file_finds_none_at_its_top(simulate: Simulate) -> None:
    assert simulate(variant_of(AT_THE_TOP, layer="none")).run.module.layer is None


def test_outside_of_a_run_nothing_changes() -> None:
    before = get_channel_layer()
    install()

    assert get_channel_layer() is before
    assert channels.layers.channel_layers.backends["default"] is before
    assert not isinstance(before, TracedLayer)
    assert get_channel_layer("other") is None
    assert "default" in channels.layers.channel_layers
    assert "other" not in channels.layers.channel_layers


async def test_a_layer_that_no_client_uses_is_an_ordinary_one() -> None:
    layer = Layers("one").of("a")
    assert layer
    await layer.group_add("room", "somebody")
    await layer.group_send("room", {"type": "x"})

    assert await layer.receive("somebody") == {"type": "x"}
