"""What a lesson's page holds under a name: links, questions and steps speak of these places."""

from collections.abc import Iterator

from lessons.domain.outline import KINDS, Outline, Part, table_in
from markup import Place, Report, plain
from markup.blocks import Heading

TAKEN = frozenset(  # ids that the page and its stage have themselves
    {
        *("act", "back", "browser-title", "caption", "connect", "granularity", "keys", "keys-title", "main", "message"),
        *("onward-title", "reset", "run", "sandbox", "say", "send", "server-title", "show-keys", "single-keys", "step"),
        *("theme", "to-event", "wire-title"),
    }
)


def places_of(outline: Outline, report: Report) -> dict[str, str]:
    """Every id of the page with its section's title: introduction, sections, steps, moments and questions.

    One used twice is reported. What a refused part is called counts too, so that links to it are not told as dead.
    """
    places = {"introduction": "Introduction"}
    for part in outline.sections.values():
        title = plain(part.heading.text)
        for name, place in _named(part):
            if name in TAKEN:
                report.error(place, "C025", f"the page itself has the id '{name}'", "choose another")
            elif name in places:
                report.error(place, "C025", f"the id '{name}' is used twice", "give each its own")
            places[name] = title
    refused = {name: plain(part.heading.text) for part in outline.refused for name, _ in _named(part)}
    return refused | places


def _named(part: Part) -> Iterator[tuple[str, Place]]:
    if part.id:
        yield part.id, part.place
    for block in part.blocks:
        if isinstance(block, Heading) and block.attributes.id:
            yield block.attributes.id, block.place
    if part.kind == "steps" or part.kind not in KINDS:
        table = table_in(part)
        yield from ((f"step-{number}", row.place) for number, row in enumerate(table.rows if table else (), 1))
