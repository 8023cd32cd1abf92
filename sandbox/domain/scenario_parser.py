"""`scenario.yaml` and the consumers beside it become a `Scenario`."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from markup import SLUG, Fields, Place, Record, Report, read_fields, read_yaml, split_lines, suggest
from sandbox.domain.scenario import DEFAULT_VARIANT, Action, Scenario, Source, Variant

PATH = re.compile(r"/([\w.-]+/)*")
ACTIONS = ("connect", "send", "close")


def _path(text: str) -> str:
    if not PATH.fullmatch(text):
        raise ValueError("write a path between slashes: /ws/chat/")
    return text


def _clients(written: object) -> object:
    """A list of clients is short for clients that open the scenario's own path."""
    if isinstance(written, list) and all(isinstance(name, str) for name in written):
        return {name: {} for name in written}
    return written


Text = Annotated[str, Field(min_length=1, max_length=90)]
Slug = Annotated[str, Field(pattern=SLUG.pattern)]
Script = Annotated[list[Any], Field(min_length=1)]


class ClientFields(Fields):
    path: Annotated[str, AfterValidator(_path)] = ""


class VariantFields(Fields):
    title: Text
    consumer: Text
    script: Script


class ScenarioFields(Fields):
    title: Text
    consumer: Text
    clients: Annotated[dict[Slug, ClientFields], Field(min_length=1, max_length=3), BeforeValidator(_clients)]
    script: Script
    variants: dict[Slug, VariantFields] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Folder:
    """A scenario's folder: its absolute path, the path that people see, and the Python files in it by name."""

    path: str
    shown: str
    files: Mapping[str, str]


def parse_scenario(course: str, name: str, text: str, folder: Folder, report: Report) -> Scenario | None:
    """Reads `scenario.yaml`; None where something is wrong, and `report` says what."""
    file = f"{folder.shown}/scenario.yaml"
    record = read_yaml(split_lines(text, file, report), file, report)
    fields = read_fields(ScenarioFields, record, report)
    if fields is None:
        return None
    clients = {client: wanted.path or f"/ws/{name}/" for client, wanted in fields.clients.items()}
    reader = _Reader(record, folder, clients, report)
    variants = {DEFAULT_VARIANT: reader.variant(DEFAULT_VARIANT, fields, ())}
    if DEFAULT_VARIANT in fields.variants:
        place = record.place_of("variants", DEFAULT_VARIANT)
        report.error(
            place, "C025", "a variant called default", "the scenario itself is the default: choose another name"
        )
    for key, variant in fields.variants.items():
        variants[key] = reader.variant(key, variant, ("variants", key))
    if report.broken:
        return None
    return Scenario(course, name, fields.title, clients, variants)


@dataclass(frozen=True, slots=True)
class _Reader:
    record: Record
    folder: Folder
    clients: Mapping[str, str]
    report: Report

    def variant(self, name: str, fields: VariantFields | ScenarioFields, path: tuple[str, ...]) -> Variant:
        text = self.folder.files.get(fields.consumer, "")
        source = Source(fields.consumer, f"{self.folder.path}/{fields.consumer}", text)
        tree = self.compiled(source, self.record.place_of(*path, "consumer"))
        consumer = self.one_consumer(tree, Place(f"{self.folder.shown}/{source.name}")) if tree else ""
        script = tuple(self.action(action, (*path, "script", i)) for i, action in enumerate(fields.script))
        return Variant(name, fields.title, source, consumer, script, _attributes_in(tree) if tree else ())

    def compiled(self, source: Source, place: Place) -> ast.Module | None:
        """The syntax of a file that is there and compiles.

        Nobody else asks for it, since files are read by one thread at a time: Python 3.11.7 fails now and then where
        two threads build syntax trees.
        """
        if source.name not in self.folder.files:
            self.report.error(
                place, "C081", f"no file '{source.name}' beside it", suggest(source.name, self.folder.files)
            )
            return None
        shown = f"{self.folder.shown}/{source.name}"
        try:
            tree = ast.parse(source.text, source.name)
            compile(tree, source.name, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
            why = getattr(error, "msg", "") or str(error) or "it nests too deep"
            self.report.error(Place(shown, line, column), "C082", f"this does not compile: {why}", "mend the code")
            return None
        return tree

    def one_consumer(self, tree: ast.Module, place: Place) -> str:
        classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
        consumers = [name for name in classes if name.endswith("Consumer")]
        if len(consumers) == 1:
            return consumers[0]
        found = ", ".join(consumers or classes) or "no class"
        wanted = "keep one class whose name ends in Consumer"
        self.report.error(place, "C083", f"one consumer class is wanted, found: {found}", wanted)
        return ""

    def action(self, written: object, path: tuple[str | int, ...]) -> Action:
        place = self.record.place_of(*path)
        match written:
            case dict() if len(written) == 1:
                [(client, what)] = written.items()
            case _:
                self.report.error(place, "C084", "this is no action", "write '- a: connect'")
                return Action("", "close")
        if client not in self.clients:
            self.report.error(place, "C084", f"unknown client '{client}'", suggest(client, self.clients))
        match what:
            case "connect" | "close":
                return Action(client, what)
            case {"send": str(text)} if len(what) == 1:
                return Action(client, "send", text)
        self.report.error(place, "C084", f"unknown action {_shown(what)}", suggest(_shown(what), ACTIONS))
        return Action(client, "close")


def _shown(what: object) -> str:
    return f"'{what}'" if isinstance(what, str) else f"'{', '.join(map(str, what))}'" if isinstance(what, dict) else ""


def _attributes_in(tree: ast.Module) -> tuple[str, ...]:
    stored = [
        (node.lineno, node.col_offset, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and _is_self(node.value)
    ]
    return tuple(dict.fromkeys(name for _, _, name in sorted(stored)))


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"
