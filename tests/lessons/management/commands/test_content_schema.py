import json

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize(("of", "field"), [("course", "modules"), ("lesson", "scenario"), ("quiz", "draw")])
def test_the_schema_names_the_fields(of: str, field: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("content_schema", of)

    assert field in json.loads(capsys.readouterr().out)["properties"]


def test_without_a_word_it_is_that_of_the_course(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("content_schema")

    assert "modules" in json.loads(capsys.readouterr().out)["properties"]


def test_another_word_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("content_schema", "glossary")
