"""The pages as a WSGI application, for any server: `gunicorn wholefile.web.wsgi`."""

from wholefile.web.setup import configure

configure()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - Django must be set up first

application = get_wsgi_application()
