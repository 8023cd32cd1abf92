"""A course about harbours, in German and in two roots: nothing in the engine is wired to the course about Channels."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client
from pytest_django import Settings

from lessons.catalog import get_catalog
from lessons.disk import read_release
from lessons.domain.release import Release
from quizzes.bank import bank
from tests.live import Site, Visitor

COURSES = Path(__file__).parents[1] / "courses"
ROOTS = (COURSES / "harbour", COURSES / "harbour_tests")
PATHS = {
    "/",
    "/hafen/",
    "/hafen/palstek/",
    "/hafen/anruf/",
    "/hafen/ablegen/",
    "/hafen/glossary/",
    "/hafen/palstek/practice/",
    "/hafen/palstek/test/",
    "/hafen/palstek/media/palstek.svg",
}
pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    """What a page leads to, and the places that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        target = named.get("href") if tag == "a" else named.get("src") if tag == "img" else None
        if target:
            self.targets.add(target)
        if named.get("id"):
            self.ids.add(named["id"] or "")


@pytest.fixture
def harbour(root: Path, settings: Settings) -> None:
    """The course about harbours is the only one, as readers see it."""
    settings.CONTENT_ROOTS = ROOTS
    settings.COURSEWARE_DEBUG = False


def crawl(get: "Reader") -> dict[str, Links]:
    """Every page that can be reached from the front page by links."""
    pages: dict[str, Links] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path not in pages:
            pages[path] = Links(get(path))
            targets = {urldefrag(urljoin(path, target)).url for target in pages[path].targets}
            waiting += [target for target in targets if target.startswith("/") and not target.startswith("/me/")]
    return pages


