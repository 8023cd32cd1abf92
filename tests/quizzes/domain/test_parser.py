"""What an author writes becomes a question, and every mistake is an error at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.blocks import Heading
from markup.problems import Report
from markup.scanner import scan
from quizzes.domain.parser import Surroundings, parse_question
from quizzes.domain.question import Entry, Marked, Ordered, Printed, QuestionKey, Typed
from tests.quizzes.domain.written import (
    AROUND,
    EVERY_TYPE,
    FILL,
    MULTIPLE,
    ORDER,
    OUTPUT,
    SINGLE,
    TRUTH,
    ask,
    keys,
    read,
)


def question(choices: str = "- [ ] A. One\n  > No.\n- [x] B. Two\n  > Yes.", attributes: str = "") -> str:
    return f"### What is it? {{#it}}\n{attributes}\n\n{choices}\n\n> [!hint]\n> Think.\n"


def typed(entries: str, attributes: str = "{type=fill}") -> str:
    return question(entries, attributes)


def told(text: str) -> list[tuple[str, str]]:
    return [(p.code, f"{p.place.line}:{p.place.column}") for p in sorted(read(text)[1].problems)]


@pytest.mark.parametrize("kind", EVERY_TYPE)
def test_the_type_is_told_by_the_marks_or_by_the_author(kind: str) -> None:
    assert ask(EVERY_TYPE[kind]).public.type == kind


def test_the_public_half_is_what_anybody_may_see() -> None:
    public = ask(SINGLE).public

    assert public.key == QuestionKey("channels", "life", "when")
    assert (public.level, public.hints, public.shuffled) == ("medium", 1, True)
    assert public.stem.html == "At which step does the consumer answer?"
    assert [(c.letter, c.text.html) for c in public.choices] == [
        ("A", "Step 3"),
        ("B", "Step <code>4</code>"),
        ("D", "Step 5"),
    ]


def test_the_secret_half_is_what_grading_needs() -> None:
    asked = ask(SINGLE)
    wrong, right, _ = (choice.key for choice in asked.public.choices)

    assert asked.secret.key == Marked(frozenset({right}))
    assert asked.secret.feedback[wrong].html == "<p>The message has only <em>arrived</em>.</p>"
    assert [hint.html for hint in asked.secret.hints] == ["<p>Look right.</p>"]
    assert asked.secret.check.plain == "Sending answers."
    assert (asked.secret.see, asked.secret.concepts) == ("step-4", ("send",))


def test_several_marks_make_a_question_of_several_answers() -> None:
    asked = ask(MULTIPLE)
    connect, receive, *_ = keys(asked).values()

    assert asked.secret.key == Marked(frozenset({connect, receive}), partial=True)


def test_lines_stand_in_an_order_that_tells_nothing() -> None:
    one = ask(ORDER)
    other = ask(ORDER.replace("1. The request\n2. The accept", "1. The accept\n2. The request"))

    assert [c.text.source for c in one.public.choices] == [c.text.source for c in other.public.choices]
    assert one.secret.key == Ordered(tuple(keys(one)[f"The {name}"] for name in ("request", "accept", "message")))


def test_a_blank_has_words_patterns_and_known_mistakes() -> None:
    key = ask(FILL).secret.key

    assert isinstance(key, Typed)
    assert key.entries[:2] == (Entry("accept", right=True), Entry(r"self\.accept(\(\))?", right=True, is_pattern=True))
    assert (key.entries[2].text, key.entries[2].right) == ("open", False)
    assert key.entries[2].feedback.plain == "That is the browser's event."


def test_an_entry_may_be_code() -> None:
    key = ask(
        FILL.replace("[=] accept", "[=] `group_send`").replace("[=] /self\\.accept(\\(\\))?/", "[=] `/a|b/`")
    ).secret.key

    assert isinstance(key, Typed)
    assert [(entry.text, entry.is_pattern) for entry in key.entries[:2]] == [("group_send", False), ("a|b", True)]


def test_output_keeps_its_code_in_the_body() -> None:
    asked = ask(OUTPUT)

    assert asked.secret.key == Printed("a\nb")
    assert "print" in asked.public.body.source
    assert "answer" not in asked.public.body.source


def test_an_earlier_list_of_an_order_question_is_part_of_the_question() -> None:
    asked = ask(ORDER.replace("\n\n1. The request", "\n\n1. Read this\n\nThen sort:\n\n1. The request"))

    assert asked.public.body.source == "1.  Read this\n\nThen sort:"


def test_a_choice_keeps_its_key_whatever_is_marked_or_said() -> None:
    before = [choice.key for choice in ask(question()).public.choices]
    after = [choice.key for choice in ask(question("- [x] A. Oder\n  > x\n- [ ] B. Words\n  > y")).public.choices]

    assert before == after


def test_the_same_letter_of_another_question_has_another_key() -> None:
    assert ask(question()).public.choices[0].key != ask(question().replace("{#it}", "{#that}")).public.choices[0].key


def test_what_the_question_leaves_open_is_as_its_document_and_course_have_it() -> None:
    several = "- [x] A. One\n  > a\n- [x] B. Two\n  > b\n- [ ] C. Tri\n  > c"
    around = Surroundings("channels", "life", "hard", ["send"], (), shuffle=False, partial=True)
    asked, _ = read(question(several), around)

    assert (asked.public.level, asked.public.shuffled) == ("hard", False)
    assert (asked.secret.key.partial, asked.secret.concepts) == (True, ("send",))  # type: ignore[union-attr]


def test_a_question_may_differ_from_its_course() -> None:
    assert not ask(question(attributes="{shuffle=no}")).public.shuffled


def test_where_the_lesson_is_broken_no_place_is_judged() -> None:
    around = Surroundings("channels", "life", "easy", (), None)

    assert read(question(attributes="{see=anything}"), around)[1].problems == []


def test_feedback_may_be_several_paragraphs() -> None:
    asked = ask(question("- [ ] A. One\n  > No.\n  >\n  > Never.\n- [x] B. Two\n  > Yes."))

    assert asked.secret.feedback[asked.public.choices[0].key].html == "<p>No.</p>\n<p>Never.</p>"


PAIR = "- [x] A. One\n  > Yes.\n- [ ] B. Two\n  > No.\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (question("- [ ] A. One\n  > No.\n- [ ] B. Two\n  > No."), ("C041", "4:1")),
        (question("- [x] True\n  > Yes.\n- [x] False\n  > Yes."), ("C042", "6:1")),
        (question(PAIR + "- [ ] A. Three\n  > No."), ("C043", "8:1")),
        (question("- [x] A. One\n  > Yes."), ("C044", "1:1")),
        (question("No choices at all."), ("C044", "1:1")),
        (question(PAIR + "- [ ] no letter"), ("C045", "8:1")),
        (question(PAIR + "- [y] C. Three"), ("C045", "8:1")),
        (question(PAIR + "- C. Three"), ("C045", "8:1")),
        (question("- [x] A. One\n\n  More.\n- [ ] B. Two\n  > No."), ("C045", "4:1")),
        (question("- [x] A. One {step=1}\n  > Yes.\n- [ ] B. Two\n  > No."), ("C022", "4:15")),
        (question("- [x] A. One\n  > Yes, unlike [[C]].\n- [ ] B. Two\n  > No."), ("C049", "5:17")),
        (question("- [x] A. One [[B]]\n  > Yes.\n- [ ] B. Two\n  > No."), ("C049", "4:14")),
        (question("Not [[A]].\n\n" + PAIR), ("C049", "4:5")),
        (question("- [=] one"), ("C045", "4:1")),
        (question(attributes="{levle=easy}"), ("C022", "2:2")),
        (question(attributes="{level=esy}"), ("C047", "2:2")),
        (question(attributes="{level=easy,hard}"), ("C047", "2:2")),
        (question(attributes="{see=step-9}"), ("C047", "2:2")),
        (question(attributes="{concepts=send,sned}"), ("C047", "2:2")),
        (question(attributes="{shuffle=maybe}"), ("C047", "2:2")),
        (question(attributes="{partial=yes}"), ("C047", "2:2")),
        (question(attributes="{case=yes}"), ("C047", "2:2")),
        (TRUTH.replace("{#opens}", "{#opens}\n{shuffle=yes}"), ("C047", "2:2")),
        (question(attributes="{level=easy}\n{see=tracker}"), ("C021", "3:1")),
        (question(attributes="{.single}"), ("C022", "2:2")),
        (question().replace("[!hint]", "[!hnit]"), ("C024", "9:1")),
        (question() + "\n> [!check]\n> a\n\n> [!check]\n> b\n", ("C024", "15:1")),
        (question() + "\nOne more word.\n", ("C031", "12:1")),
        (question().replace("{#it}", "{#it .hard}"), ("C022", "1:22")),
        (question(attributes="{type=order}"), ("C045", "4:1")),
        (ORDER.replace("2. The accept\n3. The message\n", ""), ("C044", "1:1")),
        (ORDER.replace("The accept", "The request"), ("C043", "5:1")),
        (ORDER.replace("2. The accept", "2. The accept\n   > No."), ("C045", "5:1")),
        (typed("- [=] open", "{type=fil}"), ("C047", "2:2")),
        (question().replace("[!hint]", "[!exit]"), ("C024", "9:1")),
        (question() + "\n> [!check]\n> One\n> more [[C]].\n", ("C049", "14:8")),
        (question().replace("> [!hint]", "> [hint]"), ("C024", "9:1")),
        (question("- [x] true\n  > Yes.\n- [ ] False\n  > No."), ("C045", "4:1")),
        (typed("- [~] open\n  > No."), ("C041", "1:1")),
        (typed("- [=] /open/"), ("C041", "1:1")),
        (typed("- [=] a\n- [=] a"), ("C043", "5:1")),
        (typed("- [=] a\n- [x] b"), ("C045", "5:1")),
        (typed("- [=] a\n- b"), ("C045", "5:1")),
        (typed("- [=] a\n- [=] /(/"), ("C048", "5:1")),
        (typed("- [=] a\n- [=] /(?V1)a/"), ("C048", "5:1")),
        (typed("- [=] a\n- [=] /((a{1000}){1000,}){1000}/"), ("C048", "5:1")),
        (typed(f"- [=] a\n- [=] {'b' * 201}"), ("C048", "5:1")),
        (typed("- [=] a\n- [=] ``  ``"), ("C045", "5:1")),
        (OUTPUT.replace("```answer\na\nb\n```\n", ""), ("C041", "1:1")),
        (OUTPUT.replace("```answer\na\nb\n```", "```answer\n```"), ("C041", "9:1")),
        (OUTPUT.replace("```answer", "```answer {a=b}"), ("C022", "9:12")),
    ],
)
def test_a_mistake_is_one_error_at_its_place(text: str, fault: tuple[str, str]) -> None:
    assert fault in told(text)
    assert [p.code for p in read(text)[1].problems if p.severity == "error"] == [fault[0]]


def test_what_is_told_of_a_line_that_goes_on_below_is_one_line() -> None:
    twice = ORDER.replace("The accept", "The request\n   goes on").replace("The message", "The request\n   goes on")
    messages = [problem.message for problem in read(twice)[1].problems]

    assert "question 'first' has 'The request goes on' twice" in messages


def test_a_question_without_an_id_is_an_error() -> None:
    assert told(question().replace(" {#it}", ""))[0] == ("C046", "1:1")


@given(st.sampled_from(list(EVERY_TYPE)), st.data())
def test_no_damaged_question_makes_the_parser_fail(kind: str, data: st.DataObject) -> None:
    lines = EVERY_TYPE[kind].split("\n")[1:]
    kept = data.draw(st.lists(st.sampled_from(lines), max_size=30))
    report = Report()
    heading, *blocks = scan("### Stem {#it}\n" + "\n".join(kept), "a.md", report).blocks
    assert isinstance(heading, Heading)

    parse_question(heading, blocks, AROUND, report)

    assert all(1 <= problem.place.line <= len(kept) + 1 for problem in report.problems)
