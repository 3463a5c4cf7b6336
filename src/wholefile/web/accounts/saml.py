"""SAML 2.0 as we take it: the library's views, with what is no answer at all refused before it reaches its parser."""

from __future__ import annotations

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.saml import views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from lxml.etree import XMLSyntaxError

_LONGEST = 256 * 1024  # bytes of an answer; it is kept until the browser has come back with its own cookie


@csrf_exempt
def acs(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Where the agency's sign-in sends its answer, across sites and so without our cookies."""
    if request.method != "POST" or len(request.POST.get("SAMLResponse", "")) > _LONGEST:
        return _did_not_work(request)
    answer: HttpResponse = views.acs(request, organization_slug=organization_slug)
    return answer


def finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """The same answer once the browser asks by itself: checked, and whoever it names signed in."""
    try:
        answer: HttpResponse = views.finish_acs(request, organization_slug=organization_slug)
    except (XMLSyntaxError, ValueError):
        return _did_not_work(request)
    return answer


def _did_not_work(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = render_authentication_error(request, None)
    return answer
