"""Who appears as counsel for the other side, so that a notice reaches whoever may answer it.

A lawyer is counsel in a case from the act that says so (`counsel.appeared`) to the one that ends it. What they may sign
there is another matter: rule A1 asks for their role.
"""

from collections.abc import Iterable

from wholefile.record import lookups
from wholefile.record.sql import Database

_DEFENCE = "defence"


def counsel_known_to(db: Database, person: str, items: Iterable[str]) -> dict[str, set[str]]:
    """Who appears as counsel now in a case of one of these items, each with those cases.

    Of the cases to which the items belong only those count in which this person holds a role: a notice tells nobody who
    appears in a case that its signer does not know of.
    """
    links = lookups.by_values(db, "item_case", "item", sorted(set(items)))
    held = {one.docket for one in db.rows("role_grant", person=person, ended_seq=None)}
    dockets = {one.docket for one in links if one.detached_seq is None and ("" in held or one.docket in held)}
    found: dict[str, set[str]] = {}
    for one in lookups.by_values(db, "counsel", "docket", sorted(dockets)):
        if one.person and one.withdrawn_seq is None and one.person != person:
            found.setdefault(one.person, set()).add(one.docket)
    return found


def counsel_of_the_other_side(db: Database, person: str, items: Iterable[str]) -> list[str]:
    """Those who appear for the other side than this person's, in order of their numbers.

    What one defendant has done is not told to the lawyers of another; so a notice by the defence goes to counsel who
    hold no role of the defence, and any other goes to those who do.
    """
    appear = counsel_known_to(db, person, items)
    by_defence = _DEFENCE in lookups.roles(db, person, set().union(*appear.values()))
    found = [
        one
        for one, dockets in appear.items()
        if (_DEFENCE in lookups.roles(db, one, dockets)) is not by_defence
    ]
    return sorted(found, key=lambda one: (len(one), one))
