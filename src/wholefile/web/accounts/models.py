"""Accounts: who may sign in, and which person of the record they are; invitations, locks, and what was tried."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class Accounts(BaseUserManager["Account"]):
    """How accounts are made: by somebody of the office, for a person."""

    def create_user(
        self, username: str, email: str = "", password: str | None = None, **more: Any
    ) -> Account:
        """A new account; without a password it can be entered by a passkey or through the agency's sign-in only."""
        made = self.model(username=username, email=self.normalize_email(email), **more)
        made.set_password(password)
        made.save(using=self._db)
        return made


class Account(AbstractBaseUser):
    """Somebody who can sign in. Accounts are never deleted, so that a name is never anybody else's.

    `person` is their id in the record (P-7), empty until the record knows them. What they may see and do comes from
    that person's roles in the record alone, never from the account.
    """

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150, blank=True)
    person = models.CharField(max_length=12, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = Accounts()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        """The name by which pages call the account where the record does not say one."""
        return f"{self.first_name} {self.last_name}".strip() or self.username


class Invitation(models.Model):
    """A link on which the owner of an account sets their password or passkey, once.

    `digest` is that of the secret in the link, which is kept nowhere. With `afresh` the second factors that the account
    had are removed when the link is used: their device is lost.
    """

    digest = models.CharField(primary_key=True, max_length=64)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    afresh = models.BooleanField(default=False)

    class Meta:
        db_table = "invitation"

    def __str__(self) -> str:
        return f"for {self.account}"


class LockedName(models.Model):
    """A name under which nobody signs in until an administrator releases it, whether an account has it or not."""

    named = models.CharField(primary_key=True, max_length=32)
    since = models.DateTimeField()

    class Meta:
        db_table = "locked_name"

    def __str__(self) -> str:
        return f"since {self.since}"


class SignInEvent(models.Model):
    """What was tried at the doors: signing in and out, secrets changed, sessions locked, accounts managed.

    `account` is the name of an account that exists; what else somebody typed is kept as `named` alone, a keyed digest,
    since people type passwords into the field for names.
    """

    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    account = models.CharField(max_length=150, blank=True, db_index=True)
    named = models.CharField(max_length=32, blank=True, db_index=True)
    by = models.CharField(max_length=150, blank=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "sign_in_event"

    def __str__(self) -> str:
        return f"{self.what} {self.outcome}"
