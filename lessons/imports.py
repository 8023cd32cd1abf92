"""Whether a scenario's files can be imported: compiling does not find a misspelt module."""

import ast
import ctypes
import sys
import traceback
from collections.abc import Collection
from contextlib import redirect_stdout
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from types import ModuleType, TracebackType

from markup import Place, Report
from markup.python import syntax_of
from sandbox.domain.scenario import Scenario, Source, Variant
from sandbox.stepping.source import filename_of, load, unload

LONGEST = 500  # characters of what an exception says
PATIENCE = 10.0  # seconds that all files of a variant may take together

numbers = count(1)


def check_imports(scenario: Scenario, folder: str, sound: Collection[Source], report: Report) -> None:
    """Imports each variant's files once as a run would, except where all are known to be sound.

    `folder` is what people see.
    """
    for sources, variant in {variant.sources: variant for variant in scenario.variants.values()}.items():
        if not all(source in sound for source in sources):
            _check(variant, folder, report)


def _check(variant: Variant, folder: str, report: Report) -> None:
    imported = _imported(variant)
    if isinstance(imported, BaseException):
        found = " ".join(f"this cannot be imported: {type(imported).__name__}: {imported}".split())
        report.error(_place_of(imported, variant, folder), "C082", found[:LONGEST], _remedy(imported, variant))
        return
    unload(imported)
    if variant.consumer and not hasattr(getattr(imported, variant.consumer, None), "as_asgi"):
        place = Place(f"{folder}/{variant.source.name}", _line_of_class(variant))
        found = f"{variant.consumer} has no as_asgi()"
        report.error(place, "C083", found, "derive it from one of Channels' consumer classes")


class StillImportingError(Exception):
    """What is raised in a file that does not come to its end."""

    def __str__(self) -> str:
        return f"it is not over after {PATIENCE:g} s"


class _Importer:
    """A thread that imports, since whoever reads files must not wait for ever. One for each file would take longer."""

    def __init__(self) -> None:
        self.given_up = False
        self._wanted: SimpleQueue[Variant] = SimpleQueue()
        self._came: SimpleQueue[ModuleType | BaseException] = SimpleQueue()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def imported(self, variant: Variant) -> ModuleType | BaseException:
        self._wanted.put(variant)
        try:
            return self._came.get(timeout=PATIENCE)
        except Empty:
            self.given_up = True
            return _interrupt(self._thread)

    def _work(self) -> None:
        while not self.given_up:
            self._came.put(_loaded(self._wanted.get()))


_idle: list[_Importer] = []


def _imported(variant: Variant) -> ModuleType | BaseException:
    """The module, or else what its files raise.

    What a file prints is no part of what is told of it, and goes where errors go.
    """
    importer = _idle.pop() if _idle else _Importer()
    with redirect_stdout(sys.stderr):
        imported = importer.imported(variant)
    if not importer.given_up:
        _idle.append(importer)
    return imported


def _loaded(variant: Variant) -> ModuleType | BaseException:
    name = f"check_{next(numbers)}"  # Python lets nobody import what another thread is still importing
    try:
        return load(variant, name, stepped=False)
    except BaseException as error:  # noqa: BLE001  # whatever an author's file raises when it is imported
        return error


def _interrupt(thread: Thread) -> StillImportingError:
    """Raise an error in another thread, as soon as that runs a line of Python; and say where it is."""
    assert thread.ident  # noqa: S101  # it has been started
    where: TracebackType | None = None
    for frame, line in traceback.walk_stack(sys._current_frames().get(thread.ident)):  # noqa: SLF001  # no other way
        where = TracebackType(where, frame, frame.f_lasti, line)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(StillImportingError))
    return StillImportingError().with_traceback(where)


def _remedy(error: BaseException, variant: Variant) -> str:
    name = error.name if isinstance(error, ModuleNotFoundError) else ""
    if name and Path(variant.source.path).with_name(f"{name}.py").is_file():
        return f"write a dot before a file that stands beside it: from .{name} import …"
    if isinstance(error, StillImportingError):
        return "what waits or goes on stands in a method, or does not stand here"
    return "mend the code, or install what it needs"


def _place_of(error: BaseException, variant: Variant, folder: str) -> Place:
    """Where one of the files was last, however deep the error came from, or where it cannot be compiled."""
    names = {filename_of(source): source.name for source in variant.sources}
    if isinstance(error, SyntaxError) and error.filename in names:
        return Place(f"{folder}/{names[error.filename]}", error.lineno or 1, error.offset or 1)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in names]
    name, line = (names[frames[-1].filename], frames[-1].lineno) if frames else (variant.source.name, None)
    return Place(f"{folder}/{name}", line or 1)


def _line_of_class(variant: Variant) -> int:
    classes = (
        node for node in syntax_of(variant.source.text, variant.source.name).body if isinstance(node, ast.ClassDef)
    )
    return next(node.lineno for node in classes if node.name == variant.consumer)
