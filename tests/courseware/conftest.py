"""The small course, alone, for the frame of the site, too."""

from tests.lessons.conftest import root

__all__ = ["root"]
