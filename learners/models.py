"""Learners, as far as they have written anything."""

from django.db import models

NAME = 200  # characters of a course's or lesson's id


class Learner(models.Model):
    """Whoever holds the signed cookie with this id; there is no row before their first write."""

    id = models.CharField(primary_key=True, max_length=32)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.id


class Progress(models.Model):
    """How far a learner is in a lesson: the frame they were at last, and whether the lesson is done."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="progress")
    course = models.CharField(max_length=NAME)
    lesson = models.CharField(max_length=NAME)
    frame = models.PositiveIntegerField(default=0)
    done = models.BooleanField(default=False)
    seen = models.DateTimeField()  # by the browser's clock, never later than ours

    class Meta:
        constraints = (models.UniqueConstraint(fields=["learner", "course", "lesson"], name="one_progress_per_lesson"),)
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"{self.course}/{self.lesson} by {self.learner_id}"
