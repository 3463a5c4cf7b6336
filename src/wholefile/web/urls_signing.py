"""The addresses of the signing pages."""

from wholefile.web.routes import SIGNING_ROUTES, addresses

urlpatterns = addresses(SIGNING_ROUTES)
handler404 = "wholefile.web.mistakes.missing"
handler500 = "wholefile.web.mistakes.failed"
