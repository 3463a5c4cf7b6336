"""What somebody may not see changes no byte of any page they can open."""

import re

import pytest

from tests.web.world import HIDDEN, build, hide_something, outsider
from wholefile.actions import custody
from wholefile.web.routes import OFFICE_ROUTES

# What differs from one answer to the next whatever the record holds: tokens against forgery, tickets, and the size of
# the log, which tells that something was recorded and nothing of what (docs/threat-model.md).
_CHANGING = (
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb'data-csrf="[^"]*"'),
    re.compile(rb"X-CSRFToken[^}]*}"),
    re.compile(rb"/key/[\w:.=-]+"),
    re.compile(rb'data-log-size="\d+"'),
    re.compile(rb"how it was made,Made at \(UTC\),[^\r]*"),  # of a report
)


def pages(site, world, part: str) -> dict[str, tuple[int, bytes]]:
    found = {}
    for route in OFFICE_ROUTES:
        answer = site.client(part).get(world.address(route))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        answer.close()
        for one in _CHANGING:
            body = one.sub(b"", body)
        found[route.name] = (answer.status_code, body)
    return found


def unnamed(body: bytes, *names: str) -> bytes:
    """A page without these names and without what changes anyhow."""
    for name in names:
        body = body.replace(name.encode(), b"")
    for pattern in _CHANGING:
        body = pattern.sub(b"", body)
    return body


@pytest.mark.slow
@pytest.mark.parametrize(
    "role", ["investigator", "prosecutor", "custodian", "laboratory", "paralegal", "auditor"]
)
def test_a_hidden_case_changes_nothing_for_somebody_of_another(site, tmp_path, role):
    world = build(site, tmp_path)
    outsider(site, "vera", role)
    before = pages(site, world, "vera")
    hidden = hide_something(site)
    after = pages(site, world, "vera")
    assert [name for name in before if before[name] != after[name]] == []
    every = b"".join(body for _, body in after.values())
    assert HIDDEN.encode() not in every
    assert hidden.encode() not in every
    assert b"Sealed Speaker" not in every


def test_whoever_asks_for_it_by_name_gets_the_page_of_what_does_not_exist(site, tmp_path):
    world = build(site, tmp_path)
    outsider(site, "vera", "investigator")
    hidden = hide_something(site)
    instead = {"voucher": hidden, "item": hidden, "docket": HIDDEN, "code": hidden}
    missing = {"voucher": "V26-999999", "item": "V26-999999", "docket": "NO-26-1", "code": "V26-999999"}
    for route in OFFICE_ROUTES:
        if any(f"{name}>" in route.address for name in instead):
            asked = [type(world)({**world.named, **names}).address(route) for names in (instead, missing)]
            answers = [site.client("vera").get(one) for one in asked]
            # Other systems are asked for their token first; what they see with one is tried in test_api.py.
            wanted = 401 if route.address.startswith("api/") else 404
            assert [one.status_code for one in answers] == [wanted, wanted], route.name
            bodies = [unnamed(one.content, hidden, HIDDEN, "V26-999999", "NO-26-1") for one in answers]
            assert bodies[0] == bodies[1], route.name


def test_a_form_names_what_is_hidden_as_if_it_did_not_exist(site, tmp_path):
    build(site, tmp_path)
    outsider(site, "vera", "custodian")
    hidden = hide_something(site)
    said = []
    for voucher in (hidden, "V26-999999"):
        answer = site.client("vera").post(
            "/do/item/describe",
            {
                "item": voucher,
                "description": "what is it",
                "reason": "new eyes",
                "by": site.office.vera.person,
            },
        )
        assert answer.status_code == 404
        said.append(unnamed(answer.content, voucher))
    assert said[0] == said[1]


def test_a_number_that_is_hidden_is_as_one_that_was_never_given(site, tmp_path):
    build(site, tmp_path)
    outsider(site, "vera", "custodian")
    hidden = hide_something(site)
    office = site.office
    transfer = custody.release_custody(
        office.record, [hidden], to=office.investigator.person, released_by=office.custodian, purpose="sealed"
    )[0]
    said = []
    for number in (transfer, "T-999"):
        sent = {"transfer": number, "by": office.vera.person, "seal_state": "none"}
        answer = site.client("vera").post("/do/custody/accept", sent)
        assert answer.status_code == 404
        said.append(unnamed(answer.content, number))
    assert said[0] == said[1]


def test_nobody_of_one_case_searches_the_whole_record_for_candidates(site, tmp_path):
    build(site, tmp_path)
    outsider(site, "vera", "prosecutor")
    hide_something(site)
    sent = {"docket": site.office.docket, "by": site.office.vera.person}
    assert site.client("vera").post("/do/screen/run", sent).status_code == 403
