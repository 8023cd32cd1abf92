"""One mistake in a sound course is one problem, told where it stands."""

from pathlib import Path

import pytest

from lessons.disk import read_release
from lessons.domain.release import Release
from tests.lessons.courses import CONSUMER, COURSE, GLOSSARY, LESSON, PRACTICE, SCENARIO, TEST

TRANSCRIPT = """All of it again: a [socket](term:socket), its [holder](../../glossary.md#consumer),
the [next lesson](../bye/lesson.md#farewell), the [practice](practice.md),
one [run](scenario:hello?variant=default&frame=2).

![A line from left to right](media/line.svg)
"""
BYE = """---
id: bye
title: Goodbye, socket
summary: A last look.
status: published
requires: [hello]
aliases: [/small/farewell/]
---

## Code {#sample .sample}

```python
async def bye():
    await leave()
```

What it takes to leave.

## Transcript {#farewell .transcript}

That was [all of it](../hello/lesson.md#step-2).
"""
TYPES = """
### Which of these opens the line? {#which}
{type=order concepts=accept}

1. Ask
2. Accept

> [!hint]
> Think of a door.

### What is printed? {#prints}
{type=output concepts=accept}

```python
print("a")
```

```answer
a
```

> [!hint]
> One letter.
"""
FILES = {
    "course.yaml": COURSE.replace("[hello]", "[hello, bye]").replace(
        "format: 1\n", "format: 1\npass: 0.7\ndefaults: {quiz: {shuffle: yes, attempts: 2}}\n"
    ),
    "glossary.md": GLOSSARY,
    "scenarios/hello/scenario.yaml": SCENARIO,
    "scenarios/hello/consumer.py": CONSUMER,
    "first/hello/lesson.md": LESSON.replace("All of it again.\n", TRANSCRIPT),
    "first/hello/practice.md": PRACTICE + TYPES,
    "first/hello/test.md": TEST,
    "first/hello/media/line.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"/>\n',
    "first/bye/lesson.md": BYE,
}
HEAD = BODY = "first/hello/lesson.md"
QUIZ = "first/hello/practice.md"
ROW = "| 2 | It accepts | `accept()` | Open. {event=websocket.accept} |"
DRAWN, NEXT, WORDS, OUTLINE = "first/hello/test.md", "first/bye/lesson.md", "glossary.md", "course.yaml"


def told(root: Path, files: dict[str, str]) -> list[tuple[str, str, str]]:
    """Each error and warning of a course: its file, its code, and the line from its place on."""
    for name, text in files.items():
        path = root / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    problems = [p for p in read_release([root], Release()).problems if p.severity != "note"]
    names = [str(Path(p.place.file).relative_to(root / "small")) for p in problems]
    lines = [files[name].split("\n") for name in names]
    return [
        (name, p.code, line[p.place.line - 1][p.place.column - 1 :])
        for name, line, p in zip(names, lines, problems, strict=True)
    ]


def test_the_course_is_sound_before_it_is_spoilt(tmp_path: Path) -> None:
    assert told(tmp_path, FILES) == []


