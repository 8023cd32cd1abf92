"""YAML with positions: values are text, lists and mappings only, and every key knows its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml
from yaml._yaml import CParser

from markup.lines import Line
from markup.problems import Place, Report

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value]"
LONGEST = 16_000
DEEPEST = 12
STANDARD = "tag:yaml.org,2002:"  # how the tags of what carries none begin
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

    def below(self, *path: str | int) -> "Record":
        """The mapping that stands at a path; empty where there is none."""
        value: object = self.values
        for part in path:
            match value, part:
                case dict(), str():
                    value = value.get(part)
                case list(), int():
                    value = value[part] if part < len(value) else None
        places = {at[len(path) :]: place for at, place in self.places.items() if at[: len(path)] == path}
        return Record(self.place_of(*path), value if isinstance(value, dict) else {}, places)


class _Composer(CParser):
    """Composes text and asks nobody what it looks like: `no`, `1:30` and dates stay as the author wrote them."""

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...

    def resolve(self, *_: object) -> str:
        return STANDARD


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
    reader = _Reader(start, lines, report)
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
        node: yaml.Node | None = _Composer(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark or error.context_mark, text.split("\n"), start)
        wanted = next((wanted for sign, wanted in WANTED.items() if sign in str(error.problem)), OTHERWISE)
        report.give_up(place, "C013", f"YAML: {error.problem}", wanted)
        return None
    return node


def _place(mark: yaml.Mark | None, lines: Sequence[str], start: Place) -> Place:
    """A mark may stand on the line after the last one: the end of the last one is meant."""
    if mark is None or mark.line >= len(lines):
        return Place(start.file, start.line + len(lines) - 1, len(lines[-1]) + 1)
    return Place(start.file, start.line + mark.line, mark.column + 1)


class _Reader:
    """Walks the composed nodes once: builds plain values, notes places, refuses what hides what it says."""

    def __init__(self, start: Place, lines: Sequence[str], report: Report) -> None:
        self.start = start
        self.lines = lines
        self.report = report
        self.places: dict[Path, Place] = {}
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        return _place(node.start_mark, self.lines, self.start)

    def value(self, node: yaml.Node, path: Path) -> Value:
        if id(node) in self.seen or not node.tag.startswith(STANDARD):
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
                self.places[at := (*path, key.value)] = self.place(key)
                values[key.value] = self.value(node_of_value, at)
        return values

    def item(self, node: yaml.Node, path: Path) -> Value:
        self.places[path] = self.place(node)
        return self.value(node, path)
