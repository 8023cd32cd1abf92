"""Sixteen views as they are meant to look. `make pictures` makes the pictures anew, for a person to look at and commit.

They are compared at a quarter of their size: another Chromium smooths letters otherwise, and that is no change.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.browser import Learner
from tests.live import Site
from tests.sights import SIGHTS

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parent / "pictures"
ANEW = os.environ.get("PICTURES") == "anew"
DESK, PHONE = (1440, 900), (390, 844)
VIEWS = [
    (sight, size, theme)
    for sight, sizes, themes in (
        ("contents", (DESK, PHONE), ("light",)),
        ("contents-begun", (DESK,), ("light", "dark")),
        ("lesson", (DESK,), ("light",)),
        ("lesson-held", (DESK,), ("dark",)),
        ("lesson-over", (DESK, PHONE), ("light",)),
        ("lesson-statements", (DESK, PHONE), ("light",)),
        ("lesson-recorded", (PHONE,), ("dark",)),
        ("question-missed", (DESK,), ("light",)),
        ("practice", (DESK,), ("light",)),
        ("lesson-raised", (PHONE,), ("light",)),
        ("glossary", (DESK,), ("dark",)),
        ("not-found", (DESK,), ("light",)),
    )
    for size in sizes
    for theme in themes
]
CHANGING = "time, [data-health] { visibility: hidden !important; } * { caret-color: transparent !important; }"
SHRUNK, NOTICED, MOST = 4, 24, 0.002  # of a side; of 255; share of the points that may differ so much


@pytest.fixture
def learner(browser: Browser, site: Site) -> Iterator[Learner]:
    learner = Learner(browser, site.url, reduced_motion="reduce", locale="en-GB", timezone_id="UTC")
    learner.arrive("about:blank")
    yield learner
    learner.context.close()


@pytest.mark.parametrize(("sight", "size", "theme"), VIEWS, ids=lambda part: part if isinstance(part, str) else part[0])
def test_a_view_looks_as_it_is_meant_to(learner: Learner, sight: str, size: tuple[int, int], theme: str) -> None:
    file = PICTURES / f"{sight}-{size[0]}-{theme}.png"
    seen = picture_of(learner.page, sight, size, theme)
    if ANEW:
        seen.save(file, optimize=True)
        return

    share = difference(Image.open(file).convert("RGB"), seen)

    if share > MOST:
        seen.save(file.with_suffix(".now.png"))
    assert share <= MOST, (
        f"{share:.1%} of {file.name} differ: look at {file.stem}.now.png beside it, or `make pictures`"
    )


def test_every_picture_belongs_to_a_view() -> None:
    """And a picture of another colour or place is told apart from it."""
    kept = {path.name for path in PICTURES.glob("*.png") if not path.name.endswith(".now.png")}

    assert kept == {f"{sight}-{width}-{theme}.png" for sight, (width, _), theme in VIEWS}
    first, second = (Image.open(PICTURES / f"contents-begun-1440-{theme}.png") for theme in ("light", "dark"))
    assert difference(first.convert("RGB"), second.convert("RGB")) > 0.9
    assert difference(first.convert("RGB"), ImageChops.offset(first.convert("RGB"), 0, 6)) > MOST


def picture_of(page: Page, sight: str, size: tuple[int, int], theme: str) -> Image.Image:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
    SIGHTS[sight](page)
    page.evaluate("() => document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot(style=CHANGING, animations="disabled"))).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ visibly, once both are shrunk; all of them where the sizes differ."""
    if one.size != other.size:
        return 1.0
    small = [
        picture.resize((one.width // SHRUNK, one.height // SHRUNK), Image.Resampling.BOX) for picture in (one, other)
    ]
    red, green, blue = ImageChops.difference(*small).split()
    counts = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()  # of points by their greatest change
    return float(sum(counts[NOTICED + 1 :]) / sum(counts))
