"""Acts that wait for signatures, and how a browser finds the passkeys of a person."""

from __future__ import annotations

from django.db import models

LONGEST_BACK = 300  # characters of an address


class WaitingActs(models.Model):
    """Acts prepared together, all or none, until everybody has signed them.

    `token` is the address of their signing page and is known to nobody else. `acts` is a list of {act, body, secret}
    exactly as prepared, `persons` who must sign each of them, `signatures` maps a person to their signature on each
    act. `verb` and `told` say how the acts came about (`custody/transfer` and its form), so that they can be prepared
    again. `site` is where they were begun and where their receipt is shown; `back` is the page there to which one
    returns when they are withdrawn, or empty for the verb's own form.
    """

    token = models.CharField(primary_key=True, max_length=64)
    code = models.CharField(max_length=12, unique=True)
    acts = models.JSONField()
    persons = models.JSONField()
    signatures = models.JSONField(default=dict)
    verb = models.CharField(max_length=80)
    told = models.JSONField(default=dict)
    begun_by = models.CharField(max_length=12)
    begun_at = models.BigIntegerField()
    prepared_at = models.BigIntegerField()
    positions = models.JSONField(null=True)
    result = models.CharField(max_length=200, blank=True)
    withdrawn = models.BooleanField(default=False)
    site = models.CharField(max_length=10, default="office")
    back = models.CharField(max_length=LONGEST_BACK, blank=True)

    class Meta:
        db_table = "waiting_acts"

    def __str__(self) -> str:
        return f"{self.verb} by {self.begun_by}"


class SigningPasskey(models.Model):
    """A passkey that a person made for signing; it signs nothing until the record enrols it (`key.enrolled`).

    `key` is its id in the record, `credential` what the browser calls it (base64url), `backed_up` whether its maker
    copies it to other devices (WebAuthn flags BE and BS).
    """

    key = models.CharField(primary_key=True, max_length=64)
    person = models.CharField(max_length=12, db_index=True)
    credential = models.TextField(unique=True)
    algorithm = models.CharField(max_length=32)
    public_key = models.TextField()
    name = models.CharField(max_length=80)
    backed_up = models.BooleanField(default=False)
    made_at = models.BigIntegerField()

    class Meta:
        db_table = "signing_passkey"

    def __str__(self) -> str:
        return f"{self.name} of {self.person}"
