"""Files with what they import put into them: browsers then ask once, and what is alike is compressed together."""

import posixpath
import re
from collections.abc import Callable, Iterator
from itertools import count

Read = Callable[[str], str]  # a static file's text, by its name

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
SHEET_IMPORT = re.compile(r'^@import "(?P<path>[^"]+)";$', re.MULTILINE)
SHEET_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
ADDRESS = re.compile(r'(?<=url\(")(?!data:)(?P<path>[^"]+)(?="\))')
MODULE_IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "(?P<path>[^"]+)";\n', re.MULTILINE)
MODULE_EXPORT = re.compile(r"^export (?=(?:async )?(?:class|const|function\*?) (?P<name>[\w$]+))", re.MULTILINE)
MODULE_COMMENT = re.compile(r"/\*\*(?:(?!\*/)[\s\S])*\*/")
UNKNOWN = re.compile(
    r"^(?:import|export)\b.*|^(?!.*\basync\b)(?=\S).*\bawait\b.*|.*\bimport(?:\(|\.meta).*", re.MULTILINE
)  # what has no place inside a function


class CannotJoinError(Exception):
    """A module says something that cannot be said inside another one."""


def joined_sheet(name: str, read: Read) -> str:
    """A sheet of imports as the rules that it imports, in their order."""
    return SHEET_IMPORT.sub(lambda found: _sheet(_beside(name, found["path"]), name, read), _bare(read(name)))


def _sheet(name: str, into: str, read: Read) -> str:
    folder = posixpath.dirname(into)
    return ADDRESS.sub(lambda found: posixpath.relpath(_beside(name, found["path"]), folder), _bare(read(name)))


def _bare(sheet: str) -> str:
    return INDENTATION.sub("", SHEET_COMMENT.sub("", sheet)).strip()


def joined_modules(name: str, read: Read) -> str:
    """A module with those of its own app that it imports; other apps' are shared with other modules of the page."""
    return "".join(_Joint(name, read).parts())


class _Joint:
    """One module after the other, each behind those that it needs, each in a scope of its own."""

    def __init__(self, name: str, read: Read) -> None:
        self._name, self._read = name, read
        self._shared: list[str] = []
        self._scopes: list[str] = []
        self._names: dict[str, str] = {}  # of the modules so far: what stands for each
        self._numbers = count(1)

    def parts(self) -> Iterator[str]:
        self._add(self._name)
        yield from self._shared
        yield from self._scopes

    def _add(self, module: str) -> str:
        """The constant that holds what this module exports."""
        if module not in self._names:
            self._names[module] = ""  # until it is whole
            constant = f"_{next(self._numbers)}"
            if module.partition("/")[0] == self._name.partition("/")[0]:
                self._scopes.append(self._scope(module, constant))
            else:
                path = posixpath.relpath(module, posixpath.dirname(self._name))
                self._shared.append(f'import * as {constant} from "{path}";\n')
            self._names[module] = constant
        if not self._names[module]:
            raise CannotJoinError(f"{module} imports itself, by way of others")
        return self._names[module]

    def _scope(self, module: str, constant: str) -> str:
        def taken(found: re.Match[str]) -> str:
            other, names = _beside(module, found["path"]), found["names"]
            wanted = {name.split()[0] for name in names.split(",") if name.strip()}
            if missing := wanted.difference(_exports(self._read(other))):  # it would be undefined, without a word
                raise CannotJoinError(f"{module} imports {', '.join(sorted(missing))}, which {other} does not export")
            return f"const {{{names.replace(' as ', ': ')}}} = {self._add(other)};\n"

        text = MODULE_IMPORT.sub(taken, self._read(module))
        exported = ", ".join(_exports(text))
        text = MODULE_EXPORT.sub("", text)
        if unknown := UNKNOWN.search(MODULE_COMMENT.sub("", text)):
            raise CannotJoinError(f"{module}: {unknown[0]!r} cannot be joined; see courseware/joining.py for what can")
        return f"const {constant} = (() => {{\n{text.rstrip()}\nreturn {{{exported}}};\n}})();\n"


def _exports(text: str) -> list[str]:
    return [found["name"] for found in MODULE_EXPORT.finditer(text)]


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
