"""The blocks of a question, sorted by what they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markup import Block, Report, refuse_callout
from markup.blocks import AttributeLine, Fence, List, Paragraph, Quote

ONCE = ("solution", "check", "mistakes", "try")
CALLOUTS = ("hint", *ONCE)
UNMARKED = re.compile(rf"\[({'|'.join(CALLOUTS)})\]")


@dataclass(slots=True)
class Parts:
    """Body, answers and callouts; `misread` counts callouts that nobody can read."""

    body: list[Block] = field(default_factory=list)
    answers: list[List | Fence] = field(default_factory=list)
    callouts: dict[str, list[Quote]] = field(default_factory=lambda: {name: [] for name in CALLOUTS})
    misread: int = 0


def parts_of(blocks: Sequence[Block], declared: str, report: Report) -> Parts:
    """Sorts the blocks below a question's heading, which says what type it is `declared` to be, or nothing."""
    parts = Parts()
    answers = _answers(blocks, declared)
    for block in blocks:
        match block:
            case AttributeLine():
                pass
            case Quote(callout=callout) if callout in CALLOUTS:
                if callout in ONCE and parts.callouts[callout]:
                    report.error(block.place, "C024", f"a second [!{callout}]", "join it to the first")
                parts.callouts[callout].append(block)
            case Quote(callout=callout) if callout:
                refuse_callout(block, report)
                parts.misread += 1
            case Quote(blocks=(Paragraph() as first, *_)) if match := UNMARKED.match(first.text):
                report.error(block.place, "C024", f"a callout without !: [{match[1]}]", f"write > [!{match[1]}]")
                parts.misread += 1
            case List() | Fence() if block in answers:
                parts.answers.append(block)
            case _ if parts.answers:
                report.error(block.place, "C031", "text after the choices belongs to nothing", "move it above them")
            case _:
                parts.body.append(block)
    return parts


def _answers(blocks: Sequence[Block], declared: str) -> Sequence[Block]:
    """The blocks that hold answers: lists with marks, the last list of all, or fences called `answer`."""
    if declared == "order":
        return [block for block in blocks if isinstance(block, List)][-1:]
    if declared == "output":
        return [block for block in blocks if isinstance(block, Fence) and block.language == "answer"]
    return [block for block in blocks if isinstance(block, List) and any(item.mark is not None for item in block.items)]
