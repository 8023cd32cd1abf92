"""Each kind of section and how it is read."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from lessons.domain.lesson import Body, Flow, Moment, Moments, Quiz, Row, Sample, Section, Snapshot, Steps, Transcript
from lessons.domain.outline import Part, cut
from lessons.domain.tables import read_steps, read_tracker
from markup import Block, Report, check_attributes, plain, render_inline, render_prose, suggest
from markup.attributes import Word
from markup.blocks import Fence, Item, List, Paragraph
from quizzes.domain.parser import Surroundings, parse_question
from quizzes.domain.wording import check_letters
from sandbox.domain.scenario import Scenario
from sandbox.stage import FlowNode

STAGED = ("flow", "sample", "steps", "tracker")  # kinds that speak of a scenario
STEPS = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Page:
    """What the sections of a page know of each other."""

    rows: Sequence[Row]
    files: Collection[str]
    around: Surroundings
    report: Report


def read_sections(
    parts: Mapping[str, Part], scenario: Scenario | None, around: Surroundings, report: Report
) -> dict[str, Section]:
    """Reads the sections in the order of the page; the execution table first, since others speak of its steps."""
    table = read_steps(parts["steps"], scenario, report) if "steps" in parts and scenario else Steps((), "")
    variants = scenario.variants.values() if scenario else ()
    files = {f"{scenario.name}/{variant.source.name}" for variant in variants if scenario}
    page = Page(table.rows, files, around, report)
    sections: dict[str, Section] = {}
    for kind, part in parts.items():
        if kind in STAGED and not scenario:
            report.error(part.place, "C080", f"section '.{kind}' needs a scenario", "name one: scenario: first-socket")
        else:
            body = table if kind == "steps" else READERS[kind](part, page)
            sections[kind] = Section(part.id, plain(part.heading.text), body)
    return sections


def _read_flow(part: Part, page: Page) -> Flow:
    match part.blocks:
        case (List(ordered=True, items=items),):
            return Flow(tuple(_read_node(item, page) for item in items))
    if part.blocks:
        page.report.error(part.place, "C031", "a flow is one numbered list", "write '1. The browser asks {step=1}'")
    return Flow(())


def _read_node(item: Item, page: Page) -> FlowNode:
    check_attributes(item.attributes, page.report, ("step",))
    if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph) or item.mark is not None:
        page.report.error(item.place, "C031", "a node of the flow is a few words", "write '1. The browser asks'")
    told = item.attributes.find("=", "step")
    return FlowNode(plain(item.text), _read_range(told, page) if told else ())


def _read_range(told: Word, page: Page) -> tuple[int, ...]:
    match = STEPS.fullmatch(told.value)
    if not match:
        page.report.error(told.place, "C012", f"step '{told.value}' is no step", "write step=3 or step=3-4")
        return ()
    first, last = int(match[1]), int(match[2] or match[1])
    if not 0 < first <= last <= len(page.rows):
        page.report.error(told.place, "C036", f"there is no step {told.value}", f"steps are 1 to {len(page.rows)}")
        return ()
    return tuple(range(first, last + 1))


def _read_sample(part: Part, page: Page) -> Sample:
    fences = [block for block in part.blocks if isinstance(block, Fence)]
    caption = render_prose([block for block in part.blocks if block not in fences], page.report)
    if len(fences) != 1:
        page.report.error(part.place, "C031", "a sample is one fence and a caption", "write ```python {src=…}")
        return Sample("", caption)
    return Sample(_read_source(fences[0], page), caption)


def _read_source(fence: Fence, page: Page) -> str:
    """The file that a fence names: always the scenario's real one, never a copy of it."""
    check_attributes(fence.attributes, page.report, ("src",))
    if fence.code.strip():
        page.report.error(fence.place, "C031", "a copy of the code would go stale", "empty the fence")
    source = fence.attributes.value("src")
    if source not in page.files:
        page.report.error(fence.place, "C081", f"the scenario has no file '{source}'", suggest(source, page.files))
    return source.rpartition("/")[2]


def _read_moments(part: Part, page: Page) -> Moments:
    return Moments(tuple(_read_moment(moment, page) for moment in _subparts(part, page)))


def _read_moment(part: Part, page: Page) -> Moment:
    check_attributes(part.heading.attributes, page.report, named=True)
    if not part.id:
        page.report.error(part.place, "C025", f"the moment '{part.heading.text}' has no id", "end it with {#some-id}")
    if not part.blocks:
        page.report.error(part.place, "C030", f"the moment '{part.heading.text}' has no answer", "write one below it")
    return Moment(part.id, render_inline(part.heading.text), render_prose(part.blocks, page.report))


def _read_quiz(part: Part, page: Page) -> Quiz:
    parts = _subparts(part, page)
    questions = tuple(parse_question(p.heading, p.blocks, page.around, page.report) for p in parts)
    check_letters(questions, part.place, page.report)
    return Quiz(questions)


def _subparts(part: Part, page: Page) -> tuple[Part, ...]:
    before, parts = cut(part.blocks, 3)
    for block in before:
        page.report.error(block.place, "C031", "text before the first ### is shown nowhere", "move it")
    return parts


def _read_snapshot(part: Part, page: Page) -> Snapshot:
    if part.blocks and not any(isinstance(block, List) for block in part.blocks):
        page.report.error(part.place, "C031", "a snapshot is a list of what to remember", "write '- …'")
    return Snapshot(_read_prose(part.blocks, page))


def _read_transcript(part: Part, page: Page) -> Transcript:
    return Transcript(_read_prose(part.blocks, page))


def _read_prose(blocks: Sequence[Block], page: Page) -> str:
    return render_prose(blocks, page.report)


READERS: Mapping[str, Callable[[Part, Page], Body]] = {
    "flow": _read_flow,
    "sample": _read_sample,
    "tracker": lambda part, page: read_tracker(part, page.rows, page.report),
    "moments": _read_moments,
    "quiz": _read_quiz,
    "snapshot": _read_snapshot,
    "transcript": _read_transcript,
}
