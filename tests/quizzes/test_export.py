"""What a learner takes along."""

import pytest
from django.test import Client

from learners.cookie import LearnerId
from quizzes.export import export_attempts
from quizzes.models import Attempt
from tests.quizzes.forms import OWN
from tests.quizzes.samples import publish, several

ADDRESS = "/answers/channels/first/which-two/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_bank")]


def scores() -> list[float | None]:
    (attempt,) = export_attempts(LearnerId(Attempt.objects.get().learner_id))
    return [answer["score"] for answer in attempt["answers"]]


def test_a_miss_has_no_score_before_its_question_is_settled(client: Client) -> None:
    publish(several("which-two", partial=True))
    fields = {"do": "answer", "try": "1", "choice": ["which-two-A"]}
    client.post(ADDRESS, fields, headers=OWN)
    assert scores() == [None]

    client.post(ADDRESS, {"do": "show", "try": "2"}, headers=OWN)
    assert scores() == [0.5, 0]
