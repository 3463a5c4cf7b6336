"""What the environment says of signing in; invitations that are mailed."""

import pytest
from django.core import mail
from django.test import override_settings

from wholefile.core.errors import Invalid
from wholefile.web.accounts import invitations
from wholefile.web.accounts.settings import account_settings
from wholefile.web.addresses import addresses


def settings_of(**environment):
    return account_settings(environment, addresses({}), "default")


@pytest.mark.parametrize(
    "environment",
    [
        {"WHOLEFILE_PROXIES": "many"},
        {"WHOLEFILE_PROXIES": "-1"},
        {"WHOLEFILE_SMTP_URL": "mail.county.example"},
        {"WHOLEFILE_SMTP_URL": "https://mail.county.example"},
        {"WHOLEFILE_OIDC_URL": "https://sign-in.example"},
    ],
)
def test_what_cannot_be_is_said_at_the_start(environment):
    with pytest.raises(Invalid):
        settings_of(**environment)


def test_passwords_are_kept_by_a_function_that_takes_its_time():
    assert settings_of()["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.ScryptPasswordHasher"]


def test_mail_goes_nowhere_unless_it_is_told_where():
    assert "dummy" in settings_of()["EMAIL_BACKEND"]
    said = settings_of(WHOLEFILE_SMTP_URL="smtps://w%40x:s%3Acret@mail.example")
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"], said["EMAIL_PORT"]) == (
        "w@x",
        "s:cret",
        465,
    )
    assert said["EMAIL_USE_SSL"]


def test_an_invitation_is_mailed_where_mail_is_set_up(site):
    account = site.account("judge")
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", EMAIL_HOST="mail.example"
    ):
        url = invitations.invite(account)
        assert url in mail.outbox[0].body
        assert mail.outbox[0].to == ["judge@office.example"]
