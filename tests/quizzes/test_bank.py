"""The questions of a release."""

import pytest

from quizzes.bank import Bank
from tests.quizzes.samples import question

ONE, TWO, FOREIGN = question("one"), question("two"), question("one", course="other")


def filled() -> Bank:
    bank = Bank()
    bank.replace({asked.public.key: asked for asked in (ONE, FOREIGN, TWO)})
    return bank


def test_a_new_bank_knows_nothing() -> None:
    assert Bank().get(ONE.public.key) is None
    assert Bank().of_document("channels", "first") == ()


def test_a_question_is_found_by_its_key() -> None:
    assert filled().get(FOREIGN.public.key) is FOREIGN


def test_the_questions_of_a_document_come_in_its_order() -> None:
    assert filled().of_document("channels", "first") == (ONE, TWO)


def test_a_new_release_replaces_the_old_one_whole() -> None:
    bank = filled()
    bank.replace({TWO.public.key: TWO})

    assert (bank.get(ONE.public.key), bank.get(TWO.public.key)) == (None, TWO)


def test_changing_the_mapping_that_was_given_changes_no_release() -> None:
    bank, release = Bank(), {ONE.public.key: ONE}
    bank.replace(release)
    release.clear()

    assert bank.get(ONE.public.key) is ONE


@pytest.mark.parametrize(("course", "document"), [("channels", "second"), ("nowhere", "first")])
def test_an_unknown_document_has_no_questions(course: str, document: str) -> None:
    assert filled().of_document(course, document) == ()
