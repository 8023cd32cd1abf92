import pytest

from lessons.domain.bodies import Sample
from lessons.domain.lesson import Lesson
from lessons.domain.lesson_parser import parse_lesson
from markup import Prose, Report
from tests.lessons.domain.test_lesson_parser import KNOWN

FRONT = "---\nid: x\ntitle: Some title\n---\n\n## Code {#sample .sample}\n\n"


def read(sample: str, front: str = FRONT) -> tuple[Lesson | None, list[tuple[str, int, int]]]:
    report = Report()
    lesson = parse_lesson(f"{front}{sample}", "lesson.md", KNOWN, report)
    first = front.count("\n")
    return lesson, [(p.code, p.place.line - first, p.place.column) for p in sorted(report.problems)]


def sample(text: str, front: str = FRONT) -> Sample:
    lesson, problems = read(text, front)
    assert problems == []
    assert lesson
    found = lesson.body(Sample)
    assert found
    return found


def test_a_lesson_without_a_scenario_shows_code_of_its_own() -> None:
    assert sample("```python\nawait bye()\n```\n\nThe caption.") == Sample(
        "", Prose("The caption."), code=Prose("```python\nawait bye()\n```")
    )


def test_a_lesson_with_a_scenario_may_show_code_of_its_own() -> None:
    front = FRONT.replace("---\n\n", "scenario: hello\n---\n\n")

    assert sample("```python\nx = 1\n```\n\nThe caption.", front).code == Prose("```python\nx = 1\n```")


def test_a_sample_may_show_some_lines_of_the_scenarios_file() -> None:
    front = FRONT.replace("---\n\n", "scenario: hello\n---\n\n")
    shown = sample("```python {src=hello/consumer.py lines=1-2,4 hl=1,4}\n```\n\nThe caption.", front)

    assert (shown.file, shown.lines, shown.marked) == ("consumer.py", (1, 2, 4), (1, 4))


def test_code_in_other_languages_is_not_judged() -> None:
    assert sample("```javascript\nlet (\n```\n\nThe caption.").code


@pytest.mark.parametrize(
    ("code", "line", "column"),
    [("x = (", 2, 5), ("x = 1\ny ==", 3, 5), ("def f():\npass", 3, 1), ("\n\n    x = 1", 4, 4), ("return", 2, 1)],
)
def test_python_that_does_not_compile_is_told_at_its_line(code: str, line: int, column: int) -> None:
    assert read(f"```python\n{code}\n```\n\nThe caption.") == (None, [("C082", line, column)])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Words.", ("C031", -1, 1)),
        ("```python\nx = 1\n```", ("C031", -1, 1)),
        ("```python\n```\n\nThe caption.", ("C031", 1, 1)),
        ("```\nx = 1\n```\n\nThe caption.", ("C031", 1, 1)),
        ("```python {src=hello/consumer.py}\n```\n\nThe caption.", ("C080", -1, 1)),
        ("```python {hl=3}\nx = 1\n```\n\nThe caption.", ("C022", 1, 12)),
        ("```python\nx = 1\n```\n\n```python\nx = 1\n```\n\nThe caption.", ("C031", -1, 1)),
    ],
)
def test_a_mistake_is_one_problem_at_its_place(text: str, fault: tuple[str, int, int]) -> None:
    assert read(text) == (None, [fault])


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("lines=0", "C081"),
        ("lines=5-3", "C081"),
        ("lines=3-99", "C081"),
        ("lines=a", "C012"),
        ("hl=99", "C081"),
        ("lines=3-4 hl=5", "C081"),
        ("from=3", "C022"),
    ],
)
def test_lines_are_those_of_the_file(told: str, code: str) -> None:
    front = FRONT.replace("---\n\n", "scenario: hello\n---\n\n")
    _, problems = read(f"```python {{src=hello/consumer.py {told}}}\n```\n\nThe caption.", front)

    assert [code for code, _, _ in problems] == [code]


def test_code_of_its_own_is_judged_though_the_scenario_is_broken() -> None:
    front = FRONT.replace("---\n\n", "scenario: broken\n---\n\n")

    assert read("```python\nx = (\n```\n\nThe caption.", front) == (None, [("C082", 2, 5)])
