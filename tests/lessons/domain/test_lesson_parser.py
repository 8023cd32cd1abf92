from dataclasses import replace

import pytest

from lessons.domain.bodies import Flow, Moments, Sample, Snapshot, Steps, Tracker, Transcript, VisualQuiz
from lessons.domain.course import Course, Module
from lessons.domain.glossary import Term
from lessons.domain.known import Known
from lessons.domain.lesson import Lesson, Media, Reference, Requirement
from lessons.domain.lesson_parser import parse_lesson
from markup import Place, Problem, Prose, Report
from sandbox.domain.authored import Column, FlowNode, Step, Variable
from sandbox.domain.scenario import Scenario
from sandbox.domain.scenario_parser import Folder, parse_scenario
from tests.lessons.courses import CONSUMER, LESSON, SCENARIO

COURSE = Course("small", "Small", "", "en", (Module("first", "First", "", ("hello-folder",)),), "course.yaml")


def scenario() -> Scenario | None:
    return parse_scenario("small", "hello", SCENARIO, Folder("/x", "x", {"consumer.py": CONSUMER}), Report())


KNOWN = Known(
    course=COURSE,
    slug="hello-folder",
    scenarios={"hello": scenario(), "broken": None},
    stepped={"hello": "hello-folder"},
    terms={"socket": Term("socket", "Socket", Prose("A line."))},
    media={"line.svg": Media("line.svg", b"", "image/svg+xml", 640, 360)},
)


def read(text: str) -> tuple[Lesson | None, list[tuple[str, str]]]:
    """The lesson, and each problem as its code and the line from its place on."""
    report = Report()
    lesson = parse_lesson(text, "lesson.md", KNOWN, report)
    lines = text.split("\n")
    return lesson, [(p.code, lines[p.place.line - 1][p.place.column - 1 :]) for p in sorted(report.problems)]


def good() -> Lesson:
    lesson, problems = read(LESSON)
    assert problems == []
    assert lesson
    return lesson


def test_front_matter_says_what_a_lesson_is() -> None:
    lesson = good()

    assert (lesson.course, lesson.id, lesson.slug) == ("small", "hello", "hello-folder")
    assert (lesson.title, lesson.summary) == ("Hello, socket", "A first look.")
    assert (lesson.level, lesson.status) == ("easy", "published")


def test_the_introduction_is_what_stands_before_the_first_section() -> None:
    assert good().introduction == Prose("An **introduction** with a link to [step 2](#step-2).")


def test_sections_keep_the_order_of_the_file() -> None:
    kinds = ["flow", "sample", "steps", "tracker", "moments", "quiz", "snapshot", "transcript"]

    assert list(good().sections) == kinds


def test_a_node_of_the_flow_is_lit_during_its_steps() -> None:
    assert good().body(Flow) == Flow((FlowNode("Ask", ()), FlowNode("Answer", (1, 2))))


def test_a_sample_names_the_scenarios_own_file() -> None:
    assert good().body(Sample) == Sample("consumer.py", Prose("The caption."))


def test_a_row_of_the_execution_table_is_tied_to_its_moment() -> None:
    steps = good().body(Steps)

    assert steps
    assert [row.step for row in steps.rows] == [
        Step(1, "websocket.connect", "a", 1, "connect() runs", "Waiting."),
        Step(2, "websocket.accept", "a", 1, "It accepts", "Open."),
    ]
    assert steps.rows[0].action == Prose("`connect()` runs", inline=True)
    assert steps.exit == Prose("The end.")


def test_a_moment_may_name_its_client_and_its_turn() -> None:
    lesson, _ = read(LESSON.replace("{event=websocket.accept}", "{event=websocket.connect client=a nth=2}"))

    assert lesson
    steps = lesson.body(Steps)
    assert steps
    assert (steps.rows[1].step.client, steps.rows[1].step.nth) == ("a", 2)


def test_the_columns_of_the_tracker_name_their_steps() -> None:
    assert good().body(Tracker) == Tracker(
        (Column("Start", 0), Column("After connect", 2)),
        (Variable("connection_state", ("None", "Accepted")),),
    )


