"""Sockets that are not let in, and sockets that are sent away: each learns why, or sees a defined code."""

import asyncio
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from sandbox.stepping.registry import runs
from sandbox.tokens import mint
from tests.sandbox.sockets import HELLO, Learner, Learners, Socket

pytestmark = pytest.mark.usefixtures("echo")


async def _last_word(socket: Socket) -> tuple[int, str, int]:
    """Code and message of the error frame, and the close code that follows."""
    while (frame := await socket.next())["type"] != "error":
        pass
    return frame["code"], frame["message"], await socket.closed()


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://localhost", "http://localhost:81"])
@pytest.mark.parametrize("socket", ["observer/", "clients/a/"])
async def test_a_page_of_another_origin_gets_403(learner: Learner, socket: str, origin: str) -> None:

    opened, _ = await Socket(f"/ws/runs/{learner.token()}/{socket}", learner.name, origin).connect()

    assert not opened


@pytest.mark.parametrize(
    "path", ["/ws/", "/ws/runs/", "/ws/runs/x/", "/ws/runs/x/clients/", "/", "/ws/runs/x/observers/"]
)
async def test_an_unknown_path_is_refused_before_the_upgrade(learner: Learner, path: str) -> None:
    assert not (await Socket(path, learner.name).connect())[0]


async def test_a_token_nobody_signed_is_no_run(learner: Learner) -> None:
    assert (await _last_word(await learner.observe("made-up")))[::2] == (4404, 4404)


async def test_an_expired_token_says_so(learner: Learner, settings: Settings) -> None:
    token = learner.token()
    settings.LIMITS = replace(settings.LIMITS, run_most_seconds=0)

    assert (await _last_word(await learner.observe(token)))[::2] == (4401, 4401)


async def test_a_token_that_waited_too_long_begins_no_run(learner: Learner, settings: Settings) -> None:
    settings.LIMITS = replace(settings.LIMITS, start_seconds=-1)

    assert (await _last_word(await learner.observe(learner.token())))[::2] == (4404, 4404)


async def test_another_learners_run_is_not_yours(learners: Learners) -> None:
    token = learners("1" * 32).token()
    await learners("1" * 32).observe(token)

    assert (await _last_word(await learners("2" * 32).observe(token)))[::2] == (4403, 4403)


async def test_a_browser_without_a_cookie_has_no_run(learner: Learner) -> None:
    socket = Socket(f"/ws/runs/{learner.token()}/observer/", None)
    await socket.connect()

    assert (await _last_word(socket))[::2] == (4403, 4403)


async def test_a_scenario_that_left_the_course_is_told(learner: Learner) -> None:
    token = mint("course", "gone", "default", learner.name)[1]

    code, message, closed = await _last_word(await learner.observe(token))

    assert (code, closed) == (4404, 4404)
    assert "no longer part of the course" in message


async def test_a_client_before_its_observer_gets_403(learner: Learner) -> None:

    _, handshake = await learner.client(learner.token())

    assert not (await handshake)[0]


@pytest.mark.parametrize(("name", "said"), [("b", "no client 'b'"), ("a", "connected in this run already")])
async def test_a_client_that_is_turned_away_is_told_to_the_observer(learner: Learner, name: str, said: str) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    await learner.client(token)
    await observer.next_of("websocket.connect", "held")

    _, handshake = await learner.client(token, name)

    assert not (await handshake)[0]
    notice = await observer.next()
    assert notice["type"] == "notice"
    assert said in notice["message"]


@pytest.mark.parametrize(
    "frame",
    [
        " ",
        "{",
        "[]",
        '{"v":1,"type":"jump"}',
        '{"v":9,"type":"ping"}',
        '{"v":1,"type":"step","n":3}',
        '{"v":1,"type":"resume","from":9}',
    ],
)
async def test_a_command_that_makes_no_sense_is_an_error(learner: Learner, frame: str) -> None:
    observer = await learner.observe(learner.token())

    await observer.socket.send_to(text_data=frame)

    code, message, closed = await _last_word(observer)
    assert (code, closed) == (4400, 4400)
    assert message


