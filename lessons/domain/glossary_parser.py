"""`glossary.md` becomes a `Glossary`."""

from dataclasses import replace

from lessons.domain.documents import check_sentences
from lessons.domain.glossary import Glossary, Term
from lessons.domain.known import Known
from lessons.domain.outline import Part, cut
from lessons.domain.targets import Targets
from markup import Report, check_attributes, plain, read_prose, scan_body, split_document
from markup.blocks import Paragraph

LEVELS = range(1, 7)  # every heading is taken for a term's


def parse_glossary(text: str, file: str, known: Known, report: Report) -> Glossary | None:
    """Reads `## Term {#term}` and a paragraph for each; None where something is wrong, and `report` says what."""
    header, body = split_document(text, file, report)
    if header:
        report.error(header[0].place(), "C031", "front matter, which a glossary has none of", "delete it")
    glossary = Glossary(known.course.id)
    targets = Targets(replace(known, slug="", media={}), report, here=glossary.path)
    document = scan_body(body, report, targets)
    before, parts = cut(document.blocks, *LEVELS)
    for block in before:
        report.error(block.place, "C031", "text before the first ## is shown nowhere", "move it")
    check_sentences(document.blocks, report)
    if all(part.id for part in parts):  # else a link may be to the one that has lost its id
        targets.check_own([part.id for part in parts])
    _refuse_same_ids(parts, report)
    terms = [_read_term(part, report) for part in parts]
    if report.broken:
        return None
    return replace(
        glossary, terms=tuple(sorted(terms, key=lambda term: term.title.casefold())), links=tuple(targets.links)
    )


def _read_term(part: Part, report: Report) -> Term:
    title = plain(part.heading.text)
    if part.heading.level != 2:
        report.error(part.place, "C028", f"a heading with {part.heading.level} #", "write ## for a term")
    check_attributes(part.heading.attributes, report, named=True)
    if not part.heading.attributes.id:
        report.error(part.place, "C025", f"the term '{title}' has no id", "end its heading with {#some-id}")
    if not any(isinstance(block, Paragraph) for block in part.blocks):
        report.error(part.place, "C030", f"the term '{title}' is not explained", "write a paragraph below it")
    return Term(part.heading.attributes.id, title, read_prose(part.blocks, report))


def _refuse_same_ids(parts: tuple[Part, ...], report: Report) -> None:
    seen: set[str] = set()
    for part in parts:
        name = part.heading.attributes.id
        if name and name in seen:
            report.error(part.place, "C025", f"the term '{name}' is explained twice", "join them")
        seen.add(name)
