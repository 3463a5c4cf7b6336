"""Chapter 7: what was said, by whom, when and where; in chapter 9 the defence sets two answers side by side."""

from __future__ import annotations

from wholefile.actions import items, sources, statements
from wholefile.demo.exhibits import transcript
from wholefile.demo.stage import CRIMINAL, Stage
from wholefile.record.visibility import visible
from wholefile.showing import seeing

ON_THE_DAY = "Nobody. There was no time, so I called it cold and handed it over."
IN_COURT = "We looked into the chambers together, the assistant director and I."
TO_THE_PRESS = "He knew that gun was live. Nobody else had a hand in it."
HEARING = f"""Preliminary hearing, 14 September 2032, page 41.
Q. Before scene 41, who checked the revolver?
A. {IN_COURT}
"""
NEWSPAPER = f"""Sierra Alta Courier, 16 September 2032.
“{TO_THE_PRESS}” Detective Dale Whitcomb said outside the courthouse.
"""


def play(stage: Stage) -> None:
    """Two answers to one question, and a remark to a newspaper; the defence learns of them with the production."""
    stage.chapter("7. Two answers", "2032-09-14T16:00")
    interview = _digest(stage, stage.items["interview Harker"])
    first = _quote(
        stage,
        "Nell Harker",
        ON_THE_DAY,
        interview,
        said_on="2031-10-21",
        medium="interview",
        venue="Sheriff's office",
    )
    stage.did(f"{first}: Nell Harker to the detective, on the day, in the words of the stored transcript.")
    place = {**sources.find_words(stage.record, interview, ON_THE_DAY)}
    stage.refused(
        "statement.words",
        "Somebody would tidy the quotation up.",
        lambda: statements.record_statement(
            stage.record,
            dockets=[CRIMINAL],
            speaker="Nell Harker",
            said_on="2031-10-21",
            medium="interview",
            venue="Sheriff's office",
            words="Nobody. I called it cold.",
            source=place,
            by=stage.dale,
        ),
    )
    hearing = _document(
        stage, "hearing transcript", "Transcript of the preliminary hearing, page 41", HEARING
    )
    second = _quote(
        stage,
        "Nell Harker",
        IN_COURT,
        hearing,
        said_on="2032-09-14",
        medium="testimony",
        venue="Preliminary hearing",
        oath=True,
    )
    stage.did(f"{second}: Nell Harker under oath, eleven months later. The two do not agree.")
    stage.numbers |= {"on the day": first, "in court": second}
    stage.expect(not _seen_by_the_defence(stage), "nothing of it is told to the defence yet")
    page = _document(
        stage, "newspaper page", "Front page of the Sierra Alta Courier with an interview", NEWSPAPER
    )
    press = _quote(
        stage,
        "Dale Whitcomb",
        TO_THE_PRESS,
        page,
        said_on="2032-09-16",
        medium="press",
        venue="Sierra Alta Courier",
        public=True,
    )
    stage.did(f"{press}: Detective Whitcomb to the Courier: speaker, venue, day and exact words are kept.")


def flagged_by_the_defence(stage: Stage) -> None:
    """Once both answers were produced, the defence sets them side by side; the prosecutor answers."""
    first, second = stage.numbers["on the day"], stage.numbers["in court"]
    stage.expect(_seen_by_the_defence(stage) >= {first, second}, "both answers were produced to the defence")
    flagged, receipt = statements.flag_inconsistency(
        stage.record,
        first,
        second,
        about="whether anybody looked into the chambers with her",
        explanation="On the day: nobody. Under oath: the assistant director and I.",
        by=stage.sofia,
    )
    stage.did(
        f"In what was produced the defence finds {first} and {second}, sets them side by side and flags "
        f"{flagged}; it stays, with its answer.",
        receipt,
    )
    statements.answer_inconsistency(
        stage.record,
        flagged,
        answer="explained",
        explanation="The witness now says she meant the rehearsal of scene 40.",
        by=stage.miriam,
    )


def _seen_by_the_defence(stage: Stage) -> set[str]:
    db = stage.record.db
    numbers = (stage.numbers["on the day"], stage.numbers["in court"])
    return seeing.seen_statements(db, visible(db, stage.sofia.person), numbers)


def _digest(stage: Stage, voucher: str) -> str:
    row = stage.record.db.rows("item_file", item=voucher, order=("seq",))[0]
    return str(row.sha256)


def _document(stage: Stage, word: str, description: str, text: str) -> str:
    voucher, _ = items.receive_item(
        stage.record,
        description=description,
        category="document",
        dockets=[CRIMINAL],
        submitted_by="Lena Fyodorova",
        collected_at="District Attorney",
        authority="generated",
        by=stage.ruth,
        location="ROOM-A/SHELF-2",
    )
    stage.items[word] = voucher
    items.attach_files(
        stage.record, voucher, [transcript(word.replace(" ", "-"), text)], purpose="document", by=stage.ruth
    )
    return _digest(stage, voucher)


def _quote(
    stage: Stage,
    speaker: str,
    words: str,
    source: str,
    *,
    said_on: str,
    medium: str,
    venue: str,
    oath: bool = False,
    public: bool = False,
) -> str:
    """Record exact words with the place where they stand, and read them out."""
    number, _ = statements.record_statement(
        stage.record,
        dockets=[CRIMINAL],
        speaker=speaker,
        said_on=said_on,
        medium=medium,
        venue=venue,
        oath=oath,
        public=public,
        words=words,
        source=sources.find_words(stage.record, source, words),
        items=[stage.items["revolver"]],
        by=stage.lena,
    )
    stage.tell.tell(words, kind="quote")
    return number
