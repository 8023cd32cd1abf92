"""Real consumers behind their stops: what they do, and what becomes of them."""

import asyncio
import sys

import pytest

from sandbox.stepping.errors import ConsumerRaised
from sandbox.stepping.registry import runs
from tests.sandbox.sockets import ECHO, HELLO, Learner, Learners, Serve, Socket
from tests.sandbox.stepping.simulation import until

IMPORTS = "from channels.generic.websocket import AsyncWebsocketConsumer\n\n\n"


def consumer(body: str) -> str:
    """A consumer whose class body is this."""
    indented = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
    return f"{IMPORTS}class ChatConsumer(AsyncWebsocketConsumer):\n{indented}"


async def opened(learner: Learner, token: str) -> tuple[Socket, Socket]:
    """An observer, and a client whose accept has passed."""
    observer = await learner.observe(token)
    client, handshake = await learner.client(token)
    await observer.step("websocket.connect")
    await observer.step("websocket.accept")
    assert (await handshake)[0]
    return observer, client


async def test_accept_reaches_the_browser_only_when_it_is_let_go(echo: object, learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    _, handshake = await learner.client(token)
    await observer.step("websocket.connect")
    held = await observer.next_of("websocket.accept", "held")

    await asyncio.sleep(0.2)
    assert not handshake.done()
    await observer.say("step", n=held["n"])

    assert (await handshake)[0]


async def test_a_held_event_names_the_line_of_the_consumer(echo: object, learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    await learner.client(token)
    connect = await observer.step("websocket.connect")
    accept = await observer.next_of("websocket.accept", "held")
    lines = ECHO.splitlines()

    assert lines[connect["at"]["line"] - 1].strip() == "async def connect(self):"
    assert lines[accept["at"]["line"] - 1].strip() == "await self.accept()"
    assert (accept["at"]["file"], accept["at"]["function"]) == ("consumer.py", "connect")
    assert accept["at"]["self"] == {"message_buffer": "[]"}


async def test_the_consumers_own_attributes_are_shown_as_they_change(echo: object, learner: Learner) -> None:
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data=HELLO)
    await observer.step("websocket.receive")
    sent = await observer.step("websocket.send")
    await client.socket.disconnect()
    gone = await observer.step("websocket.disconnect")
    finished = await observer.next_of("application.finished", "info")

    buffers = [frame["at"]["self"]["message_buffer"] for frame in (sent, gone, finished)]
    assert buffers == ["['hello']", "['hello', 'HELLO']", "[]"]


async def test_frames_are_numbered_by_moment_and_facts_have_no_stop(echo: object, learner: Learner) -> None:
    observer, client = await opened(learner, learner.token())
    returned = await observer.next_of("handler.returned", "info")
    await client.socket.send_to(text_data=HELLO)
    received = await observer.step("websocket.receive")

    assert (returned["frame"], returned["n"], returned["event"]["accepted"]) == (3, None, True)
    assert (received["frame"], received["n"]) == (4, 3)


async def test_the_consumer_never_sees_token_or_cookie(serve: Serve, learner: Learner) -> None:
    serve(
        consumer(
            "async def receive(self, text_data=None, bytes_data=None):\n"
            "    await self.send(text_data=repr(dict(self.scope)))\n"
        )
    )
    token = learner.token()
    observer, client = await opened(learner, token)
    await client.socket.send_to(text_data="what do you see?")
    await observer.step("websocket.receive")
    await observer.step("websocket.send")

    scope = await client.socket.receive_from()

    assert "'path': '/ws/chat/a/'" in scope
    assert token not in scope
    assert "cookie" not in scope.lower()


async def test_messages_that_arrive_while_one_is_held_wait_in_order(echo: object, learner: Learner) -> None:
    observer, client = await opened(learner, learner.token())
    for word in ("one", "two", "three"):
        await client.socket.send_to(text_data=f'{{"text": "{word}"}}')

    replies = []
    for _ in range(3):
        await observer.step("websocket.receive")
        await observer.step("websocket.send")
        replies.append(await client.socket.receive_from())

    assert replies == ['{"reply": "ONE"}', '{"reply": "TWO"}', '{"reply": "THREE"}']


async def test_a_client_that_goes_while_accept_is_held_is_seen_to_go(echo: object, learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    client, handshake = await learner.client(token)
    await observer.step("websocket.connect")
    held = await observer.next_of("websocket.accept", "held")

    handshake.cancel()
    await client.socket.send_input({"type": "websocket.disconnect", "code": 1006})
    await observer.say("step", n=held["n"])

    assert (await observer.step("websocket.disconnect"))["event"]["code"] == 1006
    await observer.next_of("application.finished", "info")


async def test_a_held_disconnect_outlives_its_socket(echo: object, learner: Learner) -> None:
    observer, client = await opened(learner, learner.token())

    await client.socket.disconnect()
    held = await observer.next_of("websocket.disconnect", "held")
    assert client.socket.future.done()
    await observer.say("step", n=held["n"])

    finished = await observer.next_of("application.finished", "info")
    assert finished["tracker"]["a"] == {
        "connection_state": "Closed",
        "message_buffer": "Cleared",
        "messages": [],
        "refused": False,
    }


async def test_a_rejection_is_final(serve: Serve, learner: Learner) -> None:
    serve(consumer("async def connect(self):\n    await self.close(code=4001)"))
    token = learner.token()
    observer = await learner.observe(token)
    _, handshake = await learner.client(token)
    await observer.step("websocket.connect")
    rejected = await observer.step("websocket.close")
    returned = await observer.next_of("handler.returned", "info")

    assert (await handshake) == (False, 4001)
    assert rejected["tracker"]["a"]["connection_state"] == "Rejected"
    assert returned["event"]["accepted"] is False


async def test_an_exception_is_told_with_its_line_and_raised_to_the_server(serve: Serve, learner: Learner) -> None:
    serve()
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data='{"txet": "hello"}')
    await observer.step("websocket.receive")

    raised = await observer.next_of("application.raised", "error")

    assert raised["event"]["exception"] == {"type": "KeyError", "message": "'text'"}
    assert ECHO.splitlines()[raised["at"]["line"] - 1].strip() == 'text = json.loads(text_data)["text"]'
    assert raised["tracker"]["a"]["connection_state"] == "Closed"
    await until(client.socket.future.done)
    assert isinstance(client.socket.future.exception(), ConsumerRaised)


async def test_an_exception_whose_message_cannot_be_written_is_shown_without_it(serve: Serve, learner: Learner) -> None:
    serve(
        "class Odd(Exception):\n    def __str__(self):\n        raise ValueError\n\n\n"
        + consumer("async def connect(self):\n    raise Odd")
    )
    token = learner.token()
    observer = await learner.observe(token)
    client, handshake = await learner.client(token)
    await observer.step("websocket.connect")

    raised = await observer.next_of("application.raised", "error")

    assert raised["event"]["exception"]["type"] == "Odd"
    await until(client.socket.future.done)
    assert isinstance(client.socket.future.exception(), ConsumerRaised)
    handshake.cancel()


async def test_a_send_before_accept_is_refused_by_the_tracker(serve: Serve, learner: Learner) -> None:
    serve(consumer("async def connect(self):\n    await self.send(text_data='early')\n    await self.accept()"))
    token = learner.token()
    observer = await learner.observe(token)
    _, handshake = await learner.client(token)
    await observer.step("websocket.connect")

    tracker = (await observer.step("websocket.send"))["tracker"]["a"]

    assert (tracker["connection_state"], tracker["message_buffer"], tracker["refused"]) == ("None", "Empty", True)
    handshake.cancel()


async def test_a_consumer_that_ends_early_leaves_its_socket_open(serve: Serve, learner: Learner) -> None:
    serve(
        "from channels.exceptions import StopConsumer\n"
        + consumer("async def receive(self, text_data=None, bytes_data=None):\n    raise StopConsumer")
    )
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data=HELLO)
    await observer.step("websocket.receive")
    await observer.next_of("application.finished", "info")

    await client.socket.send_to(text_data=HELLO)
    assert await client.socket.receive_nothing(timeout=0.1)
    assert not client.socket.future.done()