def test_moments_are_questions_with_answers() -> None:
    moments = good().body(Moments)

    assert moments
    assert [(m.id, m.question.plain) for m in moments.moments] == [("nobody", "What if nobody accepts?")]


def test_questions_belong_to_the_lessons_id_and_not_to_its_folder() -> None:
    assert [q.public.key.document for q in good().questions] == ["hello"]


def test_snapshot_and_transcript_are_prose() -> None:
    lesson = good()

    assert lesson.body(Snapshot) == Snapshot(Prose("-   Accept opens."))
    assert lesson.body(Transcript) == Transcript(Prose("All of it again."))


def test_minutes_do_not_tell_how_long_answers_are() -> None:
    lesson, _ = read(LESSON.replace("> The later one.", f"> {'word ' * 300}"))
    assert lesson
    assert lesson.minutes == good().minutes

    lesson, _ = read(LESSON.replace("- Accept opens.", f"- {'word ' * 200}"))
    assert lesson
    assert lesson.minutes == good().minutes + 1


def test_minutes_are_counted_when_they_are_not_given() -> None:
    assert good().minutes == 2
    lesson, _ = read(LESSON.replace("status: published", "status: published\nminutes: 7"))
    assert lesson
    assert lesson.minutes == 7


def test_a_lesson_needs_nothing_but_its_front_matter() -> None:
    lesson, problems = read("---\nid: bare\ntitle: Bare\n---\n")

    assert lesson
    assert (lesson.status, lesson.questions, lesson.body(VisualQuiz), problems) == ("draft", (), None, [])


def test_every_id_of_the_page_is_a_place_in_its_section() -> None:
    assert good().places == {
        "introduction": "Introduction",
        "flow": "Flow",
        "sample": "Code",
        "steps": "Table",
        "step-1": "Table",
        "step-2": "Table",
        "tracker": "Tracker",
        "moments": "Moments",
        "nobody": "Moments",
        "quiz": "Quiz",
        "opens": "Quiz",
        "snapshot": "Snapshot",
        "transcript": "Transcript",
    }


def test_a_lesson_names_what_comes_first_and_where_it_was() -> None:
    more = "status: published\nrequires: [a, b]\naliases: [/small/old/, /older/]"
    lesson, problems = read(LESSON.replace("status: published", more))

    assert problems == []
    assert lesson
    assert lesson.requires == (
        Requirement("a", Place("lesson.md", 6, 12)),
        Requirement("b", Place("lesson.md", 6, 15)),
    )
    assert lesson.aliases == ("/small/old/", "/older/")


def test_links_and_images_lead_to_addresses_of_the_site() -> None:
    text = "[a](lesson.md#step-2) [b](term:socket) [c](scenario:hello?frame=2)\n\n![A line](media/line.svg)"
    lesson, problems = read(LESSON.replace("All of it again.", text))

    assert problems == []
    assert lesson
    transcript = lesson.body(Transcript)
    assert transcript
    assert transcript.text.source == (
        "[a](/small/hello-folder/#step-2) [b](/small/glossary/#socket) [c](/small/hello-folder/?frame=2)\n\n"
        '![A line](/small/hello-folder/media/line.svg "640x360")'
    )
    assert lesson.links == (Reference("hello-folder", "lesson", "step-2", Place("lesson.md", 65, 15)),)
    assert lesson.images == {"line.svg"}


