import re
from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from pytest_django import Settings

from lessons.catalog import get_catalog
from lessons.pages import get_pages, publish
from tests.lessons.courses import COURSE, LESSON, LESSON_PATH, PRACTICE, TEST, write_course


def write_other_course(root: Path, lesson: str = LESSON) -> Path:
    """A second course, in a root of its own."""
    second = write_course(root.parent / "more", lesson=lesson)
    (second / "small").rename(second / "other")
    outline = COURSE.replace("id: small", "id: other").replace("A small", "Another")
    (second / "other/course.yaml").write_text(outline)
    return second


def html(path: str = "/small/hello/") -> str:
    return get_pages()[path].body.decode()


def test_every_course_and_lesson_has_a_page(root: Path) -> None:
    assert set(get_pages()) == {"/", "/small/", "/small/hello/"}


def test_the_only_course_is_the_front_page(root: Path) -> None:
    assert html("/") == html("/small/")


def test_several_courses_are_listed_on_the_front_page(root: Path, settings: Settings) -> None:
    second = write_other_course(root)
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

    assert get_pages()["/small/hello/"].accepted("").etag != before.accepted("").etag


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


UNPUBLISHED = re.compile(r'<aside class="unpublished".*?</aside>', re.DOTALL)


@pytest.mark.parametrize("name", [LESSON_PATH, "small/scenarios/hello/consumer.py", "small/course.yaml"])
def test_what_keeps_a_lesson_from_being_published_stands_above_its_last_good_version(root: Path, name: str) -> None:
    get_pages()
    (root / name).write_text("---\n???\n---\n")
    (problem, *_) = get_catalog().problems

    for path in ("/", "/small/", "/small/hello/"):
        (strip,) = UNPUBLISHED.findall(html(path))
        assert "Not published: 1 problem." in strip
        assert escape(str(problem)) in strip
    assert html().index("Not published") < html().index("<h1>Hello, socket</h1>")


def test_the_strip_goes_when_all_is_well_again(root: Path) -> None:
    before = dict(get_pages())
    (root / LESSON_PATH).write_text("broken")
    assert UNPUBLISHED.search(html())
    (root / LESSON_PATH).write_text(LESSON)

    assert dict(get_pages()) == before


def test_nobody_but_an_author_sees_the_strip(root: Path, settings: Settings) -> None:
    before = dict(get_pages())
    (root / LESSON_PATH).write_text("broken")
    release = get_catalog()
    settings.COURSEWARE_DEBUG = False

    assert dict(publish(release)) == before


def test_a_warning_gives_no_strip(root: Path) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("> [!hint]\n> The later one.\n", ""))

    assert get_catalog().problems
    assert not any(UNPUBLISHED.search(html(path)) for path in get_pages())


def test_another_lessons_problems_are_told_on_the_contents_but_not_here(root: Path) -> None:
    (root / "small/course.yaml").write_text(COURSE.replace("[hello]", "[hello, bye]"))

    assert not UNPUBLISHED.search(html("/small/hello/"))
    assert UNPUBLISHED.search(html("/small/"))


def test_the_list_of_courses_tells_what_lies_in_none_of_them(root: Path, settings: Settings) -> None:
    second = write_other_course(root)
    (second / "notes").mkdir()
    settings.CONTENT_ROOTS = (root, second)

    assert "C090" in html("/")
    assert not UNPUBLISHED.search(html("/other/"))


@pytest.mark.parametrize("debug", [True, False])
def test_a_course_broken_from_cold_says_that_it_is_being_mended(root: Path, settings: Settings, debug: bool) -> None:
    (root / LESSON_PATH).write_text("broken")
    settings.COURSEWARE_DEBUG = debug
    page = html("/")

    assert "The lessons are being mended" in page
    assert bool(UNPUBLISHED.search(page)) == debug
    assert "0" not in re.sub(r"<[^>]+>", " ", page[page.index("<main") :].partition("<aside")[0])
    assert "The only module" not in page


def test_a_course_of_drafts_is_not_said_to_be_mended(root: Path, settings: Settings) -> None:
    (root / LESSON_PATH).write_text(LESSON.replace("status: published", "status: draft"))
    settings.COURSEWARE_DEBUG = False

    assert "No lesson is published yet" in html("/")


def test_a_module_without_a_readable_lesson_says_so(root: Path) -> None:
    (root / "small/course.yaml").write_text(f"{COURSE}  - id: second\n    title: Empty so far\n    lessons: [bye]\n")
    page = html("/")

    assert page.count('class="frames"') == 1
    assert "No lesson to read here yet." in page[page.index("Empty so far") :]