async def test_of_two_bad_commands_at_once_the_first_is_answered_and_the_observer_has_left(learner: Learner) -> None:
    observer = await learner.observe(learner.token())
    run = next(iter(runs._runs.values()))

    await observer.socket.send_to(text_data="{")
    await observer.socket.send_to(text_data="{")

    assert (await _last_word(observer))[::2] == (4400, 4400)
    await observer.socket.wait(timeout=2)
    assert not run.observed


async def test_a_replaced_observer_steers_no_more(learner: Learner) -> None:
    token = learner.token()
    first = await learner.observe(token)
    second = await learner.observe(token)
    await learner.client(token)
    held = await second.next_of("websocket.connect", "held")

    await first.say("step", n=held["n"])

    assert (await _last_word(first))[::2] == (4409, 4409)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(second.next_of("websocket.connect"), 0.2)


async def test_a_full_window_acknowledged_one_by_one_in_time_is_no_flood(learner: Learner) -> None:
    observer = await learner.observe(learner.token())

    for seq in range(40):
        await observer.say("ack", seq=seq)
    await asyncio.sleep(0.1)
    await observer.say("ping")

    frames = [await observer.next() for _ in range(2)]
    assert [frame["type"] for frame in frames] == ["hello", "pong"]


async def test_binary_where_text_is_due_is_an_error(learner: Learner) -> None:
    observer = await learner.observe(learner.token())

    await observer.socket.send_to(bytes_data=b"\x00")

    assert (await _last_word(observer))[::2] == (4400, 4400)


async def test_a_command_as_large_as_a_book_is_too_big(learner: Learner) -> None:
    observer = await learner.observe(learner.token())

    await observer.socket.send_to(text_data="x" * 1_000_000)

    assert (await _last_word(observer))[::2] == (4413, 4413)


async def test_a_hundred_commands_at_once_are_too_fast(learner: Learner) -> None:
    observer = await learner.observe(learner.token())

    for _ in range(100):
        await observer.say("ping")

    assert (await _last_word(observer))[::2] == (4429, 4429)


async def test_a_message_over_the_limit_closes_a_client_and_its_consumer_hears_a_disconnect(learner: Learner) -> None:
    token = learner.token()
    observer = await learner.observe(token)
    client, handshake = await learner.client(token)
    await observer.step("websocket.connect")
    await observer.step("websocket.accept")
    await handshake

    await client.socket.send_to(text_data="x" * 20_000)

    assert await client.closed() == 4413
    assert (await observer.step("websocket.disconnect"))["event"]["code"] == 4413


async def test_more_messages_than_the_inbox_holds_close_a_client(learner: Learner, settings: Settings) -> None:
    settings.LIMITS = replace(settings.LIMITS, window=1000)
    token = learner.token()
    observer = await learner.observe(token)
    client, handshake = await learner.client(token)
    await observer.step("websocket.connect")
    await observer.step("websocket.accept")
    await handshake

    for _ in range(40):
        await client.socket.send_to(text_data=HELLO)

    assert await client.closed() == 4429
    await observer.say("run", until="end", pace=0)
    assert (await observer.next_of("websocket.disconnect"))["event"]["code"] == 4429


async def test_the_fourth_run_at_once_is_refused_in_words(learner: Learner) -> None:
    for _ in range(3):
        await learner.observe(learner.token())

    code, message, closed = await _last_word(await learner.observe(learner.token()))

    assert (code, closed) == (4429, 4429)
    assert "3 runs open" in message


async def test_runs_that_a_reload_left_behind_give_way(learner: Learner) -> None:
    for _ in range(5):
        observer = await learner.observe(learner.token())
        assert (await observer.next())["type"] == "hello"
        await observer.socket.disconnect()

    assert [run.ended is not None for run in runs._runs.values()] == [True, True, False, False, False]


async def test_a_full_process_says_so(learners: Learners, settings: Settings) -> None:
    settings.LIMITS = replace(settings.LIMITS, runs=1)
    await learners("1" * 32).observe(learners("1" * 32).token())

    code, message, _ = await _last_word(await learners("2" * 32).observe(learners("2" * 32).token()))

    assert code == 4429
    assert "Every place" in message
