"""What Django and allauth are told about signing in.

WHOLEFILE_BANNER          words that everybody acknowledges after signing in, before anything else is shown
WHOLEFILE_PROXIES         how many proxies of our own stand before the pages; the address of whoever asks is read
                          from X-Forwarded-For accordingly; default none
WHOLEFILE_OIDC_URL        issuer of the agency's sign-in (OpenID Connect), with WHOLEFILE_OIDC_CLIENT_ID,
                          WHOLEFILE_OIDC_CLIENT_SECRET and WHOLEFILE_OIDC_NAME
WHOLEFILE_SAML_METADATA   file with the metadata of the agency's sign-in (SAML 2.0), with WHOLEFILE_SAML_NAME
WHOLEFILE_SSO_FACTORS     `1`: the agency's sign-in asks for a second factor itself, so that none is asked for here
WHOLEFILE_SMTP_URL        smtps://name:secret@host:465, smtp://name:secret@host:587?tls=starttls or
                              smtp://host:25; invitations and notices are mailed as well
WHOLEFILE_MAIL_FROM       sender of such mail
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from wholefile.core.errors import Invalid
from wholefile.web.accounts.agencies import providers
from wholefile.web.addresses import Addresses

_HOUR = 3600
_OURS = "wholefile.web.accounts"
SHORTEST, LONGEST = 15, 128
APPS = ("allauth.socialaccount.providers.openid_connect", "allauth.socialaccount.providers.saml")


def account_settings(
    environment: Mapping[str, str],
    where: Addresses,
    profile: str,  # noqa: ARG001 - read where it matters, as WHOLEFILE_PROFILE
) -> dict[str, Any]:
    """Passwords, second factors, passkeys and sessions; nobody makes an account for themselves."""
    agencies, origins = providers(environment)
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_URL": "/accounts/login/",
        "LOGIN_REDIRECT_URL": "/",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [{"NAME": f"{_OURS}.passwords.{one}"} for one in ("Length", "Known")],
        "SESSION_COOKIE_AGE": 12 * _HOUR,
        "CSRF_FAILURE_VIEW": f"{_OURS}.pages.form_refused",
        "ACCOUNT_ADAPTER": f"{_OURS}.adapters.Accounts",
        "ACCOUNT_FORMS": {"login": f"{_OURS}.forms.SignIn"},
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/accounts/login/",
        "ACCOUNT_RATE_LIMITS": {"login": "60/m/ip", "login_failed": "60/m/ip,10/5m/key"},
        "MFA_ADAPTER": f"{_OURS}.adapters.Factors",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not where.secure,
        "MFA_TOTP_ISSUER": "Wholefile",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "SOCIALACCOUNT_ADAPTER": f"{_OURS}.adapters.Agencies",
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_PROVIDERS": agencies,
        "ALLAUTH_TRUSTED_PROXY_COUNT": _count(environment.get("WHOLEFILE_PROXIES") or "0"),
        "WHOLEFILE_BANNER": environment.get("WHOLEFILE_BANNER", "").strip(),
        "WHOLEFILE_SSO_FACTORS": environment.get("WHOLEFILE_SSO_FACTORS") == "1",
        "AGENCY_ORIGINS": origins,
        **_mail(environment),
    }


def _count(text: str) -> int:
    if not text.isdigit():
        raise Invalid(
            "settings.proxies", "WHOLEFILE_PROXIES is a number: how many proxies stand before the pages."
        )
    return int(text)


def _mail(environment: Mapping[str, str]) -> dict[str, Any]:
    """Where mail goes; without WHOLEFILE_SMTP_URL none is sent."""
    url = environment.get("WHOLEFILE_SMTP_URL", "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "EMAIL_HOST": ""}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Invalid(
            "settings.mail", "WHOLEFILE_SMTP_URL is like smtps://name:secret@mail.county.example:465."
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.query == "tls=starttls",
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": environment.get("WHOLEFILE_MAIL_FROM") or f"wholefile@{parts.hostname}",
    }
