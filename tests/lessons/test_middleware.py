from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from tests.lessons.courses import PRACTICE


@pytest.mark.django_db
@pytest.mark.parametrize("edits", [True, False])
def test_a_practice_is_there_as_soon_as_it_is_published(
    root: Path, settings: Settings, client: Client, edits: bool
) -> None:
    settings.COURSEWARE_DEBUG = edits
    assert client.get("/small/hello/practice/").status_code == 404

    (root / "small/first/hello/practice.md").write_text(PRACTICE)
    if not edits:
        call_command("publish_content")

    assert client.get("/small/hello/practice/").status_code == 200
