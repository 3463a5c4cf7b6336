"""Statements at the portal: those that were produced and no others, with their place, side by side, and flagged."""

import json

import pytest

from tests.actions.office import DOCKET
from tests.actions.serving import attach, decide, produced, serve
from tests.web.hostile import asked, settled, whole
from tests.web.site import make_account
from wholefile.actions import statements
from wholefile.actions.sources import find_words
from wholefile.record.lookups import entry_count
from wholefile.record.visibility import visible
from wholefile.showing.acts_seen import seen_acts
from wholefile.web.signing.models import WaitingActs

WORDS = "Nobody looked into the chambers."
TOLD = {"about": "who looked", "explanation": "Nobody, and then two of them."}


def say(site, words, *items, said_on="2026-01-22", **more):
    site.office.clock.advance()
    told = {"speaker": "Dan Reyes", "medium": "interview", "venue": "Santa Fe", "exact": False, **more}
    return statements.record_statement(
        site.office.record, dockets=[DOCKET], words=words, said_on=said_on, by=site.office.investigator,
        items=list(items), **told,
    )[0]  # fmt: skip


def portal(site, part="defence"):
    return site.client(part, portal=True)


def page(site, address, status=200, part="defence"):
    answer = portal(site, part).get(address)
    assert answer.status_code == status, whole(answer)
    return " ".join(whole(answer).split())


@pytest.fixture
def said(site, tmp_path):
    """Two statements about what was produced, one in exact words of a produced file; and what was not produced."""
    office = site.office
    item = produced(office, **{"interview.txt": f"Q. Who looked?\nA. {WORDS}\n".encode()})
    memo = office.receive(description="A memo that names the informant")
    attach(office, memo, **{"memo.txt": b"He told me that it was live."})
    decide(office, memo, "withheld")
    digests = {one: office.db.rows("item_file", item=one)[0].sha256 for one in (item, memo)}
    made = {
        "item": item,
        "memo": memo,
        "first": say(
            site, WORDS, item, exact=True, source=find_words(office.record, digests[item], WORDS)
        ),
        "second": say(
            site, "We looked.", item, said_on="2026-01-25", medium="testimony", oath=True, facts=["the check"]
        ),
        "elsewhere": say(
            site, "He told me that it was live.", item, speaker="The Informant", exact=True,
            source=find_words(office.record, digests[memo], "He told me that it was live."),
        ),
        "withheld": say(site, "Secret words.", memo, speaker="Secret Speaker", medium="letter"),
        "both": say(site, "Secret words too.", item, memo, speaker="Secret Speaker"),
        "nothing": say(site, "Secret words of nothing.", speaker="Secret Speaker"),
    }  # fmt: skip
    serve(office, tmp_path / "PR-1")
    made["late"] = say(site, "Secret and late.", item, speaker="Secret Speaker")
    return made


HIDDEN = ("withheld", "both", "nothing", "late")


@pytest.mark.parametrize("part", ["prosecutor", "custodian", "auditor", "ana", "judge"])
def test_these_pages_do_not_exist_for_the_office(site, said, part):
    for address in ("", "compare", said["first"], f"{said['first']}/differs/{said['second']}"):
        assert portal(site, part).get(f"/statements/{address}").status_code == 404


def test_what_was_not_produced_is_missing_in_the_words_for_what_does_not_exist(site, said):
    def refused(number):
        found = []
        for address in (
            f"/statements/{number}",
            f"/statements/compare?first={said['first']}&second={number}",
            f"/statements/compare?pick={number}&pick={said['first']}",
            f"/statements/{said['first']}/differs/{number}",
            f"/statements/{number}/differs/{said['first']}",
        ):
            answers = [portal(site).get(address)]
            if "differs" in address:
                answers.append(portal(site).post(address, TOLD))
            assert {one.status_code for one in answers} == {404}, address
            found += [settled(whole(one)).replace(number, "S") for one in answers]
        return found

    missing = refused("S-999")
    for name in HIDDEN:
        assert refused(said[name]) == missing, name
    assert not WaitingActs.objects.exists()


def test_what_was_not_produced_neither_shows_nor_counts(site, said):
    shown = page(site, "/statements/")
    assert "3 statements." in shown
    assert "3 statements produced to you" in page(site, "/")
    assert "Secret" not in shown
    assert "letter" not in shown
    for address in ("compare", said["first"], f"compare?first={said['first']}&second={said['second']}"):
        other = page(site, f"/statements/{address}")
        assert "Secret" not in other
        assert said["memo"] not in other
    assert "Nothing fits." in page(site, "/statements/?speaker=Secret+Speaker")


def test_a_source_that_no_production_is_found_to_have_ends_in_no_comma(site, said, monkeypatch):
    monkeypatch.setattr("wholefile.showing.statements_served._DEEPEST", 0)
    words = page(site, f"/statements/{said['first']}").split("Where the words stand")[1].split("<br>")[0]
    assert " to " in words
    assert not words.rstrip().endswith(",")


