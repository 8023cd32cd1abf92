"""Learners, as far as they have written anything."""

from django.db import models


class Learner(models.Model):
    """Whoever holds the signed cookie with this id; there is no row before their first write."""

    id = models.CharField(primary_key=True, max_length=32)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.id
