"""Whether a scenario's files can be imported: compiling does not find a misspelt module."""

import ast
import traceback
from collections.abc import Collection

from markup import Place, Report
from sandbox.domain.scenario import Scenario, Source, Variant
from sandbox.stepping.source import filename_of, load, unload

LONGEST = 500  # characters of what an exception says


def check_imports(scenario: Scenario, folder: str, sound: Collection[Source], report: Report) -> None:
    """Imports each source once as a run would, except those known to be sound; `folder` is what people see."""
    for variant in {variant.source: variant for variant in scenario.variants.values()}.values():
        if variant.source not in sound:
            _check(variant, f"{folder}/{variant.source.name}", report)


def _check(variant: Variant, file: str, report: Report) -> None:
    try:
        module = load(variant.source, f"check_{variant.name}")
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever an author's file raises when it is imported
        found = " ".join(f"this cannot be imported: {type(error).__name__}: {error}".split())
        place = Place(file, _line_of(error, variant.source))
        report.error(place, "C082", found[:LONGEST], "mend the code, or install what it needs")
        return
    unload(module)
    if not hasattr(getattr(module, variant.consumer, None), "as_asgi"):
        found = f"{variant.consumer} has no as_asgi()"
        report.error(
            Place(file, _line_of_class(variant)), "C083", found, "derive it from one of Channels' consumer classes"
        )


def _line_of(error: BaseException, source: Source) -> int:
    """Where the file itself was last, however deep the error came from."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == filename_of(source)), None) or 1


def _line_of_class(variant: Variant) -> int:
    classes = (node for node in ast.parse(variant.source.text).body if isinstance(node, ast.ClassDef))
    return next(node.lineno for node in classes if node.name == variant.consumer)
