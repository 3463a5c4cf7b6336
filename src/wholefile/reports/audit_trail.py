"""The audit trail of a case, an item or a person: every act in words, in the order of the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.core.errors import Unprocessable
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.reports.contents import Asked, Column, Contents, Section, instant, paper_of, row
from wholefile.showing import seeing
from wholefile.showing.act_pages import acts_signed
from wholefile.showing.acts import act_lines
from wholefile.showing.acts_seen import Act, ActsSeen, acts_at, seen_acts
from wholefile.showing.people import check_person
from wholefile.showing.words import act_in_words

MOST_ACTS = 20_000  # in one report; more is refused in words, never cut


def audit_of_case(asked: Asked, docket: str) -> Contents:
    """Every act of a case. Raises NotFound, Unprocessable for more than 20,000."""
    sight = seeing.of_the_office(asked.sight)
    case = seeing.case(asked.db, sight, docket)
    rows = asked.log.query('SELECT "seq" FROM "entry_case" WHERE "label" = %s', [unb64u(case_label(docket))])
    acts = _by_then(asked, _seen(asked.log, sight, [int(seq) for (seq,) in rows]))
    return _contents(asked, ("case", docket, str(case.title)), acts, paper_of(asked.db, [docket]))


def audit_of_item(asked: Asked, voucher: str) -> Contents:
    """Every act about an item. Raises NotFound, Unprocessable for more than 20,000."""
    sight = seeing.of_the_office(asked.sight)
    thing = seeing.item(asked.db, sight, voucher)
    acts = _by_then(asked, _seen(asked.log, sight, lookups.history(asked.db, voucher)))
    return _contents(asked, ("item", voucher, str(thing.description)), acts, paper_of(asked.db))


def audit_of_person(asked: Asked, person: str) -> Contents:
    """Every act that a person signed, of those that are seen. Raises NotFound, Unprocessable for more than 20,000."""
    sight = seeing.of_the_office(asked.sight)
    row_of = check_person(asked.db, sight, person)
    acts = _by_then(asked, list(_signed(asked.log, sight, person)))
    caption = ", ".join(filter(None, (row_of.name, row_of.agency)))
    return _contents(asked, ("person", person, caption), acts, paper_of(asked.db))


def acts_section(asked: Asked, acts: Sequence[Act], name: str, heading: str) -> Section:
    """Acts a line each: where it stands, when it was recorded and happened, what it says, who signed."""
    lines = act_lines(asked.log, acts)
    return Section(
        name,
        heading,
        (
            Column("entry", 1, "number"),
            Column("recorded (UTC)", 2, "when"),
            Column("happened (UTC)", 2, "when"),
            Column("act", 3),
            Column("in words", 7),
            Column("signed by", 3),
        ),
        tuple(
            row(
                one.seq,
                instant(one.at),
                instant(one.occurred_at),
                one.kind,
                act_in_words(one.kind, one.fields),
                line["signed_by"],
            )
            for one, line in zip(acts, lines, strict=True)
        ),
    )


def _contents(asked: Asked, named: tuple[str, str, str], acts: Sequence[Act], paper: str) -> Contents:
    subject, about, caption = named
    _check_number(len(acts))
    kinds: dict[str, int] = {}
    for one in acts:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    first = [("First act", f"entry {acts[0].seq}, {instant(acts[0].at)} UTC")] if acts else []
    last = [("Last act", f"entry {acts[-1].seq}, {instant(acts[-1].at)} UTC")] if acts else []
    facts = [(subject.capitalize(), about), ("Acts", str(len(acts))), *first, *last]
    columns = (Column("kind of act", 3), Column("acts", 1, "number"))
    return Contents(
        report=f"audit of {subject}",
        title=f"Audit trail of a {subject}" if subject != "item" else "Audit trail of an item",
        about=about,
        caption=caption,
        facts=tuple(facts),
        sections=(
            Section("kinds", "Acts by kind", columns, tuple(row(*one) for one in sorted(kinds.items()))),
            acts_section(asked, acts, "acts", "Every act, in the order of the log"),
        ),
        past=asked.past,
        paper=paper,
    )


def _seen(log: Database, sight: Sight, positions: Sequence[int]) -> list[Act]:
    _check_number(len(positions) if sight.everything else 0)
    return list(ActsSeen(log, sight, acts_at(log, positions)).seen())


def _signed(log: Database, sight: Sight, person: str) -> Iterator[Act]:
    """The acts that a person signed, the oldest first."""
    positions: list[int] = []
    before: int | None = None
    while True:
        page = acts_signed(log, sight, person, before=before, most=500)
        positions += [one["position"] for one in page["acts"]]
        _check_number(len(positions))
        before = page["next"]
        if before is None:
            break
    yield from seen_acts(log, sight, positions)


def _by_then(asked: Asked, acts: Iterable[Act]) -> list[Act]:
    past = asked.past
    if past is None:
        return list(acts)
    return [one for one in acts if (one.at if past.by == "recorded" else one.occurred_at) <= past.moment]


def _check_number(count: int) -> None:
    if count > MOST_ACTS:
        raise Unprocessable(
            "report.too_long",
            f"There are more than {MOST_ACTS:,} acts; ask for the trail of an item or a person of it.",
        )
