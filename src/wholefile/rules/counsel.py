"""Who appears as counsel for the other side, so that a notice reaches whoever may answer it.

A lawyer is counsel in a case from the act that says so (`counsel.appeared`) to the one that ends it. What they may sign
there is another matter: rule A1 asks for their role.
"""

from collections.abc import Iterable

from wholefile.record import lookups
from wholefile.record.sql import Database

_DEFENCE = "defence"


def counsel_known_to(db: Database, person: str, items: Iterable[str]) -> dict[str, set[str]]:
    """Who appears as counsel now in a case to which all of these items belong, each with those cases.

    Only cases count in which this person holds a role: a notice tells nobody who appears in a case that its signer does
    not know of.
    """
    named = set(items)
    held = {one.docket for one in db.rows("role_grant", person=person, ended_seq=None)}
    within: dict[str, set[str]] = {}
    for link in lookups.by_values(db, "item_case", "item", sorted(named)):
        if link.detached_seq is None and ("" in held or link.docket in held):
            within.setdefault(link.docket, set()).add(link.item)
    dockets = sorted(docket for docket, there in within.items() if there == named)
    found: dict[str, set[str]] = {}
    for one in lookups.by_values(db, "counsel", "docket", dockets):
        if one.person and one.withdrawn_seq is None and one.person != person:
            found.setdefault(one.person, set()).add(one.docket)
    return found


def counsel_of_the_other_side(db: Database, person: str, items: Iterable[str]) -> list[str] | None:
    """Those who appear for the other side than this person's, in order of their numbers.

    What one defendant has done is not told to the lawyers of another; so a notice by the defence goes to counsel who
    hold no role of the defence, and any other goes to those who do. They are counsel of one case: whoever reads a
    notice reads all its addressees. Nothing where several cases have different counsel, so that they must be named.
    """
    appear = counsel_known_to(db, person, items)
    by_defence = _DEFENCE in lookups.roles(db, person, set().union(*appear.values()))
    found: dict[str, set[str]] = {}
    for one, dockets in appear.items():
        if (_DEFENCE in lookups.roles(db, one, dockets)) is not by_defence:
            for docket in dockets:
                found.setdefault(docket, set()).add(one)
    if len({frozenset(there) for there in found.values()}) > 1:
        return None
    return sorted(set().union(*found.values()), key=lambda one: (len(one), one))


def appear_together(known: dict[str, set[str]], persons: Iterable[str]) -> bool:
    """Whether all of these appear in one and the same case of those in which they are known."""
    dockets = [known[one] for one in persons]
    return not dockets or bool(set.intersection(*dockets))
