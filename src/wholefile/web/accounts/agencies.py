"""The agency's own sign-in, OpenID Connect or SAML 2.0, from the environment.

It opens accounts that were linked to it and makes none. Whoever comes from it is known by issuer and subject, never by
an e-mail address: the name under which an issuer's accounts are kept is made from the issuer's own, so that another
issuer put into the setting later cannot open accounts that were linked to the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wholefile.core.errors import Invalid


def providers(environment: Mapping[str, str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What allauth is told of the agency's sign-in, and the origins to which a form may lead. Raises Invalid."""
    found: dict[str, Any] = {}
    origins = []
    if issuer := environment.get("WHOLEFILE_OIDC_URL", "").rstrip("/"):
        origins.append(_origin(issuer))
        found["openid_connect"] = {"OAUTH_PKCE_ENABLED": True, "APPS": [_oidc(environment, issuer)]}
    if metadata := environment.get("WHOLEFILE_SAML_METADATA", ""):
        name = environment.get("WHOLEFILE_SAML_NAME") or "Agency sign-in"
        app = saml_app(_metadata(Path(metadata)), name)
        origins.append(_origin(app["settings"]["idp"]["sso_url"]))
        found["saml"] = {"APPS": [app]}
    return found, tuple(origins)


def key_of(issuer: str) -> str:
    """The name under which accounts of this issuer are kept."""
    return f"agency-{sha256(issuer.encode()).hexdigest()[:16]}"


def saml_app(metadata: bytes, name: str) -> dict[str, Any]:
    """The settings of one SAML identity provider from its metadata (SAML 2.0 Metadata, 2.4.3). Raises Invalid."""
    from onelogin.saml2 import idp_metadata_parser as parser  # type: ignore[import-untyped]  # noqa: PLC0415

    idp = parser.OneLogin_Saml2_IdPMetadataParser.parse(metadata).get("idp", {})
    try:
        told = {
            "entity_id": idp["entityId"],
            "sso_url": idp["singleSignOnService"]["url"],
            "x509cert": idp.get("x509cert") or idp["x509certMulti"]["signing"][0],
        }
    except (KeyError, IndexError):
        raise Invalid(
            "settings.saml", "WHOLEFILE_SAML_METADATA names no issuer, address and certificate."
        ) from None
    return {
        "provider_id": key_of(told["entity_id"]),
        "name": name,
        "client_id": key_of(told["entity_id"]),
        "settings": {
            "idp": told,
            "attribute_mapping": {"uid": "urn:oasis:names:tc:SAML:attribute:subject-id"},
            "advanced": {
                "strict": True,
                "want_assertion_signed": True,
                "want_attribute_statement": False,
                "want_name_id": True,
                "reject_idp_initiated_sso": True,
                "reject_deprecated_algorithm": True,
                "allow_single_label_domains": True,
            },
        },
    }


def _oidc(environment: Mapping[str, str], issuer: str) -> dict[str, Any]:
    client = environment.get("WHOLEFILE_OIDC_CLIENT_ID", "")
    if not client:
        raise Invalid("settings.oidc", "WHOLEFILE_OIDC_URL needs WHOLEFILE_OIDC_CLIENT_ID.")
    return {
        "provider_id": key_of(issuer),
        "name": environment.get("WHOLEFILE_OIDC_NAME") or "Agency sign-in",
        "client_id": client,
        "secret": environment.get("WHOLEFILE_OIDC_CLIENT_SECRET", ""),
        "settings": {"server_url": issuer, "issuer": issuer, "fetch_userinfo": False, "uid_field": "sub"},
    }


def _metadata(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid("settings.saml", f"WHOLEFILE_SAML_METADATA cannot be read: {error.strerror}.") from None


def _origin(address: str) -> str:
    parts = urlsplit(address)
    local = parts.hostname == "localhost" or str(parts.hostname).endswith(".localhost")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        raise Invalid("settings.agency", f"{address!r} is no https address of a sign-in.")
    return f"{parts.scheme}://{parts.netloc}"
