"""A scenario's models in Django's registry: there while its files are imported, gone afterwards."""

import threading
from contextlib import suppress

import pytest
from django.apps import apps

from sandbox.stepping.own_models import own_models
from sandbox.stepping.source import load, models_of, unload
from tests.sandbox.stepping.simulation import CONSUMER, variant_of

MODELS = "from django.db import models\n\n\nclass Note(models.Model):\n    text = models.CharField(max_length=9)\n"
FILES = {"consumer.py": f"from .models import Note\n{CONSUMER}class Chat(AsyncWebsocketConsumer): pass\n"}


@pytest.mark.parametrize("models", [MODELS, f"{MODELS}\n1 / 0\n"])
def test_the_registry_is_as_before_however_the_import_went(models: str) -> None:
    before, known = dict(apps.app_configs), set(apps.get_models())
    with suppress(ZeroDivisionError):
        unload(load(variant_of({**FILES, "models.py": models}, database=True), "imported"))

    assert dict(apps.app_configs) == before
    assert set(apps.get_models()) == known


def test_a_table_is_called_the_same_in_every_run() -> None:
    tables = set()
    for name in ("one", "two-2"):
        module = load(variant_of({**FILES, "models.py": MODELS}, database=True), name)
        tables |= {model._meta.db_table for model in models_of(module)}
        unload(module)

    assert tables == {"scenario_note"}


def test_a_release_read_in_another_thread_waits_until_a_run_has_its_models() -> None:
    began, may_begin = threading.Event(), threading.Event()

    def read() -> None:
        may_begin.wait()
        with own_models("scenario_read"):
            began.set()

    reader = threading.Thread(target=read)
    reader.start()
    with own_models("scenario_run"):
        may_begin.set()
        assert not began.wait(0.1)
    reader.join()

    assert began.is_set()
    assert "scenario" not in apps.app_configs
