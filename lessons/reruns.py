"""Everything that is taught is held against what happens now: scenarios are run again, and then the proofs."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from lessons.disk import read_release
from lessons.domain.evidence import Evidence, Rerun, weigh
from lessons.domain.release import Release
from lessons.domain.verdict import END, RECORDED, VERDICTS, Verdict, read_verdict
from lessons.memory import Memory
from lessons.recordings import UNREADABLE, change_since, file_of, path_of
from lessons.roots import read_roots, shown
from sandbox.domain.recording import Recording
from sandbox.domain.scenario import Variant
from sandbox.recording.errors import RecordingError
from sandbox.recording.file import write_recording
from sandbox.recording.record import Pair

RunAll = Callable[[Sequence[Pair]], AsyncIterator[tuple[Pair, Recording | RecordingError]]]
HOME = Path(__file__).resolve().parents[1]  # where `lessons` can be imported from
RAN = (0, 1, 2)  # pytest's own codes: all hold, some fail, some could not be read


class ProofsError(Exception):
    """The proofs were not run, said in words."""


async def gather(roots: Sequence[Path], run_all: RunAll | None) -> Evidence:
    """What holds of all that the roots teach; `run_all` makes new runs, without it those that are recorded count."""
    reruns: list[Rerun] = []
    recorded: dict[str, bytes] | None = None
    if run_all:
        recorded = {}
        scenarios = read_release(roots, Release()).scenarios.values()
        async for (scenario, variant), made in run_all([(s, v) for s in scenarios for v in s.variants.values()]):
            reruns.append(_rerun(scenario.name, variant, made))
            if isinstance(made, Recording):
                recorded[_path_of(variant)] = write_recording(made).encode()
    release = read_release(roots, Release(), recorded=recorded)
    return weigh(release, sorted(reruns, key=lambda rerun: rerun.file), run_proofs(roots, recorded))


def run_proofs(roots: Sequence[Path], recorded: Mapping[str, bytes] | None) -> tuple[Verdict, ...]:
    """The verdicts on all proofs of the roots, from a pytest of their own. Raises ProofsError where it does not run."""
    files = [proofs.disk for proofs in read_roots(roots, Memory()).proofs.values()]
    if not files:
        return ()
    with TemporaryDirectory() as made:
        verdicts = Path(made, "verdicts")
        verdicts.touch()
        options = [VERDICTS, str(verdicts)]
        if recorded is not None:
            options += [RECORDED, str(_written(recorded, Path(made, "runs")))]
        ran = subprocess.run(  # noqa: S603  # our own pytest on the content's own proofs
            [*PYTEST, *options, *files], env=_environment(roots), capture_output=True, text=True, check=False
        )
        if ran.returncode not in RAN:
            raise ProofsError(f"pytest did not run the proofs:\n{ran.stdout}{ran.stderr}")
        *lines, last = ["", *verdicts.read_text().splitlines(keepends=True)]
        if last != END:
            raise ProofsError(f"a proof has left the program, and pytest with it:\n{ran.stdout}{ran.stderr}")
        return tuple(map(read_verdict, lines[1:]))


PYTEST = (
    *(sys.executable, "-m", "pytest", "-p", "lessons.proving", "-p", "no:cacheprovider", "-q"),
    "--continue-on-collection-errors",
    *("-c", str(HOME / "pyproject.toml"), "--rootdir", str(HOME)),
)


def _environment(roots: Sequence[Path]) -> dict[str, str]:
    paths = {"PYTHONPATH": str(HOME), "COURSEWARE_CONTENT_ROOTS": os.pathsep.join(map(str, roots))}
    return {**os.environ, **paths}


def _rerun(scenario: str, variant: Variant, made: Recording | RecordingError) -> Rerun:
    file = file_of(variant)
    if isinstance(made, RecordingError):
        return Rerun(shown(file), scenario, variant.name, f"it cannot be recorded: {made}")
    return Rerun(shown(file), scenario, variant.name, _change(file, made), made.versions)


def _change(file: Path, made: Recording) -> str:
    try:
        return change_since(file, made)
    except OSError as error:
        return f"{UNREADABLE}: {error}"


def _path_of(variant: Variant) -> str:
    """Where a variant's recording stands, below a root."""
    course, scenarios, name = Path(variant.source.path).parts[-4:-1]
    return path_of(f"{course}/{scenarios}/{name}", variant.name)


def _written(recorded: Mapping[str, bytes], folder: Path) -> Path:
    for path, raw in recorded.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return folder
