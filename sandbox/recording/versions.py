"""Which packages take part in a recording, and in which versions."""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from sandbox.domain.scenario import Server

PACKAGES: Mapping[Server, tuple[str, ...]] = {
    "stock": ("channels", "daphne"),
    "long": ("channels", "daphne"),
    "uvicorn": ("channels", "uvicorn", "websockets"),
}


def versions_for(server: Server) -> Mapping[str, str]:
    """The version of each package that takes part behind this server; one that is not installed is left out."""
    return {package: found for package in PACKAGES[server] if (found := _version_of(package))}


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
