"""Code between two fences."""

import re

from markup.attributes import cut_attributes
from markup.blocks import Fence
from markup.cursor import Cursor
from markup.lines import Line


def read_fence(cursor: Cursor, line: Line) -> Fence:
    """Reads up to the closing fence; one that is missing is noticed where another fence opens, or at the end."""
    opening, attributes = cut_attributes(cursor.take().strip(), cursor.report)
    sign = opening.text[0]
    after = opening.text.lstrip(sign)
    fence = opening.text.removesuffix(after)
    language, _, rest = after.strip().partition(" ")
    if rest:
        found = f"'{rest}' after the fence's language"
        cursor.report.error(opening.place(), "C021", found, "write {key=value}")
    edge = re.compile(rf" {{0,3}}{sign}{{{len(fence)},}}\s*(?P<another>\w[^`]*)?")
    code = cursor.take_while(lambda inside: not edge.fullmatch(inside.text))
    _close(cursor, edge, opening, fence)
    indent = line.indent
    text = "\n".join([inside.text[min(inside.indent, indent) :] for inside in code])
    return Fence(opening, language, attributes, text)


def _close(cursor: Cursor, edge: re.Pattern[str], opening: Line, fence: str) -> None:
    """Takes the closing fence. One that opens another stays: what it begins shall be read."""
    line, found = cursor.line, "this fence is not closed"
    if line is None:
        tell = cursor.report.error if cursor.depth else cursor.report.give_up  # at the top it swallows the document
        tell(opening.place(), "C020", found, f"close it with {fence}")
    elif (match := edge.fullmatch(line.text)) and match["another"]:
        wanted = f"close it with {fence} above line {line.number}; code with such a line stands between longer fences"
        cursor.report.error(opening.place(), "C020", found, wanted)
    else:
        cursor.take()
