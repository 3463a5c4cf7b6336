"""The application of long reports."""

from django.apps import AppConfig


class Reporting(AppConfig):
    """Reports that take longer than a page may, kept for a day for whoever asked."""

    name = "wholefile.web.reporting"
    label = "reporting"
