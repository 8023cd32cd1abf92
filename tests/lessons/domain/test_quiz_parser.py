from dataclasses import replace

import pytest

from lessons.domain.course import QuizDefaults
from lessons.domain.lesson import Lesson, QuizPage, Reference
from lessons.domain.quiz_parser import parse_quiz
from markup import Place, Prose, Report
from quizzes.domain.question import QuestionKey
from tests.lessons.courses import PRACTICE, TEST
from tests.lessons.domain.test_lesson_parser import COURSE, KNOWN, good


def read(
    text: str, file: str = "practice.md", lesson: Lesson | None = None
) -> tuple[QuizPage | None, list[tuple[str, str]]]:
    report = Report()
    page = parse_quiz(text, file, KNOWN, lesson, report)
    lines = text.split("\n")
    return page, [(p.code, lines[p.place.line - 1][p.place.column - 1 :]) for p in sorted(report.problems)]


def sound(text: str, file: str = "practice.md") -> QuizPage:
    page, problems = read(text, file, good())
    assert problems == []
    assert page
    return page


def test_front_matter_says_what_a_practice_is() -> None:
    page = sound(PRACTICE)

    assert (page.course, page.slug, page.kind, page.id) == ("small", "hello-folder", "practice", "hello-practice")
    assert (page.title, page.summary, page.status, page.level) == (
        "Practice: hello",
        "Two questions.",
        "published",
        "easy",
    )
    assert page.path == "/small/hello-folder/practice/"


def test_the_introduction_stands_before_the_questions_and_links_to_the_lesson() -> None:
    assert sound(PRACTICE).introduction == Prose("Two questions, see [step 2](/small/hello-folder/#step-2).")


def test_questions_belong_to_the_documents_id() -> None:
    assert [question.public.key for question in sound(PRACTICE).questions] == [
        QuestionKey("small", "hello-practice", "what-opens"),
        QuestionKey("small", "hello-practice", "call"),
    ]


def test_questions_may_stand_in_groups() -> None:
    grouped = PRACTICE.replace("### What", "## First {#first .quiz}\n\n### What").replace(
        "### To", "## Second {#second .quiz}\n\n### To"
    )

    assert [q.public.key.question for q in sound(grouped).questions] == ["what-opens", "call"]


def test_a_test_says_how_many_it_draws() -> None:
    page = sound(TEST, "test.md")

    assert (page.kind, page.draw) == ("test", {"easy": 1})


def test_minutes_do_not_tell_how_long_answers_are() -> None:
    wordy = PRACTICE.replace("- [=] send", f"- [=] {'Word. ' * 30}").replace("> Yes.", f"> {'Word. ' * 300}")

    assert sound(wordy).minutes == sound(PRACTICE).minutes
    assert sound(PRACTICE.replace("Two questions,", f"{'Word. ' * 200}\n\nTwo questions,")).minutes == 1 + 1 + 2


def test_minutes_count_what_is_asked() -> None:
    assert sound(PRACTICE).minutes == 1 + 2
    assert sound(TEST, "test.md").minutes == 1 + 1
    assert sound(PRACTICE.replace("status: published", "status: published\nminutes: 9")).minutes == 9


def test_links_to_other_documents_are_kept() -> None:
    page = sound(PRACTICE.replace("(#step-2)", "(lesson.md#quiz)"))

    assert page.links == (Reference("hello-folder", "lesson", "quiz", Place("practice.md", 10, 39)),)


def test_what_the_course_says_of_quizzes_holds_for_questions() -> None:
    course = replace(COURSE, quizzes=QuizDefaults(shuffle=False))
    page = parse_quiz(PRACTICE, "practice.md", replace(KNOWN, course=course), good(), Report())

    assert page
    assert not page.questions[0].public.shuffled


def test_places_are_not_judged_where_the_lesson_is_broken() -> None:
    page, problems = read(PRACTICE.replace("step-2", "step-9"))

    assert page
    assert problems == []


def test_places_are_those_of_the_lesson_beside_it() -> None:
    text = PRACTICE.replace("step-2", "step-9")

    assert [code for code, _ in read(text, lesson=good())[1]] == ["C060", "C047"]


def test_a_document_says_the_same_as_its_name() -> None:
    assert read(PRACTICE, "test.md", good()) == (None, [("C012", "kind: practice")])
    assert read(TEST, "practice.md", good()) == (None, [("C012", "kind: test"), ("C010", "draw: {easy: 1}")])


def test_a_level_is_one_of_the_courses() -> None:
    course = replace(COURSE, levels=("medium", "hard"))
    report = Report()
    parse_quiz(
        PRACTICE.replace("see=", "level=easy see="), "practice.md", replace(KNOWN, course=course), good(), report
    )

    assert [(p.code, p.place.line, p.hint) for p in report.problems] == [("C047", 12, "known here: hard, medium")]


def test_a_level_that_is_not_said_is_the_courses_first() -> None:
    course = replace(COURSE, levels=("medium", "hard"))
    page = parse_quiz(PRACTICE, "practice.md", replace(KNOWN, course=course), good(), Report())

    assert page
    assert (page.level, page.questions[0].public.level) == ("medium", "medium")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("---\nid: a\ntitle: Some\nkind: test\n---\n", ""),
        ("---\nid: a\ntitle: Some\nkind: test\n---\nWords.", "Words."),
    ],
)
def test_a_quiz_without_a_question_is_an_error(text: str, rest: str) -> None:
    assert read(text, "test.md") == (None, [("C030", rest)])


def test_an_empty_file_is_told_once() -> None:
    assert read("") == (None, [("C015", "")])


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("### What", "# Title\n\n### What", ("C028", "# Title")),
        ("### What", "## Title\n\n### What", ("C023", "## Title")),
        ("### What", "## Title {#a .moments}\n\n### What", ("C023", "## Title {#a .moments}")),
        ("### What", "## Title {#a .quiz x=y}\n\n### What", ("C022", "x=y}")),
        ("### What", "## Title {#a .quiz}\n\nWords.\n\n### What", ("C031", "Words.")),
        ("### To", "## More {#call .quiz}\n\n### To", ("C025", "### To answer, call ____ and wait. {#call}")),
        ("### To", "## More {#what-opens .quiz}\n\n### To", ("C025", "## More {#what-opens .quiz}")),
        ("{#call}", "{#what-opens}", ("C025", "### To answer, call ____ and wait. {#what-opens}")),
        ("Two questions, see", "#### Title\n\nTwo questions, see", ("C028", "#### Title")),
        ("status: published", "status: published\nlevel: hrd", ("C012", "level: hrd")),
        ("summary: Two questions.\n", "", ("C011", "status: published")),
    ],
)
def test_a_mistake_is_one_problem_at_its_place(before: str, after: str, fault: tuple[str, str]) -> None:
    assert before in PRACTICE

    assert read(PRACTICE.replace(before, after, 1), lesson=good()) == (None, [fault])
