"""Where allauth asks what to do, our answers."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wholefile.web.accounts import events, lockout, second_factor, sessions
from wholefile.web.accounts.settings import LONGEST

_KNOWN_ANYWAY = (
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "mfa/messages/recovery_codes_generated.txt",
)


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; guessing is slowed; a recent sign-in counts as a proof of who one is."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and password do not belong together."),
        "too_many_login_attempts": _(
            "Too many attempts. Wait a quarter of an hour, or ask an administrator."
        ),
        "incorrect_password": _("This is not the password."),
        "incorrect_code": _("This code is not right, or no longer."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: an administrator makes accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before anything is compared. Raises ValidationError."""
        name = str(credentials.get("username", ""))
        if lockout.refused(name, events.address_of(request)):
            raise self.validation_error("too_many_login_attempts")
        if len(str(credentials.get("password", ""))) > LONGEST:
            raise self.validation_error("username_password_mismatch")
        super().pre_authenticate(request, **credentials)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{events.address_of(request)} {super()._get_login_attempts_cache_key(request, **credentials)}"

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, unless the account was locked meanwhile."""
        if lockout.locked(user.username):
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """To the page that says so; only whoever proved to be the owner comes here."""
        events.note("sign-in", events.REFUSED, request=request, account=user, detail="inactive or locked")
        return HttpResponseRedirect(reverse("account_inactive"))

    def is_reauthentication_required(self, app: str) -> bool:  # noqa: ARG002
        """Whether the owner must prove again who they are."""
        return not sessions.recently_proved(context.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to what belongs to the account."""
        return reverse("mfa_index")

    def add_message(self, request: HttpRequest, level: int, *args: Any, **more: Any) -> None:
        """Say what is worth saying; that somebody has just signed in or out they know."""
        template = args[0] if args else more.get("message_template")
        if template not in _KNOWN_ANYWAY:
            super().add_message(request, level, *args, **more)


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys belong to the host that was asked; nobody gives up their last second factor."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code or passkey is not right, or no longer."),
        "cannot_delete_authenticator": _("It is your only second factor. Add another one first."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another second factor remains."""
        return second_factor.others(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host of the office or of the portal, never that of the signing pages."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Wholefile"}


class Agencies(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The agency's sign-in opens accounts that were linked to it, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never; what came is noted without saying who it may have been."""
        events.note("agency sign-in", events.REFUSED, request=request, detail=sociallogin.account.provider)
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ARG002
        """To what belongs to the account."""
        return reverse("mfa_index")

    def get_requests_session(self) -> Any:
        """For asking the agency's sign-in: no redirect is followed, no proxy of the environment used."""
        session = super().get_requests_session()
        asked, session.trust_env = session.request, False

        def request(*args: Any, **more: Any) -> Any:
            return asked(*args, **{**more, "allow_redirects": False})

        session.request = request
        return session
