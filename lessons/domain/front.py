"""A first look at a document: what its front matter says, before anything is judged."""

from dataclasses import dataclass

from markup import Report, read_front_matter, split_document


@dataclass(frozen=True, slots=True)
class Front:
    """What stands in the front matter, as written; empty where a field is missing or no text."""

    id: str = ""
    title: str = ""
    kind: str = ""
    scenario: str = ""
    status: str = ""


def read_front(text: str, file: str) -> Front:
    """Reads the front matter alone and reports nothing."""
    end = text.find("\n---", 3)
    report = Report()
    header, _ = split_document(text[: end + 4] if end > 0 else "", file, report)
    values = read_front_matter(header, file, report).values
    fields = {name: values.get(name) for name in Front.__slots__}
    return Front(**{name: value for name, value in fields.items() if isinstance(value, str)})
