"""What learners were asked and what they answered, and the questions as they were when it was judged."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from learners.models import Learner
from quizzes.domain.quiz import PASS_MARK, TRIES

NAME = 200  # characters of a title, or of a course's, document's or question's id


class QuestionVersion(models.Model):
    """A question as it was asked once; `body` is enough to grade and to show it again."""

    course = models.CharField(max_length=NAME)
    document = models.CharField(max_length=NAME)
    question = models.CharField(max_length=NAME)
    digest = models.CharField(max_length=64)
    body = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["course", "document", "question", "digest"], name="one_row_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.course}/{self.document}/{self.question} as {self.digest[:8]}"


class Attempt(models.Model):
    """One learner's go at the questions of one document, under the title and the rules that it had at the start.

    A visual quiz is one attempt for ever; of the other kinds, one at a time is open.
    """

    class Kind(models.TextChoices):
        """Where the questions stand, and how many at once."""

        VISUAL = "visual", "Visual quiz"
        PRACTICE = "practice", "Practice"
        TEST = "test", "Test"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attempts")
    course = models.CharField(max_length=NAME)
    document = models.CharField(max_length=NAME)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.VISUAL)
    title = models.CharField(max_length=NAME, default="")
    tries = models.PositiveSmallIntegerField(default=TRIES)
    at_once = models.BooleanField(default=True)
    pass_mark = models.FloatField(default=PASS_MARK)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["learner", "course", "document", "kind"],
                condition=Q(finished__isnull=True),
                name="one_open_attempt",
            ),
            models.CheckConstraint(condition=Q(kind__in=["visual", "practice", "test"]), name="kind_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.course}/{self.document} by {self.learner_id}"

    def get_absolute_url(self) -> str:
        """The page that shows it to its learner."""
        return reverse("attempt", args=[self.pk])


class AskedQuestion(models.Model):
    """The `number`-th question of a practice or a test, and the order in which its choices stand there."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="asked")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=NAME)
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    order = models.JSONField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["attempt", "number"], name="one_question_per_number"),
            models.UniqueConstraint(fields=["attempt", "question"], name="no_question_twice"),
            models.CheckConstraint(condition=Q(number__gte=1), name="questions_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.question}"


class Draft(models.Model):
    """What stands in a question's form and has not been judged: its fields as they were sent last."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="drafts")
    question = models.CharField(max_length=NAME)
    fields = models.JSONField()
    saved = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["attempt", "question"], name="one_draft_per_question"),)

    def __str__(self) -> str:
        return f"draft for {self.question}"


class AnswerRecord(models.Model):
    """One answer: the `number`-th try at a question, judged against `version`."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=NAME)
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    right = models.BooleanField()
    score = models.FloatField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["attempt", "question", "number"], name="one_answer_per_try"),
            models.CheckConstraint(condition=Q(number__gte=1), name="tries_count_from_one"),
            models.CheckConstraint(condition=Q(score__gte=0) & Q(score__lte=1), name="score_is_a_share"),
        )

    def __str__(self) -> str:
        return f"try {self.number} at {self.question}"


class HintRecord(models.Model):
    """One hint that was opened."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="hints")
    question = models.CharField(max_length=NAME)
    number = models.PositiveSmallIntegerField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["attempt", "question", "number"], name="one_row_per_hint"),
            models.CheckConstraint(condition=Q(number__gte=1), name="hints_count_from_one"),
        )

    def __str__(self) -> str:
        return f"hint {self.number} of {self.question}"
