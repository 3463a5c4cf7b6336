"""The disclosure board: who decides, what is laid before them first, and that nobody decides over another unseen."""

from tests.actions.office import DOCKET, OTHER_DOCKET
from tests.actions.serving import decide
from tests.web.reads import statements_in
from tests.web.world import outsider
from wholefile.record.lookups import current_decision, current_decisions, entry_count
from wholefile.web.signing.models import WaitingActs

BOARD = f"/cases/{DOCKET}/board/"


def page(site, part, query="", status=200):
    answer = site.client(part).get(BOARD + query)
    assert answer.status_code == status, answer.content.decode()
    return " ".join(answer.content.decode().split())


def picks(site, *items):
    """What the board sends for these rows as they stand now."""
    shown = page(site, "prosecutor")
    found = []
    for item in items:
        start = shown.index(f'value="{item}@') + len('value="')
        found.append(shown[start : shown.index('"', start)])
    return found


def send(site, chosen, part="prosecutor", query="", **told):
    return site.client(part).post(BOARD + query, {"pick": chosen, "decision": "produced", **told})


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_board_is_for_the_prosecution_and_those_who_watch_it(site):
    for part in ("custodian", "laboratory", "investigator", "defence", "ana"):
        page(site, part, status=404)
    for part in ("prosecutor", "paralegal", "supervisor", "auditor", "judge"):
        page(site, part)
    outsider(site, "vera", "prosecutor")
    assert site.client("vera").get(f"/cases/{OTHER_DOCKET}/board/").status_code == 404
    assert site.client("vera").get("/cases/NO-26-1/board/").status_code == 404


def test_who_only_watches_cannot_choose_and_is_refused_in_words(site):
    item = site.office.receive()
    assert 'name="pick"' not in page(site, "auditor")
    answer = send(site, picks(site, item), "auditor")
    assert answer.status_code == 400
    assert "prosecutor or paralegal" in text(answer)


def test_hostile_posts_get_words_and_record_nothing(site):
    item = site.office.receive()
    before = entry_count(site.office.db)
    (good,) = picks(site, item)
    for told, status in (
        ({"pick": []}, 400),
        ({"pick": ["<script>"]}, 400),
        ({"pick": [f"{item}@-1"]}, 400),
        ({"pick": [f"{item}@99999999999999999999"]}, 400),
        ({"pick": [good], "decision": "burned"}, 400),
        ({"pick": [good], "decision": ""}, 400),
        ({"pick": [good], "decision": "withheld"}, 400),
        ({"pick": [good], "decision": "withheld", "ground": "because"}, 400),
        ({"pick": [good], "tags": ["Nonsense"]}, 400),
        ({"pick": [good], "reviewer": "P-999"}, 400),
        ({"pick": [good], "explanation": "x" * 5_000}, 400),
        ({"all": "soon"}, 400),
        ({"pick": ["V99-000001@3"]}, 200),
    ):
        answer = site.client("prosecutor").post(BOARD, {"decision": "produced", **told})
        assert answer.status_code == status, (told, answer.status_code)
        assert "<script>" not in answer.content.decode().split("</head>")[1].split("<script type")[0]
    for query in ("?state=gone", "?tag=Nonsense", "?words=%00", "?page=0"):
        page(site, "prosecutor", query, 400)
    assert entry_count(site.office.db) == before
    assert not WaitingActs.objects.exists()


def test_what_is_kept_back_needs_its_particulars_and_the_draft_stays(site):
    item = site.office.receive()
    chosen = picks(site, item)
    answer = send(site, chosen, decision="withheld", explanation="Names an informant.")
    shown = text(answer)
    assert answer.status_code == 400
    assert "Say on which ground" in shown
    assert "they sign too" in shown
    assert "Names an informant." in shown
    assert f'value="{chosen[0]}" aria-label="Choose {item}" checked' in shown


def test_a_decision_that_is_missing_is_asked_for_on_the_board_and_the_draft_stays(site):
    items = [site.office.receive() for _ in range(2)]
    chosen = picks(site, *items)
    told = {"pick": chosen, "explanation": "Names an informant.", "ground": "work product", "tags": ["Brady"]}
    for missing in ({}, {"decision": ""}):
        answer = site.client("prosecutor").post(f"{BOARD}?state=open", {**told, **missing, "step": "review"})
        shown = text(answer)
        assert answer.status_code == 400
        assert "Disclosure board" in shown
        assert '<a href="#id_decision_0">Decision: Choose a decision.</a>' in shown
        assert 'id="id_decision_0"' in shown
        assert "Names an informant." in shown
        assert 'value="work product" selected' in shown
        assert 'value="Brady" checked' in shown
        for one, item in zip(chosen, items, strict=True):
            assert f'value="{one}" aria-label="Choose {item}" checked' in shown
    assert not WaitingActs.objects.exists()


def test_it_says_where_the_particulars_are_needed(site):
    site.office.receive()
    shown = page(site, "prosecutor")
    assert shown.count("(needed to withhold, wholly or in part)</span></label>") == 3
    assert "(needed where the ground is a court order)</span></label>" in shown
    assert "(optional)</span></label>" not in shown


