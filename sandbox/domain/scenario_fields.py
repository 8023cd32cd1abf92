"""What may stand in `scenario.yaml`, as models that also give its JSON Schema."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from markup import SLUG, Fields, Flag
from sandbox.domain.scenario import LayerMode, Player, Server

PATH = re.compile(r"/([\w.-]+/)*[\w.-]*")
PYTHON_FILE = re.compile(r"[A-Za-z_]\w*\.py")
MOST_CLIENTS = 3
RESERVED = ("wait",)  # an action of nobody's


def _path(text: str) -> str:
    if not PATH.fullmatch(text):
        raise ValueError("write a path: /ws/chat/")
    return text


def _file(text: str) -> str:
    if not PYTHON_FILE.fullmatch(text):
        raise ValueError("name a Python file beside this one: consumer.py")
    return text


def _clients(written: object) -> object:
    """A list of clients is short for clients that open the scenario's own path."""
    if isinstance(written, list) and all(isinstance(name, str) for name in written):
        written = {name: {} for name in written}
    if isinstance(written, dict) and not 1 <= len(written) <= MOST_CLIENTS:
        raise ValueError(f"name one to {MOST_CLIENTS} clients")
    return written


def _or_list(schema: dict[str, Any]) -> None:
    """Lets editors take the short form, too."""
    names = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": MOST_CLIENTS}
    written = {**schema, "minProperties": 1, "maxProperties": MOST_CLIENTS}
    schema.clear()
    schema["anyOf"] = [names, written]


def _not_reserved(clients: dict[str, Any]) -> dict[str, Any]:
    for name in clients:
        if name in RESERVED:
            raise ValueError(f"'{name}' is an action: choose another name")
    return clients


def _raised(written: object) -> object:
    if isinstance(written, str):
        raise ValueError(f"write {{type: {written}}}, and line: 12 in it if you like")  # noqa: TRY004  # pydantic's way
    return written


def _none(written: object) -> object:
    return 0 if written == "none" else written


def _close_code(code: int) -> int:
    if code and not 1000 <= code <= 4999:
        raise ValueError("write a code from 1000 to 4999, or none where it stays open")
    return code


def _span(written: list[float]) -> list[float]:
    if not 0 <= written[0] <= written[1]:
        raise ValueError("write the least seconds, then the most: [4, 5.5]")
    return written


Text = Annotated[str, Field(min_length=1, max_length=90)]
Slug = Annotated[str, Field(pattern=SLUG.pattern)]
File = Annotated[str, AfterValidator(_file)]
Path = Annotated[str, AfterValidator(_path)]
Seconds = Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)]
Span = Annotated[list[Seconds], Field(min_length=2, max_length=2), AfterValidator(_span)]
OrNone = WithJsonSchema({"anyOf": [{"type": "integer"}, {"const": "none"}]})
CloseCode = Annotated[int, BeforeValidator(_none), AfterValidator(_close_code), OrNone]
Status = Annotated[int, BeforeValidator(_none), Field(ge=0, le=599), OrNone]
Prediction = Literal["state", "event", "close"]

_ACTION = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "examples": [
        {"a": "connect"},
        {"a": {"send": "hello"}},
        {"a": {"send": ["one", "two"]}},
        {"a": {"close": 4001}},
        {"wait": 6},
    ],
}
_MESSAGE = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "text": {"type": "string"},
                "bytes": {"type": "string", "description": "hexadecimal"},
                "after": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            },
        },
    ]
}
Script = Annotated[
    list[Annotated[Any, WithJsonSchema(_ACTION)]], Field(min_length=1, max_length=60)
]  # each is read by script_parser
Messages = Annotated[list[Annotated[Any, WithJsonSchema(_MESSAGE)]], Field(max_length=200)]  # by outcome_parser


class HandshakeFields(Fields):
    path: Path = ""
    query: str = ""
    origin: str | None = None
    subprotocols: list[str] = Field(default_factory=list)
    user: str = ""


class ClientFields(HandshakeFields):
    plays: Player = "browser"
    ignores_pings: Flag = False


class RaisedFields(Fields):
    type: str
    line: Annotated[int, Field(ge=1)] | None = None


class OutcomeFields(Fields):
    opened: Flag | None = None
    status: Status | None = None
    subprotocol: str | None = None
    received: Messages | None = None
    close: CloseCode | None = None
    reason: str | None = None
    after: Span | None = None
    raised: Annotated[RaisedFields, BeforeValidator(_raised)] | None = None
    disconnect_called: Flag | None = None


class VariantFields(Fields):
    title: Text
    consumer: File | None = None
    application: File | None = None
    also: list[File] | None = None
    server: Server | None = None
    layer: LayerMode | None = None
    database: Flag | None = None
    live: Flag | None = None
    predict: Prediction | None = None
    script: Script | None = None
    outcome: dict[Slug, OutcomeFields] = Field(default_factory=dict)


class ScenarioFields(VariantFields):
    clients: Annotated[
        dict[Slug, ClientFields],
        Field(json_schema_extra=_or_list),
        BeforeValidator(_clients),
        AfterValidator(_not_reserved),
    ]
    script: Script
    variants: dict[Slug, VariantFields] = Field(default_factory=dict)
