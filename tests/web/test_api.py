"""The interface for other systems: what a token sees, what it may prepare, and what it never learns."""

import base64
import json

import pytest
from django.conf import settings
from django.test import Client

from tests.actions.office import STAFF
from tests.web.site import PARTS, Site, assertion, passkey
from tests.web.test_hidden import unnamed
from tests.web.world import HIDDEN, build, hide_something, outsider
from wholefile.core.canonical import encode, unb64u
from wholefile.core.signatures import sign_act
from wholefile.processing.search.index import index_records
from wholefile.web.accounts.models import Account
from wholefile.web.addresses import name_of
from wholefile.web.api import interface, tokens
from wholefile.web.api.models import ApiToken
from wholefile.web.signing import waiting
from wholefile.web.signing.models import WaitingActs

ROLES = {part: roles for part, _, _, roles in STAFF}


class System:
    """Another system that holds a token."""

    def __init__(self, site: Site, part: str, *, person: str = "", **limits):
        limits = {"days": 30, "may_prepare": True, **limits}
        self.token, self.secret = tokens.make(person or site.person(part), f"of {part}", **limits)
        self.client = Client(SERVER_NAME=name_of(settings.WHOLEFILE_ADDRESSES.office))

    def get(self, address: str, **asked):
        return self.client.get(
            f"/api/v1/{address}", asked, headers={"authorization": f"Bearer {self.secret}"}
        )

    def post(self, address: str, told: object = None, key: str | None = None):
        headers = {"authorization": f"Bearer {self.secret}"}
        if key is not None:
            headers["idempotency-key"] = key
        body = json.dumps({} if told is None else told)
        return self.client.post(f"/api/v1/{address}", body, content_type="application/json", headers=headers)


@pytest.fixture(autouse=True)
def calls_are_counted_anew():
    tokens.RATE.forget()


def gets() -> list[str]:
    """Every address that is read, as in the description."""
    return [
        one.removeprefix("/api/v1/")
        for one, methods in interface.described()["paths"].items()
        if "get" in methods
    ]


def asked(address: str, world) -> tuple[str, dict[str, str]]:
    """An address with the world's things in its places, and what it cannot do without."""
    for name, value in world.named.items():
        address = address.replace(f"{{{name}}}", value)
    return address, {"q": "round"} if address in ("find", "search") else {}


def transfer(site: Site, item: str, **more):
    return {
        "items": [item], "released_by": site.person("custodian"), "received_by": site.person("investigator"),
        "purpose": "court", **more,
    }  # fmt: skip


def signed(site: Site, answer, *parts: str, system: System):
    """These people sign with key files of their own; the last answer."""
    told = answer.json()
    last = None
    for part in parts:
        owner = getattr(site.office, part)
        signatures = [sign_act(owner.seed, one["act"]) for one in told["acts"]]
        last = system.post(f"sign/{told['token']}", {"person": owner.person, "signatures": signatures})
    return last


# Who may enter


NO_TOKENS = ["", "Bearer ", "Bearer wf_wrong", "Basic d2Y6d2Y=", "Bearer " + "x" * 5000]  # fmt: skip


def test_without_a_good_token_nothing_is_told(site, tmp_path):
    world = build(site, tmp_path)
    client = site.anybody()
    for sent in NO_TOKENS:
        for one in gets():
            address, query = asked(one, world)
            answer = client.get(f"/api/v1/{address}", query, headers={"authorization": sent})
            assert answer.status_code == 401, one
            assert answer["Content-Type"] == "application/problem+json"
            assert answer["WWW-Authenticate"] == "Bearer"
            assert answer.json()["code"] == "token.unknown"


def test_a_session_is_no_token(site):
    assert site.client("custodian").get("/api/v1/items").status_code == 401
    answer = site.client("custodian").post(
        "/api/v1/prepare/item/describe", "{}", content_type="application/json"
    )
    assert answer.status_code == 401


def test_a_token_ends_when_it_is_revoked_or_old_or_its_account_is_locked(site):
    system = System(site, "custodian", days=1)
    assert system.get("me").status_code == 200
    Account.objects.filter(username="custodian").update(is_active=False)
    assert system.get("me").status_code == 401
    Account.objects.filter(username="custodian").update(is_active=True)
    site.office.clock.now += tokens.DAY_MS + 1
    assert system.get("me").status_code == 401
    fresh = System(site, "custodian")
    ApiToken.objects.filter(pk=fresh.token.pk).update(revoked_at=1)
    assert fresh.get("me").status_code == 401


