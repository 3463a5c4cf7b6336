"""Items booked under another number are found, each for reasons said in words, and stay dismissed until a new one."""

import pytest

from tests.actions.office import DAY
from tests.rules.situations import produce, refused
from tests.web.reads import statements_in
from wholefile.actions import cases, disclosure, items, people, screening
from wholefile.core.errors import NotFound
from wholefile.screening import candidates, open_candidates

ELSEWHERE = {"collected_at": "Property counter", "submitted_by": "Tom Teller"}


def elsewhere(office, **more):
    """An item booked under the other case, with nothing in common unless said."""
    return office.receive(**{"dockets": [office.other_docket], **ELSEWHERE, **more})


def ident(*pairs):
    return [{"kind": kind, "value": value} for kind, value in pairs]


def found(office, **more):
    """(kind of reason, words) of every candidate for the first case, by voucher."""
    return {one.item: [r.kind for r in one.reasons] for one in candidates(office.db, office.docket, **more)}


def test_the_founding_failure_rounds_under_another_number_are_found(office):
    """A revolver in the case; rounds of its calibre handed in at the counter and booked as an incident."""
    office.firearm()
    rounds = office.rounds(
        dockets=[office.other_docket],
        identifiers=ident(("calibre", "45 Long Colt"), ("headstamp", "STARLINE 45 COLT")),
        named_cases=["the Doe case, D-101-CR-2026-00042"],
        **ELSEWHERE,
    )
    (one,) = candidates(office.db, office.docket)
    assert (one.item, [reason.kind for reason in one.reasons]) == (rounds, ["calibre", "named case"])
    assert one.words == [
        "Ammunition of calibre “45 Long Colt”, that of a firearm or of ammunition in this case.",
        "The submitter named this case: “the Doe case, D-101-CR-2026-00042”.",
    ]


@pytest.mark.parametrize(
    ("kind", "ours", "theirs"),
    [
        ("serial", "OI8-4471", "018 447 I"),
        ("phone", "+1 (505) 555-0142", "505.555.0142"),
        ("plate", "ABC 0123", "abc-o123"),
        ("address", "400 North Main Street", "400 N. Main St."),
        ("email", "J.Doe@example.com", "j.doe@EXAMPLE.com"),
        ("imei", "490154203237518", "49015420323751"),
        ("lot", "LOT 5512-A", "lot5512a"),
        ("person", "Halina Zawadzka", "ZAWADZKA, Halina B."),
    ],
)
def test_the_same_thing_in_another_spelling(office, kind, ours, theirs):
    office.receive(identifiers=ident((kind, ours)))
    other = elsewhere(office, identifiers=ident((kind, theirs)))
    assert found(office) == {other: [kind]}
    (one,) = candidates(office.db, office.docket)
    assert theirs in one.words[0]


@pytest.mark.parametrize(
    ("kind", "ours", "theirs"),
    [
        ("serial", "none", "NONE"),
        ("serial", "0000", "0000"),
        ("phone", "911", "911"),
        ("person", "Doe", "Doe"),
        ("serial", "PZ-40217", "PZ-40218"),
        ("calibre", ".45 Colt", ".45 Colt"),
        ("headstamp", "STARLINE", "STARLINE"),
        ("person", "Halina Zawadzka", "Piotr Zawadzki"),
    ],
)
def test_what_says_nothing_or_too_little_finds_nothing(office, kind, ours, theirs):
    office.receive(identifiers=ident((kind, ours)))
    elsewhere(office, identifiers=ident((kind, theirs)))
    assert found(office) == {}


def test_calibre_and_headstamp_count_together_and_alone_only_beside_something(office):
    office.receive(identifiers=ident(("calibre", "9 mm"), ("headstamp", "WIN")))
    both = elsewhere(office, identifiers=ident(("calibre", "9mm Luger"), ("headstamp", "W I N")))
    elsewhere(office, identifiers=ident(("calibre", "9 mm"), ("headstamp", "FED")))
    elsewhere(office, identifiers=ident(("calibre", "40 S&W"), ("headstamp", "WIN")))
    beside = elsewhere(office, identifiers=ident(("calibre", "9 mm")), submitted_by="John Doe")
    assert found(office) == {both: ["calibre and headstamp"], beside: ["calibre", "person"]}


