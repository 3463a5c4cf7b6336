"""The agency's sign-in by OpenID Connect: a whole round trip with an issuer, and what it cannot do."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import override_settings

from tests.web.agencies.issuer import CLIENT, SECRET, issuing
from wholefile.core.errors import Invalid
from wholefile.web.accounts import invitations
from wholefile.web.accounts.agencies import key_of, providers
from wholefile.web.accounts.models import Account, SignInEvent

FACTOR = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def issuer():
    with issuing() as made:
        told, origins = providers(environment(made.url))
        with override_settings(SOCIALACCOUNT_PROVIDERS=told, AGENCY_ORIGINS=origins):
            yield made


def environment(url):
    return {
        "WHOLEFILE_OIDC_URL": url,
        "WHOLEFILE_OIDC_CLIENT_ID": CLIENT,
        "WHOLEFILE_OIDC_CLIENT_SECRET": SECRET,
        "WHOLEFILE_OIDC_NAME": "County sign-in",
    }


def begun(client, issuer, process=""):
    """The address at the issuer to which a browser is sent."""
    path = f"/accounts/oidc/{key_of(issuer.url)}/login/" + (f"?process={process}" if process else "")
    answer = client.post(path)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def gone_through(client, issuer, process=""):
    """There and back; our answer to the browser that comes back."""
    back = requests.get(begun(client, issuer, process), allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert parts.netloc == "localhost"
    return client.get(f"{parts.path}?{parts.query}")


def linked(site, issuer):
    client = site.client("custodian")
    assert gone_through(client, issuer, "connect").status_code == 302
    assert SocialAccount.objects.get().user == site.account("custodian")


def test_it_makes_no_account_and_knows_nobody_by_an_address(site, issuer):
    page = gone_through(site.anybody(), issuer)
    assert page.status_code == 200
    assert "No account is linked to this" in page.content.decode()
    assert not SocialAccount.objects.exists()
    assert not Account.objects.exclude(email__endswith="@office.example").exists()
    assert SignInEvent.objects.filter(what="agency sign-in", outcome="refused").exists()


def test_linked_once_it_signs_in_and_the_second_factor_is_asked_for_here(site, issuer):
    linked(site, issuer)
    client = site.anybody()
    assert gone_through(client, issuer)["Location"].startswith(FACTOR)
    assert client.get("/keys/")["Location"].startswith("/accounts/login/")


def test_a_newcomer_links_it_from_their_invitation(site, issuer):
    account = invitations.make_account("newcomer", person=site.person("judge"))
    path = "/invitation/" + invitations.invite(account).rsplit("/", 1)[1]
    client = site.anybody()
    assert "agency" in client.get(path).content.decode()
    assert client.post(path, {"way": "agency"})["Location"] == "/accounts/3rdparty/"
    assert "County sign-in" in client.get("/accounts/3rdparty/").content.decode()
    with override_settings(WHOLEFILE_SSO_FACTORS=True):
        gone_through(client, issuer, "connect")
        assert site.anybody().get(path).status_code == 404
        other = site.anybody()
        assert gone_through(other, issuer)["Location"] == "/"
        assert other.get("/keys/").status_code == 200
    assert other.get("/keys/")["Location"].startswith("/accounts/2fa/")


def test_somebody_else_of_the_agency_comes_in_nowhere(site, issuer):
    linked(site, issuer)
    issuer.subject = "0043"
    assert "No account is linked" in gone_through(site.anybody(), issuer).content.decode()


def test_another_issuer_in_the_settings_opens_no_account_that_was_linked_to_the_first(site, issuer):
    linked(site, issuer)
    with issuing() as other:
        told, _ = providers(environment(other.url))
        with override_settings(SOCIALACCOUNT_PROVIDERS=told):
            assert "No account is linked" in gone_through(site.anybody(), other).content.decode()


def test_a_subject_is_linked_to_one_account(site, issuer):
    linked(site, issuer)
    gone_through(site.client("deputy"), issuer, "connect")
    assert SocialAccount.objects.get().user == site.account("custodian")


@pytest.mark.parametrize(
    "lies",
    [{"iss": "http://localhost:1"}, {"aud": "another"}, {"exp": 1_000_000_000}],
    ids=["issuer", "for", "old"],
)
def test_a_token_that_is_not_for_us_signs_nobody_in(site, issuer, lies):
    linked(site, issuer)
    issuer.lies = lies
    client = site.anybody()
    assert "did not work" in gone_through(client, issuer).content.decode()
    assert client.get("/keys/")["Location"].startswith("/accounts/login/")


def test_a_token_signed_with_another_key_signs_nobody_in(site, issuer):
    linked(site, issuer)
    issuer.signs = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client = site.anybody()
    assert "did not work" in gone_through(client, issuer).content.decode()


def test_an_issuer_that_says_it_is_another_or_nothing_is_not_believed(site, issuer):
    issuer.says = "http://localhost:1"
    path = f"/accounts/oidc/{key_of(issuer.url)}/login/"
    assert site.anybody().post(path).status_code == 503
    assert site.anybody().post("/accounts/oidc/another/login/").status_code == 404


def test_an_answer_that_nobody_asked_for_is_refused(site, issuer):
    linked(site, issuer)
    path = f"/accounts/oidc/{key_of(issuer.url)}/login/callback/?code=x&state=forged"
    client = site.anybody()
    assert client.get(path).status_code in (200, 401)
    assert client.get("/keys/").status_code == 302


def test_the_question_has_a_challenge_and_the_page_may_lead_there(site, issuer):
    client = site.anybody()
    asked = parse_qs(urlsplit(begun(client, issuer)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    page = client.get("/accounts/login/")
    assert issuer.url in page["Content-Security-Policy"]
    assert "County sign-in" in page.content.decode()


@pytest.mark.parametrize("url", ["http://elsewhere.example", "ftp://x", "no address"])
def test_an_issuer_without_tls_is_no_setting(url):
    with pytest.raises(Invalid):
        providers(environment(url))
    with pytest.raises(Invalid):
        providers({"WHOLEFILE_OIDC_URL": "https://sign-in.example"})