def problems_with(text: str) -> list[Problem]:
    report = Report()
    parse_lesson(text, "lesson.md", KNOWN, report)
    return report.problems


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        ("- Accept opens.", "> [!exit]\n> x\n\n- Accept opens.", "it belongs below an execution table"),
        ("> [!exit]\n> The end.", "> [!exit]\n> The end.\n\n> [!hint]\n> x", "it belongs to a question"),
        ("> [!exit]\n> The end.", "> [!exit]\n> The end.\n\n> [!exit]\n> x", "join it to the first"),
        ("> [!exit]", "> [!exiit]", "did you mean 'exit'?"),
    ],
)
def test_a_callout_in_the_wrong_place_is_told_where_it_belongs(before: str, after: str, hint: str) -> None:
    assert [(p.code, p.hint) for p in problems_with(LESSON.replace(before, after, 1))] == [("C024", hint)]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("{#tracker .tracker}", "{#tracker .trackr}", ("C023", ".trackr}")),
        ("{#tracker .tracker}", "{#tracker}", ("C023", "## Tracker {#tracker}")),
        ("{#steps .steps}", "{#steps .stps}", ("C023", ".stps}")),
        ("## Table {#steps", "# Table {#steps", ("C028", "# Table {#steps .steps}")),
        ("## Table {#steps .steps}", "# Table", ("C028", "# Table")),
        ("| Result |", "| Outcome |", ("C033", "| Step | Action | What runs | Outcome |")),
        ("concepts: [accept]\n", "concept: [accept]\n", ("C010", "concept: [accept]")),
        ("concepts: [accept]\n", "concepts: [Accept]\n", ("C012", "Accept]")),
        ("scenario: hello", "scenari: hello", ("C010", "scenari: hello")),
        ("scenario: hello", "scenario: Hello", ("C012", "scenario: Hello")),
        ("title: Hello, socket", "title: !t Hello", ("C016", "!t Hello")),
    ],
)
def test_what_stands_on_a_mistake_is_not_judged(before: str, after: str, fault: tuple[str, str]) -> None:
    assert before in LESSON

    assert read(LESSON.replace(before, after, 1)) == (None, [fault])


def test_a_level_is_one_of_the_courses() -> None:
    report = Report()
    course = replace(COURSE, levels=("medium", "hard"))
    parse_lesson(LESSON.replace("status:", "level: easy\nstatus:"), "a.md", replace(KNOWN, course=course), report)

    assert [(p.code, str(p.place), p.hint) for p in report.problems] == [
        ("C012", "a.md:5:1", "known here: hard, medium")
    ]


def test_steps_may_be_spoken_of_only_where_there_is_a_table() -> None:
    table = LESSON[LESSON.index("## Table") : LESSON.index("## Tracker")]
    problems = problems_with(LESSON.replace(table, "").replace("see=step-2", "").replace("(#step-2)", "(#flow)"))

    assert [(p.code, p.hint) for p in problems] == [("C036", "write an execution table")] * 2


def test_a_scenario_that_is_broken_itself_is_not_told_again() -> None:
    assert read(LESSON.replace("scenario: hello", "scenario: broken")) == (None, [])


def test_what_does_not_stand_on_a_broken_scenario_is_told_all_the_same() -> None:
    spoilt = LESSON.replace("scenario: hello", "scenario: broken").replace("- [x] B. Two", "- [ ] B. Two")

    assert read(spoilt) == (None, [("C041", "- [ ] A. One")])


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("title: Hello, socket", "title: Hello: socket", ("C013", ": socket")),
        ("title: Hello, socket\n", "title\n", ("C013", "summary: A first look.")),
        ("---\nid: hello\n", "id: hello\n", ("C015", "id: hello")),
        ("scenario: hello\n---\n", "scenario: hello\n", ("C015", "---")),
        ("scenario: hello", "scenario: helo", ("C080", "scenario: helo")),
        ("consumer.py}\n```\n", "consumer.py}\n", ("C020", "```python {src=hello/consumer.py}")),
        ("All of it again.", "```\nAll of it again.", ("C020", "```")),
        ("All of it again.", "word " * 40_000, ("C003", "---")),
    ],
)
def test_one_cause_is_told_once(before: str, after: str, fault: tuple[str, str]) -> None:
    assert before in LESSON

    assert read(LESSON.replace(before, after, 1)) == (None, [fault])


def test_a_warning_lets_a_lesson_pass() -> None:
    lesson, problems = read(LESSON.replace("> [!hint]\n> The later one.\n", ""))

    assert lesson
    assert [code for code, _ in problems] == ["C056"]


