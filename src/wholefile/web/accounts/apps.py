"""The application of accounts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Accounts, sign-in, sessions."""

    name = "wholefile.web.accounts"
    label = "accounts"
