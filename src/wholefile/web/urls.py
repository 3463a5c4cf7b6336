"""The addresses of the office's pages."""

from django.urls import include, path

from wholefile.web.routes import DEMO_ROUTES, OFFICE_ROUTES, addresses

urlpatterns = [
    *addresses([*OFFICE_ROUTES, *DEMO_ROUTES]),
    path("accounts/", include("wholefile.web.accounts.urls")),
]
handler404 = "wholefile.web.mistakes.missing"
handler500 = "wholefile.web.mistakes.failed"
