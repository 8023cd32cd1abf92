"""Row 6: that it can be measured. Whether the goal is met is no question for a busy machine."""

import os
from pathlib import Path

import pytest

from benchmarks.lesson_page import PATH, measure
from benchmarks.servers import bare, nginx, site

pytestmark = pytest.mark.server

MAY_LACK_NGINX = os.environ.get("CI") != "true"


def test_a_page_costs_something() -> None:
    bare_times, nginx_times = measure(pages=20, repeats=1).values()

    assert bare_times is not None
    assert 0 < bare_times < 20
    assert MAY_LACK_NGINX if nginx_times is None else 0 < nginx_times < 500


def test_the_yardsticks_send_the_same_bytes(tmp_path: Path) -> None:
    with site(tmp_path / "data", PATH) as ours:
        said = ours.get()
        with bare(tmp_path, said) as same, nginx(tmp_path, said) as served:
            assert said.headers["Content-Encoding"] == "br"
            assert same.get() == said
            assert MAY_LACK_NGINX if served is None else served.get().body == said.body
