"""Questions as rows."""

from dataclasses import replace

import pytest

from markup import Prose
from quizzes.models import QuestionVersion
from quizzes.versions import as_asked, find_versions, keep_versions
from tests.quizzes.samples import publish, question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_bank")]

ONE, TWO = question("one"), question("two")


def test_what_is_missing_is_written_and_what_is_there_stays() -> None:
    first = keep_versions([ONE], {})
    both = keep_versions([ONE, TWO], find_versions([ONE, TWO]))

    assert both["one"] == first["one"]
    assert QuestionVersion.objects.count() == 2


def test_what_somebody_else_has_written_meanwhile_is_taken() -> None:
    keep_versions([ONE], {})

    assert keep_versions([ONE], {})["one"].digest == ONE.version
    assert QuestionVersion.objects.count() == 1


def test_other_words_are_another_version() -> None:
    keep_versions([ONE], {})

    assert find_versions([question("one", stem="Reworded")]) == {}
    assert find_versions([]) == {}


def test_the_same_words_come_with_todays_hints() -> None:
    row = keep_versions([ONE], {})["one"]
    publish(replace(ONE, secret=replace(ONE.secret, hints=(Prose("Better"),))))

    assert as_asked(row).secret.hints == (Prose("Better"),)


def test_words_that_have_changed_or_gone_come_as_they_were() -> None:
    row = keep_versions([ONE], {})["one"]
    assert as_asked(row) == ONE
    publish(question("one", stem="Reworded"))

    assert as_asked(row) == ONE
