from pathlib import Path

import pytest

from lessons.converters import HadPage
from tests.lessons.courses import LESSON, LESSON_PATH


def test_an_alias_is_known(root: Path) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status:", "aliases: [/a/b/c/d/]\nstatus:"))

    assert HadPage().to_python("a/b/c/d") == "a/b/c/d"


@pytest.mark.parametrize("address", ["a/b/c/d", "small/hello", "small/hello/practice"])
def test_what_was_never_anything_is_not(root: Path, address: str) -> None:
    with pytest.raises(ValueError, match="nothing has ever been at"):
        HadPage().to_python(address)


def test_an_address_is_written_as_it_is() -> None:
    assert HadPage().to_url("a/b") == "a/b"
