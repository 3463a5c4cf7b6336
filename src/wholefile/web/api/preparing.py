"""What other systems prepare: acts with absent signers, signed elsewhere by the people themselves, then recorded.

Nothing is recorded that is not signed. Who prepares may name only what they see, as in the forms of the pages.
"""

import base64
import binascii
import json
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from django.db import IntegrityError, transaction
from ninja import Body, Header, Router, Status
from ninja import Path as InPath
from ninja.params import functions
from pydantic import Field

from wholefile.actions.catalogue import SUBJECTS, Verb
from wholefile.actions.files import Upload
from wholefile.actions.parameters import parameters
from wholefile.actions.signing import absent
from wholefile.core.acts import kind_of
from wholefile.core.canonical import b64u
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Conflict, IntegrityFailure, Invalid, NotFound
from wholefile.core.signatures import act_hash, act_message, check_shape
from wholefile.record.home import Record
from wholefile.web import office
from wholefile.web.api import words
from wholefile.web.api.models import Attempt
from wholefile.web.api.shapes import PERSON, Shape, answer, asked_for
from wholefile.web.api.tokens import TokenCall, check_may_prepare
from wholefile.web.forms.acts import people
from wholefile.web.forms.fields import DOCKETS
from wholefile.web.forms.seen import check_prepared, check_seen
from wholefile.web.hosts import OFFICE
from wholefile.web.overseeing import refusals
from wholefile.web.signing import waiting
from wholefile.web.signing.models import WaitingActs

_KEPT_MS = 30 * 86_400_000
router = Router(tags=["Preparing and signing"])
Prepared = answer("Prepared", words.PREPARED)
Signed = answer("Signed", words.SIGNED)
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        pattern=r"^[!-~]*$",
        description="any text of your own; the same call with the same key gets the same answer",
    ),
]
Token = Annotated[
    str, InPath(max_length=64, pattern=r"^[A-Za-z0-9_-]+$", description="`token` of prepared acts")
]


class Signatures(Shape):
    """One person's signatures, one for each act in their order, in the record's form (docs/formats/act.md)."""

    person: Annotated[str, Field(pattern=PERSON)]
    signatures: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=1000)]


def prepared_by(subject: str, name: str, verb: Verb) -> Any:
    """The operation that prepares an act of one verb."""

    def prepare(request: TokenCall, told: Any, key: Any = None) -> Any:
        check_may_prepare(request)
        said = told.model_dump(exclude_none=True)
        row, fresh = _once(request, f"{subject}/{name}", verb, said, key)
        return Status(201 if fresh else 200, _prepared(row))

    sent: Any = functions.Body(...)
    shape = asked_for(f"{subject}_{name}".replace("-", "_"), verb)
    prepare.__name__ = f"prepare_{subject}_{name}".replace("-", "_")
    prepare.__doc__ = (
        f"{kind_of(verb.kind).doc}\n\nRecords `{verb.kind}` once everybody named as a signer has signed."
    )
    prepare.__annotations__ = {"request": Any, "told": Annotated[shape, sent], "key": Key, "return": Any}
    return prepare


for _subject, _about in SUBJECTS.items():
    for _name, _verb in _about.verbs.items():
        router.post(
            f"prepare/{_subject}/{_name}",
            response={201: Prepared, 200: Prepared},
            summary=f"Prepare: {_subject} {_name}",
            tags=[f"Preparing: {_subject}"],
        )(prepared_by(_subject, _name, _verb))


@router.get("waiting/{token}", response=Prepared, summary="Acts that wait for signatures")
def waits(request: TokenCall, token: Token) -> Any:
    """The acts as they were prepared, who must still sign, and where they stand once they are recorded."""
    return _prepared(_mine(request, token))


@router.post("sign/{token}", response=Signed, summary="Sign what was prepared")
def sign(request: TokenCall, token: Token, told: Annotated[Signatures, Body()]) -> Any:
    """Take one person's signatures. The acts are recorded, all or none, once nobody is missing."""
    check_may_prepare(request)
    _mine(request, token)
    for one in told.signatures:
        check_shape(one)
    try:
        row = waiting.sign(office.record(), token, told.person, told.signatures)
    except IntegrityFailure as error:
        if not error.code.startswith("signature."):
            raise
        raise Invalid(
            error.code, error.message
        ) from None  # the sender's own mistake, not the record's trouble
    return {
        "unsigned": [] if row.positions is not None else waiting.unsigned(row),
        "receipts": _receipts(row),
    }


@router.post("again/{token}", response=Prepared, summary="Prepare the same acts with the time of now")
def again(request: TokenCall, token: Token) -> Any:
    """For acts that nobody signed in time; whoever had signed signs again."""
    check_may_prepare(request)
    _mine(request, token)
    return _prepared(waiting.prepare_again(office.record(), token))


@router.post("withdraw/{token}", response=Prepared, summary="Undo what was prepared")
def withdraw(request: TokenCall, token: Token) -> Any:
    """Nothing was recorded, and nothing will be."""
    check_may_prepare(request)
    _mine(request, token)
    return _prepared(waiting.withdraw(token))


