"""Every page in a real browser: heard, at 400 % zoom, on paper, without JavaScript, and no link that leads nowhere."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.web.browser import looking, sending
from tests.web.world import build
from wholefile.web.routes import OFFICE_ROUTES, PORTAL_ROUTES, Route

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_OFTEN = (
    "prosecutor",
    "custodian",
    "supervisor",
    "auditor",
    "ana",
    "judge",
    "laboratory",
    "investigator",
    "paralegal",
)
# Pages that are in no table of routes: those of signing in, and those on which is signed.
_ACCOUNT = (
    "password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/",
    "3rdparty/", "reauthenticate/", "logout/",
)  # fmt: skip
_LONG = (".pdf", "/text", "/archive", "/download")  # what a link gives is not a page, or is read on record

_NUMBER, _FEW = re.compile(r"[0-9a-f]{16,}|[0-9]+"), 2


@dataclass
class Reader:
    """Somebody who opens pages: in a browser, in one that runs no script, and without any."""

    live: object
    part: str
    portal: bool = False
    client: Client = field(init=False)
    links: set[str] = field(default_factory=set)
    posting: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.client = self.live.site.client(self.part, portal=self.portal)
        self.page = self.live.person(self.part, portal=self.portal)
        context = self.live.context(java_script_enabled=False)
        self.live.sign_in(context, self.part, portal=self.portal)
        self.plain = context.new_page()

    def look(self, address, name=""):
        """What is wrong with the page at this address."""
        self.page.goto(address)
        found = [*looking.heard(self.page), *looking.narrow(self.page), *looking.on_paper(self.page)]
        found += looking.anchors(self.page)
        self.links |= set(looking.links(self.page))
        self.plain.goto(address)
        if name and looking.posts(self.plain):
            self.posting.add(name)
        return found + looking.without_scripts(self.plain)

    def dead_links(self):
        """Links of the pages looked at that this person cannot follow; of those that differ by a number, a few."""
        where = self.live.where.portal if self.portal else self.live.where.office
        followed: Counter[str] = Counter()
        found = []
        for address in sorted({one.partition("#")[0] for one in self.links if one.startswith(where + "/")}):
            path = address.removeprefix(where)
            shape = _NUMBER.sub("0", path)
            followed[shape] += 1
            if urlsplit(address).path.endswith(_LONG) or followed[shape] > _FEW:
                continue
            answer = self.client.get(path)
            answer.close()
            if answer.status_code >= 400:
                found.append(f"{self.part} cannot follow {path}: {answer.status_code}")
        return found


def reader(site, route: Route) -> str:
    """Somebody who may open this page."""
    roles = {part: {role for role, _ in grants(site, part)} for part in _OFTEN}
    return next((part for part in _OFTEN if route.who & roles[part]), "custodian")


def grants(site, part: str) -> set[tuple[str, str]]:
    rows = site.office.db.rows("role_grant", person=site.person(part), ended_seq=None)
    return {(one.role, one.docket) for one in rows}


def is_page(client, address: str) -> bool:
    """Whether a page is shown there: no file, no data, nothing that only leads on."""
    answer = client.get(address)
    answer.close()
    html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return html and "attachment" not in answer.get("Content-Disposition", "")


def walk(live, routes, world, person, url) -> dict[str, list[str]]:
    """What is wrong with each page."""
    wrong: dict[str, list[str]] = {}
    for route in routes:
        one = person(route)
        address = world.address(route)
        if is_page(one.client, address) and (found := one.look(url(address), route.name)):
            wrong[route.name] = found
    return wrong


@pytest.mark.timeout(900)
def test_every_page_of_the_office(live, tmp_path):
    world = build(live.site, tmp_path)
    readers: dict[str, Reader] = {}

    def person(route):
        part = reader(live.site, route)
        if part not in readers:
            readers[part] = Reader(live, part)
        return readers[part]

    wrong = walk(live, OFFICE_ROUTES, world, person, live.url)
    custodian = readers["custodian"]
    for one in _ACCOUNT:
        if is_page(custodian.client, f"/accounts/{one}") and (
            found := custodian.look(live.url(f"/accounts/{one}"))
        ):
            wrong[one] = found
    for name, address in signing_pages(live, world):
        if found := custodian.look(address):
            wrong[name] = found
    dead = [line for one in readers.values() for line in one.dead_links()]
    assert not wrong, told(wrong)
    assert not dead, "\n".join(dead)
    assert {name for one in readers.values() for name in one.posting} <= sending.ELSEWHERE | set(
        sending.OFFICE
    )


def told(wrong: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines)


def signing_pages(live, world):
    """A page on which an act waits to be signed, and the one on which a signing passkey is made."""
    client = live.site.client("custodian")
    store = {
        "items": world.named["voucher"],
        "location": "ROOM-A/SHELF-1",
        "by": live.site.person("custodian"),
    }
    begun = client.post("/do/custody/store", store)
    assert begun.status_code == 302, begun.content.decode()
    make = (
        client.get("/keys/")
        .content.decode()
        .partition(f'href="{live.where.signing}/key/')[2]
        .partition('"')[0]
    )
    return (("sign", begun["Location"]), ("make-key", f"{live.where.signing}/key/{make}"))


@pytest.mark.timeout(300)
def test_every_page_of_the_portal(live, tmp_path):
    world = build(live.site, tmp_path)
    counsel = Reader(live, "defence", portal=True)
    wrong = walk(live, PORTAL_ROUTES, world, lambda _: counsel, live.portal)
    dead = counsel.dead_links()
    assert not wrong, told(wrong)
    assert not dead, "\n".join(dead)
    assert counsel.posting <= sending.ELSEWHERE | set(sending.PORTAL)
