"""A person: roles, keys, what they hold, what waits for them; everybody in one list; and what somebody said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wholefile.actions.statements import side_by_side, statements_of
from wholefile.cli.layout import facts, heading, table, width, wrap
from wholefile.record import lookups
from wholefile.record.sql import Database, Row
from wholefile.rules.witnesses import cases_of_person

PERSON_KEYS = {
    "person": "person id",
    "name": "full name",
    "agency": "agency or firm",
    "title": "title, or null",
    "roles": "list of {role, docket or null for everywhere}",
    "past_roles": "roles that ended, likewise",
    "keys": "list of {key, algorithm, enrolled_seq, revoked_seq}",
    "holds": "list of {item, description} they hold",
    "transfers": "open transfers to them: list of {transfer, released_by, items}",
    "findings": "findings about their credibility: list of {position, finding, source}",
    "cases": "cases in which they appear",
}
PEOPLE_KEYS = {"people": "list of {person, name, agency, title, roles, has_key}"}
STATEMENTS_KEYS = {
    "statements": "list of {statement, position, dockets, speaker, said_on, medium, venue, oath, public, exact,"
    " machine, attested, words, language, items, facts, translations, inconsistencies}",
}
COMPARE_KEYS = {
    "first": "number of the earlier statement",
    "second": "number of the later one",
    "same_speaker": "whether one person said both",
    "same_language": "whether both are in one language",
    "days_apart": "days between them",
    "items": "items both are about",
    "facts": "facts both are about",
    "unverified": "those that a machine took down and nobody attested",
    "paraphrased": "those that do not give exact words",
    "differences": "list of {same, first, second}: runs of words",
    "inconsistencies": "numbers of inconsistencies flagged between them",
}


def person_view(db: Database, number: str) -> dict[str, Any]:
    """Everything about a person. Raises NotFound."""
    row = lookups.person(db, number)
    grants = db.rows("role_grant", order=("seq",), person=number)
    return {
        "person": number,
        "name": row.name,
        "agency": row.agency,
        "title": row.title,
        "roles": [_role(one) for one in grants if one.ended_seq is None],
        "past_roles": [_role(one) for one in grants if one.ended_seq is not None],
        "keys": [
            {name: getattr(one, name) for name in ("key", "algorithm", "enrolled_seq", "revoked_seq")}
            for one in db.rows("signing_key", order=("enrolled_seq",), person=number)
        ],
        "holds": [
            {"item": one.item, "description": one.description}
            for one in db.rows("item", order=("item",), holder=number)
        ],
        "transfers": [
            {
                "transfer": one.transfer,
                "released_by": lookups.person_name(db, one.released_by),
                "items": json.loads(one.items),
            }
            for one in db.rows("transfer", order=("released_seq",), to=number, status="open")
        ],
        "findings": [
            {"position": one.seq, "finding": one.finding, "source": one.source}
            for one in db.rows("impeachment", order=("seq",), person=number)
        ],
        "cases": cases_of_person(db, number),
    }


def person_lines(view: dict[str, Any]) -> Iterator[str]:
    """A person for a screen: what waits for them first."""
    yield f"{view['person']}  {view['name']}, {view['agency']}"
    for one in view["transfers"]:
        yield f"! {one['transfer']} from {one['released_by']} waits for acceptance: {', '.join(one['items'])}."
    if not any(one["revoked_seq"] is None for one in view["keys"]):
        yield "! No valid key; this person cannot sign."
    yield from facts(
        {
            "Title": view["title"],
            "Roles": [_role_words(one) for one in view["roles"]] or "none",
            "Earlier roles": [_role_words(one) for one in view["past_roles"]],
            "Cases": view["cases"],
        },
        indent=2,
    )
    if view["keys"]:
        yield from heading("Keys")
        rows = [
            [one["algorithm"], "revoked" if one["revoked_seq"] is not None else "valid", one["key"]]
            for one in view["keys"]
        ]
        yield from table(("algorithm", "", "key"), rows)
    if view["holds"]:
        yield from heading(f"Holds {len(view['holds'])} items")
        yield from table(("item", "what"), [[one["item"], one["description"]] for one in view["holds"]])
    for one in view["findings"]:
        yield from heading(f"Finding at position {one['position']}, by {one['source']}")
        yield from facts({"": one["finding"]}, indent=2)


def people_view(db: Database) -> dict[str, Any]:
    """Everybody known to the record."""
    found = []
    for row in sorted(db.rows("person"), key=lambda one: int(one.person[2:])):
        grants = db.rows("role_grant", order=("seq",), person=row.person, ended_seq=None)
        found.append(
            {
                **{name: getattr(row, name) for name in ("person", "name", "agency", "title")},
                "roles": [_role_words(_role(one)) for one in grants],
                "has_key": db.exists("signing_key", person=row.person, revoked_seq=None),
            }
        )
    return {"people": found}


def people_lines(view: dict[str, Any]) -> Iterator[str]:
    """Everybody, one a line."""
    rows = [
        [one["person"], one["name"], one["agency"], ", ".join(one["roles"]) or "no role"]
        for one in view["people"]
    ]
    yield from table(("", "name", "agency", "roles"), rows, indent=0)


def statements_view(db: Database, *, docket: str | None, speaker: str | None) -> dict[str, Any]:
    """What was said in a case, or by a speaker in any case, in the order in which it was said."""
    if docket is not None:
        lookups.case(db, docket)
    rows = statements_of(db, speaker) if speaker else db.rows("statement", order=("said_on", "seq"))
    return {
        "statements": [
            _statement(db, row) for row in rows if docket is None or docket in json.loads(row.dockets)
        ]
    }


def statement_lines(view: dict[str, Any]) -> Iterator[str]:
    """Statements for a screen, exact words in quotation marks, anything weaker marked."""
    if not view["statements"]:
        yield "No statement is recorded."
    for number, one in enumerate(view["statements"]):
        if number:
            yield ""
        marks = [name for name in ("oath", "public") if one[name]]
        marks += [] if one["exact"] else ["paraphrase"]
        marks += ["machine transcript, not attested"] if one["machine"] and not one["attested"] else []
        yield f"{one['statement']}  {one['said_on']}  {one['speaker']}" + (
            f"  [{', '.join(marks)}]" if marks else ""
        )
        yield f"    {one['medium']}, {one['venue']} ({', '.join(one['dockets'])})"
        words = f"\u201c{one['words']}\u201d" if one["exact"] else one["words"]
        yield from (f"    {line}".rstrip() for line in wrap(words, width() - 4))
        for language, translated in one["translations"]:
            yield from (f"    {line}".rstrip() for line in wrap(f"({language}) {translated}", width() - 4))
        if one["inconsistencies"]:
            yield f"    ! said to differ: {', '.join(one['inconsistencies'])}"


def compare_view(db: Database, first: str, second: str) -> dict[str, Any]:
    """Two statements side by side. Raises NotFound."""
    seen = side_by_side(db, first, second)
    same = {name: getattr(seen, name) for name in ("same_speaker", "same_language", "days_apart")}
    lists = {name: list(getattr(seen, name)) for name in ("items", "facts", "unverified", "paraphrased")}
    return {
        "first": seen.first.statement,
        "second": seen.second.statement,
        **same,
        **lists,
        "differences": [{"same": o.same, "first": o.first, "second": o.second} for o in seen.differences],
        "inconsistencies": [one.inconsistency for one in seen.inconsistencies],
    }


def compare_lines(view: dict[str, Any], statements: dict[str, Any]) -> Iterator[str]:
    """Both statements whole, then where the words part."""
    yield from statement_lines(statements)
    speakers = "the same speaker" if view["same_speaker"] else "two speakers"
    yield from heading(f"{view['days_apart']} days apart, {speakers}. Where the words part:")
    if not view["same_language"]:
        yield "  They are in two languages; compare the translations."
    rows = [[one["first"] or "-", one["second"] or "-"] for one in view["differences"] if not one["same"]]
    if not rows:
        yield "  Nowhere."
    half = (width() - 6) // 2
    for left, right in [(view["first"], view["second"]), *rows]:
        pairs = zip_longest_lines(wrap(str(left), half), wrap(str(right), half))
        yield from (f"  {one:<{half}}  {other}".rstrip() for one, other in pairs)
    yield from facts(
        {"Both about": [*view["items"], *view["facts"]], "Flagged": view["inconsistencies"]}, indent=2
    )


def zip_longest_lines(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    """Two blocks of lines beside each other."""
    for at in range(max(len(left), len(right))):
        yield (left[at] if at < len(left) else ""), (right[at] if at < len(right) else "")


def _statement(db: Database, row: Row) -> dict[str, Any]:
    number = row.statement
    flagged = [*db.rows("inconsistency", first=number), *db.rows("inconsistency", second=number)]
    plain = "statement speaker said_on medium venue oath public exact machine words language"
    return {
        **{name: getattr(row, name) for name in plain.split()},
        "position": row.seq,
        "attested": row.attested_seq is not None,
        **{name: json.loads(getattr(row, name)) for name in ("dockets", "items", "facts")},
        "translations": [
            [one.language, one.words] for one in db.rows("translation", order=("seq",), statement=number)
        ],
        "inconsistencies": sorted({one.inconsistency for one in flagged}),
    }


def _role(row: Row) -> dict[str, Any]:
    return {"role": row.role, "docket": row.docket or None}


def _role_words(one: dict[str, Any]) -> str:
    return f"{one['role']} in {one['docket']}" if one["docket"] else str(one["role"])