class Reader:
    """Somebody who opens pages, all of which must be there."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.told = ""

    def __call__(self, path: str) -> str:
        response = self.client.get(path)
        assert response.status_code == 200, path
        html = response.content.decode()
        self.told += html
        return html if response["Content-Type"].startswith("text/html") else ""


def test_the_course_is_sound() -> None:
    assert read_release(ROOTS, Release()).problems == ()


def test_every_page_is_reached_by_links_and_every_link_leads_somewhere(harbour: None, client: Client) -> None:
    pages = crawl(Reader(client))

    assert {path.partition("?")[0] for path in pages} == PATHS
    for path, links in pages.items():
        for target in links.targets:
            there, place = urldefrag(urljoin(path, target))
            if place and there in pages:
                assert place in pages[there].ids, f"{target} on {path}"


def test_nothing_of_the_other_course_appears(harbour: None, client: Client) -> None:
    reader = Reader(client)
    crawl(reader)

    assert "first-socket" not in reader.told
    captions = r'<script[^>]* type="application/json">.*?</script>|<p data-sentence>.*?</p>'  # of ours, on any stage
    theirs = re.sub(captions, "", reader.told, flags=re.DOTALL)
    assert "Channels" not in theirs.replace("with Channels", "")  # which ran the consumer


def test_texts_of_the_course_say_that_they_are_german(harbour: None, client: Client) -> None:
    for path in ("/hafen/", "/hafen/palstek/", "/hafen/glossary/"):
        html = client.get(path).content.decode()
        assert '<html lang="en">' in html
        assert 'lang="de"' in html


@pytest.mark.parametrize("words", ["<h1>Der Palstek</h1>", "Ein kleines Auge wird gelegt", "Der lose Part liegt innen"])
def test_a_lesson_without_a_scenario_is_a_whole_page(harbour: None, client: Client, words: str) -> None:
    html = client.get("/hafen/palstek/").content.decode()

    assert words in html
    assert 'aria-label="Sandbox"' not in html


def test_a_lesson_without_a_scenario_shows_its_own_sample(harbour: None, client: Client) -> None:
    html = client.get("/hafen/palstek/").content.decode()
    sample = html[html.index('id="sample"') :].partition("</section>")[0]

    assert "In vier Griffen" in sample
    assert '<div class="code">' in sample
    assert "hinter dem festen Part herum" in sample


def test_a_picture_has_its_size_and_its_words(harbour: None, client: Client) -> None:
    (tag,) = re.findall(r"<img[^>]*>", client.get("/hafen/palstek/").content.decode())

    for part in ('src="/hafen/palstek/media/palstek.svg"', 'width="240"', 'height="120"', "Ein Seil mit einem Auge"):
        assert part in tag


def test_practice_and_test_are_below_the_quiz_with_their_lengths(harbour: None, client: Client) -> None:
    html = client.get("/hafen/palstek/").content.decode()

    assert '<a class="b" href="/hafen/palstek/practice/">Practice · 6 questions</a>' in html
    assert re.search(r'<a class="b" href="/hafen/palstek/test/">Test · 3 questions, about \d minutes</a>', html)
    assert html.index('data-kind="quiz"') < html.index("Practice ·")


def test_the_practice_asks_in_all_six_ways(harbour: None) -> None:
    get_catalog()
    quiz = bank.quiz("hafen", "palstek-ueben")

    assert quiz
    types = {question.public.type for question in quiz.questions}
    assert types == {"single", "multiple", "truth", "order", "fill", "output"}


def test_rules_of_the_course_hold_for_its_quizzes(harbour: None) -> None:
    get_catalog()
    quiz = bank.quiz("hafen", "palstek-test")

    assert quiz
    assert (quiz.pass_mark, quiz.asked, quiz.language, quiz.at_once) == (0.6, 3, "de", False)


@pytest.mark.parametrize(
    ("alias", "address"),
    [
        ("/hafen/bulin/", "/hafen/palstek/"),
        ("/knoten/bowline/?frame=2", "/hafen/palstek/?frame=2"),
        ("/hafen/knoten-ueben/", "/hafen/palstek/practice/"),
        ("/hafen/bulin/practice/", "/hafen/palstek/practice/"),
        ("/knoten/bowline/test/", "/hafen/palstek/test/"),
    ],
)
def test_earlier_addresses_lead_on(harbour: None, client: Client, alias: str, address: str) -> None:
    response = client.get(alias)

    assert (response.status_code, response["Location"]) == (301, address)


def test_what_is_retired_says_so_and_is_in_no_contents(harbour: None, client: Client) -> None:
    response = client.get("/hafen/altweiberknoten/")

    assert response.status_code == 410
    assert b"This page has been retired" in response.content
    assert b'href="/hafen/"' in response.content
    assert b"altweiberknoten" not in client.get("/hafen/").content


def test_a_lesson_says_when_and_with_what_its_tables_were_checked(harbour: None, client: Client) -> None:
    told = (
        r'<p class="meta">Checked against a run of \d+ [A-Z][a-z]+ \d{4} with Channels [\d.]+ and Daphne [\d.]+\.</p>'
    )

    assert re.search(told, client.get("/hafen/anruf/").content.decode())
    assert b"Checked against" not in client.get("/hafen/palstek/").content


def test_a_link_to_a_run_opens_the_lesson_that_steps_it(harbour: None, client: Client) -> None:
    assert b'href="/hafen/anruf/?variant=besetzt&amp;frame=2"' in client.get("/hafen/anruf/").content


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("harbour"), content_roots=":".join(map(str, ROOTS)))
    yield site
    assert site.stop() == 0, site.said


@pytest.mark.server
def test_the_real_site_serves_it(running: Site) -> None:
    visitor = Visitor(running.url)

    assert {path: visitor.request("GET", path)[0] for path in PATHS} == dict.fromkeys(PATHS, 200)
    assert visitor.request("GET", "/channels/")[0] == 404
    assert visitor.mint(course="hafen", scenario="hafenfunk", variant="besetzt")["token"]


@pytest.mark.server
def test_a_lesson_that_is_broken_while_the_site_is_down_is_served_as_it_was(tmp_path: Path) -> None:
    names = [root.name for root in ROOTS]
    for root in ROOTS:
        shutil.copytree(root, tmp_path / root.name)
    chosen = {"content_roots": ":".join(str(tmp_path / name) for name in names), "debug": "on"}
    before = Site(tmp_path / "data", **chosen)
    assert Visitor(before.url).request("GET", "/hafen/palstek/")[0] == 200
    assert before.stop() == 0
    lesson = tmp_path / "harbour/hafen/knoten/palstek/lesson.md"
    lesson.write_text(lesson.read_text().replace("- [x]", "- [ ]"))

    site = Site(tmp_path / "data", **chosen)
    status, _, body = Visitor(site.url).request("GET", "/hafen/palstek/")
    assert site.stop() == 0
    assert (status, b"<h1>Der Palstek</h1>" in body) == (200, True)
    assert b"Not published: 1 problem." in body
    assert "C041" in site.said


@pytest.mark.server
def test_the_real_site_serves_pictures_that_run_nothing(running: Site) -> None:
    status, headers, body = Visitor(running.url).request("GET", "/hafen/palstek/media/palstek.svg")

    assert (status, headers["content-type"]) == (200, "image/svg+xml")
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert body.startswith(b"<svg")
