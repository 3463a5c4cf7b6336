"""The application of oversight."""

from django.apps import AppConfig


class Overseeing(AppConfig):
    """Refusals, and checks of the record."""

    name = "wholefile.web.overseeing"
    label = "overseeing"
