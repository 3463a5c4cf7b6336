"""A signing passkey from its making to its first act: its owner and somebody who vouches both sign."""

import json
import re
from hashlib import sha256

import pytest
from django.conf import settings
from fido2 import cbor

from tests.web.site import assertion, passkey
from wholefile.actions.people import revoke_key
from wholefile.core.canonical import b64u, unb64u
from wholefile.web.addresses import name_of
from wholefile.web.signing import waiting
from wholefile.web.signing.models import SigningPasskey, WaitingActs


def answer(made, asked: bytes, **lies) -> dict:
    """What a browser sends when this passkey was made for this question, or with lies."""
    where = settings.WHOLEFILE_ADDRESSES.signing
    client = {"type": "webauthn.create", "challenge": b64u(asked), "origin": where, "crossOrigin": False}
    client |= {name: value for name, value in lies.items() if name in client}
    point = made.enrolled.public_key
    cose = cbor.encode({1: 2, 3: lies.get("algorithm", -7), -1: 1, -2: point[1:33], -3: point[33:]})
    host = lies.get("rp_id", name_of(where))
    credential = b"credential of the test"
    data = sha256(host.encode()).digest() + bytes([lies.get("flags", 0x45)]) + bytes(4)
    data += bytes(16) + len(credential).to_bytes(2, "big") + credential + cose
    attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
    return {
        "id": b64u(credential),
        "name": "at the counter",
        "response": {
            "clientDataJSON": b64u(json.dumps(client).encode()),
            "attestationObject": b64u(attested),
        },
    }


def begun(site, part: str) -> tuple[str, bytes]:
    """The address at which somebody makes a passkey, and the challenge it asks."""
    page = site.client(part).get("/keys/").content.decode()
    address = re.search(r'href="[^"]*(/key/[^"]+)"', page)[1]
    shown = site.signing().get(address).content.decode()
    options = json.loads(re.search(r'<script id="options" type="application/json">(.*?)</script>', shown)[1])
    assert options["rp"]["id"] == "sign.localhost"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    return address, unb64u(options["challenge"])


def send(site, address: str, sent: dict):
    return site.signing().post(address, json.dumps(sent), content_type="application/json")


@pytest.mark.parametrize(
    "lies",
    [
        {"challenge": b64u(bytes(32))},
        {"origin": "http://localhost:8000"},
        {"type": "webauthn.get"},
        {"rp_id": "localhost"},
        {"flags": 0x41},
        {"algorithm": -257},
    ],
    ids=lambda lies: next(iter(lies)),
)
def test_a_passkey_made_elsewhere_or_without_a_person_is_refused(site, lies):
    address, challenge = begun(site, "custodian")
    answered = send(site, address, answer(passkey("a new one"), challenge, **lies))
    assert answered.status_code == 400
    assert answered.json()["message"]


@pytest.mark.parametrize(
    "sent", [{}, {"response": {}}, {"response": {"clientDataJSON": "x", "attestationObject": "y"}}]
)
def test_what_is_no_answer_of_a_browser_is_refused(site, sent):
    address, _ = begun(site, "custodian")
    assert send(site, address, sent).status_code == 400
    assert site.signing().post(address, b"\xff", content_type="application/json").status_code == 400


def test_a_form_that_a_browser_sent_by_itself_is_shown_again_in_words(site):
    address, _ = begun(site, "custodian")
    before = SigningPasskey.objects.count()
    answered = site.signing().post(address, {"name": "tablet"})
    assert answered.status_code == 400
    shown = answered.content.decode()
    assert "Nothing was made: the page was not ready yet" in shown
    assert "data-make-key" in shown
    assert SigningPasskey.objects.count() == before


def test_a_made_up_ticket_opens_nothing(site):
    assert site.signing().get("/key/made-up").status_code == 404


def test_a_passkey_signs_once_somebody_has_vouched_for_it(site):
    address, challenge = begun(site, "custodian")
    made = passkey("a new one")
    assert send(site, address, answer(made, challenge)).status_code == 200
    assert send(site, address, answer(made, challenge)).status_code == 409
    kept = SigningPasskey.objects.get(key=made.enrolled.key)
    listed = site.client("ana").get("/keys/enrolments/").content.decode()
    assert kept.key in listed
    mine = site.client("custodian").get("/keys/").content.decode()
    assert " ".join(re.findall(".{1,5}", kept.key)) in mine
    refused = site.client("ana").post(f"/keys/enrolments/{kept.key}", {"how_checked": " "})
    assert refused.status_code == 400
    response = site.client("ana").post(
        f"/keys/enrolments/{kept.key}", {"how_checked": "read aloud, with her badge"}
    )
    token = response["Location"].rsplit("/", 1)[1]
    row = waiting.found(token)
    signed = assertion(made, waiting.hashes_of(row))
    sent = {
        "id": kept.credential,
        "response": {
            "signature": signed["signature"],
            "authenticatorData": signed["authenticator_data"],
            "clientDataJSON": signed["client_data"],
        },
    }
    assert send(site, f"/act/{token}/signature", sent).status_code == 200
    assert site.signature(token, "ana").status_code == 200
    assert WaitingActs.objects.get().positions
    assert site.office.db.exists("signing_key", key=kept.key, person=site.person("custodian"))
    assert site.client("ana").get(f"/keys/enrolments/{kept.key}").status_code == 404


def test_nobody_vouches_for_their_own_key(site):
    address, challenge = begun(site, "ana")
    made = passkey("a new one")
    send(site, address, answer(made, challenge))
    refused = site.client("ana").post(f"/keys/enrolments/{made.enrolled.key}", {"how_checked": "by myself"})
    assert refused.status_code == 422
    assert not WaitingActs.objects.exists()


def test_a_key_that_was_revoked_signs_nothing(site):
    item = site.office.receive()
    key = passkey("custodian").enrolled.key
    site.office.clock.advance()
    revoke_key(site.office.record, key, reason="lost", by=site.office.ana)
    response = site.client("custodian").post(
        "/do/custody/store",
        {"items": item, "location": "ROOM-A/SHELF-1", "by": site.person("custodian"), "seal_state": "none"},
    )
    answered = site.signature(response["Location"].rsplit("/", 1)[1], "custodian")
    assert answered.status_code == 400
    assert "no signing passkey" in site.signing().get(response["Location"]).content.decode()
