"""Which packages a recording speaks of."""

from importlib.metadata import PackageNotFoundError, version

import pytest

from sandbox.recording import versions
from sandbox.recording.versions import versions_for


def test_the_packages_that_take_part_are_named_with_their_versions() -> None:
    assert (
        versions_for("stock") == versions_for("long") == {"channels": version("channels"), "daphne": version("daphne")}
    )
    assert set(versions_for("uvicorn")) == {"channels", "uvicorn", "websockets"}


def test_a_package_that_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def version_of(package: str) -> str:
        if package == "uvicorn":
            raise PackageNotFoundError(package)
        return "1"

    monkeypatch.setattr(versions, "version", version_of)

    assert versions_for("uvicorn") == {"channels": "1", "websockets": "1"}
