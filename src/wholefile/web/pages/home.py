"""The first page: what is due, what waits for this person, what happened last."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from wholefile.web.people import Asking


def home(request: Asking) -> HttpResponse:
    """Home, for whoever asks."""
    return render(request, "home.html", {})
