"""A small world on the pages: one of each thing that an address can name, and something that most may not see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.actions.office import Office
from tests.actions.reading import identity, taken_in
from tests.actions.serving import attach, plan, produced, serve
from tests.web.site import Site, make_account, passkey
from wholefile.actions import cases, disposition, facts, obligations, statements
from wholefile.actions.signing import Signer
from wholefile.web.routes import Route

HIDDEN = "HID-26-1"
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class World:
    """What addresses can name."""

    named: dict[str, str]

    def address(self, route: Route) -> str:
        """An address of this route, with one of the world's own things in each of its places."""
        return "/" + _CONVERTER.sub(lambda found: self.named[found.group(1)], route.address)


def build(site: Site, folder: Path) -> World:
    """One of each, in a case that everybody of the office sees and that was served to the defence."""
    office = site.office
    item = produced(office, **{"photo.jpg": b"not really a picture", "note.txt": b"the round was live"})
    other = office.receive()
    office.store(other)
    office.clock.advance()
    statement = statements.record_statement(
        office.record, dockets=[office.docket], words="It was cold.", speaker="Dan Reyes", said_on="2026-01-22",
        medium="interview", venue="Santa Fe", by=office.investigator, items=[item], exact=False,
    )[0]  # fmt: skip
    office.clock.advance()
    second = statements.record_statement(
        office.record, dockets=[office.docket], words="It was warm.", speaker="Eva Stone", said_on="2026-01-25",
        medium="testimony", venue="Santa Fe", by=office.investigator, items=[item], exact=False, oath=True,
    )[0]  # fmt: skip
    office.clock.advance()
    planned = plan(office)
    serve(office, folder / "served", planned.production)
    gun = office.firearm()
    attach(office, gun, **{"front.jpg": b"gun"})
    sha256 = taken_in(office)
    told = {"dockets": [office.docket], "by": office.investigator}
    facts.accept_facts(office.record, sha256, [identity("quote"), identity("event")], **told)
    _owes(office)
    office.clock.advance()
    disposition.request_disposition(
        office.record, [other], manner="return", reason="asked back", by=office.custodian
    )
    return World(
        {
            "voucher": item,
            "item": item,
            "other": other,
            "code": item,
            "docket": office.docket,
            "statement": statement,
            "second": second,
            "person": site.person("custodian"),
            "position": "5",
            "production": planned.production,
            "sha256": sha256,
            "digest": sha256,
            "subject": "custody",
            "verb": "transfer",
            "key": passkey("custodian").enrolled.key,
            "location": "ROOM-A/SHELF-1",
            "token": "unknown",
            "ticket": "unknown",
            "fact": "F-1",
            "objection": "OB-1",
            "request": "L-1",
            "disposition": "D-1",
            "number": "1",
            "page": "1",
            "word": "ruth",
            "slug": "x",
            "name": "x",
            "id": "1",
            "rule": "A1",
            "prefix": "x",
            "size": "1",
            "job": "1",
            "format": "csv",
            "rest": "nothing",
        }
    )


def _owes(office: Office) -> None:
    """Counsel appears for the defendant of the case, who owes a list."""
    office.clock.advance()
    cases.counsel_appears(
        office.record,
        office.docket,
        "PT-1",
        name="Kim Vale",
        person=office.defence.person,
        by=office.paralegal,
    )
    obligations.set_obligation(
        office.record, office.docket, rule="5-502", what="a list of witnesses", from_on="2026-01-30",
        by=office.prosecutor,
    )  # fmt: skip


def hide_something(site: Site) -> str:
    """A case that only one prosecutor is let into, with an item, a file and a statement; the item's voucher."""
    office = site.office
    office.clock.advance()
    cases.open_case(
        office.record, HIDDEN, kind="incident", title="Sealed matter", court="Sheriff", jurisdiction="us-nm",
        by=office.prosecutor,
    )  # fmt: skip
    item = office.receive(dockets=[HIDDEN], description="A sealed thing nobody else may know of")
    attach(office, item, **{"sealed.txt": b"zanzibar is the word in the sealed file"})
    office.clock.advance()
    statements.record_statement(
        office.record, dockets=[HIDDEN], words="Zanzibar.", speaker="Sealed Speaker", said_on="2026-01-23",
        medium="interview", venue="Santa Fe", by=office.investigator, items=[item], exact=False,
    )  # fmt: skip
    return item


def outsider(site: Site, name: str, role: str) -> Signer:
    """Somebody with a role in the one open case alone, with an account."""
    signer = site.office.newcomer(name, role, docket=site.office.docket)
    make_account(site.office, name)
    return signer
