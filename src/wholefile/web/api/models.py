"""Keys that other systems hold: tokens of the interface, addresses of calendars, and where acts are told."""

from __future__ import annotations

from django.db import models

_DIGEST = 64  # characters of a SHA-256 in hexadecimal


class ApiToken(models.Model):
    """A token with which a program reads, and perhaps prepares, as one person.

    Only its SHA-256 is kept. `roles` and `dockets` narrow what the person sees to some of their roles and cases; empty
    lists narrow nothing. Instants are milliseconds since 1970 (UTC).
    """

    digest = models.CharField(max_length=_DIGEST, unique=True)
    prefix = models.CharField(max_length=16)
    person = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=80)
    roles = models.JSONField(default=list)
    dockets = models.JSONField(default=list)
    may_prepare = models.BooleanField(default=False)
    made_at = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    last_used = models.BigIntegerField(null=True)
    revoked_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "api_token"

    def __str__(self) -> str:
        return f"{self.name} of {self.person}"


class Attempt(models.Model):
    """A call that named an idempotency key, so that the same call again gets the same answer.

    `asked` is the SHA-256 of what was asked, `waiting` the acts that were prepared.
    """

    person = models.CharField(max_length=12)
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=_DIGEST)
    waiting = models.CharField(max_length=64, blank=True)
    at = models.BigIntegerField()

    class Meta:
        db_table = "api_attempt"
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="one_attempt_of_a_key"),)

    def __str__(self) -> str:
        return f"{self.key} of {self.person}"


class Webhook(models.Model):
    """An address that is told of each act which its person sees, in the order of the record.

    `salt` with the key of the sessions gives the secret that signs; the secret itself is kept nowhere. `position` is
    the next act to look at. After `attempts` failures in a row the next is made at `again_at`; `stopped` says why no
    more are made until somebody asks for it.
    """

    person = models.CharField(max_length=12)
    url = models.CharField(max_length=500)
    salt = models.CharField(max_length=64)
    position = models.BigIntegerField()
    made_by = models.CharField(max_length=12)
    made_at = models.BigIntegerField()
    attempts = models.IntegerField(default=0)
    again_at = models.BigIntegerField(default=0)
    told_at = models.BigIntegerField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    stopped = models.BooleanField(default=False)
    removed_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "webhook"

    def __str__(self) -> str:
        return f"{self.url} for {self.person}"


class Feed(models.Model):
    """The secret address of one person's calendar of deadlines; only its SHA-256 is kept."""

    digest = models.CharField(max_length=_DIGEST, unique=True)
    person = models.CharField(max_length=12, db_index=True)
    made_at = models.BigIntegerField()
    last_used = models.BigIntegerField(null=True)
    revoked_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "calendar_feed"

    def __str__(self) -> str:
        return f"calendar of {self.person}"
