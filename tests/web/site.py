"""The pages of an office of the tests, and everybody in it, signed in and with a signing passkey.

site.client("custodian").get("/")           the office's pages as the custodian
response = site.client("custodian").post("/do/custody/transfer", {...})
site.sign(response, "custodian", "investigator")   both sign what waits; the positions recorded
"""

import json
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator as Factor
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests.actions.office import STAFF, Office
from tests.core.makers import Authenticator
from wholefile.actions.people import enrol_passkey
from wholefile.actions.signing import absent
from wholefile.core.acts_together import acts_challenge
from wholefile.core.canonical import b64u
from wholefile.core.signatures import EnrolledKey
from wholefile.record.visibility import Sight
from wholefile.web.accounts.models import Account
from wholefile.web.addresses import name_of
from wholefile.web.signing import waiting
from wholefile.web.signing.models import SigningPasskey, WaitingActs

PASSWORD = "correct horse battery staple"  # the same for everybody
TOTP_SECRET = "JBSWY3DPEHPK3PXP"  # of everybody's authenticator app
PARTS = tuple(part for part, *_ in STAFF)


def passkey(name: str) -> Authenticator:
    """The passkey of somebody in the office, for the signing pages of the tests."""
    made = Authenticator(name=f"{name} of the site")
    where = settings.WHOLEFILE_ADDRESSES.signing
    made.enrolled = EnrolledKey.of(made.algorithm, made.enrolled.public_key, name_of(where), (where,))
    return made


def enrol_everybody(office: Office) -> None:
    """A signing passkey for each of the staff, vouched for by an administrator."""
    for part in PARTS:
        enrol(office, part)


def enrol(office: Office, part: str, vouchers: tuple[str, str] = ("ana", "ben")) -> None:
    """A signing passkey for somebody, vouched for by an administrator who is somebody else."""
    owner, made = getattr(office, part), passkey(part)
    voucher = getattr(office, next(one for one in vouchers if one != part))

    def act() -> Any:
        return enrol_passkey(
            office.record,
            absent(owner.person),
            made.enrolled,
            countersigner=absent(voucher.person),
            how_checked="by eye",
        )

    sight = Sight(everything=True)
    row = waiting.begin(office.record, "key/enrol", act, begun_by=voucher.person, sight=sight, told={})
    signature = assertion(made, waiting.hashes_of(row))
    waiting.sign(office.record, row.token, owner.person, [signature])
    waiting.sign(office.record, row.token, voucher.person, [voucher.sign(waiting.acts_of(row)[0].act)])
    WaitingActs.objects.all().delete()


def assertion(made: Authenticator, hashes: list[bytes]) -> dict[str, Any]:
    """What this passkey answers when it is asked to sign the acts with these digests, in the record's form."""
    challenge = hashes[0] if len(hashes) == 1 else acts_challenge(hashes)
    data = sha256(str(made.enrolled.rp_id).encode()).digest() + bytes([0x05]) + bytes(4)
    told = {
        "type": "webauthn.get",
        "challenge": b64u(challenge),
        "origin": made.enrolled.origins[0],
        "crossOrigin": False,
    }
    client_data = json.dumps(told).encode()
    return {
        "algorithm": made.algorithm,
        "authenticator_data": b64u(data),
        "client_data": b64u(client_data),
        "key": made.enrolled.key,
        "signature": b64u(made.sign_bytes(data + sha256(client_data).digest())),
    }


@dataclass
class Site:
    """The pages over one office."""

    office: Office
    clients: dict[str, Client] = field(default_factory=dict)

    def bring_in(self, name: str, *roles: str) -> None:
        """One more person, with an account and an enrolled passkey."""
        self.office.newcomer(name, *roles)
        enrol(self.office, name)
        make_account(self.office, name)

    def account(self, part: str) -> Account:
        """The account of somebody in the office."""
        return Account.objects.get(username=part)

    def person(self, part: str) -> str:
        """Their id in the record."""
        return str(getattr(self.office, part).person)

    def client(self, part: str, *, portal: bool = False) -> Client:
        """A browser in which they are signed in, at the office's pages or at the portal."""
        key = f"{part} at the portal" if portal else part
        if key not in self.clients:
            where = settings.WHOLEFILE_ADDRESSES
            client = Client(SERVER_NAME=name_of(where.portal if portal else where.office))
            client.force_login(
                self.account(part), backend="allauth.account.auth_backends.AuthenticationBackend"
            )
            self.clients[key] = client
        return self.clients[key]

    def anybody(self) -> Client:
        """A browser in which nobody is signed in."""
        return Client(SERVER_NAME=name_of(settings.WHOLEFILE_ADDRESSES.office))

    def signing(self) -> Client:
        """A browser at the signing pages."""
        return Client(SERVER_NAME=name_of(settings.WHOLEFILE_ADDRESSES.signing))

    def sign(self, response: Any, *parts: str) -> list[int]:
        """These people sign what the response leads to, with their passkeys over HTTP; the positions recorded."""
        assert response.status_code == 302, response.content.decode()
        token = response["Location"].rsplit("/", 1)[1]
        for part in parts:
            answer = self.signature(token, part)
            assert answer.status_code == 200, answer.content.decode()
        return list(WaitingActs.objects.get(token=token).positions or ())

    def signature(self, token: str, part: str) -> Any:
        """The answer to one person's signature on what waits at this address."""
        made = passkey(part)
        signed = assertion(made, waiting.hashes_of(waiting.found(token)))
        sent = {
            "id": SigningPasskey.objects.get(key=made.enrolled.key).credential,
            "response": {
                "signature": signed["signature"],
                "authenticatorData": signed["authenticator_data"],
                "clientDataJSON": signed["client_data"],
            },
        }
        return self.signing().post(
            f"/act/{token}/signature", json.dumps(sent), content_type="application/json"
        )


def make_accounts(office: Office) -> None:
    """Accounts for everybody in the office, and their passkeys as the pages know them."""
    for part in PARTS:
        make_account(office, part)


@cache
def _kept_password() -> str:
    return make_password(PASSWORD)


def make_account(office: Office, part: str) -> None:
    """An account for somebody in the office, and their passkey as the pages know it."""
    person, made = getattr(office, part).person, passkey(part)
    account = Account(username=part, email=f"{part}@office.example", password=_kept_password(), person=person)
    account.save()
    Factor.objects.create(user=account, type=Factor.Type.TOTP, data={"secret": TOTP_SECRET})
    SigningPasskey.objects.create(
        key=made.enrolled.key,
        person=person,
        credential=b64u(part.encode()),
        algorithm=made.algorithm,
        public_key=b64u(made.enrolled.public_key),
        name="of the tests",
        made_at=0,
    )
