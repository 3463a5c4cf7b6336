"""Django as mypy's plugin must see it: the apps whose tables it should know.

The program sets Django up at run time (`wholefile.settings.configure`), which a type checker cannot follow.
"""

SECRET_KEY = "read by nobody: mypy opens no session"  # noqa: S105
INSTALLED_APPS = ["wholefile.record"]
DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