def test_people_of_the_case_but_not_the_offices_own(office):
    """John Doe is a party. Eva Stone books evidence every day, and so brings nothing with her."""
    cases.add_party(office.record, office.docket, name="Ruth Mendoza", role="witness", by=office.prosecutor)
    office.receive(submitted_by="Tom Teller")
    office.receive(submitted_by="Eva Stone")
    named = elsewhere(office, submitted_by="A. Nobody", identifiers=ident(("person", "Mendoza, Ruth")))
    by_party = elsewhere(office, submitted_by="DOE John")
    same = elsewhere(office, submitted_by="Tom Teller")
    elsewhere(office, submitted_by="Eva Stone")
    assert found(office) == {named: ["person"], by_party: ["person"], same: ["submitter"]}


def test_day_and_place_of_the_incident_together(office):
    """The incident was on 2026-01-21 at 12 Mesa Road, Santa Fe."""
    day = 1_768_953_600_000  # 2026-01-21T00:00:00Z
    late = {
        "late_reason": "booked from the field notes",
        "submitted_by": "A. Nobody",
        "dockets": [office.other_docket],
    }
    there = office.receive(collected_at="12 MESA RD., Santa Fe", occurred_at=day + DAY // 2, **late)
    office.receive(collected_at="12 Mesa Road, Santa Fe", occurred_at=day - DAY, **late)
    office.receive(collected_at="14 Mesa Road, Santa Fe", occurred_at=day + DAY // 2, **late)
    assert found(office) == {there: ["incident"]}


def test_the_submitter_named_the_case_its_title_or_a_related_case(office):
    cases.relate_cases(
        office.record, office.docket, office.other_docket, relation="same incident", reason="same set",
        by=office.prosecutor,
    )  # fmt: skip
    third, _ = "T-9-9", cases.open_case(
        office.record, "T-9-9", kind="incident", title="Found property", court="Sheriff", jurisdiction="us-nm",
        by=office.investigator,
    )  # fmt: skip
    expected = {
        elsewhere(office, dockets=[third], named_cases=[words]): ["named case"]
        for words in ("d-101-cr-2026-0042", "re: State v. DOE", "SF 26 7781", "see D-101-CR-2026-42 (Doe)")
    }
    elsewhere(office, dockets=[third], named_cases=["D-101-CR-2026-421", "no case"])
    assert found(office) == expected
    words = {one.words[0] for one in candidates(office.db, office.docket)}
    assert "The submitter named the related case SF-26-7781: “SF 26 7781”." in words


def test_parts_come_with_the_whole_and_the_whole_with_a_part(office):
    gun = office.receive(identifiers=ident(("serial", "PZ-40217")))
    box = elsewhere(office, quantity=5, identifiers=ident(("serial", "PZ-40217")))
    items.split_item(
        office.record, box, [("Two of them, in a bag", 2)], reason="laboratory", by=office.custodian
    )
    assert found(office) == {box: ["serial"], f"{box}.1": ["serial"]}
    assert found(office, only=[f"{box}.1"]) == {f"{box}.1": ["serial"]}
    office.link(f"{box}.1", office.docket)
    assert found(office) == {box: ["part", "serial", "submitter"]}, gun


def test_linked_and_once_linked_items_are_no_candidates(office):
    office.receive(identifiers=ident(("serial", "PZ-40217")))
    other = elsewhere(office, identifiers=ident(("serial", "PZ-40217")))
    screening.link_candidate(office.record, office.docket, other, by=office.investigator)
    row = office.db.one("item_case", item=other, docket=office.docket)
    assert row.reason == "Serial number “PZ-40217” is also on an item of this case."
    assert found(office) == {}
    with pytest.raises(NotFound, match="no candidate"):
        screening.dismiss_candidate(
            office.record, office.docket, other, explanation="no", by=office.prosecutor
        )
    items.detach_item(
        office.record,
        other,
        office.docket,
        reason="two guns",
        by=office.investigator,
        approved_by=office.prosecutor,
    )
    assert found(office) == {}


def test_a_dismissal_covers_its_reasons_and_a_new_one_opens_the_candidate_again(office):
    office.receive(identifiers=ident(("serial", "PZ-40217")))
    other = elsewhere(office, identifiers=ident(("serial", "PZ-40217")))
    screening.dismiss_candidate(
        office.record, office.docket, other, explanation="a copy of the label only", by=office.prosecutor
    )
    assert open_candidates(office.db, office.docket) == []
    assert len(candidates(office.db, office.docket)) == 1
    produce(office, office.db.one("item").item)
    screening.screen(office.record, office.docket, by=office.prosecutor)
    items.describe_item(
        office.record,
        other,
        identifiers=ident(("person", "John Doe")),
        reason="name inside",
        by=office.custodian,
    )
    (again,) = open_candidates(office.db, office.docket)
    assert [reason.kind for reason in again.reasons] == ["person", "serial"]
    with refused("D3", other):
        disclosure.certify(office.record, office.docket, text="All of it.", by=office.prosecutor)


def test_looking_at_some_items_gives_the_same_reasons_as_looking_at_all(office):
    office.receive(identifiers=ident(("serial", "PZ-40217"), ("calibre", "9 mm"), ("headstamp", "WIN")))
    for more in (("serial", "PZ-40217"), ("headstamp", "WIN"), ("calibre", "9mm")):
        elsewhere(office, submitted_by="John Doe", identifiers=ident(more))
    whole = candidates(office.db, office.docket)
    assert len(whole) == 3
    for one in whole:
        assert candidates(office.db, office.docket, only=[one.item]) == [one]


def test_a_screening_makes_its_signer_know_of_the_candidates(office):
    office.receive(identifiers=ident(("serial", "PZ-40217")))
    other = elsewhere(office, identifiers=ident(("serial", "PZ-40217")))
    screening.screen(office.record, office.docket, by=office.paralegal)
    assert office.db.exists("knowledge", item=other, person=office.paralegal.person)


def test_an_unknown_case_is_not_screened(office):
    with pytest.raises(NotFound):
        candidates(office.db, "X-1")


def test_who_was_a_stranger_when_they_handed_in_one_item_is_a_key_though_they_work_here_now(office):
    office.receive(submitted_by="Iris Vale", collected_at="Here")
    other = elsewhere(office, submitted_by="Iris Vale")
    iris = office.newcomer("iris vale", "custodian")
    office.receive(submitted_by="Iris Vale", collected_at="Here")
    assert found(office) == {other: ["submitter"]}
    people.end_role(office.record, iris.person, "custodian", reason="moved", by=office.ana)
    assert found(office) == {other: ["submitter"]}


def test_who_worked_here_at_each_item_is_no_key_though_they_left_between(office):
    iris = office.newcomer("iris vale", "custodian")
    office.receive(submitted_by="Iris Vale", collected_at="Here")
    people.end_role(office.record, iris.person, "custodian", reason="leave", by=office.ana)
    elsewhere(office, submitted_by="Iris Vale")
    people.grant_role(office.record, iris.person, "custodian", by=office.ana)
    office.receive(submitted_by="Iris Vale", collected_at="Here")
    assert found(office) == {}


def test_an_address_on_an_item_of_the_case_that_is_its_incident_s_too_is_one_reason(office):
    place = ("address", "12 Mesa Road, Santa Fe")
    first = elsewhere(office, identifiers=ident(place))
    (one,) = candidates(office.db, office.docket)
    assert (one.item, "place of this case" in one.words[0]) == (first, True)
    office.receive(identifiers=ident(place))
    (again,) = candidates(office.db, office.docket)
    assert len(again.words) == 1
    assert "also on an item of this case" in again.words[0]


@pytest.mark.database("sqlite")
def test_ten_and_a_hundred_items_take_the_same_few_statements(office):
    counted = []
    for count in (10, 90):
        for number in range(count):
            office.receive(identifiers=ident(("serial", f"AB-{count}-{number:04d}"), ("calibre", "9 mm")))
        elsewhere(office, identifiers=ident(("serial", f"AB-{count}-0001")))
        with statements_in(office.db) as made:
            assert candidates(office.db, office.docket)
        counted.append(len(made))
    assert counted[0] == counted[1] < 10