async def test_a_stock_server_gives_up_after_five_seconds_that_were_not_held(
    serve: Serve, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.stepping.stepper.STOCK_HANDSHAKE_SECONDS", 0.3)
    serve(consumer("async def connect(self):\n    self.message_buffer = []"))
    token = learner.token()
    observer = await learner.observe(token)
    _, handshake = await learner.client(token)
    held = await observer.next_of("websocket.connect", "held")
    await asyncio.sleep(0.8)
    assert not handshake.done()
    await observer.say("step", n=held["n"])

    returned = await observer.next_of("handler.returned", "info")
    await observer.next_of("server.gave_up", "info")

    assert returned["event"]["accepted"] is False
    assert not (await handshake)[0]
    assert (await observer.step("websocket.disconnect"))["event"]["code"] == 1006


async def test_an_end_closes_the_client_with_its_code_and_cancels_the_consumer(echo: object, learner: Learner) -> None:
    observer, client = await opened(learner, learner.token())

    next(iter(runs._runs.values())).end(4408)

    assert await client.closed() == 4408
    assert await observer.closed() == 4408
    await until(client.socket.future.done)


async def test_an_end_cancels_a_consumer_whose_socket_has_gone(serve: Serve, learner: Learner) -> None:
    serve(consumer("async def disconnect(self, code):\n    import asyncio\n    await asyncio.sleep(3600)"))
    observer, client = await opened(learner, learner.token())
    await client.socket.disconnect()
    await observer.step("websocket.disconnect")
    run = next(iter(runs._runs.values()))

    await observer.say("end")

    assert await observer.closed() == 1000
    await until(run.clients["a"]._task.done)  # type: ignore[attr-defined]  # a Stepper


async def test_a_cancelled_consumers_clean_up_is_not_held(serve: Serve, learner: Learner) -> None:
    serve(
        consumer(
            "async def receive(self, text_data=None, bytes_data=None):\n"
            "    import asyncio\n"
            "    try:\n"
            "        await asyncio.sleep(3600)\n"
            "    finally:\n"
            "        await self.send(text_data='bye')\n"
        )
    )
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data=HELLO)
    await observer.step("websocket.receive")
    run = next(iter(runs._runs.values()))

    await observer.say("end")

    assert await client.closed() == 1000
    await until(run.clients["a"]._task.done)  # type: ignore[attr-defined]  # a Stepper


