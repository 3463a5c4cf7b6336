"""What of allauth can be reached: signing in and out, second factors, passwords, the agency's sign-in. Nothing else."""

from allauth.account import views as account
from allauth.socialaccount import views as agency
from allauth.socialaccount.providers.saml import views as saml_views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from wholefile.web.accounts import oidc, pages, saml


def nowhere(_: HttpRequest, **__: str) -> HttpResponse:
    """For names that allauth looks up and we do not have: signing up, and signing out everywhere by SAML."""
    raise Http404


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("signup/", nowhere, name="account_signup"),
    path("2fa/webauthn/keys/<int:pk>/remove/", pages.remove_passkey),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", agency.connections, name="socialaccount_connections"),
    path("3rdparty/login/cancelled/", agency.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", agency.login_error, name="socialaccount_login_error"),
    path("3rdparty/signup/", nowhere, name="socialaccount_signup"),
    path("oidc/<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/acs/", saml.acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/finish/", saml.finish, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/sls/", nowhere, name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata/", saml_views.metadata, name="saml_metadata"),
    path("saml/<slug:organization_slug>/login/", saml_views.login, name="saml_login"),
]