def test_counsel_of_another_case_has_none(site, said):
    site.office.newcomer("rival", "defence", docket=site.office.other_docket)
    make_account(site.office, "rival")
    assert "No statement was produced to you yet" in page(site, "/statements/", part="rival")
    assert "No statement was produced to you yet" in page(site, "/statements/compare", part="rival")
    assert portal(site, "rival").get(f"/statements/{said['first']}").status_code == 404


def test_who_works_for_an_office_besides_sees_at_the_portal_what_was_produced(site, said):
    from wholefile.actions.people import grant_role

    office = site.office
    both = office.newcomer("both", "defence", docket=DOCKET)
    grant_role(office.record, both.person, "auditor", by=office.ben, docket=office.other_docket)
    make_account(office, "both")
    office.clock.advance()
    statements.record_statement(
        office.record, dockets=[office.other_docket], words="Of the other case.", said_on="2026-01-22",
        speaker="Secret Speaker", medium="interview", venue="Santa Fe", exact=False, by=office.investigator,
    )  # fmt: skip
    assert "3 statements." in page(site, "/statements/", part="both")


def test_whatever_is_asked_is_answered_in_words(site, said):
    asked(portal(site), "/statements/", "speaker", "medium", "since", "until", "page")
    asked(portal(site), "/statements/compare", "first", "second", "pick")
    for number in ("<script>", "x" * 900, "S-1%00", "..%2f"):
        assert portal(site).get(f"/statements/{number}").status_code in (400, 404)
    for address in (
        "since=2026-13-01",
        "until=yesterday",
        "since=20260101T00",
        "speaker=" + "x" * 900,
        "page=x",
    ):
        assert portal(site).get(f"/statements/?{address}").status_code == 400, address


@pytest.mark.parametrize("picks", [1, 3, "twice"])
def test_two_different_ones_are_compared_no_fewer_and_no_more(site, said, picks):
    numbers = (
        [said["first"]] * 2
        if picks == "twice"
        else [said["first"], said["second"], said["elsewhere"]][:picks]
    )
    shown = page(site, "/statements/compare?" + "&".join(f"pick={one}" for one in numbers), 400)
    assert "Two different statements" in shown
    assert f'<option value="{said["first"]}" selected>' in shown
    assert "Secret" not in shown


def test_they_are_found_by_speaker_day_and_medium(site, said):
    def numbers(query):
        shown = page(site, f"/statements/?{query}")
        return {one for one in ("first", "second", "elsewhere") if f'value="{said[one]}"' in shown}

    assert numbers("speaker=Dan+Reyes") == {"first", "second"}
    assert numbers("medium=testimony") == {"second"}
    assert numbers("since=2026-01-23") == {"second"}
    assert numbers("until=2026-01-22") == {"first", "elsewhere"}
    assert numbers("speaker=Dan+Reyes&since=2026-01-22&until=2026-01-22") == {"first"}
    assert numbers("speaker=The+Informant") == {"elsewhere"}


def test_a_statement_is_shown_with_its_place_where_the_file_was_produced(site, said):
    shown = page(site, f"/statements/{said['first']}")
    member = site.office.db.one("production_member", item=said["item"])
    start = len("Q. Who looked?\nA. ")
    for words in (
        WORDS,
        f"character {start} to {start + len(WORDS)}",
        "interview.txt",
        member.bates_first,
        "/productions/PR-1/",
        member.sha256,
    ):
        assert words in shown
    assert f'value="{said["second"]}"' in shown  # to compare with
    second = page(site, f"/statements/{said['second']}")
    assert "under oath" in second
    assert "the check" in second
    assert "paraphrase" in second


def test_of_a_place_in_a_file_that_was_withheld_nothing_is_told(site, said):
    shown = page(site, f"/statements/{said['elsewhere']}")
    assert "No file that was produced to you" in shown
    memo = site.office.db.rows("item_file", item=said["memo"])[0]
    assert memo.sha256 not in shown
    assert "memo.txt" not in shown


