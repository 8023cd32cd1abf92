"""What a client asks for, and the scope that a stock server makes of it. The real request's secrets stay out."""

from urllib.parse import quote

from django.conf import settings

from sandbox.domain.scenario import Handshake, Scenario, Variant
from sandbox.stepping.asgi import Scope

HOST = "127.0.0.1:8000"  # where a developer's own server listens


def handshake_of(scenario: Scenario, variant: Variant, client: str) -> Handshake:
    """What a client asks for in a variant: what its script says, or else what the scenario does."""
    opened = (action for action in variant.script if (action.client, action.kind) == (client, "connect"))
    said = (action.handshake for action in opened if action.handshake)
    return next(said, scenario.clients[client].handshake)


def scope_of(handshake: Handshake, session: str = "") -> Scope:
    """The scope that a server hands to the application; its headers are a browser's, with the cookie of a session."""
    path = quote(handshake.path)
    return {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "path": handshake.path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": quote(handshake.query, safe="/?&=+%:;,@!$'()*~").encode(),
        "headers": [(name, value.encode()) for name, value in _headers(handshake, session).items() if value],
        "subprotocols": list(handshake.subprotocols),
        "client": ["127.0.0.1", 50000],
        "server": ["127.0.0.1", 8000],
    }


def _headers(handshake: Handshake, session: str) -> dict[bytes, str]:
    return {
        b"host": HOST,
        b"connection": "Upgrade",
        b"upgrade": "websocket",
        b"origin": f"http://{HOST}" if handshake.origin is None else handshake.origin,
        b"sec-websocket-version": "13",
        b"sec-websocket-protocol": ", ".join(handshake.subprotocols),
        b"cookie": f"{settings.SESSION_COOKIE_NAME}={session}" if session else "",
    }
