"""Fields against a model: every fault of a YAML mapping as a problem at its own key."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from markup.front_matter import Path, Record
from markup.problems import Report, suggest


class Fields(BaseModel):
    """The base of all models of YAML files: frozen, and what they do not name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Fields)


def read_fields(model: type[Model], record: Record, report: Report) -> Model | None:
    """Checks a mapping; None where a field is missing, unknown or wrong, and `report` says which."""
    try:
        return model.model_validate(record.values)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            _report(model, record, fault, report)
        return None


def _report(model: type[Fields], record: Record, fault: ErrorDetails, report: Report) -> None:
    path: Path = tuple(part for part in fault["loc"] if part != "[key]")
    name = ".".join(str(part) for part in path)
    place = record.place_of(*path)
    if fault["type"] == "extra_forbidden":
        report.error(place, "C010", f"unknown field '{name}'", suggest(str(path[-1]), _names(model, path[:-1])))
    elif fault["type"] == "missing":
        report.error(place, "C011", f"field '{name}' is missing", f"write {path[-1]}: …")
    else:
        found = fault["input"] if isinstance(fault["input"], str) else "a list or a mapping"
        report.error(place, "C012", f"field '{name}' is '{found}'", _wanted(fault))


WANTED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "string_type": lambda _: "write text",
    "int_parsing": lambda _: "write a whole number",
    "list_type": lambda _: "write a list: [one, two]",
    "literal_error": lambda context: f"write {context['expected']}",
    "greater_than_equal": lambda context: f"at least {context['ge']}",
    "less_than_equal": lambda context: f"at most {context['le']}",
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


def _names(model: type[Fields], path: Path) -> list[str]:
    """The fields that the model knows at a path."""
    for part in path:
        if isinstance(part, str):
            field = model.model_fields.get(part)
            model = next(_models_in(field.annotation), model) if field else model
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[Fields]]:  # noqa: ANN401  # annotations have no common type
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