def test_the_secret_is_kept_nowhere(site):
    system = System(site, "custodian")
    kept = json.dumps(list(ApiToken.objects.values()))
    assert system.secret not in kept
    assert system.secret[12:] not in kept


def test_too_many_calls_in_a_minute_are_refused(site, monkeypatch):
    monkeypatch.setattr(settings, "WHOLEFILE_API_RATE", 3)
    system, other = System(site, "custodian"), System(site, "custodian")
    answers = [system.get("me") for _ in range(5)]
    assert {one.status_code for one in answers[:3]} == {200} or answers[-1].status_code == 429
    assert 429 in {one.status_code for one in answers}
    late = next(one for one in answers if one.status_code == 429)
    assert 1 <= int(late["Retry-After"]) <= 60
    assert other.get("me").status_code == 200


# What is read


def test_every_reading_works_for_every_role_or_says_that_there_is_no_such_thing(site, tmp_path):
    world = build(site, tmp_path)
    wrong = []
    for part in PARTS:
        system = System(site, part)
        for one in gets():
            address, query = asked(one, world)
            status = system.get(address, **query).status_code
            sees = bool(set(ROLES[part]) - {"administrator"})
            fine = (
                {200}
                if set(ROLES[part]) - {"administrator", "defence"} and "{token}" not in one
                else {200, 404}
            )
            if status not in fine or (not sees and status == 200 and "{" in one and one != "people/{person}"):
                wrong.append((part, one, status))
    assert wrong == []


def test_the_defence_reads_what_was_served_and_not_the_offices_own_work(site, tmp_path):
    world = build(site, tmp_path)
    system = System(site, "defence")
    assert system.get(f"items/{world.named['item']}").json()["status"] == "produced"
    assert system.get(f"items/{world.named['other']}").status_code == 404
    assert system.get(f"cases/{world.named['docket']}/board").status_code == 404
    assert system.get("due").json() == {"due": []}


@pytest.mark.parametrize("role", ["investigator", "custodian", "auditor"])
def test_a_hidden_case_changes_no_byte_of_any_answer(site, tmp_path, role):
    world = build(site, tmp_path)
    vera = outsider(site, "vera", role)
    system = System(site, "vera", person=vera.person)

    def answers():
        found = {}
        for one in gets():
            address, query = asked(one, world)
            answer = system.get(address, **query)
            found[one] = (answer.status_code, answer.content)
        return found

    before = answers()
    hidden = hide_something(site)
    after = answers()
    assert [one for one in before if before[one] != after[one]] == []
    every = b"".join(body for _, body in after.values())
    assert HIDDEN.encode() not in every
    assert hidden.encode() not in every


def test_whoever_guesses_a_number_gets_the_answer_for_what_does_not_exist(site, tmp_path):
    build(site, tmp_path)
    vera = outsider(site, "vera", "investigator")
    hidden = hide_something(site)
    while index_records(site.office.record):
        pass
    system = System(site, "vera", person=vera.person)
    db = site.office.db
    statement = db.rows("statement", order=("-seq",))[0].statement
    position = str(db.one("item", item=hidden).seq)
    guessed = [
        (f"items/{hidden}", "items/V26-999999"),
        (f"cases/{HIDDEN}", "cases/NO-26-1"),
        (f"cases/{HIDDEN}/timeline", "cases/NO-26-1/timeline"),
        (f"cases/{HIDDEN}/board", "cases/NO-26-1/board"),
        (f"statements/{statement}", "statements/S-999"),
        (f"acts/{position}", "acts/99999"),
        (f"items?docket={HIDDEN}", "items?docket=NO-26-1"),
        (f"statements?docket={HIDDEN}", "statements?docket=NO-26-1"),
        (f"statements?item={hidden}", "statements?item=V26-999999"),
        (f"acts?docket={HIDDEN}", "acts?docket=NO-26-1"),
        (f"productions?docket={HIDDEN}", "productions?docket=NO-26-1"),
        (f"due?docket={HIDDEN}", "due?docket=NO-26-1"),
        (f"search?q=zanzibar&docket={HIDDEN}", "search?q=zanzibar&docket=NO-26-1"),
        (f"search?q=zanzibar&item={hidden}", "search?q=zanzibar&item=V26-999999"),
        (f"find?q={hidden}", "find?q=V26-999999"),
    ]
    names = (hidden, HIDDEN, "V26-999999", "NO-26-1", statement, "S-999", position, "99999")
    for real, none in guessed:
        first, second = system.get(real), system.get(none)
        assert first.status_code == second.status_code, real
        assert unnamed(first.content, *names) == unnamed(second.content, *names), real


