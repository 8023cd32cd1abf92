"""The Python files of a scenario: what they define, before anything runs."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from markup import Place, Report, suggest
from markup.python import REFUSALS, refusal, syntax_of
from sandbox.domain.scenario import Source


@dataclass(frozen=True, slots=True)
class Folder:
    """A scenario's folder: its absolute path, the path that people see, and the Python files in it by name."""

    path: str
    shown: str
    files: Mapping[str, str]


@dataclass(slots=True)
class Code:
    """Reads the files of one folder, each once; what is wrong with them is told once, too."""

    folder: Folder
    report: Report
    _trees: dict[str, ast.Module | None] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def source(self, name: str, place: Place) -> Source | None:
        """A file that is there and can be parsed; `place` is where it is named."""
        if name not in self.folder.files:
            self.report.error(place, "C081", f"no file '{name}' beside it", suggest(name, self.folder.files))
            return None
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return Source(name, f"{self.folder.path}/{name}", self.folder.files[name]) if self._trees[name] else None

    def consumer(self, source: Source) -> str:
        """The name of a file's only consumer class."""
        classes = [node.name for node in self._tree(source).body if isinstance(node, ast.ClassDef)]
        consumers = [name for name in classes if name.endswith("Consumer")]
        if len(consumers) == 1:
            return consumers[0]
        found = ", ".join(consumers or classes) or "no class"
        self._error(
            source.name, f"one consumer class is wanted, found: {found}", "keep one whose name ends in Consumer"
        )
        return ""

    def check_application(self, source: Source) -> None:
        """Whether a file defines `application`."""
        if not any("application" in _names_of(node) for node in self._tree(source).body):
            self._error(source.name, "no application is defined", "write application = …")

    def attributes(self, source: Source) -> tuple[str, ...]:
        """The names that a file sets on `self`, in the order of its lines."""
        if source.name not in self._attributes:
            self._attributes[source.name] = _attributes_in(self._tree(source))
        return self._attributes[source.name]

    def _tree(self, source: Source) -> ast.Module:
        return self._trees[source.name] or ast.Module([], [])

    def _error(self, name: str, found: str, wanted: str) -> None:
        if name in self._told:
            return
        self._told.add(name)
        self.report.error(Place(f"{self.folder.shown}/{name}"), "C083", found, wanted)

    def _parsed(self, name: str) -> ast.Module | None:
        try:
            return syntax_of(self.folder.files[name], name)
        except REFUSALS as error:
            line, column, why = refusal(error)
            place = Place(f"{self.folder.shown}/{name}", line, column)
            self.report.error(place, "C082", f"this does not compile: {why}", "mend the code")
            return None


def _attributes_in(tree: ast.Module) -> tuple[str, ...]:
    stored = [
        (node.lineno, node.col_offset, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_self(node.value)
    ]
    return tuple(dict.fromkeys(name for _, _, name in sorted(stored)))


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _names_of(node: ast.stmt) -> set[str]:
    """What a statement at the top of a file defines."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    imported = node.names if isinstance(node, ast.ImportFrom) else []
    return {target.id for target in targets if isinstance(target, ast.Name)} | {
        alias.asname or alias.name for alias in imported
    }
