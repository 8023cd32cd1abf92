from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.release import Release
from lessons.memory import Memory
from tests.lessons.courses import LESSON, PRACTICE, TEST, write_course

NAMED = LESSON.replace("proof=definition", "proof=opens").replace("{#nobody}", "{#nobody proof=it-waits}")
PROOFS = '''def test_opens(run, key):
    """The caption."""


def test_it_waits(run):
    assert run("hello")
'''
HOME = "small/first/hello"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small course, one question and one key moment of which name proofs that stand beside it."""
    monkeypatch.chdir(tmp_path)
    root = write_course(tmp_path / "content", lesson=NAMED)
    (root / HOME / "proofs.py").write_text(PROOFS)
    return root


def told(*roots: Path, memory: Memory | None = None) -> list[tuple[str, str, str]]:
    problems = read_release(roots, Release(), memory).problems
    return [(str(p.place).removeprefix(f"content/{HOME}/"), p.code, p.severity) for p in problems]


def test_proofs_that_belong_to_their_documents_are_silent(root: Path) -> None:
    assert told(root) == []


def test_proofs_are_no_part_of_a_release_and_hold_nothing_back(root: Path) -> None:
    (root / HOME / "proofs.py").unlink()

    release = read_release([root], Release())
    assert [(p.code, p.severity, p.place.line) for p in release.problems] == [
        ("C076", "error", 42),
        ("C076", "error", 49),
    ]
    assert release.lessons["small", "hello"].claims
    assert (release.broken, release.left_out) == ({}, ())


def test_proofs_are_not_listed_as_left_out(root: Path) -> None:
    release = read_release([root], Release())

    assert (release.left_out, [path for path in release.sources if "proofs" in path]) == ((), [])


def test_a_private_root_proves_its_own_documents(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "private" / HOME
    home.mkdir(parents=True)
    (home / "test.md").write_text(TEST.replace("proof=definition}\n\n- [=]", "proof=called}\n\n- [=]"))
    private = tmp_path / "private"
    assert [(p, c) for p, c, _ in told(root, private)] == [(f"private/{HOME}/test.md:25:26", "C076")]

    (home / "proofs.py").write_text('def test_called(run, key):\n    """The later one."""\n')
    assert told(root, private) == []

    (home / "proofs.py").write_text('def test_called(run, key):\n    """The caption."""\n')
    assert [(p, c) for p, c, _ in told(root, private)] == [(f"private/{HOME}/proofs.py:2:8", "C078")]


def test_a_sentence_may_stand_in_any_document_beside_its_proof(root: Path) -> None:
    (root / HOME / "practice.md").write_text(PRACTICE)
    (root / HOME / "proofs.py").write_text(f'{PROOFS}\n\ndef test_word(run):\n    """One word."""\n')

    assert told(root) == []


def test_while_a_document_is_broken_no_proof_is_called_idle(root: Path) -> None:
    (root / HOME / "lesson.md").write_text("broken")

    assert told(root) == [("lesson.md:1:1", "C015", "error"), ("proofs.py:2:8", "C078", "error")]


@pytest.mark.parametrize("raw", [b"\xff", b"def"])
def test_proofs_that_cannot_be_read_are_one_error(root: Path, raw: bytes) -> None:
    (root / HOME / "proofs.py").write_bytes(raw)

    ((place, code, severity),) = told(root)
    assert (place.partition(":")[0], code, severity) == ("proofs.py", "C001" if raw == b"\xff" else "C077", "error")


def test_what_was_judged_before_is_remembered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    told(root, memory=memory)
    monkeypatch.setattr("lessons.proofs.read_proofs", lambda *_: pytest.fail("read again"))

    assert told(root, memory=memory) == []


def test_an_unknown_attribute_of_a_key_moment_is_an_error(root: Path) -> None:
    (root / HOME / "lesson.md").write_text(NAMED.replace("proof=it-waits", "proof=it-waits see=step-2"))

    assert told(root)[0][1:] == ("C022", "error")


def test_a_key_that_stands_in_another_root_is_none_of_a_private_proofs(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "private" / HOME
    home.mkdir(parents=True)
    (home / "proofs.py").write_text("def test_opens(run, key):\n    assert key\n")

    assert told(root, tmp_path / "private") == [(f"private/{HOME}/proofs.py:1:1", "C076", "error")]
