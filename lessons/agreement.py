"""What the files of a course must agree on, which no parser of one file can see."""

from collections.abc import Iterator, Mapping, Sequence

from lessons.domain.course_parser import RESERVED
from lessons.domain.links import check_links
from lessons.domain.requirements import check_requirements
from lessons.reading import CourseReading
from lessons.roots import COURSE, DOCUMENTS, GLOSSARY, LESSON, MEDIA, PROOFS, Source
from lessons.texts import front_of, header_of, record_of
from markup import Place, Problem, Record, suggest

BESIDE = (*DOCUMENTS, PROOFS)  # what may stand in a lesson's folder
WAY_OUT = "If no learner has seen it yet, stop the site and delete the folder releases in its data folder"


def check_course(reading: CourseReading, before: Mapping[str, Source]) -> None:
    """Judges a course as a whole; `before` are the files of the release that is being served."""
    _check_outline(reading)
    _check_ids(reading)
    _check_links(reading)
    _check_files(reading)
    _check_vanished(reading, before)


def check_addresses(readings: Sequence[CourseReading]) -> None:
    """An alias leads from an address that nothing else has."""
    taken = {"/": "the contents"}
    documents = [(reading, *document) for reading in readings for document in reading.documents]
    for reading in readings:
        if reading.course:
            taken[f"/{reading.course.id}/"] = reading.course.file
        if reading.glossary:
            taken[reading.glossary.path] = reading.files[reading.path(GLOSSARY)].file
    for reading, path, document in documents:
        taken[document.path] = reading.files[path].file
    for reading, path, document in documents:
        for number, alias in enumerate(document.aliases):
            owner = "the site itself" if alias.split("/")[1] in RESERVED else taken.get(alias)
            if owner:
                place = header_of(reading.files[path]).place_of("aliases", number)
                found = f"the alias {alias} is an address of {owner}"
                reading.add(path, [Problem(place, "C097", found, "take it out: nothing could lead there")])
            taken.setdefault(alias, reading.files[path].file)


def _check_outline(reading: CourseReading) -> None:
    homes = [home for _, home in reading.homes]
    documents = [path for path in reading.files if path.endswith(DOCUMENTS) and path.count("/") == 3]
    outline: Record | None = None  # read once, and only where something is missing
    for i, module in enumerate(reading.course.modules if reading.course else ()):
        for j, slug in enumerate(module.lessons):
            path = reading.path(module.id, slug, LESSON)
            if path not in reading.files:
                near = [doc.split("/")[2] for doc in documents if doc.startswith(reading.path(module.id, ""))]
                found = f"lesson '{slug}' is listed, but {path.partition('/')[2]} is missing"
                outline = outline or record_of(reading.files[reading.path(COURSE)])
                place = outline.place_of("modules", i, "lessons", j)
                reading.add(path, [Problem(place, "C091", found, suggest(slug, near))])
    for home in dict.fromkeys(path.rpartition("/")[0] for path in documents):
        if home not in homes:
            first = next(path for path in documents if path.startswith(f"{home}/"))
            found, wanted = "this lesson is in no module", f"list it in {reading.path(COURSE)}"
            reading.problems.append(Problem(Place(reading.files[first].file), "C091", found, wanted))


def _check_ids(reading: CourseReading) -> None:
    seen: dict[str, str] = {}
    for path, source in _listed(reading):
        name = reading.fronts[path].id
        if name and name in seen:
            place = header_of(source).place_of("id")
            reading.add(path, [Problem(place, "C025", f"a second document '{name}'", f"see {seen[name]}")])
        seen.setdefault(name, source.file)


def _check_links(reading: CourseReading) -> None:
    """Links and requirements, as far as both ends were read."""
    assert reading.course  # noqa: S101  # whoever has documents has a course
    owner = reading.course.id
    unread = {(owner, slug) for slug, home in reading.homes if slug not in reading.lessons or _is_broken(reading, home)}
    lessons = {(owner, slug): lesson for slug, lesson in reading.lessons.items()}
    pages = {(owner, slug, kind): page for (slug, kind), page in reading.quiz_pages.items()}
    glossaries = {owner: reading.glossary} if reading.glossary else {}
    units = {source.file: path for path, source in reading.files.items()}
    for problem in (*check_links(lessons, pages, glossaries, unread), *check_requirements(lessons, unread)):
        reading.add(units[problem.place.file], [problem])


def _check_files(reading: CourseReading) -> None:
    """Files of a lesson's folder that nothing reads, and pictures that nothing shows."""
    beside: dict[str, list[str]] = {}
    for path in reading.files:
        beside.setdefault("/".join(path.split("/")[:3]), []).append(path)
    shown = {(document.slug, name) for _, document in reading.documents for name in document.images}
    for slug, home in reading.homes:
        is_judged = slug in reading.lessons and not _is_broken(reading, home)
        told: set[str] = set()
        for path in beside.get(home, ()):
            name, _, rest = path.removeprefix(f"{home}/").partition("/")
            if name == MEDIA and (slug, rest) in reading.media:
                if is_judged and (slug, rest) not in shown and path not in reading.faults:
                    _warn(reading, path, "C096", "no document shows this")
            elif name not in told and (rest or name not in BESIDE):
                told.add(name)
                _warn(reading, path, "C094", "nothing reads this")


def _warn(reading: CourseReading, path: str, code: str, found: str) -> None:
    """A warning at a file beside a lesson, or at its folder, where that is the one that nobody knows."""
    file, (name, *rest) = reading.files[path].file, path.split("/")[3:]
    if code == "C096":
        wanted = f"write ![…]({MEDIA}/{rest[0]})"
    elif name == MEDIA:
        wanted = f"put pictures into {MEDIA} itself"
    else:
        file, wanted = file.removesuffix("/".join(["", *rest])), suggest(name, (*BESIDE, MEDIA))
    reading.add(path, [Problem(Place(file), code, found, wanted, "warning")])


def _check_vanished(reading: CourseReading, before: Mapping[str, Source]) -> None:
    """Results hang on the id of what was published: it may be retired, but not disappear."""
    assert reading.course  # noqa: S101  # whoever has documents has a course
    listed = {reading.fronts[path].id for path, _ in _listed(reading)}
    written = {front.id for front in reading.fronts.values()}
    for path, source in before.items():
        if not path.endswith(DOCUMENTS):
            continue
        now = reading.fronts.get(path)
        front = now if now and reading.files[path].raw == source.raw else front_of(source)
        if front.status == "published" and front.id not in listed and (now is None or now.id):
            found = f"'{front.id}' was published and is gone"
            wanted = f"bring back {path.partition('/')[2]}; to show it to nobody, give it status: retired. {WAY_OUT}"
            problem = Problem(Place(reading.course.file), "C093", found, wanted)
            told = front.id in written or path in reading.faults
            reading.hold_back((path, reading.path(COURSE)), problem, told=told)


def _listed(reading: CourseReading) -> Iterator[tuple[str, Source]]:
    """The documents that the outline names, in its order."""
    for _, home in reading.homes:
        for path in (f"{home}/{name}" for name in DOCUMENTS):
            if path in reading.files:
                yield path, reading.files[path]


def _is_broken(reading: CourseReading, home: str) -> bool:
    return any(unit.startswith(f"{home}/") and unit.endswith(DOCUMENTS) for unit in reading.faults)
