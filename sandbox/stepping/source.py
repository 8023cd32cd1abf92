"""A scenario's file as a module: the untouched text, compiled once and executed for each run."""

import linecache
import sys
from functools import lru_cache
from types import CodeType, ModuleType

from sandbox.domain.scenario import Source


@lru_cache(maxsize=256)
def _compiled(filename: str, text: str) -> CodeType:
    return compile(text, filename, "exec", dont_inherit=True, optimize=0)


def filename_of(source: Source) -> str:
    """What code of this file is called in tracebacks and frames."""
    return f"<scenario {source.path}>"


def load(source: Source, run: str) -> ModuleType:
    """A fresh module for one run, so that its globals are nobody else's. It stands in `sys.modules`, see `unload`."""
    module = ModuleType(f"scenario_{run}")
    module.__file__ = filename_of(source)
    lines = source.text.splitlines(keepends=True)
    linecache.cache[module.__file__] = (len(source.text), None, lines, module.__file__)  # for tracebacks and inspect
    sys.modules[module.__name__] = module  # dataclasses and pickle look there while the module runs
    try:
        exec(_compiled(module.__file__, source.text), module.__dict__)  # noqa: S102  # course code, from the repository
    except BaseException:
        unload(module)
        raise
    return module


def unload(module: ModuleType) -> None:
    """Forget a run's module."""
    sys.modules.pop(module.__name__, None)
