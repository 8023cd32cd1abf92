"""A variant's files as a package of one run: the untouched texts, woven once and executed for each run."""

import builtins
import importlib
import linecache
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import lru_cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_loader
from types import CodeType, ModuleType
from typing import cast

from sandbox.domain.scenario import Source, Variant
from sandbox.stepping.asgi import Application
from sandbox.stepping.database import without_any
from sandbox.stepping.errors import SCENARIO_CODE
from sandbox.stepping.hosts import own_hosts
from sandbox.stepping.own_models import Models, own_models
from sandbox.stepping.stops import stops
from sandbox.stepping.weave import STOPS, unwoven, woven


def load(variant: Variant, run: str, *, stepped: bool = True) -> ModuleType:
    """The module of `variant.source`, fresh for one run, so that its globals are nobody else's.

    It lies in the package `scenario_<run>` together with the variant's other files, which are executed when they are
    first imported. All stand in `sys.modules`, see `unload`. Where there is a database they may define models. Code
    that is not to be `stepped` is compiled twice as fast. Raises whatever the files raise.
    """
    if _finder not in sys.meta_path:
        sys.meta_path.append(_finder)
    package = f"scenario_{run}"
    files = {f"{package}.{source.name.removesuffix('.py')}": source for source in variant.sources}
    loader = _Package(files, _compiled if stepped else unwoven)
    sys.modules[package] = module_from_spec(ModuleSpec(package, loader, is_package=True))
    try:
        models = own_models(package) if variant.database else nullcontext(Models())
        with own_hosts(), without_any(), models as loader.models:
            return importlib.import_module(next(iter(files)))
    except BaseException:
        _forget(package)
        raise


def unload(module: ModuleType) -> None:
    """Forget the package that a loaded module lies in."""
    _forget(str(module.__package__))


def application_of(module: ModuleType, variant: Variant) -> Application:
    """What a server calls: the consumer alone, or the application that the file composes."""
    if variant.consumer:
        return cast(Application, getattr(module, variant.consumer).as_asgi())
    return cast(Application, module.application)


def models_of(module: ModuleType) -> Models:
    """The models that the files of a loaded module define."""
    package = _package(str(module.__package__))
    return package.models if package else []


def filename_of(source: Source) -> str:
    """What code of this file is called in tracebacks and frames."""
    return f"{SCENARIO_CODE}{source.path}>"


BUILTINS = {**vars(builtins), STOPS: stops.get}  # what woven code asks is no name of the author's module


class _Package(Loader):
    """The files of a variant by the names of their modules, and the models that they define; executes them."""

    def __init__(self, files: Mapping[str, Source], compiled: Callable[[str, str], CodeType]) -> None:
        self.files = files
        self.compiled = compiled
        self.models: Models = []

    def exec_module(self, module: ModuleType) -> None:
        source = self.files[module.__name__]
        module.__file__ = filename = filename_of(source)
        lines = source.text.splitlines(keepends=True)
        linecache.cache[filename] = (len(source.text), None, lines, filename)  # for tracebacks and inspect
        module.__dict__["__builtins__"] = BUILTINS
        exec(self.compiled(source.text, filename), module.__dict__)  # noqa: S102  # course code, from the repository


class _Finder(MetaPathFinder):
    """Finds the files of a run's package, and nothing else."""

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        parent, wanted = fullname.rpartition(".")[::2]
        package = _package(parent)
        if package is None:
            return None
        if fullname not in package.files:
            there_are = ", ".join(source.name for source in package.files.values())
            sentence = f"{wanted}.py is not part of this scenario, which has {there_are}: name it under also"
            raise ImportError(sentence, name=fullname)
        return spec_from_loader(fullname, package)


_finder = _Finder()


@lru_cache(maxsize=256)
def _compiled(text: str, filename: str) -> CodeType:
    return woven(text, filename)


def _forget(name: str) -> None:
    package = _package(name)
    for module in (name, *(package.files if package else ())):
        sys.modules.pop(module, None)


def _package(name: str) -> _Package | None:
    spec = getattr(sys.modules.get(name), "__spec__", None)
    return spec.loader if spec and isinstance(spec.loader, _Package) else None
