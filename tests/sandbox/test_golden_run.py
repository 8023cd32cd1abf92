"""The run of lesson 1, in process: what the tracker shows is the table of the lesson."""

from sandbox.domain.scenario import Scenario
from tests.sandbox.sockets import HELLO, Learner


async def test_the_default_run_gives_the_tables_of_the_lesson(echo: Scenario, learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    hello = await observer.next()
    client, handshake = await learner.client(token)
    table = [("None", "Empty")]

    async def step(kind: str) -> None:
        tracker = (await observer.step(kind))["tracker"]["a"]
        table.append((tracker["connection_state"], tracker["message_buffer"]))

    assert hello["type"] == "hello"
    await observer.step("websocket.connect")
    await step("websocket.accept")
    assert await handshake == (True, None)
    await observer.next_of("handler.returned", "info")
    await client.socket.send_to(text_data=HELLO)
    await step("websocket.receive")
    await step("websocket.send")
    assert await client.socket.receive_from() == '{"reply": "HELLO"}'
    await client.socket.disconnect()
    await observer.step("websocket.disconnect")
    tracker = (await observer.next_of("application.finished", "info"))["tracker"]["a"]
    table.append((tracker["connection_state"], tracker["message_buffer"]))

    assert table == [
        ("None", "Empty"),
        ("Accepted", "Empty"),
        ("Open", "Received message stored"),
        ("Open", "Sent message stored"),
        ("Closed", "Cleared"),
    ]
