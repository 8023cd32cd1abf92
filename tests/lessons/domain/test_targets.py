from dataclasses import replace

import pytest

from lessons.domain.course import Course, Module
from lessons.domain.known import Known
from lessons.domain.lesson import Media, Reference
from lessons.domain.targets import Targets
from markup import Place, Report, scan
from markup.blocks import Paragraph
from tests.lessons.domain.test_lesson_parser import KNOWN as SMALL

COURSE = Course(
    "c", "Course", "", "en", (Module("one", "One", "", ("a", "b")), Module("two", "Two", "", ("d",))), "course.yaml"
)
KNOWN = replace(SMALL, course=COURSE, slug="a", stepped={"hello": "d"})
GLOSSARY = replace(KNOWN, slug="")


def lead(target: str, known: Known = KNOWN, *, here: str = "", scenario: str = "") -> tuple[str, Targets]:
    """Where a link to `target` leads, and what was noted."""
    targets = Targets(known, Report(), here, scenario)
    (paragraph,) = scan(f"[x]({target})", "a.md", targets.report, targets).blocks
    assert isinstance(paragraph, Paragraph)
    return paragraph.text.removeprefix("[x](").removesuffix(")"), targets


def fault(target: str, known: Known = KNOWN) -> tuple[str, int, str]:
    """The one problem with a link to `target`: its code, its offset in the target, and its hint."""
    (problem,) = lead(target, known)[1].report.problems
    return problem.code, problem.place.column - 5, problem.hint


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("#step-2", "#step-2"),
        ("https://example.org/a", "https://example.org/a"),
        ("http://example.org", "http://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("lesson.md", "/c/a/"),
        ("practice.md", "/c/a/practice/"),
        ("test.md", "/c/a/test/"),
        ("./test.md", "/c/a/test/"),
        ("../b/lesson.md#x", "/c/b/#x"),
        ("../../two/d/practice.md", "/c/d/practice/"),
        ("../../glossary.md", "/c/glossary/"),
        ("../../glossary.md#socket", "/c/glossary/#socket"),
        ("term:socket", "/c/glossary/#socket"),
        ("scenario:hello", "/c/d/"),
        ("scenario:hello?variant=default&frame=12", "/c/d/?variant=default&frame=12"),
        ("scenario:hello?", "/c/d/"),
    ],
)
def test_a_target_becomes_an_address(target: str, address: str) -> None:
    led, targets = lead(target)

    assert led == address
    assert targets.report.problems == []


def test_the_variants_of_a_broken_scenario_are_not_judged() -> None:
    led, targets = lead("scenario:broken?variant=any", replace(KNOWN, stepped={"broken": "d"}))

    assert led == "/c/d/?variant=any"
    assert targets.report.problems == []


def test_the_page_itself_is_preferred_to_another_one_that_steps_the_scenario() -> None:
    assert lead("scenario:hello?frame=2", scenario="hello")[0] == "/c/a/?frame=2"


def test_places_of_a_page_elsewhere_are_led_to_that_page() -> None:
    led, targets = lead("#step-2", here="/c/a/")
    targets.check_own(["step-2"])

    assert led == "/c/a/#step-2"
    assert targets.report.problems == []


def test_from_the_glossary_paths_begin_in_the_courses_folder() -> None:
    assert lead("two/d/lesson.md#x", GLOSSARY)[0] == "/c/d/#x"
    assert lead("glossary.md", GLOSSARY)[0] == "/c/glossary/"


def test_terms_of_the_glossary_are_judged_when_it_has_been_read() -> None:
    led, targets = lead("term:new", GLOSSARY)
    assert led == "/c/glossary/#new"
    assert targets.report.problems == []

    targets.check_own(["newer"])
    assert [p.hint for p in targets.report.problems] == ["did you mean 'newer'?"]


