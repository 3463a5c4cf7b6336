"""Django as mypy's plugin must see it: the apps whose tables it should know, and the settings of our own.

The program sets Django up at run time (`wholefile.settings.configure`, `wholefile.web.setup.configure`), which a type
checker cannot follow.
"""

from pathlib import Path

from wholefile.settings import Settings
from wholefile.web.addresses import Addresses, addresses

SECRET_KEY = "read by nobody: mypy opens no session"  # noqa: S105
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "wholefile.record",
    "wholefile.web.accounts",
    "wholefile.web.signing",
    "wholefile.web.api",
    "wholefile.web.notices",
    "wholefile.web.reporting",
    "wholefile.web.overseeing",
]
AUTH_USER_MODEL = "accounts.Account"
DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
WHOLEFILE: Settings = Settings(Path(), None, ())
WHOLEFILE_ADDRESSES: Addresses = addresses({})
WHOLEFILE_PROFILE: str = "default"
WHOLEFILE_DEMO: bool = False
WHOLEFILE_BANNER: str = ""
WHOLEFILE_SSO_FACTORS: bool = False
AGENCY_ORIGINS: tuple[str, ...] = ()
EMAIL_HOST: str = ""
WHOLEFILE_API_RATE: int = 600
WHOLEFILE_WEBHOOK_HOSTS: tuple[str, ...] = ()
