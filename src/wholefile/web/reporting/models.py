"""A long report: who asked for which, and the PDF once it is there."""

from __future__ import annotations

from django.db import models


class LongReport(models.Model):
    """A report in the making or made. `name` and `about` say which (`audit`, a docket), `digest` is that of its data.

    `failure` says why there is none. Instants are milliseconds since 1970 (UTC).
    """

    person = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=20)
    about = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.IntegerField()
    begun_at = models.BigIntegerField()
    ended_at = models.BigIntegerField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    pdf = models.BinaryField(null=True)

    class Meta:
        db_table = "long_report"

    def __str__(self) -> str:
        return f"{self.title} for {self.person}"