def test_a_long_sentence_is_warned_of() -> None:
    lesson, problems = read(LESSON.replace("All of it again.", " ".join(["word"] * 36) + "."))

    assert lesson
    assert [code for code, _ in problems] == ["C058"]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        # front matter
        ("id: hello", "id: Hello", ("C012", "id: Hello")),
        ("id: hello\n", "", ("C011", "title: Hello, socket")),
        ("summary: A first look.", "minuts: 3", ("C010", "minuts: 3")),
        ("summary: A first look.\n", "", ("C011", "status: published")),
        ("status: published", "status: publisht", ("C012", "status: publisht")),
        ("status: published", "kind: practice", ("C012", "kind: practice")),
        ("scenario: hello", "scenario: helo", ("C080", "scenario: helo")),
        # headings
        ("## Flow {#flow .flow}", "# Flow {#flow .flow}", ("C028", "# Flow {#flow .flow}")),
        ("## Flow {#flow .flow}", "## Flow", ("C023", "## Flow")),
        ("## Flow {#flow .flow}", "## Flow {#flow .flwo}", ("C023", ".flwo}")),
        ("## Flow {#flow .flow}", "## Flow {#path .flow}", ("C025", "#path .flow}")),
        ("## Flow {#flow .flow}", "## Flow {#flow .flow step=1}", ("C022", "step=1}")),
        ("{#snapshot .snapshot}", "{#snapshot .transcript}", ("C030", "## Transcript {#transcript .transcript}")),
        ("{#snapshot .snapshot}", "{#introduction .snapshot}", ("C025", "## Snapshot {#introduction .snapshot}")),
        ("{#opens}", "{#send}", ("C025", "### Which step opens the line? {#send}")),
        ("{#snapshot .snapshot}", "{#quiz .snapshot}", ("C025", "## Snapshot {#quiz .snapshot}")),
        ("{#snapshot .snapshot}", "{#step-1 .snapshot}", ("C025", "## Snapshot {#step-1 .snapshot}")),
        ("All of it again.", "", ("C030", "## Transcript {#transcript .transcript}")),
        # flow
        ("1. Ask\n2. Answer {step=1-2}\n", "", ("C030", "## Flow {#flow .flow}")),
        ("1. Ask\n2. Answer", "- Ask\n- Answer", ("C031", "## Flow {#flow .flow}")),
        ("1. Ask", "1. [ ] Ask", ("C031", "1. [ ] Ask")),
        ("1. Ask", "1. Ask\n   > why", ("C031", "1. Ask")),
        ("{step=1-2}", "{step=1-3}", ("C036", "step=1-3}")),
        ("{step=1-2}", "{step=2-1}", ("C036", "step=2-1}")),
        ("{step=1-2}", "{step=0}", ("C036", "step=0}")),
        ("{step=1-2}", "{step=one}", ("C012", "step=one}")),
        ("{step=1-2}", "{stop=1}", ("C022", "stop=1}")),
        # sample
        ("{src=hello/consumer.py}", "{src=hello/consumr.py}", ("C081", "```python {src=hello/consumr.py}")),
        ("{src=hello/consumer.py}", "{src=other/consumer.py}", ("C081", "```python {src=other/consumer.py}")),
        ("consumer.py}\n", "consumer.py}\nx = 1\n", ("C031", "```python {src=hello/consumer.py}")),
        ("```python {src=hello/consumer.py}\n```", "", ("C031", "## Code {#sample .sample}")),
        # execution table
        ("| 2 | It", "| 3 | It", ("C032", "3 | It accepts | `accept()` | Open. {event=websocket.accept} |")),
        ("| What runs |", "| Code |", ("C033", "| Step | Action | Code | Result |")),
        (" {event=websocket.accept}", "", ("C035", "| 2 | It accepts | `accept()` | Open. |")),
        ("{event=websocket.accept}", "{event=websocket.acept}", ("C035", "event=websocket.acept} |")),
        ("event=websocket.accept", "event=websocket.accept client=b", ("C035", "client=b} |")),
        ("event=websocket.accept", "event=websocket.accept nth=0", ("C012", "nth=0} |")),
        (" | Open. {event=websocket.accept}", "", ("C034", "| 2 | It accepts | `accept()` |")),
        (
            "{event=websocket.accept}",
            "{event=websocket.connect}",
            ("C035", "| 2 | It accepts | `accept()` | Open. {event=websocket.connect} |"),
        ),
        ("> [!exit]", "> [!exti]", ("C024", "> [!exti]")),
        ("> The end.", "> The end.\n\nMore.", ("C031", "More.")),
        # tracker
        ("After connect (2) |", "After connect (3) |", ("C036", "After connect (3) |")),
        ("After connect (2) |", "After connect |", ("C033", "After connect |")),
        (
            " Start | After connect (2) |",
            " After connect (2) | Start |",
            ("C033", "| Variable | After connect (2) | Start |"),
        ),
        (
            " Start | After connect (2) |",
            " Before (1) | After connect (2) |",
            ("C033", "| Variable | Before (1) | After connect (2) |"),
        ),
        (" Accepted |", " Accepted {nth=1} |", ("C022", "nth=1} |")),
        # moments and quiz
        ("nobody accepts? {#nobody}", "nobody accepts?", ("C025", "### What if nobody accepts?")),
        ("## Moments {#moments .moments}\n", "## Moments {#moments .moments}\n\nBefore.\n", ("C031", "Before.")),
        ("It waits, see [the tracker](#tracker).", "", ("C030", "### What if nobody accepts? {#nobody}")),
        ("- [x] B. Two", "- [ ] B. Two", ("C041", "- [ ] A. One")),
        ("see=step-2", "see=step-3", ("C047", "see=step-3}")),
        # links and prose
        ("(#step-2)", "(#step-9)", ("C060", "#step-9).")),
        ("(#step-2)", "(other.md)", ("C061", "other.md).")),
        ("- Accept opens.", "Accept opens.", ("C031", "## Snapshot {#snapshot .snapshot}")),
        ("- Accept opens.", "- [ ] Accept opens.", ("C045", "- [ ] Accept opens.")),
        ("All of it again.", "> [!try]\n> All of it again.", ("C024", "> [!try]")),
    ],
)
def test_a_mistake_is_an_error_at_its_place(before: str, after: str, fault: tuple[str, str]) -> None:
    assert before in LESSON
    lesson, problems = read(LESSON.replace(before, after, 1))

    assert lesson is None
    assert problems == [fault]


