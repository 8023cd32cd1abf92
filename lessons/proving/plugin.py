"""What pytest gives to proofs, and what it says of them."""

import re
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from lessons.domain.bodies import Steps
from lessons.domain.key import Key
from lessons.domain.proofs import KEY
from lessons.domain.verdict import END, VERDICTS, Verdict, write_verdict
from lessons.proving.beside import Beside, Content
from lessons.proving.runs import Runs
from lessons.roots import shown
from markup import Place

CONTENT = pytest.StashKey[Content]()
ERROR = re.compile(r"^E +(.*)", re.MULTILINE)  # as pytest marks what went wrong
UNNAMED = "unnamed"  # stands for the key of a proof that no sound question names
LONGEST = 120  # seconds of one proof; a run that is live may take 90


class Step(Protocol):
    """The number of the row that stands for a moment."""

    def __call__(self, event: str, client: str | None = None, nth: int = 1) -> int: ...


def begin(config: pytest.Config, recorded: Path | None) -> None:
    """Give proofs what they ask for; `recorded` holds runs in place of those of the content."""
    config.stash[CONTENT] = Content(recorded)
    config.pluginmanager.register(sys.modules[__name__], __name__)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A proof of several keys is run once for each."""
    if KEY in metafunc.fixturenames:
        keys = metafunc.config.stash[CONTENT].beside(metafunc.definition.path).keys(metafunc.function.__name__)
        names = [key.question.public.key.question for key in keys]
        metafunc.parametrize(KEY, keys or [UNNAMED], ids=names or [UNNAMED], indirect=True)


@pytest.fixture
def beside(request: pytest.FixtureRequest) -> Beside:
    """What stands beside the proof."""
    return request.config.stash[CONTENT].beside(request.path)


@pytest.fixture
def run(beside: Beside) -> Runs:
    """The recorded runs of the course; `run.live` runs one now."""
    return Runs(beside.scenarios)


@pytest.fixture
def key(request: pytest.FixtureRequest) -> Key:
    """What the question that names this proof says is right."""
    if request.param == UNNAMED:
        pytest.skip("no sound question beside it names this proof: check_content says why")
    named: Key = request.param
    return named


@pytest.fixture
def step(beside: Beside) -> Step:
    """`step("websocket.send")` is the number of the row that stands for this moment in the lesson's table."""
    steps = beside.lesson.body(Steps) if beside.lesson else None

    def number(event: str, client: str | None = None, nth: int = 1) -> int:
        for row in steps.rows if steps else ():
            if (row.step.event, row.step.nth) == (event, nth) and client in (None, row.step.client):
                return row.step.number
        pytest.fail(f"no row of the lesson's execution table stands for {event}", pytrace=False)

    return number


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Ends a proof that does not end by itself."""
    with _bounded():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Says of a proof that fails what it is about, and notes what each came to, if there was anything to prove."""
    report = yield
    if isinstance(item, pytest.Function) and (report.when == "call" or not report.passed) and _key_of(item) != UNNAMED:
        verdict = _verdict(item, call, report)
        if verdict.fault:
            report.sections.insert(0, ("what it proves", "\n".join(map(str, verdict.places)) or "nothing"))
        _note(write_verdict(verdict), item.config)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Notes what could not even be read as proofs."""
    with _bounded():
        report = yield
    if report.failed:
        _note(write_verdict(Verdict("", Place(shown(collector.path)), (), _fault(report))), collector.config)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Notes that no proof has left the program."""
    _note(END, session.config)


def _note(line: str, config: pytest.Config) -> None:
    if file := config.getoption(VERDICTS):
        with file.open("a") as verdicts:
            verdicts.write(line)


def _verdict(item: pytest.Function, call: pytest.CallInfo[None], report: pytest.TestReport) -> Verdict:
    key = _key_of(item)
    beside, quoted = item.config.stash[CONTENT].beside(item.path), item.function.__doc__ or ""
    places = beside.places(item.originalname, quoted, key if isinstance(key, Key) else None)
    return Verdict(item.originalname, Place(shown(item.path), _line(item, call)), places, _fault(report))


def _key_of(item: pytest.Function) -> object:
    """The key that a test is to prove, UNNAMED if no question names it; None where it asks for none."""
    return item.callspec.params.get(KEY) if hasattr(item, "callspec") else None


def _line(item: pytest.Function, call: pytest.CallInfo[None]) -> int:
    """The line of the proof that went wrong; its first one, where none did."""
    own = [entry.lineno for entry in call.excinfo.traceback if entry.path == item.path] if call.excinfo else []
    return own[-1] + 1 if own else item.function.__code__.co_firstlineno


@contextmanager
def _bounded() -> Iterator[None]:
    """Raises TimeoutError in what takes longer than any proof may."""

    def end(*_: object) -> None:
        raise TimeoutError(f"this is not over after {LONGEST} s")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _fault(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a proof does not hold, in one line; empty where it does."""
    if report.passed:
        return ""
    if isinstance(report.longrepr, tuple):  # of one that is skipped: its file, its line, why
        return report.longrepr[2]
    crash = getattr(report.longrepr, "reprcrash", None)
    said = [crash.message] if crash else ERROR.findall(report.longreprtext)[-1:] or [report.longreprtext]
    return str(said[0]).strip().split("\n")[0].removeprefix("Failed: ")
