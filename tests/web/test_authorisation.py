"""Every page in every role, from the one table of routes."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.actions.office import STAFF
from tests.web.world import build
from wholefile.web.addresses import name_of
from wholefile.web.routes import (
    ANYBODY,
    DEMO_ROUTES,
    OFFICE_ROUTES,
    PORTAL_ROUTES,
    SIGNED_IN,
    SIGNING_ROUTES,
)

ROLES = {part: roles for part, _, _, roles in STAFF}
SITES = {
    "wholefile.web.urls": (*DEMO_ROUTES, *OFFICE_ROUTES),
    "wholefile.web.urls_signing": SIGNING_ROUTES,
    "wholefile.web.urls_portal": (*DEMO_ROUTES, *PORTAL_ROUTES),
}


@pytest.mark.parametrize("site_of", SITES)
def test_every_address_that_is_answered_is_in_the_table(site_of):
    """All others are those of the library that signs people in."""
    patterns = get_resolver(site_of).url_patterns
    own = [one for one in patterns if isinstance(one, URLPattern)]
    assert sorted(str(one.pattern) for one in own) == sorted(one.address for one in SITES[site_of])
    assert all(str(one.pattern) == "accounts/" for one in patterns if one not in own)
    assert len({one.name for one in SITES[site_of]}) == len(SITES[site_of])


@pytest.mark.slow
def test_every_office_page_opens_for_those_it_is_for_and_is_missing_for_all_others(site, tmp_path):
    world = build(site, tmp_path)
    wrong = []
    for part, roles in ROLES.items():
        for route in OFFICE_ROUTES:
            answer = site.client(part).get(world.address(route))
            answer.close()
            may = route.who in (ANYBODY, SIGNED_IN) or bool(route.who & set(roles))
            if answer.status_code >= 500 or (not may and answer.status_code != 404):
                wrong.append((part, route.name, answer.status_code))
    assert wrong == []


def test_who_is_not_signed_in_is_asked_to_sign_in_and_told_nothing(site, tmp_path):
    world = build(site, tmp_path)
    anybody = site.anybody()
    for route in OFFICE_ROUTES:
        if route.who != ANYBODY:
            answer = anybody.get(world.address(route))
            assert answer.status_code == 302, route.name
            assert answer["Location"].startswith("/accounts/login/"), route.name


def test_every_portal_page_is_for_the_defence(site, tmp_path):
    world = build(site, tmp_path)
    wrong = []
    for part, roles in ROLES.items():
        for route in PORTAL_ROUTES:
            answer = site.client(part, portal=True).get(world.address(route))
            answer.close()
            may = route.who in (ANYBODY, SIGNED_IN) or bool(route.who & set(roles))
            if answer.status_code >= 500 or (not may and answer.status_code != 404):
                wrong.append((part, route.name, answer.status_code))
    assert wrong == []


def test_a_role_that_ended_ends_at_once(site):
    from wholefile.actions.people import end_role

    client = site.client("supervisor")
    assert client.get("/keys/enrolments/").status_code == 200
    site.office.clock.advance()
    end_role(site.office.record, site.person("supervisor"), "supervisor", reason="left", by=site.office.ana)
    assert client.get("/keys/enrolments/").status_code == 404


def test_a_page_of_one_site_does_not_exist_on_another(site):
    where = settings.WHOLEFILE_ADDRESSES
    assert Client(SERVER_NAME=name_of(where.signing)).get("/keys/").status_code == 404
    assert Client(SERVER_NAME="elsewhere.example").get("/health/live").status_code == 400


def test_every_answer_has_the_headers_that_keep_a_browser_safe(site, tmp_path):
    world = build(site, tmp_path)
    for route in OFFICE_ROUTES:
        answer = site.client("custodian").get(world.address(route))
        answer.close()
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, route.name
        assert "unsafe-inline" not in policy, route.name
        assert answer["X-Content-Type-Options"] == "nosniff", route.name
        assert answer["Cache-Control"] == "no-store", route.name
