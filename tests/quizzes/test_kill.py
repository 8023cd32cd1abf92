"""The process is killed while people answer: what was acknowledged is there when it comes back."""

import contextlib
import http.client
import json
import os
import re
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.live import Site, Visitor

pytestmark = pytest.mark.server

ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))  # 20 in the long form
SUBMITTERS = 8
LIMITS = "submissions_per_minute=100000,submissions_per_minute_from_address=1000000"
LESSON = "/channels/life-of-a-socket/"
QUESTION = re.compile(r'action="(/answers/[^"]+)".*?name="choice" value="([^"]+)"', re.DOTALL)


class Submitter(threading.Thread):
    """Somebody who answers the visual quiz of lesson 1, again and again as another learner, until nobody listens."""

    def __init__(self, url: str, questions: list[tuple[str, str]]) -> None:
        super().__init__(daemon=True)
        self.url, self.questions = url, questions
        self.acknowledged: list[tuple[str, str]] = []  # cookie and question id
        self.surprises: list[int] = []

    def run(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):  # the site was killed
            while True:
                self.answer_all(Visitor(self.url))

    def answer_all(self, visitor: Visitor) -> None:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for action, choice in self.questions:
            status, *_ = visitor.request("POST", action, f"do=answer&try=1&choice={choice}", form)
            if status == 303:
                self.acknowledged.append((visitor.cookie, action.rstrip("/").rpartition("/")[2]))
            else:
                self.surprises.append(status)


def kept_of(url: str, cookie: str) -> set[str]:
    """The questions that the learner with this cookie has answered, as the site tells their page."""
    visitor = Visitor(url)
    visitor.cookie = cookie
    told = json.loads(visitor.request("GET", f"/me{LESSON.rstrip('/')}.json")[2])
    return {name for name, one in told["questions"].items() if one["tries"]}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_no_acknowledged_answer_is_lost_when_the_process_is_killed(round_: int, data: Path) -> None:
    site = Site(data, limits=LIMITS)
    page = Visitor(site.url).request("GET", LESSON)[2].decode()
    submitters = [Submitter(site.url, QUESTION.findall(page)) for _ in range(SUBMITTERS)]
    for submitter in submitters:
        submitter.start()
    while sum(len(submitter.acknowledged) for submitter in submitters) <= SUBMITTERS:
        time.sleep(0.01)
    time.sleep(0.07 * round_)  # another moment of their work each time
    site.stop(signal.SIGKILL)
    for submitter in submitters:
        submitter.join(30)
    again = Site(data, limits=LIMITS)
    acknowledged = {one for submitter in submitters for one in submitter.acknowledged}
    try:
        kept = {cookie: kept_of(again.url, cookie) for cookie, _ in acknowledged}
    finally:
        assert again.stop() == 0

    assert len(acknowledged) > SUBMITTERS
    assert [one for one in acknowledged if one[1] not in kept[one[0]]] == []
    assert [submitter.surprises for submitter in submitters] == [[]] * SUBMITTERS


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that has a hard life."""
    return tmp_path_factory.mktemp("killed")
