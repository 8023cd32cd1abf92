"""One lie in the course about harbours is one problem, told where it stands, with what the run says."""

import shutil
from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.release import Release

COURSES = Path(__file__).parents[1] / "courses"
ROOTS = ("harbour", "harbour_tests")
CALL = "funk/anruf/lesson.md"
SCENARIO = "scenarios/hafenfunk/scenario.yaml"
PROOFS = "funk/anruf/proofs.py"
RECORDED = "scenarios/hafenfunk/recorded/default.jsonl"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Both roots of the course, to be spoilt."""
    for name in ROOTS:
        shutil.copytree(COURSES / name, tmp_path / name)
    return tmp_path


def told(copy: Path) -> list[tuple[str, str, str]]:
    """Each problem: its file, its code, and the line from its place on."""
    problems = read_release([copy / name for name in ROOTS], Release()).problems
    home = copy / "harbour/hafen"
    names = [Path(problem.place.file).relative_to(home).as_posix() for problem in problems]
    lines = [(home / name).read_text().split("\n")[p.place.line - 1] for name, p in zip(names, problems, strict=True)]
    return [(name, p.code, line[p.place.column - 1 :]) for name, p, line in zip(names, problems, lines, strict=True)]


def spoil(copy: Path, name: str, before: str, after: str) -> None:
    file = copy / "harbour/hafen" / name
    text = file.read_text()
    assert text.count(before) == 1, f"{before} stands {text.count(before)} times"
    file.write_text(text.replace(before, after))


def test_the_course_is_true_before_it_is_spoilt(copy: Path) -> None:
    assert told(copy) == []


LIES = [
    # rows: an event that the run has not, once too often, of nobody
    (CALL, "{event=websocket.send}", "{event=websocket.close}", "C072", "event=websocket.close} |"),
    (CALL, "{event=websocket.send}", "{event=websocket.send nth=2}", "C072", "nth=2} |"),
    (CALL, "{event=websocket.send}", "{event=server.gave_up}", "C072", "event=server.gave_up} |"),
    (CALL, "{event=websocket.send}", "{event=layer.group_send}", "C072", "event=layer.group_send} |"),
    # order of rows and of nodes
    (CALL, "{event=websocket.accept}", "{event=application.finished}", "C073", "event=websocket.receive} |"),
    (CALL, "Ausschalten {step=5}", "Ausschalten {step=1}", "C073", "step=1}"),
    # the tracker, each kind of variable, at the start and later
    (CALL, "| connection_state | None |", "| connection_state | Open |", "C071", "Open | Accepted | Open |"),
    (CALL, "| Accepted | Open |", "| Open | Open |", "C071", "Open | Open |"),
    (CALL, "| Empty | Empty |", "| Empty | Cleared |", "C071", "Cleared | Received message stored |"),
    (CALL, "| none | OPEN | OPEN |", "| none | OPEN | CLOSED |", "C071", "CLOSED |"),
    (CALL, "| none | OPEN |", "| CONNECTING | OPEN |", "C071", "CONNECTING | OPEN | OPEN |"),
    (CALL, "`['Hafen, hier Möwe']`", "`['Hafen']`", "C071", "`['Hafen']` |"),
    (CALL, "| not set |", "| `[]` |", "C071", "`[]` | `[]` | `['Hafen, hier Möwe']` |"),
    (CALL, "| ws.readyState |", "| readyState |", "C071", "readyState | none | OPEN | OPEN |"),
    (CALL, "| self.rufe |", "| self.ruf |", "C071", "self.ruf | not set | `[]` | `['Hafen, hier Möwe']` |"),
    # frames that links name
    (CALL, "frame=2) Schritt", "frame=9) Schritt", "C075", "9) Schritt für Schritt durch."),
    ("glossary.md", "Windung um etwas herum", "[Windung](scenario:hafenfunk?frame=99) um etwas", "C075",
     "99) um etwas, etwa um einen Poller."),
    ("knoten/palstek/practice.md", "im [Bild der vier Griffe](#sample)", "[hier](scenario:hafenfunk?frame=99)", "C075",
     "99) nach."),
    # outcomes, each kind of claim
    (SCENARIO, "opened: true", "opened: false", "C074", "opened: false"),
    (SCENARIO, "status: 101", "status: 403", "C074", "status: 403"),
    (SCENARIO, 'subprotocol: ""', "subprotocol: funk", "C074", "subprotocol: funk"),
    (SCENARIO, '["Liegeplatz 1"]', '["Liegeplatz 2"]', "C074", '"Liegeplatz 2"]'),
    (SCENARIO, '["Liegeplatz 1"]', "[]", "C074", "received: []"),
    (SCENARIO, '["Liegeplatz 1"]', "[{text: Liegeplatz 1, after: [20, 30]}]", "C074",
     "{text: Liegeplatz 1, after: [20, 30]}]"),
    (SCENARIO, "close: 1000", "close: none", "C074", "close: none"),
    (SCENARIO, 'reason: ""', "reason: Ende", "C074", "reason: Ende"),
    (SCENARIO, "after: [0, 10]", "after: [20, 30]", "C074", "after: [20, 30]"),
    (SCENARIO, "after: [0, 10]\n    disconnect_called: true", "after: [0, 10]\n    disconnect_called: false", "C074",
     "disconnect_called: false"),
    (SCENARIO, "close: 1000", "close: 1000\n    raised: {type: ValueError}", "C074", "raised: {type: ValueError}"),
    (SCENARIO, "close: 1006", "close: 4001", "C074", "close: 4001, disconnect_called: true}"),
    # proofs
    (PROOFS, "Jeder Ruf wird gezählt", "Jeder Ruf wird gewogen", "C078",
     'Jeder Ruf wird gewogen, und die Zahl ist der Liegeplatz."""'),
    (PROOFS, "-> None:", "-> None", "C077", ""),
    ("knoten/palstek/lesson.md", "proof=definition", "proof=haelt", "C076", "proof=haelt}"),
    # what was recorded
    ("scenarios/hafenfunk/consumer.py", "Liegeplatz {len", "Platz {len", "C070", None),
    (SCENARIO, "Hafen, hier Möwe", "Hafen, hier Lotse", "C070", None),
    (RECORDED, '"frame":7', '"frame":8', "C070", None),
]  # fmt: skip


@pytest.mark.parametrize("lie", LIES, ids=[f"{lie[3]} {lie[2]}" for lie in LIES])
def test_a_lie_is_one_problem_where_it_stands(copy: Path, lie: tuple[str, str, str, str, str | None]) -> None:
    name, before, after, code, line = lie
    spoil(copy, name, before, after)

    ((place, told_code, told_line),) = told(copy)
    if code == "C070":
        assert (place, told_code) == (RECORDED, code)
    else:
        assert (place, told_code, told_line) == (name, code, line)
