"""A small course for tests, whole and sound, and ways to spoil it."""

from pathlib import Path

from tests.lessons.recorded import record_beside

COURSE = """id: small
title: A small course
summary: One lesson.
language: en
format: 1
modules:
  - id: first
    title: The only module
    lessons: [hello]
"""
SCENARIO = """title: Hello
consumer: consumer.py
clients: [a]
script: [a: connect, a: {send: hi}, a: close]
"""
CONSUMER = """from channels.generic.websocket import AsyncWebsocketConsumer


class HelloConsumer(AsyncWebsocketConsumer):
    pass
"""
LESSON = """---
id: hello
title: Hello, socket
summary: A first look.
status: published
concepts: [accept]
scenario: hello
---

An **introduction** with a link to [step 2](#step-2).

## Flow {#flow .flow}

1. Ask
2. Answer {step=1-2}

## Code {#sample .sample}

```python {src=hello/consumer.py}
```

The caption.

## Table {#steps .steps}

| Step | Action | What runs | Result |
|---|---|---|---|
| 1 | `connect()` runs | `connect()` | Waiting. {event=websocket.connect} |
| 2 | It accepts | `accept()` | Open. {event=websocket.accept} |

> [!exit]
> The end.

## Tracker {#tracker .tracker}

| Variable | Start | After connect (2) |
|---|---|---|
| connection_state | None | Accepted |

## Moments {#moments .moments}

### What if nobody accepts? {#nobody}

It waits, see [the tracker](#tracker).

## Quiz {#quiz .quiz}

### Which step opens the line? {#opens}
{concepts=accept proof=definition see=step-2}

- [ ] A. One
  > No.
- [x] B. Two
  > Yes.

> [!hint]
> The later one.

## Snapshot {#snapshot .snapshot}

- Accept opens.

## Transcript {#transcript .transcript}

All of it again.
"""
PRACTICE = """---
id: hello-practice
title: "Practice: hello"
kind: practice
summary: Two questions.
status: published
concepts: [accept, send]
---

Two questions, see [step 2](#step-2).

### What opens the line? {#what-opens}
{concepts=accept proof=definition see=step-2}

- [x] A. Accepting
  > Yes.
- [ ] B. Asking
  > No.

> [!hint]
> The later one.

### To answer, call ____ and wait. {#call}
{type=fill concepts=send proof=definition}

- [=] send
- [~] reply
  > No such method.

> [!hint]
> One word.
"""
TEST = (
    PRACTICE.replace("practice", "test")
    .replace("Practice", "Test")
    .replace("concepts: [accept, send]\n", "concepts: [accept, send]\ndraw: {easy: 1}\n")
)
GLOSSARY = """## Socket {#socket}

One open line, see [the first lesson](first/hello/lesson.md#step-2).

## Consumer {#consumer}

What holds a [socket](#socket) on the server.
"""
LESSON_PATH = "small/first/hello/lesson.md"


def write_course(root: Path, lesson: str = LESSON, consumer: str = CONSUMER, scenario: str = SCENARIO) -> Path:
    """Writes the course below `root` and returns it."""
    files = {
        "small/course.yaml": COURSE,
        "small/scenarios/hello/scenario.yaml": scenario,
        "small/scenarios/hello/consumer.py": consumer,
        LESSON_PATH: lesson,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    record_beside(root / "small/scenarios/hello")
    return root
