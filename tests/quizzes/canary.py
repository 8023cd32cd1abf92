"""A course whose every secret is a random word: its lesson, its practice and its test ask all six types of question."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.lessons.courses import LESSON, write_course

TYPES = ("single", "multiple", "truth", "order", "fill", "output")
WORDS = ("A. Alpha", "B. Beta", "C. Gamma", "D. Delta")
CALLOUTS = ("hint", "hint", "solution", "check", "mistakes", "try")
COPIES = {"lesson": 1, "practice": 1, "test": 2}  # questions of each type
LESSON_PATH, PRACTICE_PATH, TEST_PATH = (f"/small/hello/{end}" for end in ("", "practice/", "test/"))


@dataclass
class Canary:
    """Writes the course below a root. Two of one seed differ in nothing but what is right, as `right` says."""

    root: Path
    seed: int = 1
    right: int = 0
    secrets: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        places = [self._secret() for _ in range(3)]
        self.places = set(places)  # what `see` names stands on the lesson's page, and nowhere else
        self._concepts = [self._secret() for _ in range(3)]
        documents = {name: self._questions(name, copies, places) for name, copies in COPIES.items()}
        folder = write_course(self.root, self._lesson(documents["lesson"], places)) / "small/first/hello"
        for kind in ("practice", "test"):
            front = f"id: hello-{kind}\ntitle: The {kind}\nkind: {kind}\nsummary: All types.\n{self._published()}"
            (folder / f"{kind}.md").write_text(f"---\n{front}\n---\n\n{documents[kind]}")

    def _lesson(self, questions: str, places: list[str]) -> str:
        head, _, rest = LESSON.partition("### Which step opens")
        moments = "".join(f"### What of {number}? {{#{place}}}\n\nIt waits.\n\n" for number, place in enumerate(places))
        head = head.replace("### What if nobody", f"{moments}### What if nobody")
        head = head.replace("concepts: [accept]\nstatus: published", self._published())
        head = head.replace("status: published\nconcepts: [accept]", self._published())
        return f"{head}{questions}\n## Snapshot {rest.partition('## Snapshot ')[2]}"

    def _published(self) -> str:
        return f"status: published\nconcepts: [{', '.join(self._concepts)}]"

    def _questions(self, document: str, copies: int, places: list[str]) -> str:
        asked = [(kind, copy) for copy in range(copies) for kind in TYPES]
        return "\n".join(self._question(f"{document}-{kind}-{copy}", kind, places) for kind, copy in asked)

    def _question(self, name: str, kind: str, places: list[str]) -> str:
        facts = f"concepts={self._random.choice(self._concepts)} see={self._random.choice(places)}"
        facts += f" proof={self._secret()}"
        facts += f" type={kind}" if kind in {"order", "fill", "output"} else ""
        stem = "The method is ____." if kind == "fill" else f"What of {name}?"
        callouts = "\n".join(f"> [!{callout}]\n> {self._secret()}\n" for callout in CALLOUTS)
        return f"### {stem} {{#{name}}}\n{{{facts}}}\n\n{getattr(self, f'_{kind}')()}\n\n{callouts}"

    def _single(self) -> str:
        return self._choices(WORDS, {self.right})

    def _multiple(self) -> str:
        return self._choices(WORDS, {self.right, self.right + 1})

    def _truth(self) -> str:
        return self._choices(("True", "False"), {self.right})

    def _choices(self, labels: Sequence[str], right: set[int]) -> str:
        marks = ["x" if number in right else " " for number in range(len(labels))]
        return "\n".join(f"- [{m}] {label}\n  > {self._secret()}" for m, label in zip(marks, labels, strict=True))

    def _order(self) -> str:
        lines = ["The first line", "The second line", "The third line"]
        return "\n".join(f"{n}. {line}" for n, line in enumerate(lines[self.right :] + lines[: self.right], 1))

    def _fill(self) -> str:
        words = [self._secret(), self._secret()]
        word, other = words[self.right :] + words[: self.right]
        return f"- [=] {word}\n- [=] /{other}x+/\n- [~] {self._secret()}\n  > {self._secret()}"

    def _output(self) -> str:
        lines = [self._secret(), self._secret()]
        printed = "\n".join(lines[self.right :] + lines[: self.right])
        return f'```python\nprint("?")\n```\n\n```answer\n{printed}\n```'

    def _secret(self) -> str:
        word = "canary" + "".join(self._random.choices("abcdefghijkmnpqrstuvwxyz", k=10))
        self.secrets.add(word)
        return word
