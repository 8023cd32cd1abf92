"""Minting a run."""

from dataclasses import replace

import pytest
from django.test import Client as Browser

from sandbox.domain.scenario import Client, Handshake, Scenario
from sandbox.scenarios import scenarios
from tests.sandbox.sockets import Serve

WANTED = {"course": "course", "scenario": "first-socket"}


def mint(browser: Browser, **wanted: str) -> tuple[int, dict[str, object]]:
    answer = browser.post(
        "/sandbox/runs/",
        {**WANTED, **wanted},
        content_type="application/json",
        headers={"sec-fetch-site": "same-origin"},
    )
    return answer.status_code, answer.json()


@pytest.fixture
def two(serve: Serve) -> Scenario:
    return serve(clients=("a", "b"))


def test_a_run_has_an_address_for_each_client_that_a_browser_plays(two: Scenario, client: Browser) -> None:
    played = {**two.clients, "b": Client(Handshake("/"), "server")}
    scenarios.replace({("course", two.name): replace(two, clients=played)})
    status, minted = mint(client)

    assert status == 201
    assert minted["clients"] == {"a": f"/ws/runs/{minted['token']}/clients/a/"}


def test_a_variant_that_is_only_recorded_is_not_run(two: Scenario, client: Browser) -> None:
    recorded = replace(two.variants["default"], name="slow", live=False)
    scenarios.replace({("course", two.name): replace(two, variants={**two.variants, "slow": recorded})})

    assert mint(client, variant="slow") == (
        400,
        {
            "error": "recorded-only",
            "message": "This variant does not run here. Step through its recorded run instead.",
        },
    )


def test_a_variant_that_is_not_there_is_named_with_those_that_are(two: Scenario, client: Browser) -> None:
    assert mint(client, variant="fast") == (
        400,
        {"error": "unknown-variant", "message": "There is no variant 'fast'; there are default."},
    )