FAULTS: list[tuple[str, str, str, str, str]] = [
    # YAML and fields
    (OUTLINE, "title: A small course", "title: A: small", "C013", ": small"),
    (OUTLINE, "language: en", "language: en\nlanguage: de", "C014", "language: de"),
    (OUTLINE, "language: en", "langauge: en", "C010", "langauge: en"),
    (OUTLINE, "format: 1", "format: 2", "C012", "format: 2"),
    (OUTLINE, "format: 1", "format: 1\nstatus: hidden", "C012", "status: hidden"),
    (OUTLINE, "format: 1", "format: 1\nlevels: [hard, easy]", "C012", "easy]"),
    (OUTLINE, "pass: 0.7", "pass: 70", "C012", "pass: 70"),
    (OUTLINE, "shuffle: yes", "shuffle: maybe", "C012", "shuffle: maybe, attempts: 2}}"),
    (OUTLINE, "attempts: 2", "attempts: 9", "C012", "attempts: 9}}"),
    (OUTLINE, "attempts: 2", "atempts: 2", "C010", "atempts: 2}}"),
    (OUTLINE, "id: first", "id: scenarios", "C025", "id: scenarios"),
    (HEAD, "title: Hello, socket", "title: !t Hello, socket", "C016", "!t Hello"),
    (HEAD, "title: Hello, socket\n", "", "C011", "id: hello"),
    (HEAD, "title: Hello, socket", "titel: Hello, socket\ntitle: Hello", "C010", "titel: Hello, socket"),
    (HEAD, "title: Hello, socket", "title: Hi", "C012", "title: Hi"),
    (HEAD, "status: published", "status: publishd", "C012", "status: publishd"),
    (HEAD, "status: published", "status: published\nminutes: 121", "C012", "minutes: 121"),
    (HEAD, "status: published", "status: published\nkind: test", "C012", "kind: test"),
    (HEAD, "status: published", "status: published\naliases: [old]", "C012", "old]"),
    (HEAD, "summary: A first look.\n", "", "C011", "status: published"),
    (HEAD, "concepts: [accept]", "concepts: accept", "C012", "concepts: accept"),
    (HEAD, "concepts: [accept]", "concept: [accept]", "C010", "concept: [accept]"),
    (HEAD, "concepts: [accept]", "concepts: [accept, accept]", "C025", "accept]"),
    (HEAD, "scenario: hello", "scenario: helo", "C080", "scenario: helo"),
    (HEAD, "scenario: hello", "scenari: hello", "C010", "scenari: hello"),
    (HEAD, "scenario: hello", "scenario: [hello]", "C012", "scenario: [hello]"),
    (QUIZ, "kind: practice\n", "", "C011", "id: hello-practice"),
    (QUIZ, "kind: practice", "kind: test", "C012", "kind: test"),
    (QUIZ, "status: published", "status: published\ndraw: {easy: 1}", "C010", "draw: {easy: 1}"),
    (DRAWN, "{easy: 1}", "{easy: 3}", "C040", "easy: 3}"),
    (DRAWN, "{easy: 1}", "{easy: 0}", "C012", "easy: 0}"),
    (DRAWN, "{easy: 1}", "{esy: 1}", "C010", "esy: 1}"),
    (DRAWN, "{easy: 1}", "{easy: 1, hard: 1}", "C040", "hard: 1}"),
    # the text as a whole
    (BODY, "scenario: hello\n---\n", "scenario: hello\n", "C015", "---"),
    (BODY, "- Accept opens.", "- Accept opens.\nMore.", "C029", "More."),
    (BODY, "{event=websocket.accept} |\n", "{event=websocket.accept} |\nMore [text](#nothing).\n", "C029", "More ["),
    (BODY, "It waits,", "It \x00waits,", "C002", "\x00waits, see [the tracker](#tracker)."),
    (BODY, "- Accept opens.", "```\n- Accept opens.", "C020", "```"),
    (BODY, "- Accept opens.", "- Accept <b>opens</b>.", "C026", "<b>opens"),
    (BODY, "It waits,", "    It waits,", "C027", "    It waits, see [the tracker](#tracker)."),
    (BODY, "It waits,", "It waits[^1],", "C062", "[^1], see [the tracker](#tracker)."),
    (BODY, "- Accept opens.", "- Accept opens. {step=1}", "C022", "step=1}"),
    (BODY, "- Accept opens.", "> [!hint]\n> It opens.\n\n- Accept opens.", "C024", "> [!hint]"),
    (QUIZ, 'print("a")\n```', 'print("a")', "C020", "```python"),
    (BODY, "It waits,", "Word\n: Words.\nOther word\n: Others.\n\nIt waits,", "C029", ": Others."),
    (BODY, "It waits,", "Word\n: > Words.\n\nIt waits,", "C028", "> Words."),
    (BODY, "## Snapshot", "# Snapshot", "C028", "# Snapshot {#snapshot .snapshot}"),
    (BODY, "## Snapshot", "##Snapshot", "C028", "##Snapshot {#snapshot .snapshot}"),
    # sections
    (BODY, "{#snapshot .snapshot}", "{#snapshot .snapshto}", "C023", ".snapshto}"),
    (BODY, "{#tracker .tracker}", "{#tracker .trackr}", "C023", ".trackr}"),
    (BODY, "{#steps .steps}", "{#steps .stps}", "C023", ".stps}"),
    (BODY, "{#snapshot .snapshot}", "{#snapshot}", "C023", "## Snapshot {#snapshot}"),
    (BODY, "{#snapshot .snapshot}", '{#snapshot .snapshot "}', "C021", '"}'),
    (BODY, "{#snapshot .snapshot}", "{#snapshot, .snapshot}", "C021", ", .snapshot}"),
    (QUIZ, "concepts=send proof", "concepts=send, accept, proof", "C021", ", accept, proof"),
    (BODY, "### What if", "#### What if", "C028", "#### What if"),
    (QUIZ, "### What opens", "#### What opens", "C028", "#### What opens"),
    (BODY, "{#snapshot .snapshot}", "{#opens .snapshot}", "C025", "## Snapshot {#opens .snapshot}"),
    (BODY, "- Accept opens.", "", "C030", "## Snapshot {#snapshot .snapshot}"),
    (BODY, "{step=1-2}", "{step=3}", "C036", "step=3}"),
    (BODY, "src=hello/consumer.py", "src=hello/consumr.py", "C081", "```python {src=hello/consumr.py}"),
    (BODY, "consumer.py}", "consumer.py lines=3-99}", "C081", "lines=3-99}"),
    (BODY, "consumer.py}", "consumer.py lines=3-5 hl=2}", "C081", "hl=2}"),
    (BODY, "consumer.py}", "consumer.py hl=x}", "C012", "hl=x}"),
    (BODY, "The caption.", "", "C031", "## Code {#sample .sample}"),
    (BODY, "| 2 | It", "| 3 | It", "C032", "3 | It accepts | `accept()` | Open. {event=websocket.accept} |"),
    (BODY, "| Result |", "| Then |", "C033", "| Step | Action | What runs | Then |"),
    (BODY, "| `accept()` |", "|", "C034", "| 2 | It accepts | Open. {event=websocket.accept} |"),
    (BODY, "=websocket.accept", "=websocket.acept", "C035", "event=websocket.acept} |"),
    (BODY, ROW, "| 2 {event=websocket.accept} | It accepts | `accept()` | Open. |", "C022", "event=websocket.accept}"),
    (BODY, ROW, "| 2 | It accepts | `accept()` | Open. | {event=websocket.accept}", "C022", "event=websocket.accept}"),
    (BODY, "| Result |", "| Result {nth=1} |", "C022", "nth=1} |"),
    (BODY, "> [!exit]", "> [!exti]", "C024", "> [!exti]"),
    (BODY, "connect (2)", "connect (7)", "C036", "After connect (7) |"),
    (BODY, "| None | Accepted |", "| None |", "C034", "| connection_state | None |"),
    (NEXT, "async def bye():", "async def bye(:", "C082", ":"),
    (NEXT, "await leave()\n```", "await leave()\n```\n\n```python\n```", "C031", "## Code {#sample .sample}"),
    (NEXT, "```python\n", "```\n", "C031", "```"),
    # links
    (BODY, "(#step-2)", "(#step-9)", "C060", "#step-9)."),
    (BODY, "(#step-2)", "(step-2)", "C061", "step-2)."),
    (BODY, "(#step-2)", "(#step-2 'x')", "C062", "](#step-2 'x')"),
    (BODY, "[step 2](#step-2)", "[step 2][two]", "C062", "[step 2][two]."),
    (BODY, "(term:socket)", "(term:sokcet)", "C065", "term:sokcet)"),
    (BODY, "glossary.md#consumer", "glossary.md#consumr", "C065", "../../glossary.md#consumr)"),
    (BODY, "(../../glossary.md#consumer)", "(../glossary.md#consumer)", "C066", "../glossary.md#consumer),"),
    (BODY, "../bye/lesson.md#farewell", "../by/lesson.md#farewell", "C066", "../by/lesson.md#farewell)"),
    (BODY, "../bye/lesson.md#farewell", "../bye/lesson.md#farewel", "C060", "farewel)"),
    (BODY, "(practice.md)", "(../bye/practice.md)", "C066", "../bye/practice.md)"),
    (BODY, "(practice.md)", "(practice.md#call)", "C060", "#call)"),
    (BODY, "scenario:hello", "scenario:helo", "C080", "helo?variant=default&frame=2)."),
    (BODY, "variant=default", "variant=defualt", "C085", "defualt&frame=2)."),
    (BODY, "variant=default", "varant=default", "C085", "varant=default&frame=2)."),
    (BODY, "frame=2", "frame=two", "C085", "two)."),
    (BODY, "media/line.svg", "media/lin.svg", "C063", "media/lin.svg)"),
    (BODY, "![A line from left to right]", "![]", "C064", "media/line.svg)"),
    (NEXT, "lesson.md#step-2", "lesson.md#step-3", "C060", "step-3)."),
    (NEXT, "requires: [hello]", "requires: [helo]", "C067", "helo]"),
    (HEAD, "concepts: [accept]", "concepts: [accept]\nrequires: [bye]", "C068", "bye]"),
    (QUIZ, "(#step-2)", "(#step-3)", "C060", "#step-3)."),
    (WORDS, "(first/hello/lesson.md#step-2)", "(first/hello/lesson.md#step-3)", "C060", "step-3)."),
    (WORDS, "(#socket)", "(#sockt)", "C060", "#sockt) on the server."),
    # questions
    (QUIZ, "- [x] A. Accepting", "- [ ] A. Accepting", "C041", "- [ ] A. Accepting"),
    (QUIZ, "- [=] send", "- [~] send\n  > No.", "C041", "### To answer,"),
    (QUIZ, "- [ ] B. Asking", "- [ ] A. Asking", "C043", "- [ ] A. Asking"),
    (QUIZ, "- [ ] B. Asking\n  > No.\n", "", "C044", "### What opens the line? {#what-opens}"),
    (QUIZ, "- [ ] B. Asking", "- [!] B. Asking", "C045", "- [!] B. Asking"),
    (QUIZ, "{#call}", "{#what-opens}", "C025", "### To answer, call ____ and wait. {#what-opens}"),
    (QUIZ, " {#call}", "", "C046", "### To answer, call ____ and wait."),
    (QUIZ, "see=step-2", "see=step-3", "C047", "see=step-3}"),
    (QUIZ, "concepts=send", "concepts=snd", "C047", "concepts=snd "),
    (QUIZ, "concepts=accept proof", "type=fil concepts=accept proof", "C047", "type=fil "),
    (QUIZ, "see=step-2", "sea=step-2", "C022", "sea=step-2}"),
    (QUIZ, "A. Accepting", "A. ![A line](media/line.svg)", "C062", "![A line](media/line.svg)"),
    (QUIZ, "1. Ask", "1. ![A line](media/line.svg)", "C062", "![A line](media/line.svg)"),
    (QUIZ, "> [!hint]\n> The later one.", "> [!hnit]\n> The later one.\n\n> [!hint]\n> One.", "C024", "> [!hnit]"),
    (QUIZ, "### What opens", "## Title {#group .moments}\n\n### What opens", "C023", "## Title {#group .moments}"),
    # glossary
    (WORDS, "{#consumer}", "{#socket}", "C025", "## Consumer {#socket}"),
    (WORDS, "What holds a [socket](#socket) on the server.", "", "C030", "## Consumer {#consumer}"),
    (WORDS, "## Consumer", "### Consumer", "C028", "### Consumer {#consumer}"),
    (WORDS, "## Socket", "Words.\n\n## Socket", "C031", "Words."),
]
WARNINGS: list[tuple[str, str, str, str, str]] = [
    (BODY, "An **introduction**", "Text\n- list\n\nAn **introduction**", "C029", "- list"),
    (BODY, "It accepts", "It accepts, and that takes a whole sentence to say", "C037", "It accepts, and"),
    (BODY, "It waits,", "It " + "really " * 40 + "waits,", "C058", "It really really"),
    (
        QUIZ,
        "A. Accepting",
        "A. Accepting, which answers the request that came in before",
        "C051",
        "- [x] A. Accepting, which",
    ),
    (QUIZ, "B. Asking", "B. All of the above", "C052", "- [ ] B. All of the above"),
    (QUIZ, "What opens the line?", "What does not open the line?", "C053", "### What does not"),
    (QUIZ, "  > Yes.\n", "", "C055", "- [x] A. Accepting"),
    (QUIZ, "> [!hint]\n> The later one.\n", "", "C056", "### What opens the line? {#what-opens}"),
    (QUIZ, "> The later one.", "> Choice B is too early.", "C057", "Choice B is too early."),
]


@pytest.mark.parametrize("fault", [*FAULTS, *WARNINGS], ids=lambda fault: f"{fault[3]} {fault[2]}")
def test_one_mistake_is_one_problem_where_it_stands(fault: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    file, before, after, code, rest = fault
    assert before in FILES[file]
    spoilt = FILES[file].replace(before, after, 1)

    problems = told(tmp_path, {**FILES, file: spoilt})
    assert [(where, code, text[: len(rest)]) for where, code, text in problems] == [(file, code, rest)]