def test_columns_that_go_back_in_time_are_an_error() -> None:
    table = "| Variable | Start | Later (2) | Sooner (1) |\n|---|---|---|---|\n| state | a | b | c |"
    before = LESSON[LESSON.index("| Variable |") : LESSON.index("\n\n## Moments")]

    assert read(LESSON.replace(before, table)) == (None, [("C032", "Sooner (1) |")])


@pytest.mark.parametrize("kind", ["flow", "steps", "tracker"])
def test_what_the_sandbox_shows_needs_a_scenario(kind: str) -> None:
    text = f"---\nid: x\ntitle: Some title\n---\n\n## Title {{#{kind} .{kind}}}\n\ntext\n"

    assert read(text) == (None, [("C080", f"## Title {{#{kind} .{kind}}}")])


def test_a_table_that_is_missing_is_told() -> None:
    text = "---\nid: x\ntitle: Some title\nscenario: hello\n---\n\n## T {#steps .steps}\n\n> [!exit]\n> End.\n"

    assert read(text) == (None, [("C031", "## T {#steps .steps}")])


def test_a_tracker_that_is_missing_is_told() -> None:
    text = "---\nid: x\ntitle: Some title\nscenario: hello\n---\n\n## T {#tracker .tracker}\n\n- list\n"

    assert read(text) == (None, [("C031", "## T {#tracker .tracker}"), ("C031", "- list")])


def test_words_too_long_for_the_stage_are_warned_of() -> None:
    lesson, problems = read(LESSON.replace("It accepts", "It accepts " * 5).replace("Open.", "Open. " * 16))

    assert lesson
    assert [code for code, _ in problems] == ["C037", "C037"]


def test_all_mistakes_are_told_at_once() -> None:
    spoilt = LESSON.replace("(2)", "(5)").replace("[x]", "[ ]").replace("{step=1-2}", "{step=7}")

    _, problems = read(spoilt.replace("title:", "titel:"))
    assert [code for code, _ in problems] == ["C010", "C036", "C036", "C041"]
