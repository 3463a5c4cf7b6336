"""Django for the pages, set up from the environment before anything of the record is imported.

    WHOLEFILE_RECORD, WHOLEFILE_DATABASE_URL, WHOLEFILE_STORE, WHOLEFILE_WITNESSES   as for the command line
    WHOLEFILE_URL           address of the office's pages; default http://localhost:8000
    WHOLEFILE_SIGNING_URL   address of the signing pages; default the same below `sign.`
    WHOLEFILE_PORTAL_URL    address of the portal of the defence; default the same below `portal.`
    WHOLEFILE_SECRET_KEY    signs sessions; default a key kept in the record's folder (several nodes must share it)
    WHOLEFILE_PROFILE       `default`, or `cjis` for the stricter limits of that policy
    WHOLEFILE_API_RATE      calls a minute that a token of another system may make, in each process; default 600
    WHOLEFILE_WEBHOOK_HOSTS hosts that may be told of acts, `name` or `name:port`, parted by commas; default none
    WHOLEFILE_DEMO          `1`: sign-in without a secret, for the demo's own record only

Accounts, sessions and acts that wait for signatures are kept beside the record: in `web.sqlite3` in its folder, or in
the same PostgreSQL database. They are not part of the record; losing them loses no act.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wholefile.core.errors import Invalid
from wholefile.settings import Settings, from_environment, postgres_database, sqlite_database
from wholefile.web.accounts.settings import APPS as SIGN_IN_APPS
from wholefile.web.accounts.settings import account_settings
from wholefile.web.addresses import Addresses, addresses

HERE = Path(__file__).parent
DATABASE_FILE = "web.sqlite3"
PROFILES = ("default", "cjis")
APPS = ("accounts", "signing", "overseeing", "reporting", "api", "notices")
LANGUAGES = (("en", "English"), ("es", "Español"))
_SECRET_FILE = "web.key"  # noqa: S105 - the name of a file
_SECRET_BYTES = 48


def configure(environment: Mapping[str, str] | None = None) -> None:
    """Set Django up for the pages; calling it again changes nothing. Raises Invalid for settings that cannot be."""
    import django  # noqa: PLC0415 - set up here and nowhere else
    from django.apps import apps  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    if not settings.configured:
        settings.configure(**django_settings(os.environ if environment is None else environment))
    if not apps.ready:
        django.setup()
        from wholefile.web.accounts import listening  # noqa: PLC0415 - needs the tables' classes

        listening.listen()


def django_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Everything Django is told."""
    said, where = from_environment(environment), addresses(environment)
    profile = environment.get("WHOLEFILE_PROFILE") or "default"
    if profile not in PROFILES:
        raise Invalid("settings.profile", f"WHOLEFILE_PROFILE is one of: {', '.join(PROFILES)}.")
    return {
        "WHOLEFILE": said,
        "WHOLEFILE_ADDRESSES": where,
        "WHOLEFILE_PROFILE": profile,
        "WHOLEFILE_DEMO": environment.get("WHOLEFILE_DEMO") == "1",
        "WHOLEFILE_API_RATE": _count(environment, "WHOLEFILE_API_RATE", 600),
        "WHOLEFILE_WEBHOOK_HOSTS": _hosts(environment.get("WHOLEFILE_WEBHOOK_HOSTS", "")),
        "DEBUG": False,
        "SECRET_KEY": environment.get("WHOLEFILE_SECRET_KEY") or _kept_secret(said.folder),
        "ALLOWED_HOSTS": list(where.hosts),
        "INSTALLED_APPS": [
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages", "django.contrib.staticfiles", "allauth", "allauth.account", "allauth.mfa",
            "allauth.socialaccount", "allauth.usersessions", *SIGN_IN_APPS, "wholefile.record",
            *(f"wholefile.web.{one}" for one in APPS), "wholefile.web",
        ],
        "MIDDLEWARE": [
            "wholefile.web.logs.Requests",
            "wholefile.web.headers.Headers",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "wholefile.web.hosts.Hosts",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "wholefile.web.bodies.Bodies",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "wholefile.web.people.People",
            "wholefile.web.accounts.sessions.Sessions",
            "wholefile.web.mistakes.Mistakes",
        ],
        "ROOT_URLCONF": "wholefile.web.urls",
        "DATABASES": {"default": _database(said)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "AUTH_USER_MODEL": "accounts.Account",
        "TEMPLATES": [_templates()],
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LANGUAGE_CODE": "en",
        "LANGUAGES": list(LANGUAGES),
        "LOCALE_PATHS": [HERE / "locale"],
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 1 << 20,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 4 << 20,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 20_000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 200,
        "X_FRAME_OPTIONS": "DENY",
        "LOGGING_CONFIG": None,
        **_cookies(where),
        **account_settings(environment, where, profile),
    }  # fmt: skip


def _count(environment: Mapping[str, str], name: str, without: int) -> int:
    """A whole number from 1 on. Raises Invalid."""
    given = environment.get(name) or str(without)
    if not given.isascii() or not given.isdecimal() or not 0 < int(given) < 1_000_000_000:
        raise Invalid("settings.number", f"{name} is a whole number from 1 on, not {given!r}.")
    return int(given)


def _hosts(given: str) -> tuple[str, ...]:
    return tuple(one.strip().lower() for one in given.split(",") if one.strip())


def _database(said: Settings) -> dict[str, Any]:
    if said.database_url:
        return postgres_database(said.database_url)
    return sqlite_database(said.folder / DATABASE_FILE)


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wholefile.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wholefile.web.templatetags.govuk",
                "wholefile.web.templatetags.record",
            ],
        },
    }


def _cookies(where: Addresses) -> dict[str, Any]:
    """Cookies for one host alone; the `__Host-` prefix needs TLS, which a trial on localhost has not."""
    prefix = "__Host-" if where.secure else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}wholefile-session",
        "CSRF_COOKIE_NAME": f"{prefix}wholefile-csrf",
        "LANGUAGE_COOKIE_NAME": f"{prefix}wholefile-language",
        "SESSION_COOKIE_SECURE": where.secure,
        "CSRF_COOKIE_SECURE": where.secure,
        "LANGUAGE_COOKIE_SECURE": where.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Strict",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if where.secure else None,
        "CSRF_TRUSTED_ORIGINS": [where.office, where.signing, where.portal],
    }


def _kept_secret(folder: Path) -> str:
    """The key that signs sessions, made once and readable by its owner only."""
    path = folder / _SECRET_FILE
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        pass
    made = secrets.token_urlsafe(_SECRET_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as target:
        target.write(made + "\n")
    return made
