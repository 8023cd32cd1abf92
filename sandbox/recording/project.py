"""The Django project in which a scenario is recorded: an ordinary small one, with a database where that is wanted."""

from collections.abc import Iterable, Mapping
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from sandbox.domain.scenario import Variant

COOKIE = "sessionid"
DATABASE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "file:recorded?mode=memory&cache=shared"}


def set_up(variant: Variant) -> None:
    """Make this process that of the variant's project."""
    settings.configure(**settings_for(variant))
    django.setup()


def settings_for(variant: Variant) -> Mapping[str, Any]:
    """The settings; the channel layers are those of the run, not of the project."""
    return {
        "SECRET_KEY": "a recorded run keeps no secrets",
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
        "INSTALLED_APPS": [
            "channels",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
        ],
        "DATABASES": {"default": DATABASE} if variant.database else {},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
    }


def make_tables(own: Iterable[type[Model]]) -> None:
    """Make a table for every model, those of the scenario's `own` included. All threads of this process share them."""
    from django.db import connection  # noqa: PLC0415  # wants the settings to be there

    with connection.schema_editor() as editor:
        for model in (*apps.get_models(), *own):
            editor.create_model(model)
