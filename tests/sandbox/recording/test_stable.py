"""Names that do not change from run to run."""

from sandbox.domain.events import Raised
from sandbox.domain.trace import Position
from sandbox.recording.stable import Stable
from tests.sandbox.recording.made import raw, seen

CHANNEL = "specific.inmemory!aBcDeFgHiJkL"
STABLE = Stable({CHANNEL: "<channel of a>", "41235": "50000", "127.0.0.1:41235": "127.0.0.1:8000"})


def test_a_channel_is_called_by_its_client() -> None:
    event = STABLE.snapshot(raw(0, "layer.send", text=f"to {CHANNEL}", length=33, group=f"of {CHANNEL}")).event

    assert (event.text, event.group) == ("to <channel of a>", "of <channel of a>")


def test_the_length_of_a_text_is_that_of_what_stands_there() -> None:
    text = f"to {CHANNEL}"

    assert STABLE.snapshot(raw(0, "websocket.send", text=text, length=len(text))).event.length == len(
        "to <channel of a>"
    )


def test_an_exception_shows_no_address_in_memory() -> None:
    raised = Raised("ValueError", "<Consumer object at 0x7f3a12bc> said no")

    event = STABLE.snapshot(raw(0, "application.raised", raised=raised)).event

    assert event.raised == Raised("ValueError", "<Consumer object at 0x…> said no")


def test_small_hexadecimal_numbers_are_no_addresses() -> None:
    assert STABLE.text("0xff") == "0xff"


def test_ports_are_those_of_a_live_run() -> None:
    assert STABLE.text("from 41235 to 127.0.0.1:41235") == "from 50000 to 127.0.0.1:8000"


def test_attributes_and_variables_are_stable_too() -> None:
    at = Position("consumer.py", 3, "connect", {"me": repr(CHANNEL)}, {"name": repr(CHANNEL)})

    assert STABLE.snapshot(raw(0, "websocket.accept", at=at)).at == Position(
        "consumer.py", 3, "connect", {"me": "'<channel of a>'"}, {"name": "'<channel of a>'"}
    )


def test_what_a_client_sees_is_stable_and_bytes_are_left_alone() -> None:
    assert STABLE.seen(seen(1, "message", text=CHANNEL)).text == "<channel of a>"
    assert STABLE.seen(seen(1, "message", binary=b"41235")).binary == b"41235"
