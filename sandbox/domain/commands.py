"""What the page may ask for, validated."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.domain.faults import first_fault


class _Command(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

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


Command = Step | Play | Pause | Ack | Resume | End | Ping

_commands: TypeAdapter[Command] = TypeAdapter(Annotated[Command, Field(discriminator="type")])


def parse_command(text: str) -> Command | str:
    """The command in a text frame, or a sentence that says what is wrong with it."""
    try:
        return _commands.validate_json(text)
    except ValidationError as error:
        return f"Not a command: {first_fault(error, 'the frame')}"