def test_many_are_decided_with_one_gesture_after_a_page_that_counts_them(site):
    items = [site.office.receive() for _ in range(3)]
    review = send(site, picks(site, *items), tags=["Brady"])
    assert 'data-ready="3"' in text(review)
    assert not WaitingActs.objects.exists()
    answer = send(site, picks(site, *items), tags=["Brady"], step="sign")
    assert len(site.sign(answer, "prosecutor")) == 3
    found = current_decisions(site.office.db, DOCKET)
    assert {found[item].decision for item in items} == {"produced"}
    shown = page(site, "prosecutor", "?tag=Brady")
    assert all(item in shown for item in items)
    assert "No item fits" in page(site, "prosecutor", "?state=open")


def test_a_reviewer_signs_too_where_something_is_kept_back(site):
    item = site.office.receive()
    told = {
        "decision": "withheld",
        "ground": "informant identity",
        "explanation": "Names an informant.\r\nNothing else.",
        "reviewer": site.person("reviewer"),
        "step": "sign",
    }
    answer = send(site, picks(site, item), **told)
    assert site.sign(answer, "prosecutor") == []
    assert len(site.sign(answer, "reviewer")) == 1
    shown = page(site, "supervisor")
    assert "Hal Brandt" in shown
    assert "informant identity" in shown


def test_items_that_are_decided_already_are_left_unless_they_are_asked_for(site):
    old, new = site.office.receive(), site.office.receive()
    decide(site.office, old, "withheld")
    chosen = picks(site, old, new)
    shown = text(send(site, chosen))
    assert 'data-ready="1"' in shown
    assert "Decide this one anew" in shown
    site.sign(send(site, chosen, step="sign"), "prosecutor")
    assert current_decision(site.office.db, DOCKET, old).decision == "withheld"
    answer = send(site, picks(site, old), step="sign", again="on")
    site.sign(answer, "prosecutor")
    assert current_decision(site.office.db, DOCKET, old).decision == "produced"


def test_what_a_rule_refuses_is_named_before_anybody_signs_and_the_rest_goes_on(site):
    brady, plain = site.office.receive(), site.office.receive()
    site.sign(send(site, picks(site, brady), step="sign", tags=["Brady"]), "prosecutor")
    told = {
        "decision": "withheld",
        "ground": "work product",
        "explanation": "Notes.",
        "reviewer": site.person("reviewer"),
        "again": "on",
        "step": "sign",
    }
    answer = send(site, picks(site, brady, plain), **told)
    shown = text(answer)
    assert answer.status_code == 200
    assert "is Brady material" in shown
    assert f'value="{brady}@' not in shown
    assert 'data-ready="1"' in shown
    assert not WaitingActs.objects.filter(positions__isnull=True).exists()


def test_nobody_decides_over_another_without_having_seen_it(site):
    mine, other = site.office.receive(), site.office.receive()
    seen = picks(site, mine, other)
    decide(site.office, other, "withheld")
    answer = send(site, seen, step="sign")
    shown = text(answer)
    assert answer.status_code == 409
    assert "changed by Gia Moreno at" in shown
    assert "withheld (work product)" in shown
    assert not WaitingActs.objects.filter(positions__isnull=True).exists()
    assert f'value="{seen[0]}"' in shown
    again = shown[shown.index(f'value="{other}@') + 7 :].split('"')[0]
    looked = text(send(site, [seen[0], again]))
    assert "Decided already" in looked
    assert 'data-ready="1"' in looked


def test_detached_items_are_left_out_and_say_so(site):
    from wholefile.actions.items import detach_item

    item = site.office.receive(dockets=[DOCKET, OTHER_DOCKET])
    (chosen,) = picks(site, item)
    site.office.clock.advance()
    detach_item(
        site.office.record,
        item,
        DOCKET,
        reason="another case",
        by=site.office.custodian,
        approved_by=site.office.prosecutor,
    )
    assert send(site, [chosen]).status_code == 409
    fresh = f"{item}@{entry_count(site.office.db)}"
    shown = text(send(site, [fresh], step="sign"))
    assert "no longer in the case" in shown
    assert "Nothing is left to sign" in shown
    assert "disabled" in page(site, "prosecutor", "?state=detached")


def test_all_that_fit_are_chosen_by_the_filter_and_not_by_the_page(site):
    for number in range(104):
        site.office.receive(description=f"Photograph {number} of the scene, seen from the road")
    other = site.office.receive(description="A coat of green wool with one button missing")
    shown = page(site, "prosecutor", "?words=photograph")
    assert "104 items" in shown
    assert other not in shown
    newest = shown[shown.index('name="all" value="') + 18 :].split('"')[0]
    kept = text(send(site, [], query="?words=photograph", all=newest, decision=""))
    assert f'name="all" value="{newest}" checked' in kept
    assert 'type="hidden" name="pick"' not in kept
    answer = send(site, [], query="?words=photograph", all=newest)
    assert 'data-ready="104"' in text(answer)
    decide(site.office, other)
    answer = send(site, [], query="?words=photograph", all=newest, step="sign")
    assert len(site.sign(answer, "prosecutor")) == 104


def test_the_certificate_waits_for_the_last_decision(site):
    item = site.office.receive()
    shown = page(site, "prosecutor")
    assert "No certificate yet: 1 item is undecided (rule D3)" in shown
    assert "/do/disclose/certify" not in shown
    decide(site.office, item)
    assert f"/do/disclose/certify?docket={DOCKET}" in page(site, "prosecutor")


def test_ten_and_two_hundred_items_take_the_same_number_of_statements(site):
    counted = []
    for many in (10, 190):
        for _ in range(many):
            site.office.receive()
        page(site, "prosecutor")
        with statements_in(site.office.db) as made:
            page(site, "prosecutor")
        counted.append(len(made))
    assert counted[0] == counted[1]