def test_what_was_attested_and_flagged_later_by_others_is_not_told(site, said):
    office = site.office
    before = {
        name: settled(page(site, f"/statements/{name}"))
        for name in ("", said["first"], f"compare?first={said['first']}&second={said['second']}")
    }
    office.clock.advance()
    first_later = entry_count(office.db)
    number, _ = statements.flag_inconsistency(
        office.record, said["first"], said["second"], about="x", explanation="hidden", by=office.investigator
    )
    statements.translate_statement(
        office.record, said["first"], language="es", words="Nadie.", translator="x", by=office.investigator
    )
    statements.answer_inconsistency(
        office.record, number, answer="accepted", explanation="hidden", by=office.prosecutor
    )
    colleague = office.newcomer("colleague", "defence", docket=DOCKET)
    statements.flag_inconsistency(
        office.record, said["second"], said["first"], about="y", explanation="hidden", by=colleague
    )
    assert {name: settled(page(site, f"/statements/{name}")) for name in before} == before
    sight = visible(office.db, site.person("defence"))
    later = seen_acts(office.db, sight, range(first_later, entry_count(office.db)))
    assert {one.kind for one in later} <= {"role.granted", "person.added", "key.enrolled"}
    assert not any("hidden" in str(one.fields) for one in later)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"about": "x"},
        {"explanation": "x"},
        {"about": "x" * 301, "explanation": "x"},
        {"about": "x\ny", "explanation": "x"},
        {"about": "x", "explanation": "x" * 12_001},
        {"about": "x", "explanation": "bell \x07"},
        {"about": "nul \x00", "explanation": "x"},
        {"about": "<script>alert(1)</script>", "explanation": ""},
    ],
)
def test_what_cannot_be_flagged_is_told_in_words(site, said, told):
    answer = portal(site).post(f"/statements/{said['first']}/differs/{said['second']}", told)
    assert 400 <= answer.status_code < 500
    assert "There is a problem" in whole(answer)
    assert "<script>alert" not in whole(answer)
    assert not WaitingActs.objects.exists()


def test_a_statement_does_not_differ_from_itself(site, said):
    address = f"/statements/{said['first']}/differs/{said['first']}"
    assert portal(site).get(address).status_code == 404
    assert portal(site).post(address, TOLD).status_code == 404


def test_a_machines_words_are_held_against_nobody_before_they_are_attested(site, said, tmp_path):
    number = say(site, "We all looked.", said["item"], machine=True)
    serve(site.office, tmp_path / "PR-2")
    shown = page(site, f"/statements/compare?first={said['first']}&second={number}")
    assert f"Taken down by a machine and not attested: {number}." in shown
    answer = portal(site).post(f"/statements/{said['first']}/differs/{number}", TOLD)
    assert answer.status_code == 422
    assert "T2" in whole(answer)


def test_two_are_set_side_by_side_flagged_and_the_answer_is_read(site, said):
    office = site.office
    compared = f"/statements/compare?pick={said['second']}&pick={said['first']}"
    shown = page(site, compared)
    assert "The same speaker, 3 days apart." in shown
    assert "<ins>" in shown
    address = f"/statements/{said['first']}/differs/{said['second']}"
    assert address in shown
    before = entry_count(office.db)
    answer = portal(site).post(address, TOLD)
    again = portal(site).post(address, TOLD)
    assert entry_count(office.db) == before
    signing = whole(site.signing().get(answer["Location"]))
    assert said["first"] in signing
    assert office.db.one("item", item=said["item"]).description not in signing
    (position,) = site.sign(answer, "defence")
    row = office.db.one("inconsistency", seq=position)
    assert (row.first, row.second, row.flagged_by) == (said["first"], said["second"], site.person("defence"))
    assert "inconsistency.flagged" in page(site, f"/receipt/{position}")
    assert again.status_code == 302  # a second one waits and is undone
    back = site.signing().post(again["Location"] + "/withdraw")
    assert back["Location"].endswith(address)
    for one in (compared, f"/statements/{said['first']}", f"/statements/{said['second']}"):
        assert TOLD["about"] in page(site, one)
    assert row.inconsistency in page(site, "/statements/")
    office.clock.advance()
    statements.answer_inconsistency(
        office.record,
        row.inconsistency,
        answer="explained",
        explanation="Another scene.",
        by=office.prosecutor,
    )
    shown = page(site, compared)
    assert "Explained:</strong> Another scene." in shown
    assert "Another scene." in page(site, f"/statements/{said['second']}")


def test_reading_them_is_no_act(site, said):
    portal(site)
    before = entry_count(site.office.db)
    both = said["first"], said["second"]
    for address in ("", both[0], "compare?first={}&second={}".format(*both), "{}/differs/{}".format(*both)):
        page(site, f"/statements/{address}")
    assert entry_count(site.office.db) == before
    assert not site.office.db.exists("access", person=site.person("defence"))
    assert site.office.db.count("reading_trace") == 4


def test_neither_a_form_nor_a_system_of_the_office_flags_what_its_signer_does_not_see(site, said):
    """The act is prepared for who sees both; for anybody else neither number exists."""
    from tests.web.test_api import System

    sent = {"first": said["first"], "second": said["late"], **TOLD, "by": site.person("defence")}
    missing = {**sent, "second": "S-999"}
    for told in (sent, missing):
        answer = site.client("defence").post("/do/statement/flag", told)
        assert answer.status_code == 404
        assert f"There is no statement {told['second']}." in whole(answer)
    system = System(site, "defence")
    answers = [
        system.post("prepare/statement/flag", told, key=f"key-{number}")
        for number, told in enumerate((sent, missing))
    ]
    assert [one.status_code for one in answers] == [404, 404], [one.content for one in answers]
    said_so = [json.loads(one.content) for one in answers]
    assert str(said_so[0]).replace(said["late"], "S") == str(said_so[1]).replace("S-999", "S")
    assert not WaitingActs.objects.exists()
