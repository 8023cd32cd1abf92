"""Row 12: that it can be measured; tests/courseware/test_weight.py holds the goals."""

from benchmarks.page_weight import BR, GZIP, told, weight
from tests.live import Site


def test_what_is_asked_for_is_weighed_by_what_it_is_for(site: Site) -> None:
    weighed = weight([f"{site.url}/"])

    assert weighed["read"] == weighed["html"] > 0
    assert weighed["fonts"] == weighed["sandbox"] == 0


def test_gzip_weighs_more_than_br(site: Site) -> None:
    assert weight([f"{site.url}/"], GZIP)["read"] > weight([f"{site.url}/"], BR)["read"]


def test_the_goals_stand_beside() -> None:
    assert told(dict.fromkeys(("read", "sandbox", "fonts", "html", "css", "reading"), 1.0)) == (
        "read 1.0 KB of 25, sandbox 1.0 KB of 20, fonts 1.0 KB of 80 (html 1.0, css 1.0, reading 1.0)"
    )
