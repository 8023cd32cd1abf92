"""YAML with positions: values are text, lists and mappings only, and every key knows its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from markup.lines import Line
from markup.problems import Place, Report

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
LONGEST = 16_000
DEEPEST = 12
WANTED = {
    "mapping values are not allowed": 'a value with a colon stands in straight quotes: title: "Practice: no"',
    "cannot start any token": "indent with spaces, and put a value that begins with a sign in straight quotes",
}
OTHERWISE = "check the indent, the colons and the quotes"


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping as it was written, and where each of its keys and list items stands."""

    place: Place
    values: Mapping[str, Value]
    places: Mapping[Path, Place]

    def place_of(self, *path: str | int) -> Place:
        """The place of a key or item, or of the nearest thing around it that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.place)


class _Loader(yaml.CSafeLoader):
    """Composes text only: `no`, `1:30` and dates stay as the author wrote them."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012  # the loader's own name and type


def read_front_matter(header: Sequence[Line], file: str, report: Report) -> Record:
    """Reads the lines between the two `---` of a document."""
    if not header:
        report.give_up(Place(file), "C015", "the front matter is missing", "begin with ---, id: …, title: …, ---")
    return _read([line.text for line in header], header[0].place() if header else Place(file), report)


def read_yaml(lines: Sequence[Line], file: str, report: Report) -> Record:
    """Reads the lines of a YAML file."""
    return _read([line.text for line in lines], Place(file), report)


def _read(lines: Sequence[str], start: Place, report: Report) -> Record:
    text = "\n".join(lines)
    reader = _Reader(start, text, report)
    node = _compose(text, start, report)
    if node is None:
        return Record(start, {}, {})
    if not isinstance(node, yaml.MappingNode):
        report.give_up(reader.place(node), "C013", "these are no fields", "write 'key: value' lines")
        return Record(start, {}, {})
    return Record(start, reader.mapping(node, ()), reader.places)


def _compose(text: str, start: Place, report: Report) -> yaml.Node | None:
    if len(text) > LONGEST:
        report.give_up(start, "C003", f"{len(text)} characters of YAML", f"at most {LONGEST} are read")
        return None
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark or error.context_mark, text, start)
        wanted = next((wanted for sign, wanted in WANTED.items() if sign in str(error.problem)), OTHERWISE)
        report.give_up(place, "C013", f"YAML: {error.problem}", wanted)
        return None
    return node


def _place(mark: yaml.Mark | None, text: str, start: Place) -> Place:
    """A mark may stand on the line after the last one: the end of the last one is meant."""
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines):
        return Place(start.file, start.line + len(lines) - 1, len(lines[-1]) + 1)
    return Place(start.file, start.line + mark.line, mark.column + 1)


class _Reader:
    """Walks the composed nodes once: builds plain values, notes places, refuses what hides what it says."""

    def __init__(self, start: Place, text: str, report: Report) -> None:
        self.start = start
        self.text = text
        self.report = report
        self.places: dict[Path, Place] = {}
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        return _place(node.start_mark, self.text, self.start)

    def value(self, node: yaml.Node, path: Path) -> Value:
        if id(node) in self.seen or not node.tag.startswith("tag:yaml.org,2002:"):
            self.report.error(self.place(node), "C016", "an alias or a tag", "write the value itself")
            return node.value if isinstance(node, yaml.ScalarNode) else ""
        self.seen.add(id(node))
        if len(path) > DEEPEST:
            self.report.error(self.place(node), "C013", f"more than {DEEPEST} levels", "say it with fewer")
            return ""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.item(item, (*path, index)) for index, item in enumerate(node.value)]
        return str(node.value)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key, node_of_value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.report.error(self.place(key), "C013", "a key that is no word", "write 'key: value'")
            elif key.value in values:
                self.report.error(self.place(key), "C014", f"'{key.value}' is given twice", "keep one")
            else:
                self.places[*path, key.value] = self.place(key)
                values[key.value] = self.value(node_of_value, (*path, key.value))
        return values

    def item(self, node: yaml.Node, path: Path) -> Value:
        self.places[path] = self.place(node)
        return self.value(node, path)
