"""What editors need to help with YAML: JSON Schemas of `course.yaml`, `scenario.yaml` and of front matter."""

from collections.abc import Mapping
from typing import Any

from lessons.domain.course_parser import CourseFields
from lessons.domain.documents import LessonFields, QuizFields
from markup import Fields
from sandbox.domain.scenario_fields import ScenarioFields

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: Mapping[str, tuple[str, type[Fields]]] = {
    "course": ("course.yaml", CourseFields),
    "lesson": ("Front matter of lesson.md", LessonFields),
    "quiz": ("Front matter of practice.md and test.md", QuizFields),
    "scenario": ("scenario.yaml", ScenarioFields),
}
NULL = {"type": "null"}  # None stands for a field that is left out


def schemas() -> Mapping[str, dict[str, Any]]:
    """A schema for each kind of file, by the name under which the command gives it out."""
    return {name: _schema(title, model) for name, (title, model) in MODELS.items()}


def _schema(title: str, model: type[Fields]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title} | _clean(model.model_json_schema())


def _clean(schema: dict[str, Any]) -> dict[str, Any]:
    """Without what the models add: titles made of names, and defaults that stand for a field that is left out."""
    kept = {key: value for key, value in schema.items() if key != "title" and (key != "default" or value)}
    for key in ("properties", "$defs"):
        if key in kept:
            kept[key] = {name: _clean(inner) for name, inner in kept[key].items()}
    choices = [choice for choice in kept.pop("anyOf", []) if choice != NULL]
    return kept | (choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {})
