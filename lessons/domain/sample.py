"""The execution sample: lines of the scenario's own file, or code that stands in the lesson."""

from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT
from collections.abc import Sequence

from lessons.domain.bodies import Sample
from lessons.domain.outline import Part
from lessons.domain.ranges import range_of
from markup import Place, Prose, Report, check_attributes, read_prose, suggest
from markup.attributes import Attributes, Word
from markup.blocks import Fence
from markup.python import REFUSALS, refusal
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario


def names_source(part: Part) -> bool:
    """Whether a sample shows a file of the scenario."""
    return any(isinstance(block, Fence) and block.attributes.value("src") for block in part.blocks)


def read_sample(part: Part, scenario: Scenario | None, report: Report) -> Sample:
    """Reads a fence and its caption."""
    fences = [block for block in part.blocks if isinstance(block, Fence)]
    caption = read_prose([block for block in part.blocks if block not in fences], report)
    if len(fences) != 1:
        report.error(part.place, "C031", "a sample is one fence and a caption", "write ```python {src=…}")
        return Sample("", caption)
    if not caption:
        report.error(part.place, "C031", "a sample without a caption", "say below the fence what it shows")
    fence = fences[0]
    if fence.attributes.value("src") and scenario:
        return _read_source(fence, caption, scenario, report)
    return Sample("", caption, code=_read_code(fence, report))


def _read_source(fence: Fence, caption: Prose, scenario: Scenario, report: Report) -> Sample:
    """The file that a fence names: always the scenario's real one, never a copy of it."""
    check_attributes(fence.attributes, report, ("src", "lines", "hl"))
    if fence.code.strip():
        report.error(fence.place, "C031", "a copy of the code would go stale", "empty the fence")
    sources = {f"{scenario.name}/{source.name}": source for source in scenario.variants[DEFAULT_VARIANT].sources}
    named = fence.attributes.value("src")
    if named not in sources:
        report.error(fence.place, "C081", f"the scenario has no file '{named}'", suggest(named, sources))
        return Sample("", caption)
    source = sources[named]
    every = range(1, len(source.text.splitlines()) + 1)
    lines = _read_lines(fence.attributes, "lines", every, report)
    marked = _read_lines(fence.attributes, "hl", lines or every, report)
    return Sample(source.name, caption, lines, marked)


def _read_lines(told: Attributes, name: str, every: Sequence[int], report: Report) -> tuple[int, ...]:
    """Line numbers such as 5,7-8, all of them among `every`."""
    word = told.find("=", name)
    return (
        tuple(line for piece in word.value.split(",") for line in _read_range(piece, word, every, report))
        if word
        else ()
    )


def _read_range(piece: str, word: Word, every: Sequence[int], report: Report) -> Sequence[int]:
    lines = range_of(piece)
    if lines is None:
        wanted = f"write {word.name}=3 or {word.name}=3-9"
        report.error(word.place, "C012", f"{word.name} '{word.value}' are no lines", wanted)
        return ()
    if not lines or lines[0] not in every or lines[-1] not in every:
        wanted = f"lines are {every[0]} to {every[-1]}" if every else "the file is empty"
        report.error(word.place, "C081", f"there are no lines {piece}", wanted)
        return ()
    return lines


def _read_code(fence: Fence, report: Report) -> Prose:
    """Code of the lesson's own; Python must compile."""
    check_attributes(fence.attributes, report)
    if not fence.code.strip():
        report.error(fence.place, "C031", "a sample without code", "write some, or name a file: {src=…}")
    if not fence.language:
        report.error(fence.place, "C031", "code in no language", "write ```python")
    if fence.language == "python":
        _compile(fence, report)
    return read_prose([fence._replace(attributes=Attributes())], report)


def _compile(fence: Fence, report: Report) -> None:
    lines = fence.code.split("\n")
    try:
        compile(fence.code, "sample", "exec", PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except REFUSALS as error:
        line, column, why = refusal(error)
        number = min(line, len(lines))
        offset = min(column, len(lines[number - 1]) + 1) - 1
        place = Place(fence.place.file, fence.place.line + number, fence.place.column + offset)
        report.error(place, "C082", f"this does not compile: {why}", "mend the code")
