"""The application of the interface."""

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens of other systems, what they asked once, and the addresses that are told of acts."""

    name = "wholefile.web.api"
    label = "api"
