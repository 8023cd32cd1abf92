"""The contents page as its reader finds it again: what is done, what is next, where one stopped."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Learner
from tests.courses.generate import write_large_course
from tests.live import Site

pytestmark = pytest.mark.browser
LESSONS = 12


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A course of twelve lessons in ten modules."""
    root = write_large_course(tmp_path_factory.mktemp("content"), LESSONS, quizzes=False)
    site = Site(tmp_path_factory.mktemp("site"), content_roots=str(root))
    yield site
    site.stop()


@pytest.fixture
def learner(browser: Browser, large_site: Site) -> Iterator[Learner]:
    """Somebody whose page does nothing that it should not."""
    learner = Learner(browser, large_site.url)
    yield learner
    assert learner.faults == []


def keep(page: Page, lesson: int, **fields: str | float | bool) -> None:
    """Tell the server how far one is, as a lesson's page does."""
    origin = page.evaluate("location.origin")
    path = f"/me/large/lesson-{lesson:03}/progress/"
    answer = page.request.post(path, form=fields, headers={"Origin": origin}, max_redirects=0)
    assert answer.status == 303


def test_whoever_is_new_is_led_to_the_first_lesson(learner: Learner) -> None:
    page = learner.arrive("/").page

    expect(page.get_by_text("Begin here")).to_be_visible()
    expect(page.get_by_role("link", name="Start with 1.1")).to_have_attribute("href", "/large/lesson-001/")
    expect(page.locator(".fr.is-future, .fr.is-now, .fr.is-done")).to_have_count(0)


def test_whoever_stopped_goes_on_at_that_frame(learner: Learner) -> None:
    page = learner.arrive("/").page
    keep(page, 3, frame="2")
    page.reload()

    expect(page.get_by_text("You stopped here today")).to_be_visible()
    expect(page.get_by_role("link", name="Resume at frame 2")).to_have_attribute("href", "/large/lesson-003/?frame=2")
    expect(page.locator(".resume .is-now")).to_have_text("2")
    assert page.locator(".resume .is-past").count() == 1
    expect(page.locator(".fr.is-now .no")).to_have_text("3.1")
    expect(page.locator(".fr.is-now .st")).to_contain_text("Frame 2 of")
    page.get_by_role("link", name="Resume at frame 2").click()
    expect(page.locator("[data-position]")).to_contain_text("2 of")


def test_what_is_done_is_marked_and_counted_and_the_next_lesson_is_offered(learner: Learner) -> None:
    page = learner.arrive("/").page
    keep(page, 1, done="yes")
    page.reload()

    expect(page.locator("[data-tally]")).to_have_text(f"1 of {LESSONS} lessons done")
    expect(page.locator(".mod").first.locator("[data-count]")).to_have_text("1 of 2 done")
    expect(page.locator(".fr.is-done .st")).to_have_text("Done")
    expect(page.locator(".fr.is-done")).to_have_count(1)
    expect(page.get_by_role("link", name="Start with 1.2")).to_have_attribute("href", "/large/lesson-011/")


def test_whoever_has_done_all_is_told_so(learner: Learner) -> None:
    page = learner.arrive("/").page
    for lesson in range(1, LESSONS + 1):
        keep(page, lesson, done="yes")
    page.reload()

    expect(page.get_by_text("You have done every lesson")).to_be_visible()
    expect(page.locator("[data-tally]")).to_have_text(f"{LESSONS} of {LESSONS} lessons done")


def test_nothing_moves_when_the_answer_comes(learner: Learner) -> None:
    page = learner.arrive("/").page
    keep(page, 3, frame="2")
    page.route("**/me/large.json", lambda route: route.abort())
    page.reload()
    before = page.locator(".fr").last.bounding_box()
    page.unroute("**/me/large.json")
    page.reload()
    expect(page.get_by_text("You stopped here today")).to_be_visible()

    assert page.locator(".fr").last.bounding_box() == before
    learner.faults.clear()  # the request that was cut is told of on the console


def test_each_lesson_has_a_picture_of_its_own_run(learner: Learner) -> None:
    page = learner.arrive("/").page

    assert page.locator(".fr .g .c").count() >= LESSONS
    assert page.locator(".fr .g .s").count() >= LESSONS


def test_the_contents_are_whole_without_script(browser: Browser, large_site: Site) -> None:
    page = Learner(browser, large_site.url, java_script_enabled=False).arrive("/").page

    assert page.get_by_role("link", name="Start with 1.1").is_visible()
    assert page.locator(".fr").count() == LESSONS
