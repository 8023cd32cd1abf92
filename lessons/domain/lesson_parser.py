"""A lesson's Markdown becomes a `Lesson`."""

from collections.abc import Iterator, Mapping, Sequence

from lessons.domain.against_run import check_against_run
from lessons.domain.bodies import Section, VisualQuiz
from lessons.domain.claims import claims_of
from lessons.domain.documents import LessonFields, check_sentences, level_of, minutes_of, read_document, surroundings_of
from lessons.domain.known import Known
from lessons.domain.lesson import Claim, Lesson, Requirement
from lessons.domain.outline import Outline, cut_section, outline_of
from lessons.domain.places import places_of
from lessons.domain.sections import Page, read_sections
from lessons.domain.targets import Targets
from markup import SLUG, Record, Report, read_front_matter, read_prose, scan_body, split_document, suggest
from markup.lines import Line


def parse_lesson(text: str, file: str, known: Known, report: Report) -> Lesson | None:
    """Reads `lesson.md`; None where something is wrong, and `report` says what."""
    header, body = split_document(text, file, report)
    record = read_front_matter(header, file, report)
    fields = read_document(LessonFields, record, known, report)
    _check_scenario(fields, record, known, report)
    targets = Targets(known, report, scenario=fields.scenario)
    document = scan_body(body, report, targets)
    outline = outline_of(document, report)
    places = places_of(outline, report)
    targets.check_own(places)
    check_sentences(document.blocks, report)
    introduction = read_prose(outline.introduction, report)
    page = Page(fields.scenario, known, surroundings_of(fields, known, places), report, outline.steps)
    sections = read_sections(outline.sections, page)
    if page.scenario:
        check_against_run(outline.sections, sections, page.scenario, report)
    if page.on_broken_scenario or report.broken:
        return None
    return Lesson(
        course=known.course.id,
        id=fields.id,
        slug=known.slug,
        title=fields.title,
        summary=fields.summary,
        minutes=fields.minutes or minutes_of(_prose_in(body, outline), _asked(sections)),
        level=level_of(fields, known),
        status=fields.status,
        scenario=fields.scenario,
        introduction=introduction,
        sections=sections,
        requires=tuple(Requirement(name, record.place_of("requires", i)) for i, name in enumerate(fields.requires)),
        aliases=tuple(fields.aliases),
        places=places,
        links=tuple(targets.links),
        images=frozenset(targets.images),
        claims=tuple(_claims(outline)),
    )


def _check_scenario(fields: LessonFields, record: Record, known: Known, report: Report) -> None:
    name = fields.scenario
    if SLUG.fullmatch(name) and name not in known.scenarios:
        report.error(record.place_of("scenario"), "C080", f"unknown scenario '{name}'", suggest(name, known.scenarios))


def _claims(outline: Outline) -> Iterator[Claim]:
    for kind, keyed in (("moments", False), ("quiz", True)):
        if kind in outline.sections:
            yield from claims_of(cut_section(outline.sections[kind].blocks, Report())[1], keyed=keyed)


def _prose_in(body: Sequence[Line], outline: Outline) -> str:
    """What is written outside of the visual quiz."""
    quiz = outline.sections.get("quiz")
    if quiz is None:
        return "\n".join([line.text for line in body])
    begin = quiz.place.line
    starts = [part.place.line for part in outline.sections.values()]
    end = min((start for start in starts if start > begin), default=body[-1].number + 1)
    return "\n".join([line.text for line in body if not begin <= line.number < end])


def _asked(sections: Mapping[str, Section]) -> int:
    quiz = sections.get("quiz")
    return len(quiz.body.questions) if quiz and isinstance(quiz.body, VisualQuiz) else 0
