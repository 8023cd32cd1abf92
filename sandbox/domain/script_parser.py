"""`- a: {send: hello}`: the actions of a script, one by one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markup import Place, Record, Report, read_fields, suggest
from sandbox.domain.scenario import Action, Client, Handshake
from sandbox.domain.scenario_fields import HandshakeFields

BARE = ("connect", "close", "abort")
WITH_VALUE = ("connect", "send", "send_bytes", "close")
KINDS = tuple(dict.fromkeys((*BARE, *WITH_VALUE)))
BROWSER_CODES = range(3000, 5000)  # besides 1000: what WebSocket.close() takes in a page
LONGEST_WAIT = 60.0  # seconds, of one action and of a whole script
LARGEST = 20 * 1024 * 1024  # characters of one message
NOBODY = Action("", "wait")
Path = tuple[str | int, ...]


def handshake_of(fields: HandshakeFields, own: Handshake) -> Handshake:
    """What is written, and the client's own handshake where nothing is."""
    written = {name: getattr(fields, name) for name in fields.model_fields_set & HandshakeFields.model_fields.keys()}
    if "subprotocols" in written:
        written["subprotocols"] = tuple(written["subprotocols"])
    return replace(own, **written)


@dataclass(frozen=True, slots=True)
class ScriptReader:
    """Reads the scripts of one `scenario.yaml`."""

    record: Record
    clients: Mapping[str, Client]
    report: Report

    def script(self, written: list[Any], path: Path) -> tuple[Action, ...]:
        """The actions of a script that stands at `path`."""
        found = [self.actions(action, (*path, index)) for index, action in enumerate(written)]
        self.check_order(found, path)
        actions = tuple(action for several in found for action in several)
        waited = sum(action.seconds for action in actions)
        if waited > LONGEST_WAIT and all(action.seconds <= LONGEST_WAIT for action in actions):
            self.error(path, f"the script waits for {waited:g} seconds", f"at most {LONGEST_WAIT:g}")
        return actions

    def actions(self, written: object, path: Path) -> tuple[Action, ...]:
        """One action, or several messages that are sent at once: `a: {send: [one, two]}`."""
        match list(written.items()) if isinstance(written, dict) else []:
            case [(str(client), {"send": [_, *_] as messages})] if client in self.clients:
                at = (*path, client, "send")
                first, *others = (self.valued(client, "send", one, (*at, i)) for i, one in enumerate(messages))
                return first, *(replace(action, at_once=True) for action in others)
        return (self.action(written, path),)

    def check_order(self, found: Sequence[tuple[Action, ...]], path: Path) -> None:
        """A client connects before it does anything else. It may have, in an action that cannot be read."""
        if (NOBODY,) in found:
            return
        connected: set[str] = {""}
        for index, (action, *_) in enumerate(found):
            if action.kind == "connect":
                connected.add(action.client)
            elif action.client not in connected:
                connected.add(action.client)
                self.error((*path, index), f"client '{action.client}' has not connected", "let it connect before")

    def action(self, written: object, path: Path) -> Action:
        if not isinstance(written, dict) or len(written) != 1:
            return self.error(path, "this is no action", "write '- a: connect'")
        [(client, what)] = written.items()
        if client == "wait":
            return self.wait(what, path)
        if client not in self.clients:
            return self.error(path, f"unknown client '{client}'", suggest(client, self.clients))
        kind, value = what, None
        if isinstance(what, dict) and len(what) == 1:
            [(kind, value)] = what.items()
        if kind not in (BARE if value is None else WITH_VALUE):
            return self.error(path, f"unknown action {_shown(what)}", suggest(_shown(what), KINDS))
        action = self.valued(client, kind, value, (*path, client, kind)) if value is not None else Action(client, kind)
        self.check_player(action, path)
        return action

    def wait(self, written: object, path: Path) -> Action:
        seconds = _number(written)
        if seconds is None or not 0 < seconds <= LONGEST_WAIT:
            wanted = f"write seconds, at most {LONGEST_WAIT:g}: wait: 2"
            return self.error((*path, "wait"), f"wait is {_shown(written)}", wanted)
        return Action("", "wait", seconds=seconds)

    def valued(self, client: str, kind: str, value: object, path: Path) -> Action:
        readers: Mapping[str, Callable[[str, Any, Path], Action | None]] = {
            "send": self.send,
            "send_bytes": self.send_bytes,
            "close": self.close,
            "connect": self.connect,
        }
        wanted = "write send: hello, send_bytes: 00ff, close: 4001 or connect: {path: /ws/}"
        return readers[kind](client, value, path) or self.error(path, f"{kind} is {_shown(value)}", wanted)

    def send(self, client: str, written: object, path: Path) -> Action | None:
        match written:
            case str(text):
                return Action(client, "send", text)
            case {"text": str(text), "times": str(times), **others} if not others and times.isdecimal():
                length = int(times) * len(text)
                if length > LARGEST:
                    return self.error(path, f"a message of {length} characters", f"at most {LARGEST}")
                return Action(client, "send", text, times=int(times))
        return None

    def send_bytes(self, client: str, written: object, path: Path) -> Action | None:
        try:
            return Action(client, "send_bytes", binary=bytes.fromhex(str(written)))
        except ValueError:
            return self.error(path, f"'{written}' is not hexadecimal", "write two digits a byte: 00ff")

    def close(self, client: str, written: object, path: Path) -> Action | None:
        number = int(written) if isinstance(written, str) and written.isdecimal() else 0
        if 1000 <= number < BROWSER_CODES.stop:
            return Action(client, "close", code=number)
        return self.error(path, f"{_shown(written)} is no close code", "write 1000, or one from 3000 to 4999")

    def connect(self, client: str, written: object, path: Path) -> Action | None:
        if not isinstance(written, dict):
            return None
        fields = read_fields(HandshakeFields, self.record.below(*path), self.report)
        own = self.clients[client].handshake
        return Action(client, "connect", handshake=handshake_of(fields, own) if fields else None)

    def check_player(self, action: Action, path: Path) -> None:
        """What a page's script cannot do is done by a client that the server plays."""
        if action.client and self.clients[action.client].player == "browser" and (what := _beyond_browsers(action)):
            wanted = f"say so at the client: {action.client}: {{plays: server}}"
            self.report.error(self.place(path), "C087", f"a browser cannot {what}", wanted)

    def error(self, path: Path, found: str, wanted: str) -> Action:
        self.report.error(self.place(path), "C084", found, wanted)
        return NOBODY

    def place(self, path: Path) -> Place:
        return self.record.place_of(*path)


def beyond_browsers(handshake: Handshake) -> str:
    """What in a handshake a page's script cannot choose, in words; empty where there is nothing."""
    return "choose its Origin" if handshake.origin is not None else "choose who is signed in" if handshake.user else ""


def _beyond_browsers(action: Action) -> str:
    if action.kind == "abort":
        return "abort a connection"
    if action.kind == "close" and action.code not in {None, 1000} and action.code not in BROWSER_CODES:
        return f"close with {action.code}"
    return beyond_browsers(action.handshake) if action.handshake else ""


def _number(written: object) -> float | None:
    try:
        return float(written) if isinstance(written, str) else None
    except ValueError:
        return None


def _shown(what: object) -> str:
    if isinstance(what, str):
        return f"'{what}'"
    return f"'{', '.join(map(str, what))}'" if isinstance(what, dict) else "a list"
