"""A scenario that asks for allowed hosts gets its own, and the site keeps the site's."""

from typing import Any

import pytest
from channels.security import websocket
from django.test import override_settings

from sandbox.domain.scenario import Action, Source, Variant
from sandbox.stepping.source import load, unload

ASGI = """from channels.security.websocket import AllowedHostsOriginValidator


application = AllowedHostsOriginValidator(None)
"""
VARIANT = Variant("default", "Guarded", (Source("asgi.py", "/x/asgi.py", ASGI),), "", (Action("a", "connect"),))


@pytest.fixture(autouse=True)
def elsewhere() -> Any:  # a fixture
    with override_settings(ALLOWED_HOSTS=["learn.example.org"]):
        yield


def test_a_scenario_trusts_pages_of_the_host_that_its_clients_come_from() -> None:
    module = load(VARIANT, "hosts")
    unload(module)

    assert list(module.application.allowed_origins) == ["127.0.0.1", "localhost"]


def test_outside_of_scenarios_the_sites_own_hosts_count() -> None:
    assert websocket.AllowedHostsOriginValidator(None).allowed_origins == ["learn.example.org"]