def test_a_token_sees_less_than_its_person_and_never_more(site, tmp_path):
    world = build(site, tmp_path)
    hidden = hide_something(site)
    while index_records(site.office.record):
        pass
    docket = world.named["docket"]
    whole = System(site, "prosecutor")
    assert whole.get("search", q="zanzibar").json()["total"] > 0
    assert {HIDDEN, docket} <= {one["docket"] for one in whole.get("cases").json()["cases"]}
    narrow = System(site, "prosecutor", dockets=[docket])
    assert {one["docket"] for one in narrow.get("cases").json()["cases"]} == {docket}
    assert narrow.get(f"items/{hidden}").status_code == 404
    assert narrow.get("search", q="zanzibar").json()["found"] == []
    assert narrow.get("items").json()["total"] < whole.get("items").json()["total"]
    other_role = System(site, "prosecutor", roles=["custodian"])
    assert other_role.get("items").json()["total"] == 0
    vera = outsider(site, "vera", "investigator")
    wide = System(site, "vera", person=vera.person, dockets=[HIDDEN, docket])
    assert {one["docket"] for one in wide.get("cases").json()["cases"]} <= {docket}
    assert wide.get(f"items/{hidden}").status_code == 404


def test_a_token_for_one_case_administers_nothing(site):
    system = System(site, "ana", dockets=[site.office.docket])
    assert ["administrator"] not in [[one["role"]] for one in system.get("me").json()["roles"]]


