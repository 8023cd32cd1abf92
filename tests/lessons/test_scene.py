"""A lesson's page at the moments of a recorded run."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import base as template_engine
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lessons.catalog import get_catalog
from lessons.page import Pages
from lessons.pages import get_pages, publish
from lessons.scene import Scene
from sandbox.domain.scenario import DEFAULT_VARIANT
from sandbox.panel import panel_of
from tests.lessons.courses import LESSON, LESSON_PATH, SCENARIO
from tests.lessons.recorded import record_beside

URL = "/small/hello/"
TWO_VARIANTS = f"{SCENARIO}variants:\n  other:\n    title: Another way\n    script: [a: connect]\n"


def scene(variant: str = DEFAULT_VARIANT) -> Scene:
    found = get_pages().scene(URL, variant)
    assert found
    return found


def text(client: Client, query: str, **headers: str) -> str:
    response = client.get(f"{URL}{query}", headers=headers)
    assert response.status_code == 200, query
    return response.content.decode()


def write_two_variants(root: Path) -> None:
    (root / "small/scenarios/hello/scenario.yaml").write_text(TWO_VARIANTS)
    record_beside(root / "small/scenarios/hello")


def test_every_address_of_a_run_has_its_page(root: Path, client: Client) -> None:
    names = [moment.name for moment in scene().played.moments[1:] if moment.addressed]

    assert names == ["1", "2", "3", "4", "5", "6"]
    for name in names:
        assert f"{name} of 6" in text(client, f"?frame={name}")


def test_a_joined_page_is_what_the_template_would_draw(root: Path, client: Client) -> None:
    recipe = get_pages().recipes[URL]
    moment = scene().played.find("4")
    assert moment
    context = {**scene().context, "stage": scene().stage}
    panel = panel_of(scene().stage, scene().played, moment)
    drawn = render_to_string("sandbox/frame_stage.html", {**context, "panel": panel})
    page = render_to_string(recipe.template, {**context, "drawn": drawn})  # type: ignore[union-attr]

    assert text(client, "?frame=4") == page.replace('data-step="2"', 'data-step="2" class="is-now"')


def test_the_row_of_the_table_is_lit_that_tells_of_the_moment(root: Path, client: Client) -> None:
    rows = re.findall(r'<tr id="step-(\d)" data-step="\d" class="is-now">', text(client, "?frame=1"))

    assert rows == ["1"]
    assert 'class="is-now"' not in text(client, "")


def test_the_page_without_parameters_stays_as_it_is(root: Path, client: Client) -> None:
    plain = client.get(URL)
    client.get(f"{URL}?frame=2")

    assert scene().start.body == plain.content
    assert client.get(f"{URL}?utm=mail").content == plain.content
    assert client.get(f"{URL}?frame=&variant=").content == plain.content
    assert client.get(URL)["ETag"] == plain["ETag"]


def test_the_page_of_a_moment_is_drawn_once(root: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = text(client, "?frame=2")
    monkeypatch.setattr(template_engine.Template, "render", lambda *_: pytest.fail("a template was rendered"))

    assert text(client, "?frame=2") == first


def test_of_a_long_run_only_some_drawings_are_kept(root: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lessons.scene.MOST_KEPT", 2)
    pages = [text(client, f"?frame={frame}") for frame in (1, 2, 3, 4, 3)]

    assert list(scene()._drawn) == ["1", "2"]
    assert pages[2] == pages[4] != pages[3]


def test_every_moment_has_a_tag_of_its_own(root: Path, client: Client) -> None:
    tags = {client.get(f"{URL}?frame={frame}")["ETag"] for frame in range(1, 7)}

    assert len({client.get(URL)["ETag"], *tags}) == 7
    assert (
        client.get(f"{URL}?frame=1", headers={"if-none-match": client.get(f"{URL}?frame=1")["ETag"]}).status_code == 304
    )


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br, gzip;q=0.5"])
def test_a_moment_is_compressed_quickly(
    root: Path, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, accepted: str
) -> None:
    settings.COURSEWARE_DEBUG = False
    plain = text(client, "?frame=3")
    monkeypatch.setattr("brotli.compress", lambda *_, **__: pytest.fail("that takes long"))
    response = client.get(f"{URL}?frame=3", headers={"accept-encoding": accepted})

    assert gzip.decompress(response.content).decode() == plain
    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")
    assert response["ETag"].endswith('-gzip"')


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0, br", "identity"])
def test_who_takes_no_gzip_gets_plain_bytes(root: Path, client: Client, settings: Settings, accepted: str) -> None:
    settings.COURSEWARE_DEBUG = False
    response = client.get(f"{URL}?frame=3", headers={"accept-encoding": accepted})

    assert "Content-Encoding" not in response
    assert response.content.startswith(b"<!doctype html>")


def test_head_says_what_get_would(root: Path, client: Client) -> None:
    head = client.head(f"{URL}?frame=2")

    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == client.get(f"{URL}?frame=2")["ETag"]


@pytest.mark.parametrize(
    "query",
    [
        "?frame=7", "?frame=0", "?frame=1.1", "?frame=-1", "?frame=06", "?frame=six", "?frame=%00", "?frame=%ff",
        "?frame=1&frame=99", "?frame=1%0d%0aX: y", "?frame=" + "9" * 5000, "?variant=nope", "?variant=nope&frame=1",
        "?variant=%3Cscript%3E", "?variant=default/../x",
    ],
)  # fmt: skip
def test_what_is_not_there_any_more_leads_to_what_is(root: Path, client: Client, query: str) -> None:
    response = client.get(f"{URL}{query}")

    assert (response.status_code, response["Location"]) == (302, URL)


def test_a_frame_that_a_variant_has_not_leads_to_that_variant(root: Path, client: Client) -> None:
    write_two_variants(root)

    assert client.get(f"{URL}?variant=other&frame=6")["Location"] == f"{URL}?variant=other"


def test_a_variant_is_on_the_stage_of_its_page(root: Path, client: Client) -> None:
    write_two_variants(root)
    page = text(client, "?variant=other")

    assert '"variant": "other"' in page
    assert 'Another way · <a href="./">' in page
    assert 'href="?variant=other&amp;frame=3"' in page
    assert "4 of" not in page
    assert "Another way" not in text(client, "")


def test_the_authors_words_are_not_said_of_another_run(root: Path, client: Client) -> None:
    write_two_variants(root)

    assert "<span data-title>It accepts</span>" in text(client, "?frame=2")
    assert "<span data-title>The server accepts</span>" in text(client, "?variant=other&frame=2")
    assert "<td data-column" in text(client, "?variant=other")
    assert ">Accepted</td>" not in text(client, "?variant=other")


def test_without_a_recording_only_the_start_can_be_shown(root: Path, client: Client) -> None:
    for file in (root / "small/scenarios/hello/recorded").iterdir():
        file.unlink()
    page = text(client, "")

    assert "every step stands in the" in page
    assert '<script id="recorded-run" type="application/json">null</script>' in page
    assert client.get(f"{URL}?frame=1")["Location"] == URL


@pytest.mark.parametrize("url", ["/", "/small/"])
def test_a_page_without_a_stage_has_no_moments(root: Path, client: Client, url: str) -> None:
    assert client.get(f"{url}?frame=1")["Location"] == url
    assert get_pages().scene(url, DEFAULT_VARIANT) is None


def test_a_lesson_without_a_scenario_has_no_moments(root: Path, client: Client) -> None:
    (root / LESSON_PATH).write_text("---\nid: hello\ntitle: Hello\nstatus: published\nsummary: x\n---\n\nOnly prose.\n")

    assert client.get(f"{URL}?variant=default")["Location"] == URL


def test_after_a_save_a_scene_is_kept_only_where_nothing_has_changed(root: Path) -> None:
    before = scene()
    (root / "small/glossary.md").write_text("## Socket {#socket}\n\nOne open line.\n")
    assert scene() is before
    (root / LESSON_PATH).write_text(LESSON.replace("All of it again.", "All of it, once more."))

    assert scene() is not before


def test_publishing_draws_no_moment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_engine.Template, "render", lambda *_: pytest.fail("a template was rendered"))

    assert isinstance(publish(get_catalog()), Pages)


def test_the_addresses_of_lessons_are_what_links_to_runs_say(root: Path, client: Client) -> None:
    linked = LESSON.replace("with a link to", "with [a moment](scenario:hello?variant=default&frame=4) and a link to")
    (root / LESSON_PATH).write_text(linked)
    (address,) = re.findall(r'href="([^"]+)">a moment</a>', text(client, ""))

    assert address == f"{reverse('lesson', args=['small', 'hello'])}?variant=default&amp;frame=4"
    assert "4 of 6" in client.get(address.replace("&amp;", "&")).content.decode()
