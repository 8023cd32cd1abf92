"""Keys, hints, feedback and all that explains an answer stay on the server until their event is stored."""

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from urllib.parse import urljoin

import pytest
from django.test import Client

from quizzes.domain.question import Question
from quizzes.views import starting
from tests.live import Site, Visitor
from tests.quizzes.canary import LESSON_PATH, PRACTICE_PATH, TEST_PATH, Canary
from tests.quizzes.forms import OWN, Form, text
from tests.quizzes.samples import EVERY_TYPE, LETTERS, publish, question, wrong_fields

ADDRESS = "/answers/channels/first/who-accepts/"
LINK = re.compile(r"""(?:href|src|action)="([^"#\s]+)|data-\w+="(/[^"]+)|(?:from|import) ?"([^"]+)"|url\("?([^")]+)""")


def canaries(page: str) -> set[str]:
    return set(re.findall(r"canary-[\w-]+", page))


class Crawler:
    """Whoever fetches everything that the site links to, and sees what is in it."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.pages: dict[str, str] = {}

    def begin(self, path: str) -> str:
        """Begin a practice or a test, and return the address of its attempt."""
        status, headers, _ = self.visitor.request("POST", path)
        assert status == 303
        return headers["location"].removesuffix("1/")

    def crawl(self, *paths: str) -> None:
        waiting = list(paths)
        while waiting:
            path = waiting.pop()
            if path in self.pages or not path.startswith("/") or path.startswith("//"):
                continue
            status, _, body = self.visitor.request("GET", path)
            self.pages[path] = body.decode(errors="replace") if status < 500 else f"status {status}"
            links = (next(filter(None, found)) for found in LINK.findall(self.pages[path]))
            waiting += [urljoin(path, link) for link in links]

    def found(self, secrets: set[str]) -> dict[str, set[str]]:
        return {path: hits for path, page in self.pages.items() if (hits := {s for s in secrets if s in page})}


def crawl_before_answering(site: Site) -> Crawler:
    """Begin a practice and a test, and fetch all that can be fetched then."""
    crawler = Crawler(Visitor(site.url))
    attempts = [crawler.begin(path) for path in (PRACTICE_PATH, TEST_PATH)]
    crawler.crawl("/", "/me/", "/me/small/hello.json", "/me/export/", *attempts, *(f"{a}hand-in/" for a in attempts))
    return crawler


@pytest.mark.server
def test_whoever_fetches_everything_finds_no_secret_before_answering(tmp_path: Path) -> None:
    canary = Canary(tmp_path / "content")
    site = Site(tmp_path / "data", content_roots=str(tmp_path / "content"))
    try:
        crawler = crawl_before_answering(site)
    finally:
        assert site.stop() == 0
    hits = crawler.found(canary.secrets)

    lesson = [path for path in crawler.pages if path.partition("?")[0] == LESSON_PATH]
    assert set().union(*(hits.pop(path, set()) for path in lesson)) <= canary.places  # as ids of what can be read there
    assert hits == {}
    assert len(lesson) > 1  # at each frame of its recorded run
    asked = [path for path in crawler.pages if re.search(r"/attempts/.*/\d+/$", path)]
    assert len(asked) == 6 + 12
    assert any(path.endswith(".js") for path in crawler.pages)
    assert any(path.endswith(".css") for path in crawler.pages)
    assert "canary" in Path(tmp_path / "content/small/first/hello/test.md").read_text()


@pytest.mark.server
async def test_whoever_steps_a_run_while_a_test_is_open_hears_no_secret(tmp_path: Path) -> None:
    canary = Canary(tmp_path / "content")
    site = Site(tmp_path / "data", content_roots=str(tmp_path / "content"))
    try:
        async with AsyncExitStack() as sockets:
            visitor = Visitor(site.url, sockets)
            Crawler(visitor).begin(TEST_PATH)
            frames = await frames_of_a_run(visitor)
    finally:
        assert site.stop() == 0

    assert any("application.finished" in frame for frame in frames)
    assert {secret for secret in canary.secrets for frame in frames if secret in frame} == set()


async def frames_of_a_run(visitor: Visitor) -> list[str]:
    """Mint a run, step it from the request to the goodbye, and return all that its two sockets and its minting told."""
    run = visitor.mint(course="small", scenario="hello")
    observer = await visitor.socket(run["observer"])
    handshake = asyncio.ensure_future(visitor.socket(run["clients"]["a"]))
    frames = [json.dumps(run)]
    async for frame in observer:
        frames.append(str(frame))
        told = json.loads(frame)
        event = told.get("event", {})
        if told.get("phase") == "held":
            await observer.send(json.dumps({"v": 1, "type": "step", "n": told["n"]}))
        if event.get("accepted"):
            await (await handshake).close()
        if event.get("kind") == "application.finished":
            break
    return frames


class TestEqualBytes:
    """Two courses that differ in nothing but what is right."""

    @pytest.fixture
    def seen(
        self, serve: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None
    ) -> Callable[[int], dict[str, str]]:
        """What a learner may fetch before answering, and what drafts of theirs change in it."""
        monkeypatch.setattr(starting, "SystemRandom", lambda: Random(5))

        def see(right: int) -> dict[str, str]:
            root = tmp_path / f"right-{right}"
            Canary(root, right=right)
            serve(root)
            client = Client()
            pages = {path: text(client.get(path)) for path in ("/", LESSON_PATH, PRACTICE_PATH, TEST_PATH)}
            for kind, total in (("practice", 6), ("test", 12)):
                attempt = client.post(f"{LESSON_PATH}{kind}/", headers=OWN)["Location"].removesuffix("1/")
                for number in range(1, total + 1):
                    page = text(client.get(f"{attempt}{number}/"))
                    form = Form(page)
                    client.post(form.action, {"do": "draft", **form.fields, "text": "same"}, headers=OWN)
                    pages[f"{kind} {number}"] = page.replace(attempt, "")
                    pages[f"{kind} {number} drafted"] = text(client.get(f"{attempt}{number}/")).replace(attempt, "")
                pages[f"{kind} to hand in"] = text(client.get(f"{attempt}hand-in/")).replace(attempt, "")
            pages["personal"] = text(client.get("/me/small/hello.json"))
            return pages

        return see

    def test_a_learner_who_has_not_answered_gets_the_same_bytes(self, seen: Callable[[int], dict[str, str]]) -> None:
        one, other = seen(0), seen(1)

        assert one.keys() == other.keys()
        assert [name for name in one if one[name] != other[name]] == []
        assert all("<fieldset>" in page for name, page in one.items() if re.search(r"\d$", name))


@pytest.mark.django_db
class TestEvents:
    """Each event shows what it has earned and nothing more."""

    @pytest.fixture(autouse=True)
    def _asked(self, asked: Question) -> None:
        """The document has its one question."""

    def post(self, client: Client, **fields: object) -> str:
        return client.post(ADDRESS, fields, headers=OWN, follow=True).content.decode()

    def test_each_event_shows_its_own_secret_and_no_other(self, client: Client) -> None:
        seen = [
            canaries(self.post(client, do="answer")),
            canaries(self.post(client, do="hint", hint=1)),
            canaries(self.post(client, do="answer", **{"try": 1}, choice="who-accepts-A")),
            canaries(self.post(client, do="hint", hint=2)),
        ]

        assert seen == [
            set(),
            {"canary-hint-1"},
            {"canary-hint-1", "canary-feedback-A"},
            {"canary-hint-1", "canary-hint-2", "canary-feedback-A"},
        ]

    def test_a_settled_question_shows_all_but_hints_that_were_not_opened(self, client: Client) -> None:
        page = self.post(client, do="answer", **{"try": 1}, choice="who-accepts-C")
        texts = {f"canary-{name}" for name in ("see", "solution", "check", "mistakes", "try")}

        assert canaries(page) == texts | {f"canary-feedback-{letter}" for letter in LETTERS}

    def test_after_a_first_miss_pages_are_the_same_bytes_whichever_other_choice_is_right(self) -> None:
        pages = set()
        for right in "BCD":
            publish(question(right=right))
            pages.add(self.post(Client(), do="answer", **{"try": 1}, choice="who-accepts-A"))

        assert len(pages) == 1

    @pytest.mark.parametrize("kind", EVERY_TYPE)
    def test_a_miss_of_any_type_shows_nothing_but_its_own_feedback(self, client: Client, kind: str) -> None:
        asked = EVERY_TYPE[kind]("who-accepts")
        publish(asked)
        page = self.post(client, do="answer", **{"try": 1}, **wrong_fields(asked))

        assert "one try is left" in page
        assert all(hit.startswith("canary-feedback") for hit in canaries(page))

    def test_the_personal_half_holds_no_secret(self, client: Client) -> None:
        self.post(client, do="answer", **{"try": 1}, choice="who-accepts-A")
        self.post(client, do="show", **{"try": 2})
        half = text(client.get("/me/channels/first.json"))

        assert canaries(half) == set()
        assert "who-accepts-C" not in half
