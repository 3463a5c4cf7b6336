"""Refusals and checks of the record, kept beside it; losing them loses no act."""

from __future__ import annotations

from django.db import models


class Refusal(models.Model):
    """A rule did not let somebody do something: which rule, what was tried, who and when; nothing of what it said.

    `at` is in milliseconds since 1970 (UTC).
    """

    rule = models.CharField(max_length=10, db_index=True)
    verb = models.CharField(max_length=80)
    person = models.CharField(max_length=12)
    at = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "refusal"

    def __str__(self) -> str:
        return f"{self.rule} refused {self.verb}"


class RecordCheck(models.Model):
    """Everything in the record worked out again: how far it is, and what it found.

    `findings` is a list of {kind, position, words, note}. `seen_at` is when it last said that it lives; one that says
    nothing for long was cut off with its process. Instants are milliseconds since 1970 (UTC).
    """

    begun_by = models.CharField(max_length=12)
    begun_at = models.BigIntegerField()
    seen_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)
    doing = models.CharField(max_length=120, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    entries = models.BigIntegerField(default=0)
    findings = models.JSONField(default=list)
    stopped = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "record_check"

    def __str__(self) -> str:
        return f"check {self.pk}"
