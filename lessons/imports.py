"""Whether a scenario's files can be imported: compiling does not find a misspelt module."""

import ast
import traceback
from collections.abc import Collection

from markup import Place, Report
from sandbox.domain.scenario import Scenario, Source, Variant
from sandbox.stepping.source import filename_of, load, unload

LONGEST = 500  # characters of what an exception says


def check_imports(scenario: Scenario, folder: str, sound: Collection[Source], report: Report) -> None:
    """Imports each variant's files once as a run would, except where all are known to be sound.

    `folder` is what people see.
    """
    for sources, variant in {variant.sources: variant for variant in scenario.variants.values()}.items():
        if not all(source in sound for source in sources):
            _check(variant, folder, report)


def _check(variant: Variant, folder: str, report: Report) -> None:
    try:
        module = load(variant, f"check_{variant.name}")
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever an author's file raises when it is imported
        found = " ".join(f"this cannot be imported: {type(error).__name__}: {error}".split())
        place = _place_of(error, variant, folder)
        report.error(place, "C082", found[:LONGEST], "mend the code, or install what it needs")
        return
    unload(module)
    if variant.consumer and not hasattr(getattr(module, variant.consumer, None), "as_asgi"):
        place = Place(f"{folder}/{variant.source.name}", _line_of_class(variant))
        found = f"{variant.consumer} has no as_asgi()"
        report.error(place, "C083", found, "derive it from one of Channels' consumer classes")


def _place_of(error: BaseException, variant: Variant, folder: str) -> Place:
    """Where one of the files was last, however deep the error came from, or where it cannot be compiled."""
    names = {filename_of(source): source.name for source in variant.sources}
    if isinstance(error, SyntaxError) and error.filename in names:
        return Place(f"{folder}/{names[error.filename]}", error.lineno or 1, error.offset or 1)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in names]
    name, line = (names[frames[-1].filename], frames[-1].lineno) if frames else (variant.source.name, None)
    return Place(f"{folder}/{name}", line or 1)


def _line_of_class(variant: Variant) -> int:
    classes = (node for node in ast.parse(variant.source.text).body if isinstance(node, ast.ClassDef))
    return next(node.lineno for node in classes if node.name == variant.consumer)