async def test_a_runs_module_is_its_own_and_forgotten_at_the_end(serve: Serve, learners: Learners) -> None:
    serve(
        "seen = []\n"
        + consumer("async def connect(self):\n    seen.append(1)\n    self.count = len(seen)\n    await self.accept()")
    )
    counts = []
    for name in ("1" * 32, "2" * 32):
        learner = learners(name)
        token = learner.token()
        observer = await learner.observe(token)
        await learner.client(token)
        await observer.step("websocket.connect")
        counts.append((await observer.next_of("websocket.accept", "held"))["at"]["self"]["count"])
        await observer.say("end")
        await observer.closed()

    assert counts == ["1", "1"]
    assert not [name for name in sys.modules if name.startswith("scenario_")]


async def test_two_runs_of_one_group_name_never_meet(serve: Serve, learners: Learners) -> None:
    serve(
        consumer(
            "async def connect(self):\n"
            "    await self.accept()\n"
            "    await self.channel_layer.group_add('room', self.channel_name)\n"
            "async def receive(self, text_data=None, bytes_data=None):\n"
            "    await self.channel_layer.group_send('room', {'type': 'chat.message', 'text': text_data})\n"
            "async def chat_message(self, event):\n"
            "    await self.send(text_data=event['text'])\n"
        )
    )
    mine, theirs = learners("1" * 32), learners("2" * 32)
    observer, client = await opened(mine, mine.token())
    joined = await observer.step("layer.group_add")
    other_observer, other = await opened(theirs, theirs.token())
    await other_observer.step("layer.group_add")

    await client.socket.send_to(text_data="hello")
    for kind in ("websocket.receive", "layer.group_send", "layer.receive", "websocket.send"):
        await observer.step(kind)

    assert joined["groups"] == {"room": ["a"]}
    assert await client.socket.receive_from() == "hello"
    assert await other.socket.receive_nothing(timeout=0.2)


async def test_a_sync_consumer_steps_too(serve: Serve, learner: Learner) -> None:
    serve(
        "from channels.generic.websocket import WebsocketConsumer\n\n\n"
        "class ChatConsumer(WebsocketConsumer):\n"
        "    def receive(self, text_data=None, bytes_data=None):\n"
        "        self.send(text_data=text_data.upper())\n"
    )
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data="hello")
    await observer.step("websocket.receive")
    sent = await observer.step("websocket.send")

    assert await client.socket.receive_from() == "HELLO"
    assert (sent["at"]["line"], sent["at"]["function"]) == (6, "receive")


async def test_a_binary_message_is_told_in_hex(serve: Serve, learner: Learner) -> None:
    answer = "    await self.send(bytes_data=b'\\xff')"
    serve(consumer(f"async def receive(self, text_data=None, bytes_data=None):\n{answer}"))
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(bytes_data=b"\x00\x01")

    received = await observer.step("websocket.receive")
    sent = await observer.step("websocket.send")

    assert received["event"]["bytes"] == {"hex": "0001", "length": 2}
    assert sent["event"]["bytes"] == {"hex": "ff", "length": 1}


