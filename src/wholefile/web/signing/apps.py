"""The application of signing."""

from django.apps import AppConfig


class Signing(AppConfig):
    """Acts that wait, and signing passkeys."""

    name = "wholefile.web.signing"
    label = "signing"
