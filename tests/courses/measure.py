"""How long a large course takes in a fresh process.

`python -m tests.courses.measure [alone] [unrecorded] [LESSONS]` prints seconds as JSON; `alone`: lessons without their
practice and test; `unrecorded`: scenarios without recorded runs.

`check` reads and judges all files, `publish` makes all pages of them and writes the release to disk, `preview` is one
request after one file was saved. Imports are not counted.
"""

import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.courses.generate import write_large_course

T = TypeVar("T")
took: dict[str, float] = {}


def timed(name: str, act: Callable[[], T]) -> T:
    begun = time.perf_counter()
    result = act()
    took[name] = round(time.perf_counter() - begun, 3)
    return result


def measure(folder: Path, lessons: int, *, quizzes: bool, recorded: bool) -> None:
    root = write_large_course(folder / "content", lessons, quizzes=quizzes, recorded=recorded)
    chosen = {"CONTENT_ROOTS": str(root), "DATA": str(folder / "data"), "DEBUG": "on"}
    os.environ.update({f"COURSEWARE_{name}": value for name, value in chosen.items()})
    os.environ["DJANGO_SETTINGS_MODULE"] = "courseware.settings"
    import django  # noqa: PLC0415  # it reads the environment

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from lessons import catalog, pages  # noqa: PLC0415
    from lessons.disk import read_release  # noqa: PLC0415
    from lessons.domain.release import Release  # noqa: PLC0415
    from lessons.releases import keep  # noqa: PLC0415

    client = Client()
    client.get("/nothing/at/all/")  # what Django imports at its first request
    gc.freeze()  # as check_content and the site do
    release = timed("check", lambda: read_release(settings.CONTENT_ROOTS, Release()))
    assert not release.errors, release.errors
    timed("pages", lambda: pages.publish(release).make())
    timed("disk", lambda: keep(release, settings.DATA))
    took["publish"] = round(took["check"] + took["pages"] + took["disk"], 3)

    catalog.LOOK_EVERY = 0
    catalog._catalog.settle()
    path = next(root.rglob("lesson-001/lesson.md"))
    assert client.get("/large/lesson-001/", headers={"Host": "localhost"}).status_code == 200
    path.write_text(path.read_text().replace("HTTP asks once", "HTTP asks, once"))
    page = timed("preview", lambda: client.get("/large/lesson-001/", headers={"Host": "localhost"}))
    assert b"HTTP asks, once" in page.content
    catalog._catalog.settle()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        words = sys.argv[1:]
        numbers = [int(word) for word in words if word.isdigit()]
        measure(Path(made), *numbers or [100], quizzes="alone" not in words, recorded="unrecorded" not in words)
    print(json.dumps(took))  # noqa: T201  # that is what it is for
