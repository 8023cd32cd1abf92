"""Fields against a model: every fault of a YAML mapping as a problem at its own key."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from markup.front_matter import Path, Record
from markup.problems import Report, suggest


class Fields(BaseModel):
    """The base of all models of YAML files: frozen, and what they do not name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


FLAGS = {"yes": True, "true": True, "no": False, "false": False}


def _flag(written: object) -> bool:
    if not isinstance(written, str) or written not in FLAGS:
        raise ValueError("write yes or no")
    return FLAGS[written]


Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Model = TypeVar("Model", bound=Fields)


def read_fields(model: type[Model], record: Record, report: Report) -> Model | None:
    """Checks a mapping; None where a field is missing, unknown or wrong, and `report` says which."""
    try:
        return model.model_validate(record.values)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        misspelt = {_meant(model, fault) for fault in faults}
        for fault in faults:
            if fault["type"] != "missing" or fault["loc"] not in misspelt:
                _report(model, record, fault, report)
        return None


def _meant(model: type[Fields], fault: ErrorDetails) -> tuple[int | str, ...]:
    """The path of the field that an unknown one is meant to be: it is not missing besides."""
    *path, name = fault["loc"] or ("",)
    known = _names(model, tuple(path)) if fault["type"] == "extra_forbidden" else []
    return (*path, *get_close_matches(str(name), known, n=1))


def _report(model: type[Fields], record: Record, fault: ErrorDetails, report: Report) -> None:
    path: Path = tuple(part for part in fault["loc"] if part != "[key]")
    name = ".".join(str(part) for part in path)
    place = record.place_of(*path)
    if fault["type"] == "extra_forbidden":
        report.error(place, "C010", f"unknown field '{name}'", suggest(str(path[-1]), _names(model, path[:-1])))
    elif fault["type"] == "missing":
        report.error(place, "C011", f"field '{name}' is missing", f"write {path[-1]}: …")
    else:
        found = f"'{fault['input']}'" if isinstance(fault["input"], str) else "a list or a mapping"
        report.error(place, "C012", f"field '{name}' is {found}", _wanted(fault))


WANTED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "string_type": lambda _: "write text",
    "int_parsing": lambda _: "write a whole number",
    "float_parsing": lambda _: "write a number",
    "finite_number": lambda _: "write a number",
    "list_type": lambda _: "write a list: [one, two]",
    "literal_error": lambda context: f"write {context['expected']}",
    "greater_than_equal": lambda context: f"at least {_short(context['ge'])}",
    "greater_than": lambda context: f"more than {_short(context['gt'])}",
    "less_than_equal": lambda context: f"at most {_short(context['le'])}",
    "string_too_short": lambda context: f"write at least {context['min_length']} characters",
    "string_too_long": lambda context: f"write at most {context['max_length']} characters",
    "too_short": lambda context: f"write at least {context['min_length']}",
    "string_pattern_mismatch": lambda _: "use small letters, digits and single hyphens",
    "dict_type": lambda _: "write fields below it: 'key: value'",
    "value_error": lambda context: str(context["error"]),
    "model_type": lambda _: "write fields below it: 'key: value'",
}


def _wanted(fault: ErrorDetails) -> str:
    sentence = WANTED.get(fault["type"])
    return sentence(fault.get("ctx", {})) if sentence else fault["msg"]


def _short(bound: float) -> str:
    return f"{bound:g}"


def _names(model: type[Fields], path: Path) -> list[str]:
    """The fields that the model knows at a path, as authors write them."""
    for part in path:
        if isinstance(part, str):
            model = next(
                (_model_in(field.annotation) or model for name, field in _fields(model) if name == part), model
            )
    return [name for name, _ in _fields(model)]


def _fields(model: type[Fields]) -> Iterator[tuple[str, FieldInfo]]:
    return ((field.alias or name, field) for name, field in model.model_fields.items())


def _model_in(annotation: Any) -> type[Fields] | None:  # noqa: ANN401  # annotations have no common type
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
