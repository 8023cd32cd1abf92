import re
from pathlib import Path

from pytest_django import Settings

from lessons.catalog import get_catalog
from lessons.pages import Page, get_pages, publish
from tests.lessons.courses import COURSE, LESSON, LESSON_PATH, write_course


def html(path: str = "/small/hello/") -> str:
    return get_pages()[path].body.decode()


def test_every_course_and_lesson_has_a_page(root: Path) -> None:
    assert set(get_pages()) == {"/", "/small/", "/small/hello/"}


def test_the_only_course_is_the_front_page(root: Path) -> None:
    assert html("/") == html("/small/")


def test_several_courses_are_listed_on_the_front_page(root: Path, settings: Settings) -> None:
    second = write_course(root.parent / "more")
    (second / "small/course.yaml").write_text(COURSE.replace("id: small", "id: other").replace("A small", "Another"))
    settings.CONTENT_ROOTS = (root, second)

    assert "/other/hello/" in get_pages()
    assert re.findall(r'href="(/\w+/)">(.*?)</a>', html("/")) == [
        ("/small/", "A small course"),
        ("/other/", "Another course"),
    ]


def test_the_contents_lead_to_the_lessons(root: Path) -> None:
    page = html("/small/")

    assert page.count('href="/small/hello/"') == 2
    assert "The only module" in page
    assert "Start with 1.1" in page


def test_a_course_without_readable_lessons_still_has_contents(root: Path) -> None:
    (root / LESSON_PATH).write_text("broken")

    assert "Start with" not in html("/small/")


def test_a_draft_has_a_page_only_while_somebody_edits(root: Path, settings: Settings) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", "status: draft"))
    release = get_catalog()

    assert "/small/hello/" in publish(release)
    settings.COURSEWARE_DEBUG = False
    assert "/small/hello/" not in publish(release)


def test_publishing_twice_gives_the_same_bytes(root: Path) -> None:
    release = get_catalog()

    assert publish(release) == publish(release)


def test_a_change_changes_the_etag(root: Path) -> None:
    before = get_pages()["/small/hello/"]
    (root / LESSON_PATH).write_text(LESSON.replace("All of it again.", "All of it, once more."))

    assert get_pages()["/small/hello/"].etag != before.etag


def test_the_compressed_bytes_have_a_tag_of_their_own() -> None:
    assert Page(b"", b"", '"abc"').gzip_etag == '"abc-gzip"'


def test_every_section_has_its_id_and_its_kind(root: Path) -> None:
    page = html()

    for kind in ("flow", "sample", "steps", "tracker", "moments", "quiz", "snapshot", "transcript"):
        tags = [tag for tag in re.findall(r"<[^>]+>", page) if f'data-kind="{kind}"' in tag]
        assert len(tags) == 1, kind
        assert f'id="{kind}"' in tags[0], kind


def test_no_id_stands_twice(root: Path) -> None:
    ids = re.findall(r'\sid="([^"]+)"', html())

    assert sorted(ids) == sorted(set(ids))


def test_every_link_on_the_page_leads_somewhere(root: Path) -> None:
    page = html()
    targets = re.findall(r'href="#([^"]+)"', re.sub(r"<use [^>]*>", "", page))

    assert targets
    assert all(f'id="{target}"' in page for target in targets)


def test_what_only_grading_may_know_is_not_on_the_page(root: Path) -> None:
    page = html()

    assert "Which step opens the line?" in page
    for secret in ("<p>No.</p>", "<p>Yes.</p>", "The later one."):
        assert secret not in page


def test_a_page_carries_no_inline_style_or_script(root: Path) -> None:
    page = html()

    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"\son\w+=", page)


def test_a_lesson_without_a_scenario_has_no_stage(root: Path) -> None:
    (root / LESSON_PATH).write_text("---\nid: hello\ntitle: Hello\nstatus: published\nsummary: x\n---\n\nOnly prose.\n")

    assert "Only prose." in html()
    assert 'aria-label="Sandbox"' not in html()
