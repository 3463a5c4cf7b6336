"""The pages on which people sign, and those on which they make and see their keys.

A signing page lives on the signing host at an address that nobody can guess, and needs no session: who signs is
proven by the signature. So an expired session in the middle of signing loses nothing, and two people can sign on one
screen.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core import signing as sealed
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile.actions.people import enrol_passkey
from wholefile.actions.signing import absent
from wholefile.core.acts import kind_of
from wholefile.core.canonical import Value, b64u, encode, unb64u
from wholefile.core.errors import (
    Conflict,
    IntegrityFailure,
    Invalid,
    NotFound,
    Unprocessable,
    WholefileError,
    http_status,
)
from wholefile.core.signatures import act_hash
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.web import office
from wholefile.web.demo import pages as demo
from wholefile.web.headers import with_wasm
from wholefile.web.hosts import PORTAL, address_of, site_of
from wholefile.web.labels.codes import as_address, qr_code
from wholefile.web.people import Asking
from wholefile.web.sentences import in_language
from wholefile.web.signing import changes, key_files, passkeys, waiting
from wholefile.web.signing.models import SigningPasskey, WaitingActs
from wholefile.web.signing.words import act_lines, with_the_word

_TICKET_SECONDS = 1800
_READING = "item/opened"
_TICKET_SALT = "wholefile making a signing passkey"


@with_wasm
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """What is to be signed, in words and as the digest that the passkey signs, with a button for each person."""
    return _sign_page(request, waiting.found(token))


def take_signature(request: HttpRequest, token: str) -> HttpResponse:
    """Take what a passkey or a key file signed. The acts are recorded once nobody is missing; says where to go next."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    record = office.record()
    try:
        person, signatures = _signed(record, waiting.found(token), passkeys.parsed(request.body))
        row = waiting.sign(record, token, person, signatures)
    except WholefileError as error:
        overtaken = isinstance(error, Conflict | Unprocessable)
        said = {
            "code": error.code,
            "message": in_language(error.message),
            "changed": changes.since(record, token) if overtaken else [],
        }
        # A signature that does not hold is the sender's mistake here: nothing of the record is in doubt.
        wrong = isinstance(error, IntegrityFailure) and error.code.startswith("signature.")
        return JsonResponse(said, status=400 if wrong else http_status(error))
    if row.positions is None:
        return JsonResponse({"unsigned": waiting.unsigned(row)})
    return JsonResponse({"next": _onward(row)})


def again(request: HttpRequest, token: str) -> HttpResponse:
    """Prepare the same acts with the time of now."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    waiting.prepare_again(office.record(), token)
    return HttpResponseRedirect(f"/act/{token}")


def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Undo: nothing was recorded, and nothing will be. Back to the form as it was filled in."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = waiting.withdraw(token)
    return HttpResponseRedirect(address_of(row.site) + (row.back or f"/do/{row.verb}?draft={row.code}"))


def make_key(request: HttpRequest, ticket: str) -> HttpResponse:
    """Make a signing passkey, with a ticket from the office's pages that says for whom."""
    try:
        said = sealed.loads(ticket, salt=_TICKET_SALT, max_age=_TICKET_SECONDS)
    except sealed.BadSignature:
        raise NotFound(
            "signing.ticket", "This address is no longer good; begin again from your keys."
        ) from None
    record = office.record()
    challenge = unb64u(said["challenge"])
    name = lookups.person_name(record.db, said["person"])
    by_script = request.content_type == "application/json"
    if request.method == "POST" and by_script:
        try:
            answer = passkeys.parsed(request.body)
            passkeys.made(record, said["person"], str(answer.get("name", ""))[:80], challenge, answer)
        except WholefileError as error:
            return JsonResponse(
                {"code": error.code, "message": in_language(error.message)}, status=http_status(error)
            )
        return JsonResponse({"next": f"{address_of(str(said.get('site', '')))}/keys/"})
    options = passkeys.creation_options(said["person"], name, challenge)
    said = {"options": options, "name": name, "sent_bare": request.method == "POST"}
    return render(request, "signing/make_key.html", said, status=400 if said["sent_bare"] else 200)


def waiting_list(request: Asking) -> HttpResponse:
    """What waits for this person's signature, and what they began that waits for somebody else's."""
    return _waiting(request)


def _waiting(request: Asking, problem: str = "") -> HttpResponse:
    """The list; with a problem of the code that was entered it says so, as for a page that is missing."""
    rows = WaitingActs.objects.filter(positions__isnull=True, withdrawn=False).order_by("-begun_at")[:500]
    mine = [row for row in rows if request.person in waiting.unsigned(row)]
    begun = [row for row in rows if row.begun_by == request.person and row not in mine]
    said = {
        "mine": [_listed(row) for row in mine],
        "begun": [_listed(row) for row in begun],
        "problem": problem,
    }
    return render(request, "signing/waiting.html", said, status=404 if problem else 200)


def by_code(request: Asking) -> HttpResponse:
    """From a code shown on somebody else's screen to the acts that wait for one's own signature."""
    code = request.POST.get("code", "").strip().upper().replace("-", "").replace(" ", "")
    row = WaitingActs.objects.filter(code=code, withdrawn=False).first() if code else None
    if row is None or request.person not in row.persons:
        return _waiting(request, _("No acts wait for you under this code."))
    return HttpResponseRedirect(waiting.address(row))