def test_a_course_without_readable_lessons_is_listed_without_counts(root: Path, settings: Settings) -> None:
    second = write_other_course(root, lesson="broken")
    settings.CONTENT_ROOTS = (root, second)

    assert "1 lesson, about" in html("/")
    assert "0 lessons" not in html("/")
    assert "No lesson to read here yet" in html("/")


def test_the_execution_table_has_a_name_and_is_no_scroll_region(root: Path) -> None:
    page = html()
    steps = page[page.index('data-kind="steps"') :].partition("</section>")[0]

    assert '<table class="tbl" aria-labelledby="steps-title">' in steps
    assert "tabindex" not in steps
    assert "scroll" not in steps


def test_without_script_the_quiz_leads_to_what_was_answered(root: Path) -> None:
    (link,) = re.findall(r"<noscript>(.*?)</noscript>", html()[html().index('data-kind="quiz"') :])

    assert '<a href="/me/small/hello/">Your answers so far</a>' in link


PRACTICE_PATH, TEST_PATH = "small/first/hello/practice.md", "small/first/hello/test.md"


def test_the_lesson_leads_to_its_practice_and_its_test(root: Path) -> None:
    (root / PRACTICE_PATH).write_text(PRACTICE)
    (root / TEST_PATH).write_text(TEST.replace("status:", "minutes: 1\nstatus:"))
    page = html()

    assert '<a class="b" href="/small/hello/practice/">Practice · 2 questions</a>' in page
    assert '<a class="b" href="/small/hello/test/">Test · 1 question, about 1 minute</a>' in page


def test_a_lesson_without_practice_and_test_says_nothing_of_them(root: Path) -> None:
    assert 'class="onward"' not in html()


def test_a_practice_that_is_a_draft_is_marked_where_the_lesson_leads_to_it(root: Path, settings: Settings) -> None:
    (root / PRACTICE_PATH).write_text(PRACTICE.replace("status: published", "status: draft"))
    assert "Draft: only editors see this page." in html()
    settings.COURSEWARE_DEBUG = False

    assert "practice/" not in publish(get_catalog())["/small/hello/"].body.decode()


def test_a_page_is_made_when_it_is_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def render(name: str, context: dict[str, Any]) -> str:
        made.append(name)
        return render_to_string(name, context)

    for module in ("page", "scene"):
        monkeypatch.setattr(f"lessons.{module}.render_to_string", render)
    assert (len(get_pages()), made) == (3, [])
    html()
    html()
    assert made == ["sandbox/frame_stage.html", "lessons/lesson.html"]

    get_pages().make()
    assert made[2:] == ["lessons/contents.html", "lessons/contents.html"]


def test_after_a_save_only_what_it_changes_is_made_again(root: Path) -> None:
    (root / "small/first/bye").mkdir()
    (root / "small/course.yaml").write_text(COURSE.replace("[hello]", "[hello, bye]"))
    (root / "small/first/bye/lesson.md").write_text(LESSON.replace("id: hello", "id: bye"))
    before = dict(get_pages())
    (root / LESSON_PATH).write_text(LESSON.replace("All of it again.", "All of it, once more."))
    after = dict(get_pages())

    assert after["/small/bye/"] is before["/small/bye/"]
    assert after["/small/hello/"] != before["/small/hello/"]


def test_a_path_without_a_page_is_a_key_error(root: Path) -> None:
    assert "/small/nope/" not in get_pages()
    with pytest.raises(KeyError):
        get_pages()["/small/nope/"]


def test_english_texts_need_no_language(root: Path) -> None:
    assert html().count(" lang=") == 1


@pytest.mark.parametrize("part", ["<h1", 'id="introduction"', 'id="moments"', 'id="step-1"', 'id="snapshot"'])
def test_texts_in_another_language_say_so(root: Path, part: str) -> None:
    (root / "small/course.yaml").write_text(COURSE.replace("language: en", "language: de-CH"))
    page = html()

    assert 'lang="de-CH"' in page[page.index(part) - 200 : page.index(part) + 200]


def test_code_of_a_lessons_own_is_shown_beside_the_text(root: Path) -> None:
    text = "---\nid: hello\ntitle: Hello\nstatus: published\nsummary: x\n---\n\nProse.\n\n"
    (root / LESSON_PATH).write_text(f"{text}## Code {{#sample .sample}}\n\n```python\nx = 1\n```\n\nThe caption.\n")
    page = html()

    assert '<section id="sample" data-kind="sample"' in page
    assert page.count("The caption.") == 1
    assert '<div class="code">' in page


def test_a_course_without_messages_explains_no_arrows(root: Path) -> None:
    assert "browser to server" in html("/small/")
    (root / LESSON_PATH).write_text("---\nid: hello\ntitle: Hello\nstatus: published\nsummary: x\n---\n\nProse.\n")

    page = html("/small/")
    assert "browser to server" not in page
    assert "steps" not in page
