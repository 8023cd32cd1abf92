import re
from pathlib import Path

from lessons.domain.outline import KINDS
from lessons.domain.places import TAKEN

ROOT = Path(__file__).parents[3]
TEMPLATES = [
    ROOT / "courseware/templates/base.html",
    *(ROOT / "sandbox/templates/sandbox").glob("*.html"),
    *(ROOT / "lessons/templates/lessons" / f"{name}.html" for name in ("lesson", "introduction", "moments", "ways")),
]


def test_no_id_of_an_author_is_one_that_the_page_has_itself() -> None:
    found = {name for path in TEMPLATES for name in re.findall(r'\bid="([a-z-]+)"', path.read_text())}

    assert "sandbox" in found
    assert found - set(KINDS) <= TAKEN | {"introduction"}
