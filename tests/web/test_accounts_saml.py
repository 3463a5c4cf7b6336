"""The agency's sign-in by SAML 2.0: questions answered by an identity provider that signs, and what is refused."""

from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import override_settings

from tests.web.agencies.identity_provider import SSO, IdentityProvider
from wholefile.core.errors import Invalid
from wholefile.web.accounts.agencies import key_of, providers

FACTOR = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def agency(tmp_path):
    made = IdentityProvider()
    with override_settings(SOCIALACCOUNT_PROVIDERS=settings_of(made, tmp_path)):
        yield made


def settings_of(made: IdentityProvider, folder: Path):
    (folder / "metadata.xml").write_bytes(made.metadata())
    told, origins = providers({"WHOLEFILE_SAML_METADATA": str(folder / "metadata.xml")})
    assert origins == ("https://sign-in.county.example",)
    return told


def site_path(agency, rest):
    return f"/accounts/saml/{key_of(agency.entity)}/{rest}"


def question(client, agency, process=""):
    answer = client.post(site_path(agency, "login/") + (f"?process={process}" if process else ""))
    assert answer["Location"].startswith(SSO)
    return answer["Location"]


def sent_back(client, agency, response):
    answer = client.post(site_path(agency, "acs/"), {"SAMLResponse": response}, HTTP_HOST="localhost")
    if answer.status_code != 302:
        return answer
    return client.get(answer["Location"], HTTP_HOST="localhost")


def asked(site):
    """A browser as real ones are: with a Host header, which the library reads."""
    client = site.anybody()
    client.defaults["HTTP_HOST"] = "localhost"
    return client


def linked(site, agency):
    client = site.client("custodian")
    client.defaults["HTTP_HOST"] = "localhost"
    sent_back(client, agency, agency.answer(question(client, agency, "connect")))
    assert SocialAccount.objects.get().user == site.account("custodian")


def test_it_makes_no_account(site, agency):
    client = asked(site)
    page = sent_back(client, agency, agency.answer(question(client, agency)))
    assert "No account is linked to this" in page.content.decode()
    assert not SocialAccount.objects.exists()


def test_linked_once_it_signs_in_and_the_second_factor_is_asked_for_here(site, agency):
    linked(site, agency)
    client = asked(site)
    answer = sent_back(client, agency, agency.answer(question(client, agency)))
    assert answer["Location"].startswith(FACTOR)
    with override_settings(WHOLEFILE_SSO_FACTORS=True):
        assert client.get("/keys/").status_code == 302


def test_somebody_else_of_the_agency_comes_in_nowhere(site, agency):
    linked(site, agency)
    client = asked(site)
    page = sent_back(client, agency, agency.answer(question(client, agency), "0043"))
    assert "No account is linked" in page.content.decode()


@pytest.mark.parametrize(
    "lies",
    [
        {"audience": "https://another.example"},
        {"until": "2020-01-01T00:00:00Z"},
        {"issuer": "https://another.example"},
        {"to": "_never-asked"},
        {"back": "https://another.example/acs/"},
    ],
    ids=["for", "old", "issuer", "question", "place"],
)
def test_an_answer_that_is_not_for_us_signs_nobody_in(site, agency, lies):
    linked(site, agency)
    client = asked(site)
    agency.lies = lies
    page = sent_back(client, agency, agency.answer(question(client, agency)))
    assert page.status_code in (200, 401, 403)
    assert client.get("/keys/")["Location"].startswith("/accounts/login/")
    assert FACTOR not in page.headers.get("Location", "")


@pytest.mark.parametrize(
    "how", [{"signed": False}, {"subject": "0043", "altered": "0042"}], ids=["unsigned", "altered"]
)
def test_an_answer_whose_signature_does_not_hold_signs_nobody_in(site, agency, how):
    linked(site, agency)
    client = asked(site)
    page = sent_back(client, agency, agency.answer(question(client, agency), **how))
    assert "did not work" in page.content.decode()


def test_another_identity_provider_with_its_own_key_signs_nobody_in(site, agency):
    linked(site, agency)
    client = asked(site)
    page = sent_back(client, agency, IdentityProvider().answer(question(client, agency)))
    assert "did not work" in page.content.decode()


@pytest.mark.parametrize("response", ["", "no base64!", "PHg+", "x" * 50_000])
def test_what_is_no_answer_gets_a_page_with_words(site, agency, response):
    page = sent_back(asked(site), agency, response)
    assert page.status_code in (200, 401)
    assert "did not work" in page.content.decode()


@pytest.mark.parametrize("size", [100_000, 1_000_000])
def test_an_answer_that_is_too_long_is_not_read(site, agency, size):
    page = sent_back(asked(site), agency, "x" * size)
    assert page.status_code == 413
    assert "too much" in page.content.decode()


def test_signing_out_by_saml_is_not_there(site, agency):
    assert asked(site).get(site_path(agency, "sls/")).status_code == 404
    assert asked(site).get(site_path(agency, "acs/finish/")).status_code in (200, 401)
    assert asked(site).get("/accounts/saml/another/login/").status_code == 404


def test_our_metadata_can_be_given_to_the_agency(site, agency):
    told = asked(site).get(site_path(agency, "metadata/"))
    assert told.status_code == 200
    assert b"acs/" in told.content


def test_metadata_without_a_certificate_is_no_setting(tmp_path):
    with pytest.raises(Invalid):
        providers({"WHOLEFILE_SAML_METADATA": str(tmp_path / "none.xml")})
    (tmp_path / "empty.xml").write_text(
        "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata'/>"
    )
    with pytest.raises(Invalid):
        providers({"WHOLEFILE_SAML_METADATA": str(tmp_path / "empty.xml")})
