from typing import Any

import yaml

from lessons.domain.course_parser import CourseFields
from lessons.domain.documents import LessonFields, QuizFields
from lessons.domain.schema import schemas
from markup import Fields
from sandbox.domain.scenario_fields import ScenarioFields
from tests.lessons.courses import COURSE


def test_there_is_a_schema_for_each_kind_of_file() -> None:
    assert list(schemas()) == ["course", "lesson", "quiz", "scenario"]
    assert all(schema["$schema"].endswith("2020-12/schema") for schema in schemas().values())


def test_a_schema_knows_every_field_under_the_name_that_authors_write() -> None:
    models: dict[str, type[Fields]] = {
        "course": CourseFields,
        "lesson": LessonFields,
        "quiz": QuizFields,
        "scenario": ScenarioFields,
    }

    for name, model in models.items():
        fields = {field.alias or field_name for field_name, field in model.model_fields.items()}
        assert set(schemas()[name]["properties"]) == fields
        assert schemas()[name]["additionalProperties"] is False


def test_values_are_what_editors_take_yaml_for() -> None:
    course, quiz = schemas()["course"], schemas()["quiz"]

    assert course["properties"]["format"]["const"] == 1
    assert course["properties"]["pass"]["type"] == "number"
    assert course["$defs"]["QuizDefaultsFields"]["properties"]["shuffle"]["enum"] == [True, False, "yes", "no"]
    assert quiz["properties"]["minutes"]["type"] == "integer"
    assert quiz["properties"]["level"]["enum"] == ["easy", "medium", "hard"]
    assert quiz["properties"]["draw"]["$ref"] == "#/$defs/DrawFields"


def test_nothing_that_the_models_add_is_left() -> None:
    def walk(schema: dict[str, Any]) -> None:
        assert {"type": "null"} not in schema.get("anyOf", [])
        assert schema.get("default", True) not in (None, "", 0, [])
        for inner in [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]:
            assert not isinstance(inner.get("title"), str)
            walk(inner)

    for schema in schemas().values():
        walk(schema)


def test_an_editor_takes_both_forms_of_a_scenarios_clients_and_the_word_none() -> None:
    scenario = schemas()["scenario"]

    assert [form["type"] for form in scenario["properties"]["clients"]["anyOf"]] == ["array", "object"]
    assert {"const": "none"} in scenario["$defs"]["OutcomeFields"]["properties"]["close"]["anyOf"]


def test_what_must_be_given_is_what_the_reader_demands() -> None:
    assert schemas()["course"]["required"] == ["id", "title", "language", "format", "modules"]
    assert schemas()["lesson"]["required"] == ["id", "title"]
    assert schemas()["quiz"]["required"] == ["id", "title", "kind"]


def test_a_course_as_an_editor_reads_it_has_the_types_of_the_schema() -> None:
    types = {"string": str, "array": list, "number": float, "integer": int}
    properties = schemas()["course"]["properties"]

    for name, value in yaml.safe_load(COURSE).items():
        wanted = properties[name]
        assert value == wanted["const"] if "const" in wanted else isinstance(value, types[wanted["type"]])
