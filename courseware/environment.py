"""The environment, read once: a value that makes no sense stops the start with one line."""

import difflib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import environ

from courseware.limits import Limits

T = TypeVar("T")
WORDS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


class BadEnvironment(SystemExit):
    """Ends the process with one line: the variable, what is wrong with it, an example."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What an operator may choose; every field is valid."""

    debug: bool
    data: Path
    content_roots: tuple[Path, ...]
    database: dict[str, Any]
    hosts: tuple[str, ...]
    origins: tuple[str, ...]
    https: bool
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    limits: Limits


def read_environment(variables: Mapping[str, str], base: Path) -> Environment:
    """Read the `COURSEWARE_*` variables and `DATABASE_URL`; relative paths start at `base`."""

    def read(name: str, default: str, parse: Callable[[str], T], example: str) -> T:
        try:
            return parse(variables.get(name, "").strip() or default)
        except (ValueError, OSError) as error:
            raise BadEnvironment(f"{name}: {error}. Example: {name}={example}") from None

    _refuse_unknown(variables)
    data = read("COURSEWARE_DATA", "var", lambda text: _folder(base / text), "/srv/framewise")
    database = f"sqlite:///{data / 'framewise.sqlite3'}"
    return Environment(
        debug=read("COURSEWARE_DEBUG", "off", _boolean, "on"),
        data=data,
        content_roots=read(
            "COURSEWARE_CONTENT_ROOTS",
            "content",
            lambda text: _roots(text, base),
            f"content{os.pathsep}private",
        ),
        database=read("DATABASE_URL", database, _database, "postgres://user:password@db/framewise"),
        hosts=read("COURSEWARE_HOSTS", ",".join(LOCAL_HOSTS), _hosts, "learn.example.org"),
        origins=read("COURSEWARE_ORIGINS", "", _origins, "https://learn.example.org"),
        https=read("COURSEWARE_HTTPS", "off", _boolean, "on"),
        secret_key=_secret_key(variables, read, base, data),
        secret_key_fallbacks=read("COURSEWARE_SECRET_KEY_FALLBACKS", "", _items, "last-years-key"),
        limits=read("COURSEWARE_LIMITS", "", Limits.parse, "run_seconds=600,runs=200"),
    )


KNOWN = (
    "COURSEWARE_CONTENT_ROOTS",
    "COURSEWARE_DATA",
    "COURSEWARE_DEBUG",
    "COURSEWARE_HOSTS",
    "COURSEWARE_HTTPS",
    "COURSEWARE_LIMITS",
    "COURSEWARE_ORIGINS",
    "COURSEWARE_SECRET_KEY",
    "COURSEWARE_SECRET_KEY_FALLBACKS",
    "COURSEWARE_SECRET_KEY_FILE",
)


def _refuse_unknown(variables: Mapping[str, str]) -> None:
    for name in variables:
        if name.startswith("COURSEWARE_") and name not in KNOWN:
            endings = [known.removeprefix("COURSEWARE_") for known in KNOWN]
            near = difflib.get_close_matches(name.removeprefix("COURSEWARE_"), endings, n=1)
            known = f"did you mean COURSEWARE_{near[0]}?" if near else f"known are {', '.join(KNOWN)}"
            raise BadEnvironment(f"{name}: there is no such setting; {known}")


def _secret_key(variables: Mapping[str, str], read: Callable[..., str], base: Path, data: Path) -> str:
    if variables.get("COURSEWARE_SECRET_KEY", "").strip():
        return read("COURSEWARE_SECRET_KEY", "", _key, "fifty-or-more-random-characters")
    if variables.get("COURSEWARE_SECRET_KEY_FILE", "").strip():
        return read(
            "COURSEWARE_SECRET_KEY_FILE",
            "",
            lambda text: _key((base / text).read_text().strip()),
            "/run/secrets/framewise",
        )
    return read("COURSEWARE_DATA", str(data), lambda _: _own_key(data / "secret_key"), "/srv/framewise")


def _own_key(path: Path) -> str:
    """The key made on the first run, readable by its owner alone. Whoever comes second reads the first one's."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    if not path.exists():
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)  # whole or not at all, and never over another's
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return _key(path.read_text().strip())


def _key(text: str) -> str:
    if len(text) < 32:
        raise ValueError(f"a key needs at least 32 characters, this one has {len(text)}")
    return text


def _boolean(text: str) -> bool:
    if text.lower() not in WORDS:
        raise ValueError(f"{text!r} is neither on nor off")
    return WORDS[text.lower()]


def _items(text: str) -> tuple[str, ...]:
    return tuple(item for item in (part.strip() for part in text.split(",")) if item)


def _hosts(text: str) -> tuple[str, ...]:
    for host in _items(text):
        if not re.fullmatch(r"\*|\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]", host):
            raise ValueError(f"{host!r} is not a host name (no scheme, no port)")
    return _items(text)


def _origins(text: str) -> tuple[str, ...]:
    for origin in _items(text):
        if not re.fullmatch(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?", origin):
            raise ValueError(f"{origin!r} is not an origin (scheme and host, no path)")
    return _items(text)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"cannot make the folder {str(path)!r} ({error.strerror})") from None
    if not os.access(path, os.W_OK):
        raise ValueError(f"the folder {str(path)!r} cannot be written to")
    return path.resolve()


def _roots(text: str, base: Path) -> tuple[Path, ...]:
    roots = tuple((base / part).resolve() for part in text.split(os.pathsep) if part)
    if not roots:
        raise ValueError(f"{text!r} names no folder")
    for root in roots:
        if not root.is_dir():
            raise ValueError(f"there is no folder {str(root)!r}")
    return roots


def _database(text: str) -> dict[str, Any]:
    scheme = text.partition(":")[0]
    if scheme not in DATABASE_SCHEMES:
        raise ValueError(f"{scheme!r} is no database we know; sqlite and postgres are")
    if scheme != "sqlite" and find_spec("psycopg") is None:
        raise ValueError("PostgreSQL needs a package: .venv/bin/pip install 'psycopg[binary,pool]'")
    settings: dict[str, Any] = environ.Env.db_url_config(text)
    if not settings["NAME"]:
        raise ValueError("the address names no database")
    return settings
