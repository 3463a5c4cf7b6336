"""What Django and allauth are told about signing in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wholefile.web.addresses import Addresses, name_of

_HOUR = 3600


def account_settings(
    environment: Mapping[str, str],  # noqa: ARG001
    where: Addresses,
    profile: str,  # noqa: ARG001
) -> dict[str, Any]:
    """Passwords, second factors, passkeys and sessions; nobody makes an account for themselves."""
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "LOGIN_URL": "/accounts/login/",
        "LOGIN_REDIRECT_URL": "/",
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 15},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
        ],
        "SESSION_COOKIE_AGE": 12 * _HOUR,
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not where.secure,
        "WHOLEFILE_SIGN_IN_RP_ID": name_of(where.office),
    }
