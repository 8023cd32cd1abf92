"""Questions of every type, read from Markdown as an author would write it."""

from markup.blocks import Heading
from markup.problems import Report
from markup.scanner import scan
from quizzes.domain.parser import Surroundings, parse_question
from quizzes.domain.question import Question

AROUND = Surroundings("channels", "life", "easy", ["send", "receive"], ["step-4", "tracker"])

SINGLE = """### At which step does the consumer answer? {#when}
{level=medium concepts=send see=step-4}

- [ ] A. Step 3
  > The message has only *arrived*.
- [x] B. Step `4`
  > Yes.
- [ ] D. Step 5
  > Too late, see [[B]].

> [!hint]
> Look right.

> [!solution]
> 1. **Look.** It is [[B]].

> [!check]
> Sending answers.

> [!mistakes]
> - Taking [[A]].
"""
MULTIPLE = """### Which methods does Channels call? {#which}
{partial=yes}

- [x] A. connect
  > Yes, at the start.
- [x] B. receive
  > Yes, for each message.
- [ ] C. answer
  > No such method.
- [ ] D. reply
  > Nor this.

> [!hint]
> Two of them.
"""
TRUTH = """### Accepting opens the line. {#opens}

- [x] True
  > Yes.
- [ ] False
  > It does.

> [!hint]
> Who waits?
"""
ORDER = """### What comes first? {#first}
{type=order}

1. The request
2. The accept
3. The message

> [!hint]
> Think of a call.
"""
FILL = """### To open the line, call ____ and wait. {#call}
{type=fill}

- [=] accept
- [=] /self\\.accept(\\(\\))?/
- [~] open
  > That is the browser's event.

> [!hint]
> One word.
"""
OUTPUT = """### What is printed? {#prints}
{type=output}

```python
print("a ")
print("b")
```

```answer
a
b
```

> [!hint]
> Two lines.
"""
EVERY_TYPE = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "truth": TRUTH,
    "order": ORDER,
    "fill": FILL,
    "output": OUTPUT,
}


def read(text: str, around: Surroundings = AROUND) -> tuple[Question, Report]:
    """The one question of a text, and what is wrong with it."""
    report = Report()
    heading, *blocks = scan(text, "a.md", report).blocks
    assert isinstance(heading, Heading)
    return parse_question(heading, blocks, around, report), report


def ask(text: str) -> Question:
    """The same for a text without a fault."""
    question, report = read(text)
    assert report.problems == []
    return question


def keys(question: Question) -> dict[str, str]:
    """The choices' keys by what their author wrote."""
    return {choice.text.source: choice.key for choice in question.public.choices}


def four(right: str = "C") -> Question:
    """Four choices with a canary behind each, and one in every other secret text."""
    choices = "\n".join(
        f"- [{'x' if letter == right else ' '}] {letter}. Choice `{letter}`\n  > canary-feedback-{letter}"
        for letter in "ABCD"
    )
    callouts = "\n\n".join(
        f"> [!{name}]\n> canary-{name}-{number}"
        for name, number in (("hint", 1), ("hint", 2), ("solution", 1), ("check", 1), ("mistakes", 1), ("try", 1))
    )
    return ask(f"### Who accepts? {{#who}}\n{{see=tracker}}\n\n{choices}\n\n{callouts}\n")
