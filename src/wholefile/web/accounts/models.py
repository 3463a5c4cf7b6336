"""Accounts: who may sign in, and which person of the record they are."""

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
    """Somebody who can sign in.

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
