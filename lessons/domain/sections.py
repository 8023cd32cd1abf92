"""Each kind of section and how it is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lessons.domain.bodies import Body, Flow, Moment, Moments, Section, Snapshot, Steps, Transcript, VisualQuiz
from lessons.domain.known import Known
from lessons.domain.outline import Part, cut_section
from lessons.domain.questions import read_questions
from lessons.domain.ranges import range_of
from lessons.domain.sample import names_source, read_sample
from lessons.domain.tables import is_step, read_steps, read_tracker, steps_known
from markup import Prose, Report, check_attributes, plain, read_prose
from markup.attributes import Word
from markup.blocks import Item, List, Paragraph
from quizzes.domain.parser import Surroundings
from quizzes.domain.wording import check_letters
from sandbox.domain.authored import FlowNode
from sandbox.domain.scenario import Scenario

STAGED = ("flow", "steps", "tracker")  # kinds that speak of a scenario


@dataclass(frozen=True, slots=True)
class Page:
    """What the sections of a page know; `steps` is None where the execution table cannot be read."""

    named: str
    known: Known
    around: Surroundings
    report: Report
    steps: int | None = 0

    @property
    def scenario(self) -> Scenario | None:
        return self.known.scenarios.get(self.named)

    @property
    def on_broken_scenario(self) -> bool:
        return bool(self.named) and not self.scenario


def read_sections(parts: Mapping[str, Part], page: Page) -> dict[str, Section]:
    """Reads the sections in the order of the page; those that stand on a broken scenario are not judged."""
    sections: dict[str, Section] = {}
    for kind, part in parts.items():
        staged = kind in STAGED or (kind == "sample" and names_source(part))
        if staged and not page.named:
            wanted = "name one: scenario: first-socket"
            page.report.error(part.place, "C080", f"section '.{kind}' needs a scenario", wanted)
        elif not (staged and page.on_broken_scenario):
            sections[kind] = Section(part.id, plain(part.heading.text), READERS[kind](part, page))
    return sections


def _read_flow(part: Part, page: Page) -> Flow:
    match part.blocks:
        case (List(ordered=True, items=items),):
            nodes = tuple(_read_node(item, page) for item in items)
            _check_order(nodes, items, page.report)
            return Flow(nodes)
    if part.blocks:
        page.report.error(part.place, "C031", "a flow is one numbered list", "write '1. The browser asks {step=1}'")
    return Flow(())


def _read_node(item: Item, page: Page) -> FlowNode:
    check_attributes(item.attributes, page.report, ("step",))
    if len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph) or item.mark is not None:
        page.report.error(item.place, "C031", "a node of the flow is a few words", "write '1. The browser asks'")
    told = item.attributes.find("=", "step")
    return FlowNode(plain(item.text), _read_range(told, page) if told else ())


def _check_order(nodes: Sequence[FlowNode], items: Sequence[Item], report: Report) -> None:
    """The flow goes as the run goes: no node is lit before the one above it."""
    last = 0
    for node, item in zip(nodes, items, strict=True):
        word = item.attributes.find("=", "step")
        if word and node.steps and node.steps[0] < last:
            found = f"'{node.label}' is lit at step {node.steps[0]}, after step {last}"
            report.error(word.place, "C073", found, "sort the nodes as the run goes")
        last = max(last, *node.steps) if node.steps else last


def _read_range(told: Word, page: Page) -> tuple[int, ...]:
    steps = range_of(told.value)
    if steps is None:
        page.report.error(told.place, "C012", f"step '{told.value}' is no step", "write step=3 or step=3-4")
        return ()
    if not steps or not is_step(steps[0], page.steps) or not is_step(steps[-1], page.steps):
        page.report.error(told.place, "C036", f"there is no step {told.value}", steps_known(page.steps))
        return ()
    return tuple(steps)


def _read_moments(part: Part, page: Page) -> Moments:
    return Moments(tuple(_read_moment(moment, page) for moment in _subparts(part, page)))


def _read_moment(part: Part, page: Page) -> Moment:
    check_attributes(part.heading.attributes, page.report, ("proof",), named=True)
    if not part.id:
        page.report.error(part.place, "C025", f"the moment '{part.heading.text}' has no id", "end it with {#some-id}")
    if not part.blocks:
        page.report.error(part.place, "C030", f"the moment '{part.heading.text}' has no answer", "write one below it")
    return Moment(part.id, Prose(part.heading.text, inline=True), read_prose(part.blocks, page.report))


def _read_quiz(part: Part, page: Page) -> VisualQuiz:
    questions = read_questions(_subparts(part, page), page.around, page.known, page.report)
    check_letters(questions, part.place, page.report)
    return VisualQuiz(questions)


def _subparts(part: Part, page: Page) -> tuple[Part, ...]:
    before, parts = cut_section(part.blocks, page.report)
    for block in before:
        page.report.error(block.place, "C031", "text before the first ### is shown nowhere", "move it")
    return parts


def _read_snapshot(part: Part, page: Page) -> Snapshot:
    if part.blocks and not any(isinstance(block, List) for block in part.blocks):
        page.report.error(part.place, "C031", "a snapshot is a list of what to remember", "write '- …'")
    return Snapshot(read_prose(part.blocks, page.report))


def _read_steps(part: Part, page: Page) -> Steps:
    assert page.scenario  # noqa: S101  # without one, this kind is not read
    return read_steps(part, page.scenario, page.report)


READERS: Mapping[str, Callable[[Part, Page], Body]] = {
    "flow": _read_flow,
    "sample": lambda part, page: read_sample(part, page.scenario, page.report),
    "steps": _read_steps,
    "tracker": lambda part, page: read_tracker(part, page.steps, page.report),
    "moments": _read_moments,
    "quiz": _read_quiz,
    "snapshot": _read_snapshot,
    "transcript": lambda part, page: Transcript(read_prose(part.blocks, page.report)),
}
