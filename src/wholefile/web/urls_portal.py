"""The addresses of the portal of the defence."""

from django.urls import include, path

from wholefile.web.routes import DEMO_ROUTES, PORTAL_ROUTES, addresses

urlpatterns = [
    *addresses([*PORTAL_ROUTES, *DEMO_ROUTES]),
    path("accounts/", include("wholefile.web.accounts.urls")),
]
handler404 = "wholefile.web.mistakes.missing"
handler500 = "wholefile.web.mistakes.failed"
