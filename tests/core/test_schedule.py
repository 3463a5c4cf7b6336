"""The schedule, derived from acts: every item stays on it, whatever becomes of it."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.canonical import encode
from wholefile.core.case_file import read_case
from wholefile.core.errors import Invalid
from wholefile.core.schedule import derive_schedule, encode_schedule, parse_schedule, privilege_log_of

CASE, OTHER = "2026-CR-42", "2026-CR-7"


class Story:
    """Acts in order, as a reader of a bundle sees them."""

    def __init__(self) -> None:
        self.acts: list[Any] = []

    def add(self, kind: str, /, **fields: Any) -> int:
        self.acts.append(SimpleNamespace(seq=len(self.acts), kind=kind, fields=fields))
        return len(self.acts) - 1

    def receive(self, item: str, *dockets: str, quantity: int = 1) -> int:
        return self.add("item.received", item=item, description=f"about {item}", category="evidence",
                        quantity=quantity, dockets=list(dockets or (CASE,)))  # fmt: skip

    def decide(self, item: str, decision: str, docket: str = CASE, **more: Any) -> int:
        return self.add(
            "disclosure.decided", docket=docket, item=item, decision=decision, tags=[], author="P-1", **more
        )

    def plan(self, production: str = "PR-1", *members: tuple[str, str], first: int = 1, **more: Any) -> int:
        listed = [
            {"item": item, "sha256": "0" * 64, "name": name, "bates_first": f"DOE{number:06d}",
             "bates_last": f"DOE{number:06d}"}
            for number, (item, name) in enumerate(members, first)
        ]  # fmt: skip
        return self.add("production.planned", docket=CASE, production=production, volume="VOL-1", prefix="DOE",
                        first=first, last=first + len(listed) - 1, members=listed, part=1, parts=1, **more)  # fmt: skip

    def serve(self, production: str) -> int:
        return self.add("production.served", docket=CASE, production=production)

    def schedule(self, production: str = "PR-1") -> dict[str, Any]:
        return derive_schedule(self.acts, CASE, production)

    def row(self, item: str, production: str = "PR-1") -> dict[str, Any]:
        return next(row for row in self.schedule(production)["rows"] if row["item"] == item)


@pytest.fixture
def story():
    return Story()


def test_a_production_nobody_planned_has_no_schedule(story):
    with pytest.raises(Invalid, match=r"schedule.production"):
        story.schedule()


def test_an_item_of_another_case_is_not_on_it(story):
    story.receive("V26-000001", OTHER)
    story.plan()
    assert story.schedule()["rows"] == []


def test_an_undecided_item_is_pending(story):
    story.receive("V26-000001")
    story.plan()
    assert story.row("V26-000001") == {
        "number": 1, "item": "V26-000001", "status": "pending", "tags": [], "files": [], "category": "evidence",
    }  # fmt: skip


def test_the_last_decision_in_this_case_counts(story):
    story.receive("V26-000001", CASE, OTHER)
    story.decide("V26-000001", "produced")
    last = story.decide("V26-000001", "withheld", ground="work product", reviewer="P-2")
    story.decide("V26-000001", "produced", OTHER)
    story.plan()
    row = story.row("V26-000001")
    assert (row["status"], row["decided_by"], row["ground"]) == ("withheld", last, "work product")


def test_a_withheld_item_has_no_description(story):
    story.receive("V26-000001")
    story.decide("V26-000001", "withheld", ground="work product")
    story.plan()
    assert "description" not in story.row("V26-000001")


@pytest.mark.parametrize(
    ("kind", "fields", "status"),
    [
        ("item.lost", {"item": "V26-000001", "kind": "lost"}, "lost"),
        ("item.lost", {"item": "V26-000001", "kind": "stolen"}, "lost"),
        ("item.lost", {"item": "V26-000001", "kind": "destroyed"}, "destroyed"),
        ("item.lost", {"item": "V26-000001", "kind": "damaged"}, None),
        ("item.unlocated", {"item": "V26-000001"}, "unlocated"),
        ("item.destroyed", {"items": ["V26-000001"]}, "destroyed"),
        ("item.returned", {"items": ["V26-000001"]}, "returned"),
        ("item.consumed", {"item": "V26-000001", "quantity": 6}, "consumed"),
        ("item.consumed", {"item": "V26-000001", "quantity": 5}, None),
        ("item.detached", {"item": "V26-000001", "docket": CASE}, "detached"),
        ("item.detached", {"item": "V26-000001", "docket": OTHER}, None),
    ],
)
def test_what_becomes_of_an_item_is_said_and_its_decision_stays(story, kind, fields, status):
    story.receive("V26-000001", CASE, OTHER, quantity=6)
    decided = story.decide("V26-000001", "inspection")
    seq = story.add(kind, **fields)
    story.plan()
    row = story.row("V26-000001")
    assert row["status"] == (status or "inspection")
    assert row.get("status_by") == (seq if status else None)
    assert (row["decision"], row["decided_by"]) == ("inspection", decided)


def test_loss_is_not_hidden_by_detaching(story):
    story.receive("V26-000001")
    story.add("item.unlocated", item="V26-000001")
    story.add("item.detached", item="V26-000001", docket=CASE)
    story.plan()
    assert story.row("V26-000001")["status"] == "unlocated"
    story.add("item.lost", item="V26-000001", kind="lost")
    assert story.row("V26-000001")["status"] == "lost"
    story.add("item.located", item="V26-000001")
    assert story.row("V26-000001")["status"] == "detached"
    story.add("item.linked", item="V26-000001", docket=CASE, history=[])
    assert story.row("V26-000001")["status"] == "pending"


def test_sub_items_of_an_item_of_the_case_are_rows_of_their_own(story):
    story.receive("V26-000001", quantity=3)
    split = story.add("item.split", item="V26-000001", parts=[
        {"item": "V26-000001.1", "description": "one round", "quantity": 1},
        {"item": "V26-000001.2", "description": "two rounds", "quantity": 2},
    ])  # fmt: skip
    story.plan()
    rows = story.schedule()["rows"]
    assert [row["item"] for row in rows] == ["V26-000001", "V26-000001.1", "V26-000001.2"]
    assert (rows[0]["status"], rows[0]["status_by"]) == ("split", split)
    assert rows[1]["category"] == "evidence"
    story.decide("V26-000001.1", "produced")
    assert story.row("V26-000001.1")["description"] == "one round"


def test_a_part_of_an_item_of_another_case_comes_by_its_link_alone(story):
    story.receive("V26-000001", OTHER, quantity=3)
    story.add(
        "item.split", item="V26-000001", parts=[{"item": "V26-000001.1", "description": "x", "quantity": 1}]
    )
    story.add("item.linked", item="V26-000001.1", docket=CASE, history=[1])
    story.plan()
    assert [row["item"] for row in story.schedule()["rows"]] == ["V26-000001.1"]


def test_a_number_means_the_same_item_on_every_later_schedule(story):
    story.receive("V26-000001")
    story.receive("V26-000002")
    story.plan("PR-1")
    before = {row["item"]: row["number"] for row in story.schedule("PR-1")["rows"]}
    story.add("item.detached", item="V26-000001", docket=CASE)
    story.receive("V26-000000")
    story.add("item.linked", item="V26-000001", docket=CASE, history=[])
    story.plan("PR-2")
    after = {row["item"]: row["number"] for row in story.schedule("PR-2")["rows"]}
    assert after == {**before, "V26-000000": 3}


def test_files_stand_under_their_item_and_earlier_ones_are_named(story):
    story.receive("V26-000001")
    story.receive("V26-000002")
    story.plan("PR-1", ("V26-000001", "a.TXT"))
    story.serve("PR-1")
    story.plan("PR-2", ("V26-000002", "b"), first=2)
    first, second = story.schedule("PR-2")["rows"]
    assert first["files"] == []
    assert first["earlier"] == [{"production": "PR-1", "bates_first": "DOE000001", "bates_last": "DOE000001"}]
    assert [file["path"] for file in second["files"]] == ["data/natives/DOE000002"]
    assert "earlier" not in second


def test_a_production_that_was_replaced_or_never_served_is_not_named(story):
    story.receive("V26-000001")
    story.plan("PR-1", ("V26-000001", "a"))
    story.plan("PR-2", ("V26-000001", "a"), first=2)
    story.serve("PR-1")
    story.plan("PR-3", ("V26-000001", "a"), first=3, supersedes="PR-1")
    assert story.schedule("PR-3")["supersedes"] == "PR-1"
    assert "earlier" not in story.row("V26-000001", "PR-3")


def test_a_dismissed_candidate_opens_again_for_a_new_reason(story):
    story.add("screening.run", docket=CASE, candidates=[{"item": "V26-000009", "reasons": ["place"]}])
    story.plan()
    assert story.schedule()["candidates"] == {"dismissed": 0, "open": 1}
    story.add("candidate.dismissed", docket=CASE, item="V26-000009", reasons=["place"])
    assert story.schedule()["candidates"] == {"dismissed": 1, "open": 0}
    story.add(
        "screening.run", docket=CASE, candidates=[{"item": "V26-000009", "reasons": ["place", "serial"]}]
    )
    assert story.schedule()["candidates"] == {"dismissed": 0, "open": 1}
    story.add("item.linked", item="V26-000009", docket=CASE, history=[])
    assert story.schedule()["candidates"] == {"dismissed": 0, "open": 0}


def test_acts_of_another_case_change_nothing(story):
    story.receive("V26-000001")
    story.plan()
    before = story.schedule()
    story.add("screening.run", docket=OTHER, candidates=[{"item": "V26-000009", "reasons": ["place"]}])
    story.add("candidate.dismissed", docket=OTHER, item="V26-000009", reasons=["place"])
    story.decide("V26-000001", "produced", OTHER)
    story.add("item.linked", item="V26-000009", docket=OTHER, history=[])
    assert story.schedule() == before


def test_the_privilege_log_names_what_is_kept_back_and_who_decided(story):
    story.receive("V26-000001")
    story.receive("V26-000002")
    story.receive("V26-000003")
    story.decide("V26-000001", "produced")
    second = story.decide(
        "V26-000002", "withheld", ground="work product", reviewer="P-2", explanation="the secret"
    )
    story.decide("V26-000003", "partial", ground="personal data")
    story.add("item.lost", item="V26-000002", kind="lost")
    story.plan()
    log = privilege_log_of(read_case(story.acts, CASE), "PR-1")
    assert [row["item"] for row in log["rows"]] == ["V26-000002", "V26-000003"]
    assert log["rows"][0] == {
        "number": 2, "item": "V26-000002", "decision": "withheld", "decided_by": second, "tags": [],
        "category": "evidence", "ground": "work product", "author": "P-1", "reviewer": "P-2",
    }  # fmt: skip
    assert b"secret" not in encode(log)


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_acts_are_given_does_not_matter(random):
    story = Story()
    for number in range(1, 6):
        story.receive(f"V26-{number:06d}", quantity=2)
        story.decide(
            f"V26-{number:06d}", random.choice(["produced", "withheld", "partial", "inspection", "pending"])
        )
    story.add("item.lost", item="V26-000002", kind="lost")
    story.plan("PR-1", ("V26-000001", "a"))
    expected = story.schedule()
    shuffled = list(story.acts)
    random.shuffle(shuffled)
    assert derive_schedule(shuffled, CASE, "PR-1") == expected
    assert parse_schedule(encode_schedule(expected)) == expected
    assert sum(expected["counts"].values()) == len(expected["rows"]) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"format": "wholefile schedule v0"}, {"extra": 1}, {"rows": {}}, {"rows": [1]}, {"rows": [{"item": "V26-1"}]},
        {"counts": []}, {"docket": 1}, {"supersedes": 4},
    ],
)  # fmt: skip
def test_a_schedule_in_another_form_is_refused(story, change):
    story.receive("V26-000001")
    story.plan()
    with pytest.raises(Invalid, match="schedule"):
        parse_schedule(encode({**story.schedule(), **change}))


def test_a_row_with_an_unknown_part_is_refused(story):
    story.receive("V26-000001")
    story.plan()
    schedule = story.schedule()
    schedule["rows"][0]["remark"] = "x"
    with pytest.raises(Invalid, match=r"schedule.row"):
        parse_schedule(encode(schedule))
