import pytest

from markup.blocks import Heading
from markup.problems import Report
from markup.scanner import scan
from quizzes.domain.parser import Surroundings, parse_question
from quizzes.domain.question import Question, QuestionKey

GOOD = """### At which step does the consumer answer? {#step-that-answers}
{level=medium concepts=send,receive see=step-4 proof=definition}

Look at the `send()` row.

- [ ] A. Step 3
  > The message has only *arrived*.
- [x] B. Step `4`
  > Yes.

> [!hint]
> Look right.

> [!hint]
> Look further right.
"""


def read(text: str) -> tuple[Question, Report]:
    report = Report()
    heading, *blocks = scan(text, "a.md", report).blocks
    assert isinstance(heading, Heading)
    around = Surroundings("channels", "life", "easy", ["send", "receive"], ["step-4", "tracker"])
    return parse_question(heading, blocks, around, report), report


def question(choices: str = "- [ ] A. One\n  > No.\n- [x] B. Two\n  > Yes.", attributes: str = "") -> str:
    return f"### What is it? {{#it}}\n{attributes}\n\n{choices}\n\n> [!hint]\n> Think.\n"


def told(text: str) -> list[tuple[str, str]]:
    return [(p.code, f"{p.place.line}:{p.place.column}") for p in sorted(read(text)[1].problems)]


def test_the_public_half_is_what_anybody_may_see() -> None:
    asked, report = read(GOOD)

    assert report.problems == []
    assert asked.public.key == QuestionKey("channels", "life", "step-that-answers")
    assert (asked.public.type, asked.public.level, asked.public.hints) == ("single", "medium", 2)
    assert asked.public.stem == "At which step does the consumer answer?"
    assert asked.public.body == "<p>Look at the <code>send()</code> row.</p>"
    assert [(c.letter, c.html) for c in asked.public.choices] == [("A", "Step 3"), ("B", "Step <code>4</code>")]


def test_the_secret_half_is_what_grading_needs() -> None:
    asked, _ = read(GOOD)
    wrong, right = (choice.key for choice in asked.public.choices)

    assert asked.secret.right == {right}
    assert asked.secret.feedback == {wrong: "<p>The message has only <em>arrived</em>.</p>", right: "<p>Yes.</p>"}
    assert asked.secret.hints == ("<p>Look right.</p>", "<p>Look further right.</p>")
    assert asked.secret.see == "step-4"


def test_a_choice_keeps_its_key_whatever_is_marked_or_said() -> None:
    before = [choice.key for choice in read(question())[0].public.choices]
    after = [choice.key for choice in read(question("- [x] A. Other\n  > x\n- [ ] B. Words\n  > y"))[0].public.choices]

    assert before == after


def test_the_same_letter_of_another_question_has_another_key() -> None:
    one = read(question())[0].public.choices[0].key
    other = read(question().replace("{#it}", "{#that}"))[0].public.choices[0].key

    assert one != other


def test_the_public_half_is_the_same_wherever_the_mark_stands() -> None:
    first = read(question("- [x] A. One\n  > a\n- [ ] B. Two\n  > b"))[0]
    second = read(question("- [ ] A. One\n  > a\n- [x] B. Two\n  > b"))[0]

    assert first.public == second.public
    assert first.version != second.version


def test_a_question_without_a_level_has_its_documents_level() -> None:
    assert read(question())[0].public.level == "easy"


def test_feedback_may_be_several_paragraphs() -> None:
    asked, report = read(question("- [ ] A. One\n  > No.\n  >\n  > Never.\n- [x] B. Two\n  > Yes."))

    assert asked.secret.feedback[asked.public.choices[0].key] == "<p>No.</p>\n<p>Never.</p>"
    assert report.problems == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (question("- [ ] A. One\n  > No.\n- [ ] B. Two\n  > No."), ("C041", "4:1")),
        (question("- [x] A. One\n  > Yes.\n- [x] B. Two\n  > Yes."), ("C042", "6:1")),
        (question("- [x] A. One\n  > Yes.\n- [ ] B. Two\n  > No.\n- [ ] A. Three\n  > No."), ("C043", "8:1")),
        (question("- [x] A. One\n  > Yes."), ("C044", "1:1")),
        (question("No choices at all."), ("C044", "1:1")),
        (question("- [x] A. One\n  > Yes.\n- [ ] B. Two\n  > No.\n- [ ] no letter"), ("C045", "8:1")),
        (question("- [x] A. One\n  > Yes.\n- [ ] B. Two\n  > No.\n- [y] C. Three"), ("C045", "8:1")),
        (question("- [x] A. One\n  > Yes.\n- [ ] B. Two\n  > No.\n- C. Three"), ("C045", "8:1")),
        (question("- [x] A. One\n\n  More.\n- [ ] B. Two\n  > No."), ("C045", "4:1")),
        (question("- [x] A. One {step=1}\n  > Yes.\n- [ ] B. Two\n  > No."), ("C022", "4:15")),
        (question(attributes="{levle=easy}"), ("C022", "2:2")),
        (question(attributes="{level=esy}"), ("C047", "2:2")),
        (question(attributes="{level=easy,hard}"), ("C047", "2:2")),
        (question(attributes="{see=step-9}"), ("C047", "2:2")),
        (question(attributes="{concepts=send,sned}"), ("C047", "2:2")),
        (question(attributes="{type=order}"), ("C022", "2:2")),
        (question(attributes="{level=easy}\n{see=tracker}"), ("C021", "3:1")),
        (question(attributes="{.single}"), ("C022", "2:2")),
        (question().replace("[!hint]", "[!hnit]"), ("C024", "9:1")),
        (question() + "\nOne more word.\n", ("C031", "12:1")),
        (question().replace("{#it}", "{#it .hard}"), ("C022", "1:22")),
    ],
)
def test_a_mistake_is_an_error_at_its_place(text: str, fault: tuple[str, str]) -> None:
    assert fault in told(text)
    assert [p.code for p in read(text)[1].problems if p.severity == "error"] == [fault[0]]


def test_a_question_without_an_id_is_an_error() -> None:
    assert told(question().replace(" {#it}", ""))[0] == ("C046", "1:1")
