"""What the office made of its documents leaves with no production, and the defence is shown none of it."""

from tests.actions.reading import identity, story_facts, taken_in
from tests.actions.serving import assert_verifies, decide, produced, serve
from wholefile.actions import facts
from wholefile.record.visibility import visible
from wholefile.showing.acts_seen import seen_acts

WORDS = (
    b"I never loaded it",
    b"She loaded it herself",
    b"involuntary manslaughter",
    b"told twice",
    b"looked again",
)


def worked_on(office) -> None:
    """A report of the case is read: facts accepted, one corrected, one taken back."""
    story = taken_in(office)
    decide(office, office.db.one("item_file", sha256=story).item, "withheld", explanation="Notes.")
    every = [one.identity for one in story_facts()]
    by = office.investigator
    facts.accept_facts(office.record, story, every, dockets=[office.docket], by=by)
    office.clock.advance()
    facts.correct_fact(office.record, "F-4", why="looked again", status="denied", by=by)
    office.clock.advance()
    told = {"dockets": [office.docket], "reason": "told twice", "by": by}
    facts.reject_fact(office.record, story, identity("charge"), **told)


def test_a_production_verifies_and_says_nothing_of_what_was_read(office, tmp_path):
    produced(office, **{"front.jpg": b"front"})
    worked_on(office)
    serve(office, tmp_path / "PR-1")
    assert_verifies(tmp_path / "PR-1")
    # The verifier has the words of the vocabulary in it, whatever is served.
    files = [path for path in (tmp_path / "PR-1").rglob("*") if path.is_file() and path.name != "verify.html"]
    served = b"".join(path.read_bytes() for path in files)
    assert b"fact.accepted" in served
    for words in WORDS:
        assert words not in served


def test_the_defence_is_shown_no_act_about_a_fact(office, tmp_path):
    produced(office, **{"front.jpg": b"front"})
    worked_on(office)
    serve(office, tmp_path / "PR-1")
    positions = range(int(office.db.count("entry")))
    theirs = seen_acts(office.db, visible(office.db, office.defence.person), positions)
    assert theirs
    assert not [one.kind for one in theirs if one.kind.startswith("fact.")]
    ours = seen_acts(office.db, visible(office.db, office.prosecutor.person), positions)
    assert {"fact.accepted", "fact.corrected", "fact.rejected"} <= {one.kind for one in ours}
