"""The addresses of the portal of the defence."""

from django.urls import include, path

from wholefile.web.routes import PORTAL_ROUTES, addresses

urlpatterns = [*addresses(PORTAL_ROUTES), path("accounts/", include("allauth.urls"))]
handler404 = "wholefile.web.mistakes.missing"
handler500 = "wholefile.web.mistakes.failed"
