"""What lies in the content roots: the files of each course, whichever root they come from."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lessons.memory import Memory, Stamp
from lessons.walk import NO_FILE, walk
from markup import Place, Problem, suggest

COURSE, GLOSSARY, MEDIA = "course.yaml", "glossary.md", "media"
SCENARIOS, SCENARIO, RECORDED = "scenarios", "scenario.yaml", "recorded"
LESSON, PRACTICE, TEST = "lesson.md", "practice.md", "test.md"
DOCUMENTS = (LESSON, PRACTICE, TEST)
PROOFS = "proofs.py"
LARGEST = 500 * 1024  # bytes of a file that is read


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its path below the root, as people see it, and on disk. `fault` says why its bytes could not be read."""

    path: str
    file: str
    disk: str
    size: int
    raw: bytes = b""
    fault: str = ""

    @property
    def means_something(self) -> bool:
        """Whether files of this name are read."""
        return is_read(self.path.partition("/")[2])


@dataclass(slots=True)
class Tree:
    """The files of all courses by their path below the root, which begins with the course's folder.

    `folders` maps each of these to its path as people see it; the tree is not `whole` where a root, or a folder that
    may be a course, cannot be read. `proofs` stand beside documents, in either root: by their folder on disk.
    """

    files: dict[str, Source] = field(default_factory=dict)
    proofs: dict[str, Source] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    whole: bool = True

    def error(self, file: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(Place(file), code, message, hint))

    def put(self, source: Source) -> None:
        if _is_proofs(source.path.split("/")[1:]):
            self.proofs[source.disk.rpartition("/")[0]] = source
        else:
            self.files[source.path] = source

    def record(self, recorded: Mapping[str, bytes]) -> None:
        """Puts these recordings in the place of all that were read."""
        self.files = {path: source for path, source in self.files.items() if not is_recording(path)}
        for path, raw in recorded.items():
            folder, _, rest = path.partition("/")
            file = f"{self.folders[folder]}/{rest}"
            self.put(Source(path, file, file, len(raw), raw))


def shown(path: Path | str) -> str:
    """A path as a person at this prompt would type it; what is no UTF-8 in it can be shown nowhere."""
    here = str(Path.cwd())
    near = "." if str(path) == here else str(path).removeprefix(f"{here}/")
    return os.fsencode(near).decode(errors="replace")


def read_roots(roots: Sequence[Path], memory: Memory) -> Tree:
    """Gathers the files of all roots. A folder of the same name in another root may add to a course."""
    tree = Tree()
    listings = [(root, _list(root, tree)) for root in roots]
    owners: dict[str, Path] = {}
    for root, folders in listings:
        for folder, files in folders.items():
            if COURSE in files and folder in owners:
                found = f"a second {COURSE} for the folder '{folder}'"
                tree.error(_shown(root, folder, COURSE), "C025", found, f"see {_shown(owners[folder], folder, COURSE)}")
            elif COURSE in files:
                owners[folder] = root
    for root, folders in listings:
        for folder, files in folders.items():
            if owners.setdefault(folder, root) == root:
                tree.folders[folder] = _shown(root, folder)
                _put(tree, root, folder, files, memory)
    for root, folders in listings:
        for folder, files in folders.items():
            if owners[folder] != root and COURSE not in files:
                _add(tree, root, folder, files, memory)
    if not owners and not tree.problems:
        for root in roots:
            tree.error(shown(root), "C090", "no course stands here", f"a course is a folder with a {COURSE}")
    return tree


def _list(root: Path, tree: Tree) -> dict[str, dict[str, Stamp]]:
    """The files of a root by folder, and by their path below that folder; that of a folder ends with a slash."""
    unread: list[OSError] = []
    folders: dict[str, dict[str, Stamp]] = {}
    for path, stamp in walk(root, unread):
        folder, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(folder, {}).update({rest: stamp} if rest else {})
    for fault in unread:
        spot = Path(fault.filename)
        tree.whole = tree.whole and root not in (spot, spot.parent)
        found = f"this cannot be read: {fault.strerror}"
        tree.error(shown(spot), "C004", found, "name a folder of courses that can be read")
    return dict(sorted(folders.items()))


def _put(tree: Tree, root: Path, folder: str, files: Mapping[str, Stamp], memory: Memory) -> None:
    for path, stamp in files.items():
        if path[-1] != "/":
            tree.put(_read(root, folder, path, stamp, memory))


def _add(tree: Tree, root: Path, folder: str, files: Mapping[str, Stamp], memory: Memory) -> None:
    """Another root may put documents into lesson folders that exist, and nothing else."""
    lessons = {str(PurePosixPath(p).parent) for p in tree.files if p.startswith(f"{folder}/") and p.endswith(LESSON)}
    strange: set[str] = set()
    for path, stamp in files.items():
        parts = path.split("/")
        lesson = "/".join((folder, *parts[:2]))
        whole, file = f"{folder}/{path}", _shown(root, folder, path)
        if not parts[-1] or lesson in strange:
            continue
        if whole in tree.files:
            tree.error(file, "C092", "this file stands in two roots", f"delete it, or {tree.files[whole].file}")
        elif not (_is_document(parts) or _is_proofs(parts)) or parts[2] == LESSON:
            wanted = f"only {PRACTICE}, {TEST}, {PROOFS} and {MEDIA} may stand here; {COURSE} is in another root"
            tree.error(file, "C092", "this does not belong into a second root", wanted)
        elif lesson not in lessons:
            strange.add(lesson)
            found = f"the course has no lesson folder {'/'.join(parts[:2])}"
            near = suggest("/".join(parts[:2]), [name.partition("/")[2] for name in lessons])
            tree.error(_shown(root, lesson), "C092", found, near)
        else:
            tree.put(_read(root, folder, path, stamp, memory))


def _is_document(parts: Sequence[str]) -> bool:
    """Whether a path below a course's folder is that of a document of a lesson, or of a file beside it."""
    return (len(parts) == 3 and parts[2] in DOCUMENTS) or (len(parts) == 4 and parts[2] == MEDIA)


def _is_proofs(parts: Sequence[str]) -> bool:
    return len(parts) == 3 and parts[2] == PROOFS and parts[0] != SCENARIOS


def is_recording(path: str) -> bool:
    """Whether this, below a root, is the path of a scenario's recorded run."""
    match path.split("/"):
        case [_, folder, _, recorded, _]:
            return (folder, recorded) == (SCENARIOS, RECORDED)
    return False


def is_read(path: str) -> bool:
    parts = path.split("/")
    if parts[0] == SCENARIOS:
        is_code = len(parts) == 3 and (parts[2] == SCENARIO or parts[2].endswith(".py"))
        return is_code or (len(parts) == 4 and parts[2] == RECORDED)
    return path in (COURSE, GLOSSARY) or _is_document(parts) or _is_proofs(parts)


def _read(root: Path, folder: str, path: str, stamp: Stamp, memory: Memory) -> Source:
    """A file with its bytes, where they mean something; what is too large is left on the disk."""
    disk = f"{root}/{folder}/{path}"
    raw, fault = b"", ""
    if stamp == NO_FILE:
        fault = "it is no file of this root"
    elif stamp[1] > LARGEST:
        fault = f"it has {stamp[1] // 1024} KiB; at most {LARGEST // 1024} are read"
    elif is_read(path):
        try:
            raw = memory.read(disk, stamp)
        except OSError as error:
            fault = error.strerror or str(error)
    return Source(f"{folder}/{path}", shown(disk), disk, stamp[1], raw, fault)


def _shown(root: Path, *parts: str) -> str:
    return shown(root.joinpath(*parts))
