"""OpenID Connect as we ask for it: the issuer is the one of the settings, and its signature is always checked.

The library trusts TLS and skips the signature of an ID token that it fetched itself, as OpenID Connect Core 3.1.3.7
allows; here it is checked as well. Code flow with PKCE (RFC 7636).
"""

from __future__ import annotations

from typing import Any

import requests
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse

from wholefile.core.errors import Unavailable


class Issuer(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The agency's issuer."""

    def get_provider(self) -> Any:
        """The issuer as the settings name it; it asks through this class too."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = Issuer
        return provider

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the issuer says of itself. Raises Unavailable when it does not answer, or says it is somebody else."""
        try:
            told: dict[str, Any] = super().openid_config
        except (requests.RequestException, ValueError):
            raise Unavailable(
                "agency.silent", "The agency's sign-in does not answer; try again later."
            ) from None
        if str(told.get("issuer", "")).rstrip("/") != self.get_provider().app.settings["issuer"]:
            raise Unavailable(
                "agency.other", "The agency's sign-in says it is another than the settings name."
            )
        return told

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        told: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return told

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **more: Any) -> Any:
        """Who came, from a signed ID token alone. Raises OAuth2Error where there is none."""
        if not more["response"].get("id_token"):
            raise OAuth2Error("no ID token")
        return super().complete_login(request, app, token, **more)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the agency's sign-in."""
    return _view(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it."""
    return _view(OAuth2CallbackView, request, provider_id)


def _view(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = kind.adapter_view(Issuer(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