def test_links_to_other_documents_are_kept_for_later() -> None:
    assert lead("../b/lesson.md#x")[1].links == [Reference("b", "lesson", "x", Place("a.md", 1, 20))]
    assert lead("test.md")[1].links == [Reference("a", "test", "", Place("a.md", 1, 5))]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("", ("C061", 0, "write #place, ../other-lesson/lesson.md, term:…, scenario:… or https://…")),
        ("/c/a/", ("C061", 0, "write #place, ../other-lesson/lesson.md, term:…, scenario:… or https://…")),
        ("javascript:x", ("C061", 0, "write #place, ../other-lesson/lesson.md, term:…, scenario:… or https://…")),
        ("media/line.svg", ("C061", 0, "write #place, ../other-lesson/lesson.md, term:…, scenario:… or https://…")),
        ("../d/lesson.md", ("C066", 0, "did you mean '../b/lesson.md'?")),
        ("../../two/e/lesson.md", ("C066", 0, "did you mean '../../two/d/lesson.md'?")),
        ("../../../../c/one/a/lesson.md", ("C066", 0, "did you mean '../../two/d/lesson.md'?")),
        ("../glossary.md", ("C066", 0, "did you mean '../../glossary.md'?")),
        ("test.md#x", ("C060", 7, "delete it")),
        ("term:sockte", ("C065", 0, "did you mean 'socket'?")),
        ("scenario:helo", ("C080", 9, "did you mean 'hello'?")),
        ("scenario:hello?varient=default", ("C085", 15, "did you mean 'variant'?")),
        ("scenario:hello?variant=defaul", ("C085", 23, "did you mean 'default'?")),
        ("scenario:hello?variant=default&frame=0", ("C085", 37, "write frame=1 or more")),
        ("scenario:hello?frame=1&frame=2", ("C085", 23, "keep one")),
    ],
)
def test_a_target_that_leads_nowhere_is_told_at_its_column(target: str, told: tuple[str, int, str]) -> None:
    assert fault(target) == told


def test_a_scenario_without_a_page_is_told() -> None:
    assert fault("scenario:hello", replace(KNOWN, stepped={"broken": "d"})) == ("C080", 9, "known here: broken")


def test_a_scenario_without_a_page_is_not_told_where_a_lesson_names_an_unknown_one() -> None:
    assert lead("scenario:hello", replace(KNOWN, stepped={"helo": "d"}))[1].report.problems == []


def test_a_glossary_that_is_missing_is_told() -> None:
    assert fault("../../glossary.md", replace(KNOWN, terms={}))[0] == "C066"
    assert fault("term:socket", replace(KNOWN, terms={})) == ("C065", 0, "")


def test_terms_of_a_broken_glossary_are_not_judged() -> None:
    known = replace(KNOWN, terms=None)

    for target in ("term:any", "../../glossary.md", "../../glossary.md#any"):
        assert lead(target, known)[1].report.problems == []


def test_an_image_is_served_beside_its_lesson_with_its_size() -> None:
    targets = Targets(KNOWN, Report())
    (paragraph,) = scan("![A line](media/line.svg)", "a.md", targets.report, targets).blocks

    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == '![A line](/c/a/media/line.svg "640x360")'
    assert (targets.images, targets.report.problems) == ({"line.svg"}, [])


def test_an_image_of_unknown_size_says_none() -> None:
    targets = Targets(replace(KNOWN, media={"x.svg": Media("x.svg", b"", "image/svg+xml", 0, 0)}), Report())
    (paragraph,) = scan("![A line](media/x.svg)", "a.md", targets.report, targets).blocks

    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "![A line](/c/a/media/x.svg)"


@pytest.mark.parametrize(
    ("image", "code", "hint"),
    [
        ("![A line](media/lin.svg)", "C063", "did you mean 'media/line.svg'?"),
        ("![A line](line.svg)", "C063", "did you mean 'media/line.svg'?"),
        ("![A line](https://example.org/line.svg)", "C063", "known here: media/line.svg"),
        ("![ ](media/line.svg)", "C064", "say what it shows: ![words](media/…)"),
    ],
)
def test_an_image_that_nobody_can_see_or_hear_is_an_error(image: str, code: str, hint: str) -> None:
    targets = Targets(KNOWN, Report())
    scan(image, "a.md", targets.report, targets)

    assert [(p.code, p.hint) for p in targets.report.problems] == [(code, hint)]


def test_without_any_image_the_folder_is_named() -> None:
    targets = Targets(replace(KNOWN, media={}), Report())
    scan("![A line](media/lin.svg)", "a.md", targets.report, targets)

    assert [p.hint for p in targets.report.problems] == ["put it into the folder media/ beside this file"]
