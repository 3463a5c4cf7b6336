"""The application of notices."""

from django.apps import AppConfig


class Notices(AppConfig):
    """Notices, and how each person wants to be told."""

    name = "wholefile.web.notices"
    label = "notices"
