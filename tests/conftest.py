"""What every test may count on."""

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.live import Site


def pytest_configure() -> None:
    """Static files keep their names here; the hashed ones are tested through the real launcher."""
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    hypothesis.settings.register_profile("patient", deadline=None)  # on a busy machine anything may take long
    hypothesis.settings.load_profile("patient")
    settings.DATA = Path(tempfile.mkdtemp(prefix="framewise-"))  # releases of the tests' own, of this tree's content
    atexit.register(shutil.rmtree, settings.DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file: in the shared memory of Django's tests the busy timeout does not count."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real site, as an operator runs it. It must stop cleanly and have printed nothing but its address."""
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    assert site.stop() == 0, site.said
    assert re.fullmatch(r"Framewise is at \S+  \(Ctrl-C ends it\)\n", site.said), site.said


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium. For a module at a time: while it is open, no other event loop may run in this process."""
    with chromium() as browser:
        yield browser
