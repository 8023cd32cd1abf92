"""What a recording is made from, as one digest: when it changes, the recording is stale."""

import json
from dataclasses import fields
from hashlib import sha256
from typing import Any

from sandbox.domain.recording import FORMAT
from sandbox.domain.scenario import Action, Client, Scenario, Variant


def inputs_of(scenario: Scenario, variant: Variant) -> str:
    """The digest of what steers a run: code, server, clients, script. Titles, predictions and outcomes do not."""
    told = {
        "format": FORMAT,
        "sources": [(source.name, source.text) for source in variant.sources],
        "consumer": variant.consumer,
        "server": variant.server,
        "layer": variant.layer,
        "database": variant.database,
        "clients": {name: _said(client) for name, client in scenario.clients.items()},
        "script": [_said(action) for action in variant.script],
    }
    return sha256(json.dumps(told, default=_plain, sort_keys=True).encode()).hexdigest()[:32]


def _said(told: Client | Action) -> dict[str, Any]:
    """What is not left at its default, so that what is added to the format later makes no recording stale."""
    values = ((field, getattr(told, field.name)) for field in fields(told))
    return {field.name: value for field, value in values if value and value != field.default}


def _plain(value: Any) -> object:  # noqa: ANN401  # json gives whatever it does not know
    """What a handshake and a message of bytes are in JSON; nothing else that JSON lacks stands in a scenario."""
    return (
        value.hex() if isinstance(value, bytes) else {field.name: getattr(value, field.name) for field in fields(value)}
    )
