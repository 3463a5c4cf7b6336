"""How Django finds the record's tables."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The tables of the log and of the current state."""

    name = "wholefile.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