async def test_an_observer_that_comes_back_resumes(echo: object, learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    await learner.client(token)
    await observer.step("websocket.connect")
    await observer.next_of("websocket.accept", "held")
    await observer.socket.disconnect()

    observer = await learner.observe(token)
    hello = await observer.next()
    await observer.say("resume", **{"from": 2})

    assert hello["seq"] == 3
    assert (await observer.next())["seq"] == 3
    await observer.say("step", n=2)
    assert (await observer.next_of("websocket.accept", "passed"))["seq"] == 4


async def test_a_ping_is_answered(echo: object, learner: Learner) -> None:
    observer = await learner.observe(learner.token())
    await observer.next()

    await observer.say("ping")

    assert (await observer.next())["type"] == "pong"


async def test_a_run_plays_by_itself_until_it_is_paused(echo: object, learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    await observer.say("run", until="end", pace=0)
    client, handshake = await learner.client(token)
    assert (await handshake)[0]
    await client.socket.send_to(text_data=HELLO)
    assert await client.socket.receive_from() == '{"reply": "HELLO"}'

    await observer.say("pause")
    await observer.say("ping")
    while (await observer.next())["type"] != "pong":
        pass
    await client.socket.send_to(text_data=HELLO)

    assert await client.socket.receive_nothing(timeout=0.2)


# Consumers that are awkward


async def test_a_task_that_sends_for_ever_ends_with_its_run(serve: Serve, learner: Learner) -> None:
    serve(
        "import asyncio\n"
        + consumer(
            "async def connect(self):\n"
            "    await self.accept()\n"
            "    self.task = asyncio.create_task(self.tick())\n"
            "async def tick(self):\n"
            "    while True:\n"
            "        await self.send(text_data='tick')\n"
        )
    )
    observer, client = await opened(learner, learner.token())
    await observer.step("websocket.send")

    await observer.say("end")

    assert await client.closed() == 1000
    await until(lambda: not [task for task in asyncio.all_tasks() if "tick" in repr(task)])


@pytest.mark.parametrize("error", ["SystemExit(3)", "__import__('asyncio').CancelledError()", "KeyboardInterrupt()"])
async def test_whatever_a_consumer_raises_is_told_and_ends_only_itself(
    serve: Serve, learner: Learner, error: str
) -> None:
    serve(consumer(f"async def receive(self, text_data=None, bytes_data=None):\n    raise {error}"))
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data=HELLO)
    await observer.step("websocket.receive")

    raised = await observer.next_of("application.raised", "error")

    assert raised["event"]["exception"]["type"] in error
    await until(client.socket.future.done)


async def test_a_note_on_an_exception_does_not_hide_its_message(serve: Serve, learner: Learner) -> None:
    serve(
        consumer(
            "async def receive(self, text_data=None, bytes_data=None):\n"
            "    error = ValueError('the message')\n"
            "    error.add_note('a note')\n"
            "    raise error\n"
        )
    )
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data=HELLO)
    await observer.step("websocket.receive")

    raised = await observer.next_of("application.raised", "error")

    assert raised["event"]["exception"] == {"type": "ValueError", "message": "the message"}


async def test_an_accept_after_the_server_gave_up_counts_for_nothing(
    serve: Serve, learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.stepping.stepper.STOCK_HANDSHAKE_SECONDS", 0.2)
    serve(consumer("async def connect(self):\n    import asyncio\n    await asyncio.sleep(1)\n    await self.accept()"))
    token = learner.token()
    observer = await learner.observe(token)
    _, handshake = await learner.client(token)
    await observer.step("websocket.connect")
    await observer.next_of("server.gave_up", "info")

    accept = await observer.step("websocket.accept")
    returned = await observer.next_of("handler.returned", "info")

    assert not (await handshake)[0]
    assert (accept["tracker"]["a"]["connection_state"], accept["tracker"]["a"]["refused"]) == ("Closed", True)
    assert returned["event"]["accepted"] is False


async def test_a_text_that_cannot_be_encoded_is_still_told(serve: Serve, learner: Learner) -> None:
    serve(
        consumer("async def receive(self, text_data=None, bytes_data=None):\n    await self.send(text_data='\\ud800')")
    )
    observer, client = await opened(learner, learner.token())
    await client.socket.send_to(text_data=HELLO)
    await observer.step("websocket.receive")

    assert (await observer.step("websocket.send"))["event"]["text"] == "\ud800"


async def test_a_file_that_cannot_be_imported_is_named_and_forgotten(serve: Serve, learner: Learner) -> None:
    serve("import nothing_of_that_name\n" + ECHO)
    observer = await learner.observe(learner.token())

    told = await observer.next()

    assert (told["type"], told["code"]) == ("error", 4404)
    assert "No module named 'nothing_of_that_name'" in told["message"]
    assert not [name for name in sys.modules if name.startswith("scenario_")]