def keys(request: Asking) -> HttpResponse:
    """One's keys: those the record knows, and passkeys that still wait to be enrolled; and how to make one."""
    db = office.record().db
    if not request.person:
        raise NotFound("page.missing", "There is no such page.")
    known = db.rows("signing_key", order=("enrolled_seq",), person=request.person)
    enrolled = {one.key for one in known}
    requested = [
        one for one in SigningPasskey.objects.filter(person=request.person) if one.key not in enrolled
    ]
    asked = {"person": request.person, "challenge": b64u(passkeys.new_challenge()), "site": site_of(request)}
    ticket = sealed.dumps(asked, salt=_TICKET_SALT)
    said = {
        "known": [(one, passkeys.fingerprint(one.key)) for one in known],
        "requested": [(one, passkeys.fingerprint(one.key)) for one in requested],
        "make": f"{settings.WHOLEFILE_ADDRESSES.signing}/key/{ticket}",
    }
    return render(request, "signing/keys.html", said)


def enrolments(request: Asking) -> HttpResponse:
    """Passkeys that wait for somebody to vouch for them."""
    db = office.record().db
    waiting_keys = [
        (one, passkeys.fingerprint(one.key), lookups.person_name(db, one.person))
        for one in SigningPasskey.objects.order_by("made_at")
        if not db.exists("signing_key", key=one.key)
    ]
    return render(request, "signing/enrolments.html", {"waiting": waiting_keys})


def enrol(request: Asking, key: str) -> HttpResponse:
    """Vouch for somebody's passkey, having compared its fingerprint with the paper they bring; both sign."""
    passkey = SigningPasskey.objects.filter(key=key).first()
    record = office.record()
    if passkey is None or record.db.exists("signing_key", key=key):
        raise NotFound("page.missing", "There is no such page.")
    said: dict[str, Any] = {
        "passkey": passkey,
        "fingerprint": passkeys.fingerprint(key),
        "name": lookups.person_name(record.db, passkey.person),
        "error": "",
    }
    if request.method == "POST":
        how = " ".join(request.POST.get("how_checked", "").split())
        try:
            if not how:
                raise Invalid("enrol.how", "Say how you checked that this is their key.")
            row = waiting.begin(
                record,
                "key/enrol",
                lambda: enrol_passkey(
                    record,
                    absent(passkey.person),
                    passkeys.as_enrolled(passkey),
                    countersigner=absent(request.person),
                    how_checked=how,
                ),
                begun_by=request.person,
                sight=request.sight,
                told={"key": key, "how_checked": how},
            )
            return HttpResponseRedirect(waiting.address(row))
        except WholefileError as error:
            said["error"] = in_language(error.message)
            return render(request, "signing/enrol.html", said, status=http_status(error))
    return render(request, "signing/enrol.html", said)


def _signed(record: Record, row: WaitingActs, answer: dict[str, Any]) -> tuple[str, list[dict[str, Value]]]:
    """Whose signatures these are, one for each act: a passkey's one gesture, or those of a key that is a file."""
    expected = waiting.unsigned(row) or row.persons
    if "signatures" in answer:
        return key_files.signed(record, expected, answer)
    passkey = passkeys.passkey_of(answer, expected)
    return passkey.person, passkeys.for_each(passkeys.asserted(passkey, answer), waiting.hashes_of(row))


def _sign_page(request: HttpRequest, row: WaitingActs) -> HttpResponse:
    record = office.record()
    acts = [
        {
            "kind": with_the_word(one["act"]["kind"]),
            "doc": _(kind_of(one["act"]["kind"]).doc),
            "words": act_lines(record.db, one["act"]["kind"], one["body"], described=row.site != PORTAL),
            "canonical": encode(one["act"]).decode("ascii"),
            "digest": act_hash(one["act"]).hex(),
        }
        for one in row.acts
    ]
    missing = waiting.unsigned(row)
    story = demo.words_of(missing)
    people = [
        {
            "person": one,
            "name": lookups.person_name(record.db, one),
            "signed": one in row.signatures,
            "credentials": _credentials(record, row, one),
            "credentials_json": json.dumps(_credentials(record, row, one)),
            "demo_word": story.get(one, ""),
        }
        for one in row.persons
    ]
    said = {
        "row": row,
        "acts": acts,
        "people": people,
        "missing": missing,
        "stale": waiting.is_stale(record, row),
        "code": f"{row.code[:4]}-{row.code[4:]}",
        "code_drawn": as_address(qr_code(f"{address_of(row.site)}/W/{row.code}".upper())),
        "size": lookups.entry_count(record.db),
        "rp_id": passkeys.signing_host(),
        "receipt": _receipt(row),
    }
    return render(request, "signing/sign.html", said)


def _credentials(record: Any, row: WaitingActs, person: str) -> list[str]:
    """The passkeys with which this person can sign these acts: those enrolled, and the one the act itself enrols."""
    valid = {one.key for one in lookups.valid_keys(record.db, person)}
    valid |= {
        str(one["body"]["key"])
        for one in row.acts
        if one["act"]["kind"] == "key.enrolled" and one["body"]["person"] == person
    }
    return [one.credential for one in SigningPasskey.objects.filter(person=person) if one.key in valid]


def _listed(row: WaitingActs) -> dict[str, Any]:
    db = office.record().db
    return {
        "kind": row.acts[0]["act"]["kind"],
        "count": len(row.acts),
        "begun_by": lookups.person_name(db, row.begun_by) if row.begun_by else "",
        "begun_at": row.begun_at,
        "missing": [lookups.person_name(db, one) for one in waiting.unsigned(row)],
        "code": f"{row.code[:4]}-{row.code[4:]}",
        "address": waiting.address(row),
    }


def _onward(row: WaitingActs) -> str:
    """Where one goes once the acts are recorded: a reading leads on to what is read, all else to its receipt."""
    if row.verb == _READING and row.back:
        return address_of(row.site) + str(row.back)
    return _receipt(row)


def _receipt(row: WaitingActs) -> str:
    """The address of the receipt, at the site where the acts were begun; empty before they are recorded."""
    return f"{address_of(row.site)}/receipt/{row.positions[0]}" if row.positions else ""
