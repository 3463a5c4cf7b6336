"""Under which cases an act stands: everywhere it matters, and nowhere else."""

import pytest

from tests.record.small_record import DOCKET, OTHER_DOCKET, case_body, item_body
from wholefile.core.acts import KINDS
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.record.labels import labels_for

THIRD = "2026-CV-7"


@pytest.fixture
def linked(small):
    """Item 1 in two cases and detached from the second; a statement, a hold and an inconsistency."""
    custodian, investigator, court = small.custodian, small.investigator, small.court
    for docket in (OTHER_DOCKET, THIRD):
        small.do("case.opened", case_body(docket, investigator), investigator)
    link = {"item": "V26-000001", "docket": OTHER_DOCKET, "reason": "same lot", "history": [11]}
    small.do("item.linked", {**link, "by": custodian.person}, custodian)
    detach = {"item": "V26-000001", "docket": OTHER_DOCKET, "reason": "no", "by": custodian.person}
    small.do("item.detached", {**detach, "approved_by": court.person}, custodian, court)
    small.do("item.received", item_body(3, custodian, THIRD), custodian)
    for number, docket, items in ((1, DOCKET, ["V26-000003"]), (2, THIRD, [])):
        statement = {
            "statement": f"S-{number}",
            "dockets": [docket],
            "speaker": "A. Witness",
            "said_on": "2026-01-02",
            "medium": "interview",
            "venue": "station",
            "oath": False,
            "public": False,
            "exact": True,
            "words": "I saw it.",
            "language": "en",
            "items": items,
            "by": investigator.person,
        }
        small.do("statement.recorded", statement, investigator)
    differ = {
        "inconsistency": "X-1",
        "first": "S-1",
        "second": "S-2",
        "about": "time",
        "explanation": "they differ",
    }
    small.do("inconsistency.flagged", {**differ, "by": investigator.person}, investigator)
    hold = {
        "hold": "H-1",
        "docket": OTHER_DOCKET,
        "items": ["V26-000003"],
        "reason": "appeal",
        "by": court.person,
    }
    small.do("hold.placed", hold, court)
    return small.record.db


@pytest.mark.parametrize(
    ("kind", "body", "dockets"),
    [
        ("case.related", {"docket": DOCKET, "other": THIRD}, [DOCKET, THIRD]),
        ("item.received", {"item": "V26-000009", "dockets": [THIRD, DOCKET]}, [DOCKET, THIRD]),
        ("item.described", {"item": "V26-000001"}, [DOCKET, OTHER_DOCKET]),
        ("item.described", {"item": "V26-000002"}, [DOCKET]),
        ("item.linked", {"item": "V26-000002", "docket": THIRD}, [DOCKET, THIRD]),
        ("custody.stored", {"items": ["V26-000002", "V26-000003"]}, [DOCKET, THIRD]),
        ("item.split", {"item": "V26-000003", "parts": [{"item": "V26-000003.1"}]}, [THIRD]),
        (
            "inventory.recorded",
            {"found": ["V26-000002"], "missing": ["V26-000003"], "unexpected": []},
            [DOCKET, THIRD],
        ),
        ("statement.translated", {"statement": "S-1"}, [DOCKET, THIRD]),
        ("statement.attested", {"statement": "S-2"}, [THIRD]),
        ("inconsistency.flagged", {"inconsistency": "X-2", "first": "S-2", "second": "S-1"}, [DOCKET, THIRD]),
        ("inconsistency.answered", {"inconsistency": "X-1"}, [DOCKET, THIRD]),
        ("hold.released", {"hold": "H-1"}, [OTHER_DOCKET, THIRD]),
        ("impeachment.found", {"dockets": [THIRD]}, [THIRD]),
        ("role.granted", {"person": "P-3", "docket": THIRD}, [THIRD]),
        ("court.event", {"docket": THIRD, "corrects": 11}, [DOCKET, THIRD]),
        ("record.expunged", {"docket": THIRD, "positions": [11]}, [DOCKET, THIRD]),
        ("screening.run", {"docket": DOCKET, "candidates": [{"item": "V26-000003"}]}, [DOCKET]),
    ],
)
def test_every_case_that_is_concerned(linked, kind, body, dockets):
    assert labels_for(kind, body, linked) == sorted(case_label(docket) for docket in dockets)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("person.added", {"person": "P-9"}),
        ("role.granted", {"person": "P-3"}),
        ("item.described", {"item": "V26-009999"}),
        ("access.exported", {"items": []}),
        ("statement.attested", {"statement": "S-99"}),
        ("hold.released", {"hold": "H-99"}),
    ],
)
def test_what_belongs_to_no_case_belongs_to_the_register(linked, kind, body):
    assert labels_for(kind, body, linked) == [REGISTER_LABEL]


def test_an_order_on_a_register_entry_stands_in_the_register_too(linked):
    labels = labels_for("record.expunged", {"docket": DOCKET, "positions": [1]}, linked)
    assert labels == sorted([case_label(DOCKET), REGISTER_LABEL])


def test_an_index_entry_stands_nowhere(linked):
    assert labels_for("index", {}, linked) == []


def test_many_items(linked):
    items = [f"V26-{number:06d}" for number in range(1, 1501)]
    found = labels_for("inventory.recorded", {"found": items, "missing": [], "unexpected": []}, linked)
    assert found == sorted(case_label(docket) for docket in (DOCKET, OTHER_DOCKET, THIRD))


def test_every_kind_has_a_place(linked):
    nothing = {"found": [], "missing": [], "unexpected": [], "parts": [], "positions": []}
    for kind in KINDS:
        assert labels_for(kind, nothing, linked) == ([] if kind == "index" else [REGISTER_LABEL])
