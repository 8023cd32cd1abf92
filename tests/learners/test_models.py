"""Learners in the database."""

import pytest

from learners.models import Learner


@pytest.mark.django_db
def test_a_learner_is_their_id_and_the_time_of_their_first_write() -> None:
    Learner.objects.create(pk="a" * 32)
    ada = Learner.objects.get()

    assert (str(ada), ada.created.tzinfo is not None) == ("a" * 32, True)