def forget(record: Record) -> None:
    """Idempotency keys of more than a month ago; the acts that they led to are not kept longer either."""
    Attempt.objects.filter(at__lt=record.clock() - _KEPT_MS).delete()


def _once(
    request: TokenCall, name: str, verb: Verb, said: Mapping[str, Any], key: str | None
) -> tuple[WaitingActs, bool]:
    """The acts of this call, and whether they are new. Raises Conflict for a key that stood for another call."""
    if not key:
        return _begun(request, name, verb, said), True
    asked = sha256(f"{name}\n{_told_apart(said)}".encode()).hexdigest()
    # A refusal undoes the whole call, with what was noted of it inside; so it is noted here.
    noted = refusals.noted(office.record(), name, request.person, OFFICE)
    try:
        with noted, transaction.atomic(using="default"):
            mine = Attempt.objects.create(
                person=request.person, key=key, asked=asked, at=office.record().clock()
            )
            row = _begun(request, name, verb, said)
            Attempt.objects.filter(pk=mine.pk).update(waiting=row.token)
    except IntegrityError:
        first = Attempt.objects.filter(person=request.person, key=key).first()
        if first is None or first.asked != asked:
            raise Conflict(
                "api.idempotency", "This idempotency key stood for another call; use a new one."
            ) from None
        return _mine(request, first.waiting), False
    return row, True


def _begun(request: TokenCall, name: str, verb: Verb, said: Mapping[str, Any]) -> WaitingActs:
    record = office.record()
    with tempfile.TemporaryDirectory(prefix="wholefile-upload-") as folder:
        told = dict(_told(verb, said, Path(folder)))
        _check_people(request, verb, said)
        check_seen(record.db, request.sight, verb.kind, told)
        kept = {one: value for one, value in said.items() if not _has_files(value)}
        return waiting.begin(
            record,
            name,
            lambda: verb.action(record, **told),
            begun_by=request.person,
            sight=request.sight,
            told=kept,
        )


def _told(verb: Verb, said: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, Any]]:
    asked = {one.name: one for one in parameters(verb.action)}
    for name, value in said.items():
        one = asked.get(name)
        if one is not None and one.signs:
            yield name, absent(value)
        elif one is not None and one.form == "file":
            yield name, [_laid_down(each, folder / str(number)) for number, each in enumerate(value)]
        elif one is not None and one.form == "part":
            yield name, [(each["description"], each["quantity"]) for each in value]
        elif name in DOCKETS:
            yield (
                name,
                [spell_docket(each) for each in value] if isinstance(value, list) else spell_docket(value),
            )
        else:
            yield name, value


def _laid_down(sent: Mapping[str, str], path: Path) -> Upload:
    try:
        content = base64.b64decode(sent["base64"], validate=True)
    except binascii.Error:
        raise Invalid("api.base64", "The content of a file is not base64.") from None
    path.write_bytes(content)
    return Upload(sent["name"].replace("\\", "/").rsplit("/", 1)[-1] or "unnamed", path)


def _check_people(request: TokenCall, verb: Verb, said: Mapping[str, Any]) -> None:
    """Whoever signs is somebody whom a form would offer. Raises Invalid."""
    signing = [said[one.name] for one in parameters(verb.action) if one.signs and one.name in said]
    offered = {person for person, _ in people(office.record().db, request.sight)}
    for person in signing:
        if person not in offered:
            raise Invalid("api.signer", f"{person} is nobody who signs in a case that this token sees.")


def _mine(request: TokenCall, token: str) -> WaitingActs:
    """The acts behind a token, for who prepared them or signs them, and sees what they name. Raises NotFound."""
    row = WaitingActs.objects.filter(token=token).first()
    if row is not None and request.person in (row.begun_by, *row.persons):
        try:
            check_prepared(office.record().db, request.sight, row.acts)
        except NotFound:
            pass
        else:
            return row
    raise NotFound("signing.unknown", "Nothing waits to be signed at this address.")


def _prepared(row: WaitingActs) -> dict[str, Any]:
    return {
        "token": row.token,
        "code": f"{row.code[:4]}-{row.code[4:]}",
        "page": waiting.address(row),
        "persons": row.persons,
        "unsigned": [] if row.positions is not None else waiting.unsigned(row),
        "good_until": row.prepared_at + waiting.GOOD_FOR,
        "acts": [
            {
                "kind": one["act"]["kind"],
                "act": one["act"],
                "body": one["body"],
                "secret": one["secret"],
                "to_sign": b64u(act_message(one["act"])),
                "digest": act_hash(one["act"]).hex(),
            }
            for one in row.acts
        ],
        "positions": row.positions,
        "withdrawn": row.withdrawn,
    }


def _receipts(row: WaitingActs) -> list[dict[str, Any]]:
    db = office.record().db
    entries = [db.one("entry", seq=position) for position in row.positions or ()]
    return [
        {
            "position": one.seq,
            "at": one.at,
            "kind": one.kind,
            "act_hash": b64u(bytes(one.act_hash)),
            "leaf_hash": b64u(bytes(one.leaf_hash)),
        }
        for one in entries
        if one is not None
    ]


def _told_apart(said: Mapping[str, Any]) -> str:
    return json.dumps(dict(said), sort_keys=True)


def _has_files(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and "base64" in value[0]
