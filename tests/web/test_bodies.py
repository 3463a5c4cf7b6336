"""Whoever is not signed in sends a few kilobytes at most, and nothing more is read of them."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from wholefile.web.addresses import name_of
from wholefile.web.bodies import MOST

LARGE = b"x" * (MOST + 1)


@pytest.fixture
def laid_down(monkeypatch):
    """The names of files that are written to the temporary folder."""
    found = []
    begun = TemporaryFileUploadHandler.new_file

    def new_file(self, *args, **more):
        found.append(args)
        return begun(self, *args, **more)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", new_file)
    return found


@pytest.fixture(params=["office", "signing", "portal"])
def stranger(request, site):
    where = getattr(settings.WHOLEFILE_ADDRESSES, request.param)
    return Client(SERVER_NAME=name_of(where), enforce_csrf_checks=True)


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/", "/do/item/attach", "/nowhere", "/act/unknown/signature", "/api/v1/nowhere"],
)
def test_a_stranger_who_sends_much_is_refused_before_it_is_read(stranger, laid_down, path):
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    for headers in ({}, {"authorization": "Bearer made-up"}):
        answer = stranger.post(path, {"file": SimpleUploadedFile("a.bin", LARGE * 32)}, headers=headers)
        assert answer.status_code == 413
        assert b"That is too much" in answer.content
    assert laid_down == []


def test_what_announces_a_length_that_is_none_is_no_fault_of_ours(stranger):
    for length in ("many", "-1", ""):
        assert stranger.post("/accounts/login/", {}, CONTENT_LENGTH=length).status_code < 500


def test_a_call_without_a_good_token_is_asked_for_it_first(site):
    client = Client(SERVER_NAME=name_of(settings.WHOLEFILE_ADDRESSES.office))
    answer = client.post(
        "/api/v1/prepare/item/attach",
        b'{"a": "' + LARGE + b'"}',
        content_type="application/json",
        headers={"authorization": "Bearer made-up"},
    )
    assert answer.status_code == 401


def test_a_small_form_of_a_stranger_is_read(site):
    client = Client(SERVER_NAME=name_of(settings.WHOLEFILE_ADDRESSES.office))
    answer = client.post("/accounts/login/", {"login": "nobody", "password": "wrong " * 100})
    assert answer.status_code == 200


def test_whoever_is_signed_in_sends_photographs(site):
    item = site.office.receive()
    told = {"item": item, "uploads": SimpleUploadedFile("front.jpg", LARGE), "purpose": "photograph"}
    answer = site.client("custodian").post("/do/item/attach", {**told, "by": site.person("custodian")})
    assert answer.status_code == 302
