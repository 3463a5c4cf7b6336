"""A person, everybody, and what somebody said, on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.cli.layout import facts, heading, table, width, wrap
from wholefile.showing.people import role_words


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
            "Roles": [role_words(one) for one in view["roles"]] or "none",
            "Earlier roles": [role_words(one) for one in view["past_roles"]],
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


def people_lines(view: dict[str, Any]) -> Iterator[str]:
    """Everybody, one a line."""
    rows = [
        [one["person"], one["name"], one["agency"], ", ".join(one["roles"]) or "no role"]
        for one in view["people"]
    ]
    yield from table(("", "name", "agency", "roles"), rows, indent=0)


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
