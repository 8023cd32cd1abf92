"""People at their browsers."""

import pytest
from django.test import Client


@pytest.fixture
def other() -> Client:
    """A second person's browser."""
    return Client()