def test_long_lists_go_on_from_their_cursor(site):
    made = {site.office.receive() for _ in range(5)}
    system, seen, cursor = System(site, "custodian"), [], None
    for _ in range(20):
        answer = system.get("items", limit="2", **({"cursor": cursor} if cursor else {})).json()
        assert len(answer["items"]) <= 2
        seen += [one["item"] for one in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert made <= set(seen)
    assert len(seen) == len(set(seen)) == answer["total"]


def test_acts_go_on_from_a_position(site):
    site.office.receive()
    system, seen, since = System(site, "custodian"), [], 0
    while since is not None:
        answer = system.get("acts", since=str(since), limit="3").json()
        seen += [one["position"] for one in answer["acts"]]
        since = answer["next"]
    assert seen == list(range(len(seen)))


UNREADABLE = [
        "items?cursor=%00", "items?cursor=W10", "items?cursor=WzEsMV0x", "items?limit=0", "items?limit=x",
        "items?limit=99999999999999999999", "acts?since=-1", "acts?since=1e9", "acts/99999999999999999999999",
        "items/V26-1", "items/%00", "cases/%01", "cases/" + "9" * 101, "statements/S-0", "people/Q-1", "find?q=",
        "find?q=%20", "find", "search?q=%22", "search?q=" + "x" * 501, "acts?kind=nothing.such", "productions/PR-x",
    ]  # fmt: skip


def test_what_cannot_be_read_is_refused_in_words(site):
    system = System(site, "custodian")
    for address in UNREADABLE:
        answer = system.get(address)
        assert answer.status_code in (400, 404), answer.content
        told = answer.json()
        assert told["status"] == answer.status_code
        assert told["code"]
        assert told["detail"]
        assert "Traceback" not in answer.content.decode()


def test_an_address_that_is_none_and_a_method_that_is_not_taken(site):
    system = System(site, "custodian")
    assert system.get("nothing").json()["code"] == "page.missing"
    assert system.get("prepare/custody/fly").status_code == 404
    answer = system.get("prepare/custody/transfer")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert answer["Content-Type"] == "application/problem+json"


# What is prepared and signed


def test_what_people_sign_with_keys_of_their_own_is_recorded(site):
    item = site.office.receive()
    system = System(site, "custodian")
    answer = system.post("prepare/custody/transfer", transfer(site, item))
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told["persons"] == told["unsigned"] == [site.person("custodian"), site.person("investigator")]
    act = told["acts"][0]
    assert unb64u(act["to_sign"]).endswith(encode(act["act"]))
    before = site.office.db.count("entry")
    half = signed(site, answer, "custodian", system=system).json()
    assert half == {"unsigned": [site.person("investigator")], "receipts": []}
    assert site.office.db.count("entry") == before
    whole = signed(site, answer, "investigator", system=system).json()
    receipt = whole["receipts"][0]
    assert (receipt["position"], receipt["kind"]) == (before, "custody.transferred")
    assert site.office.db.one("item", item=item).holder == site.person("investigator")
    again = signed(site, answer, "investigator", system=system).json()
    assert again["receipts"] == whole["receipts"]


def test_passkeys_sign_over_the_interface_as_well(site):
    item = site.office.receive()
    system = System(site, "custodian")
    told = system.post("prepare/custody/transfer", transfer(site, item)).json()
    for part in ("custodian", "investigator"):
        made = assertion(passkey(part), waiting.hashes_of(waiting.found(told["token"])))
        last = system.post(f"sign/{told['token']}", {"person": site.person(part), "signatures": [made]})
        assert last.status_code == 200, last.content
    assert last.json()["receipts"]


def test_a_wrong_signature_records_nothing(site):
    item = site.office.receive()
    system = System(site, "custodian")
    answer = system.post("prepare/custody/transfer", transfer(site, item))
    told, before = answer.json(), site.office.db.count("entry")
    right = sign_act(site.office.custodian.seed, told["acts"][0]["act"])
    stranger = sign_act(site.office.prosecutor.seed, told["acts"][0]["act"])
    for person, signatures in (
        ("custodian", [{**right, "signature": right["signature"][:-4] + "AAAA"}]),
        ("custodian", [stranger]),
        ("investigator", [right]),
        ("prosecutor", [stranger]),
        ("custodian", [right, right]),
        ("custodian", [{**right, "algorithm": "none"}]),
        ("custodian", [{}]),
    ):
        sent = {"person": site.person(person), "signatures": signatures}
        refused = system.post(f"sign/{told['token']}", sent)
        assert refused.status_code in (400, 422), refused.content
    assert system.post(f"sign/{told['token']}", {"person": "P-1", "signatures": []}).status_code == 400
    assert site.office.db.count("entry") == before
    assert waiting.found(told["token"]).signatures == {}


def test_a_token_that_reads_prepares_and_signs_nothing(site):
    item = site.office.receive()
    reads, prepares = System(site, "custodian", may_prepare=False), System(site, "custodian")
    refused = reads.post("prepare/custody/transfer", transfer(site, item))
    assert (refused.status_code, refused.json()["code"]) == (403, "token.reads")
    answer = prepares.post("prepare/custody/transfer", transfer(site, item))
    token = answer.json()["token"]
    for address in (f"again/{token}", f"withdraw/{token}"):
        assert reads.post(address).status_code == 403
    assert signed(site, answer, "custodian", system=reads).status_code == 403
    assert WaitingActs.objects.count() == 1


def test_what_somebody_else_prepared_is_not_there(site):
    item = site.office.receive()
    token = System(site, "custodian").post("prepare/custody/transfer", transfer(site, item)).json()["token"]
    stranger = System(site, "prosecutor")
    assert stranger.get(f"waiting/{token}").status_code == stranger.get("waiting/unknown").status_code == 404
    assert stranger.post(f"withdraw/{token}").status_code == 404
    assert System(site, "investigator").get(f"waiting/{token}").status_code == 200


def test_what_waited_too_long_is_prepared_again_and_what_is_withdrawn_is_gone(site):
    item = site.office.receive()
    system = System(site, "custodian")
    first = system.post("prepare/custody/transfer", transfer(site, item)).json()
    site.office.clock.now += waiting.GOOD_FOR + 1
    second = system.post(f"again/{first['token']}").json()
    assert second["acts"][0]["digest"] != first["acts"][0]["digest"]
    assert system.post(f"withdraw/{first['token']}").json()["withdrawn"] is True
    sent = {"person": site.person("custodian"), "signatures": [{}]}
    assert system.post(f"sign/{first['token']}", sent).status_code in (400, 404)


def test_the_same_call_with_the_same_key_gets_the_same_acts(site):
    item = site.office.receive()
    system, told = System(site, "custodian"), transfer(site, item)
    first = system.post("prepare/custody/transfer", told, key="order-66")
    again = system.post("prepare/custody/transfer", told, key="order-66")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = system.post("prepare/custody/transfer", {**told, "purpose": "laboratory"}, key="order-66")
    assert (other.status_code, other.json()["code"]) == (409, "api.idempotency")
    elsewhere = System(site, "investigator").post("prepare/custody/transfer", told, key="order-66")
    assert elsewhere.status_code in (201, 422)
    assert system.post("prepare/custody/transfer", told, key="bad key\x7f").status_code == 400


def test_a_call_that_was_refused_may_be_made_again_with_its_key(site):
    system = System(site, "custodian")
    missing = transfer(site, "V26-999999")
    assert system.post("prepare/custody/transfer", missing, key="k").status_code in (404, 422)
    item = site.office.receive()
    assert system.post("prepare/custody/transfer", transfer(site, item), key="k").status_code == 201


def test_what_is_hidden_is_named_as_if_it_did_not_exist(site, tmp_path):
    build(site, tmp_path)
    vera = outsider(site, "vera", "custodian")
    hidden = hide_something(site)
    system = System(site, "vera", person=vera.person)
    said = []
    for voucher in (hidden, "V26-999999"):
        told = {"item": voucher, "description": "what", "reason": "eyes", "by": vera.person}
        answer = system.post("prepare/item/describe", told)
        assert answer.status_code == 404
        said.append(unnamed(answer.content, voucher))
    assert said[0] == said[1]


def test_nobody_is_named_as_a_signer_whom_a_form_would_not_offer(site):
    item = site.office.receive()
    answer = System(site, "custodian").post(
        "prepare/custody/transfer", transfer(site, item, received_by="P-99999")
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "api.signer")


UNSAYABLE = [
        None, [], "x", {"items": "V26-000001"}, {"items": [1]}, {"items": []}, {"purpose": "\x00"}, {"purpose": 7},
        {"purpose": "x" * 5000}, {"unknown": 1}, {"released_by": None}, {"seal_state": "melted"}, {"note": "a\x01b"},
        {"occurred_at": "yesterday"}, {"occurred_at": 10**30}, {"occurred_at": -1}, {"corrects": True},
    ]  # fmt: skip


def test_what_an_act_cannot_say_is_refused(site):
    item, system = site.office.receive(), System(site, "custodian")
    for told in UNSAYABLE:
        sent = {**transfer(site, item), **told} if isinstance(told, dict) else told
        answer = system.post("prepare/custody/transfer", sent if sent is not None else [None])
        assert answer.status_code == 400, answer.content
        assert answer["Content-Type"] == "application/problem+json"
        assert WaitingActs.objects.count() == 0


NO_JSON = [b"", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000]  # fmt: skip


def test_what_is_no_json_is_refused(site):
    system = System(site, "custodian")
    for body in NO_JSON:
        answer = system.client.post(
            "/api/v1/prepare/custody/transfer", body, content_type="application/json",
            headers={"authorization": f"Bearer {system.secret}"},
        )  # fmt: skip
        assert answer.status_code == 400, answer.content


def test_small_files_are_attached(site):
    item = site.office.receive()
    system = System(site, "custodian")
    told = {
        "item": item, "purpose": "photograph", "by": site.person("custodian"),
        "uploads": [{"name": "front.jpg", "base64": base64.b64encode(b"a picture").decode()}],
    }  # fmt: skip
    answer = system.post("prepare/item/attach", told)
    assert answer.status_code == 201, answer.content
    assert signed(site, answer, "custodian", system=system).status_code == 200
    assert site.office.db.rows("item_file", item=item)[0].name == "front.jpg"
    told["uploads"][0]["base64"] = "AAA"
    assert system.post("prepare/item/attach", told).status_code == 400
