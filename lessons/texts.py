"""What a file of a course says, or why it cannot be read."""

from lessons.domain.front import Front, read_front
from lessons.roots import LARGEST, Source
from markup import Place, Record, Report, decode, read_front_matter, read_yaml, split_document, split_lines


def text_of(source: Source, report: Report) -> str | None:
    """Its text; None where there is none, and `report` says why."""
    if source.fault:
        refuse_unreadable(source, report)
        return None
    return decode(source.raw, source.file, report)


def front_of(source: Source) -> Front:
    """What the front matter of a document says, whatever is wrong with the rest."""
    text = decode(source.raw, source.file, Report())
    return read_front(text, source.file) if text else Front()


def record_of(source: Source) -> Record:
    """A YAML file once more, for the places in it; it has been judged."""
    text = decode(source.raw, source.file, Report()) or ""
    return read_yaml(split_lines(text, source.file, Report()), source.file, Report())


def header_of(source: Source) -> Record:
    """The front matter of a document once more, for the places in it."""
    text = decode(source.raw, source.file, Report()) or ""
    header, _ = split_document(text, source.file, Report())
    return read_front_matter(header, source.file, Report())


def refuse_unreadable(source: Source, report: Report) -> None:
    """Tells why a file could not be read."""
    wanted = "make it smaller" if source.size > LARGEST else "see that it is there, and its permissions"
    report.error(Place(source.file), "C004", f"this cannot be read: {source.fault}", wanted)
