"""What the page may ask for, validated."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.domain.faults import first_fault
from sandbox.domain.scenario import Action, Handshake
from sandbox.domain.scenario_fields import HandshakeFields
from sandbox.domain.script_parser import handshake_of
from sandbox.domain.trace import Granularity


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class _Command(_Part):
    v: Literal[1]


class Step(_Command):
    """Let the stop with this number go. One that has passed does nothing, one not yet reached is an error."""

    type: Literal["step"]
    n: Annotated[int, Field(ge=1)]


class Play(_Command):
    """Let stops go by themselves, each after `pace` milliseconds: one event, or until the end."""

    type: Literal["run"]
    until: Literal["event", "end"]
    pace: Annotated[int, Field(ge=0, le=10_000)] = 1400


class Pause(_Command):
    """Stop letting stops go by themselves."""

    type: Literal["pause"]


class SetGranularity(_Command):
    """Hold before events only, or before statements, too."""

    type: Literal["granularity"]
    value: Granularity


class _Connect(_Part):
    connect: HandshakeFields


class _Send(_Part):
    send: str


class _SendBytes(_Part):
    send_bytes: Annotated[str, Field(pattern=r"^([0-9a-fA-F]{2})*$")]


class _Close(_Part):
    close: Annotated[int, Field(ge=1000, le=4999)]


class Act(_Command):
    """Let a client that the server plays do something, in the words of a script."""

    type: Literal["act"]
    client: str
    action: Literal["connect", "close", "abort"] | _Connect | _Send | _SendBytes | _Close

    def action_of(self, own: Handshake) -> Action:
        """The action; `own` is the client's handshake, of which `connect` may change a part."""
        match self.action:
            case _Connect(connect=fields):
                return Action(self.client, "connect", handshake=handshake_of(fields, own))
            case _Send(send=text):
                return Action(self.client, "send", text)
            case _SendBytes(send_bytes=written):
                return Action(self.client, "send_bytes", binary=bytes.fromhex(written))
            case _Close(close=code):
                return Action(self.client, "close", code=code)
            case kind:
                return Action(self.client, kind)


class Ack(_Command):
    """Every snapshot up to this one has arrived."""

    type: Literal["ack"]
    seq: Annotated[int, Field(ge=0)]


class Resume(_Command):
    """Tell again what came after this snapshot; 0 for everything."""

    type: Literal["resume"]
    after: Annotated[int, Field(ge=0, alias="from")]


class End(_Command):
    """End the run and close its clients."""

    type: Literal["end"]


class Ping(_Command):
    """Ask whether anybody is there."""

    type: Literal["ping"]


Command = Step | Play | Pause | SetGranularity | Act | Ack | Resume | End | Ping

_commands: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="type")])


def parse_command(text: str) -> Command | str:
    """The command in a text frame, or a sentence that says what is wrong with it."""
    try:
        return _commands.validate_json(text)
    except ValidationError as error:
        return f"Not a command: {first_fault(error, 'the frame')}"
