"""The two halves, and what may be known from outside."""

from dataclasses import replace

from tests.quizzes.samples import question


def test_the_wording_is_the_same_whichever_choice_is_right() -> None:
    assert question(right="A").public.wording == question(right="B").public.wording


def test_the_wording_changes_with_the_stem() -> None:
    assert question(stem="Who?").public.wording != question(stem="What?").public.wording


def test_the_wording_changes_with_the_text_of_a_choice() -> None:
    public = question().public
    reworded = replace(public, choices=(replace(public.choices[0], html="Another"), *public.choices[1:]))

    assert reworded.wording != public.wording


def test_the_version_changes_with_the_right_choice() -> None:
    assert question(right="A").version != question(right="B").version


def test_the_version_stays_when_a_hint_or_a_feedback_is_edited() -> None:
    before = question()
    edited = replace(before, secret=replace(before.secret, hints=("<p>Better</p>",), feedback={}))

    assert edited.version == before.version
