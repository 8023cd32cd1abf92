"""How a line begins says what it is part of; one that begins with a letter is part of a paragraph, or a table's."""

import re

FENCE = r"`{3,}(?=[^`]*$)|~{3,}"
HEADING = r"#{1,6}(?:\s|$|[A-Za-z])"
BRACES = r"\{[^{}]*\}\s*$"
ITEM = r"[-*+]|\d{1,9}[.)]"
BEGINS = re.compile(  # one look at a line, which names its reader
    rf" {{0,3}}(?:(?P<fence>{FENCE})|(?P<heading>{HEADING})|(?P<braces>{BRACES})|(?P<quote>>)"
    rf"|(?P<list>(?:{ITEM})(?: |$)))|(?P<indented> {{4}})"
)
ENDS_PARAGRAPH = re.compile(rf"\s*$| {{0,3}}(?:{FENCE}|{HEADING}|{BRACES}|>|(?:[-*+]|1[.)]) +[^ ])")
OPENS_FENCE = re.compile(rf" {{0,3}}(?:{FENCE})")
MARKER = re.compile(rf" {{0,3}}(?P<sign>{ITEM})(?: +|$)")
QUOTE = re.compile(r" {0,3}> ?")
BULLETS = ("-", "*", "+")
