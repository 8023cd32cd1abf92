"""What an author writes as a link's target becomes an address of the site, or an error at its own column."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from lessons.domain.known import Known
from lessons.domain.lesson import DocumentKind, Reference
from lessons.domain.paths import DOCUMENTS, GLOSSARY, MEDIA, address_of, paths_to, within
from lessons.domain.runs import after, read_run
from markup import Link, Place, Report, suggest

WANTED = "write #place, ../other-lesson/lesson.md, term:…, scenario:… or https://…"


@dataclass(slots=True)
class Targets:
    """Leads the links of one document where they should go, and keeps those that can only be judged later.

    `here` is the address on which `#place` stands, empty where that is the page itself; `scenario` is what this page
    steps. `own` holds links to places of that page, `links` those to other documents, `images` the files shown.
    """

    known: Known
    report: Report
    here: str = ""
    scenario: str = ""
    own: list[tuple[str, Place]] = field(default_factory=list)
    links: list[Reference] = field(default_factory=list)
    images: set[str] = field(default_factory=set)

    def __call__(self, link: Link) -> str:
        """What is to stand between the link's parentheses."""
        if link.is_image:
            return self.image(link)
        read = next((read for prefix, read in READERS.items() if link.target.startswith(prefix)), Targets.file)
        return read(self, link)

    def check_own(self, places: Collection[str]) -> None:
        """Judges the links to the page's own places, once these are known."""
        for name, place in self.own:
            if name not in places:
                found = f"nothing on this page is called '#{name}'"
                self.report.error(place, "C060", found, suggest(name, places))

    def place_here(self, link: Link) -> str:
        self.own.append((link.target[1:], link.place))
        return f"{self.here}{link.target}"

    def term(self, link: Link) -> str:
        return self.glossary(link, link.target.removeprefix("term:"))

    def glossary(self, link: Link, term: str) -> str:
        terms = self.known.terms
        if not self.known.slug:
            self.own.append((term, link.place))
        elif terms is not None and term not in terms:
            self.report.error(link.place, "C065", f"unknown term '{term}'", suggest(term, terms))
        return f"/{self.known.course.id}/glossary/#{term}"

    def image(self, link: Link) -> str:
        name = link.target.removeprefix(MEDIA)
        media = self.known.media.get(name) if link.target.startswith(MEDIA) else None
        if not link.text.strip():
            self.report.error(link.place, "C064", "an image without words", "say what it shows: ![words](media/…)")
        if not media:
            files = [f"{MEDIA}{file}" for file in self.known.media]
            wanted = suggest(link.target, files) or f"put it into the folder {MEDIA} beside this file"
            self.report.error(link.place, "C063", f"no image '{link.target}'", wanted)
            return link.target
        self.images.add(name)
        size = f' "{media.width}x{media.height}"' if media.width and media.height else ""
        return f"{address_of(self.known, self.known.slug)}{MEDIA}{name}{size}"

    def run(self, link: Link) -> str:
        return read_run(link, self.known, self.scenario, self.report)

    def file(self, link: Link) -> str:
        """A relative link to a file of the course, as it works on a code host."""
        path, _, anchor = link.target.partition("#")
        match within(self.folder, path):
            case (name,) if name == GLOSSARY:
                return self.glossary(link, anchor) if anchor else self.glossary_page(link)
            case module, slug, name if name in DOCUMENTS and self.known.course.module_of(slug) == module:
                return self.document(slug, DOCUMENTS[name], anchor, link)
        self.refuse(path, link)
        return link.target

    def document(self, slug: str, kind: DocumentKind, anchor: str, link: Link) -> str:
        if anchor and kind != "lesson":
            found = f"a {kind} has no place '#{anchor}' to link to"
            self.report.error(after(link.place, link.target.index("#")), "C060", found, "delete it")
        self.links.append(Reference(slug, kind, anchor, after(link.place, link.target.find("#") + 1)))
        page = "" if kind == "lesson" else f"{kind}/"
        return f"{address_of(self.known, slug)}{page}{f'#{anchor}' if anchor else ''}"

    def glossary_page(self, link: Link) -> str:
        if self.known.slug and self.known.terms is not None and not self.known.terms:
            self.report.error(link.place, "C066", "this course has no glossary", f"write {GLOSSARY} beside course.yaml")
        return f"/{self.known.course.id}/glossary/"

    def refuse(self, path: str, link: Link) -> None:
        name = path.rpartition("/")[2]
        if name in DOCUMENTS or name == GLOSSARY:
            wanted = suggest(path, paths_to(name, self.folder, self.known.course))
            self.report.error(link.place, "C066", f"no document '{path}' in this course", wanted)
        else:
            self.report.error(link.place, "C061", f"a link to '{link.target}'", WANTED)

    @property
    def folder(self) -> tuple[str, ...]:
        slug = self.known.slug
        return (self.known.course.module_of(slug), slug) if slug else ()


def _as_written(_: Targets, link: Link) -> str:
    return link.target


READERS: dict[str, Callable[[Targets, Link], str]] = {
    "#": Targets.place_here,
    "https://": _as_written,
    "http://": _as_written,
    "mailto:": _as_written,
    "term:": Targets.term,
    "scenario:": Targets.run,
}
