"""Notices: what somebody should look at, as a reference to it and never as its content."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """Something that waits for a person, or happened for them; `what` and `about` name it, once for each person.

    `docket` and `items` are what it concerns: where they are not seen at the moment of showing, neither is the notice.
    `settled_at` is set once it waits no more. Instants are milliseconds since 1970 (UTC).
    """

    person = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=20)
    what = models.CharField(max_length=40)
    about = models.CharField(max_length=80)
    docket = models.CharField(max_length=80, blank=True)
    items = models.JSONField(default=list)
    made_at = models.BigIntegerField()
    read_at = models.BigIntegerField(null=True)
    settled_at = models.BigIntegerField(null=True)
    mailed_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "notice"
        constraints = (
            models.UniqueConstraint(fields=("person", "kind", "what", "about"), name="one_notice_of_a_thing"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.about} for {self.person}"


class Preference(models.Model):
    """How a person is told of one kind of thing by mail: off, digest or immediate."""

    person = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    how = models.CharField(max_length=10)

    class Meta:
        db_table = "notice_preference"
        constraints = (models.UniqueConstraint(fields=("person", "kind"), name="one_preference_of_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.person}: {self.how}"


class Mailing(models.Model):
    """How mail to a person goes: when the last digest went, and when to try again after a failure."""

    person = models.CharField(primary_key=True, max_length=12)
    digest_on = models.CharField(max_length=10, blank=True)
    attempts = models.IntegerField(default=0)
    again_at = models.BigIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "mailing"

    def __str__(self) -> str:
        return f"mail to {self.person}"
