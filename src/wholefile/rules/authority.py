"""Rules on who may sign: roles, two different persons, administrators kept apart from evidence, keys and roles."""

from collections.abc import Sequence

from wholefile.core.acts import KINDS
from wholefile.core.acts.schema import PERSON
from wholefile.core.docket import case_label
from wholefile.record.act import Draft
from wholefile.record.labels import labels_for
from wholefile.record.lookups import person_name
from wholefile.record.sql import Database
from wholefile.rules.facts import grants_of, one_of
from wholefile.rules.registry import EVERY_ACT, kept_by, rule

OURS = "Policy of this record: every act is signed by the person who did it"

# Signer fields with the roles in which a person signs. A revocation by the key's owner is rule A6's matter.
_ROLES_ASKED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    name: tuple((field.name, field.signer) for field in kind.signers if field.signer)
    for name, kind in KINDS.items()
    if name != "key.revoked"
}
_ASKED = tuple(name for name, fields in _ROLES_ASKED.items() if fields)
# Persons an act names. Of signers the ledger has looked up an enrolled key, save the owner of a new key.
_PERSONS_NAMED: dict[str, tuple[str, ...]] = {
    name: tuple(
        field.name
        for field in kind.fields
        if field.type is PERSON and (not field.signs or (name, field.name) == ("key.enrolled", "person"))
    )
    for name, kind in KINDS.items()
    if name != "person.added"
}
_NAMING = tuple(name for name, fields in _PERSONS_NAMED.items() if fields)
# Acts on a link between an item and a case, which somebody of either side makes, and those for which C8 and H2 ask for
# a prosecutor of the case. Every other act that names its case is signed by people of that case.
_FROM_ANOTHER_CASE = ("item.linked", "item.detached", "disposition.consented")
# Acts whose signers another rule tells apart in the words of its subject (A5, C3, C4, C9, D2, H5, S6), or the ledger.
_TOLD_APART = {
    *(
        "record.opened",
        "key.enrolled",
        "condition.declared",
        "disclosure.decided",
        "item.destroyed",
        "item.received",
    ),
    *("custody.transferred", "custody.released", "custody.stored", "custody.retrieved", "custody.lent"),
}
_TWO_SIGNERS = tuple(n for n, kind in KINDS.items() if len(kind.signers) > 1 and n not in _TOLD_APART)

kept_by(
    "record.ledger",
    "L1",
    text="An act stands in the index of every case it concerns, and of no other.",
    authority="Policy of this record: completeness of a case is proved from its index",
    kind_of_authority="policy",
    acts=EVERY_ACT,
)


@rule(
    "A1",
    text="A person signs only in a role they hold, everywhere or in a case the act concerns; where the act names its"
    " case, in that one.",
    authority=OURS,
    kind_of_authority="policy",
    acts=_ASKED,
)
def signers_hold_a_role(draft: Draft, db: Database) -> str | None:
    """Each signer has one of the roles which the kind of act asks for.

    That an act also names an item of another case, or corrects an act that stands there too, opens it to nobody.
    """
    cases = _cases_of_their_own(draft, db)
    for field, asked in _ROLES_ASKED[draft.kind]:
        person = draft.body.get(field)
        if person is None:
            continue
        grants = grants_of(draft, db, person)
        if not any(
            one.role in asked and (not one.docket or case_label(one.docket) in cases) for one in grants
        ):
            return (
                f"{person_name(db, person)} signs {draft.kind} as {field.replace('_', ' ')} and holds no role that "
                f"may; an administrator can grant the role {one_of(asked)}."
            )
    return None


def _cases_of_their_own(draft: Draft, db: Database) -> Sequence[str]:
    """The labels of the cases in which signers of an act may hold their roles."""
    body = draft.body
    if "docket" in body and draft.kind not in _FROM_ANOTHER_CASE:
        return [case_label(body["docket"])]
    if "corrects" not in body:
        return draft.cases
    return labels_for(draft.kind, {name: said for name, said in body.items() if name != "corrects"}, db)


@rule(
    "A13",
    text="A hold or an objection names only things of cases in which its signer holds the role in which they sign it.",
    authority="Policy of this record: whoever acts in one case has no say over what lies in another",
    kind_of_authority="policy",
    acts=("hold.placed", "objection.raised"),
)
def what_is_named_is_of_their_cases(draft: Draft, db: Database) -> str | None:
    """Counsel of one case binds nothing of another by naming it; what was detached from a case still counts as its own.

    A hold on a whole case names nothing, and then rule A1 has asked for the role. Of the objection to a test A1 asks
    for a role in a case of what is to be tested.
    """
    person, asked = draft.body["by"], _ROLES_ASKED[draft.kind][0][1]
    held = {one.docket for one in grants_of(draft, db, person) if one.role in asked}
    named = draft.body.get("items", ())
    if "" in held or not named:
        return None
    theirs = {row.item for row in db.rows("item_case", item__in=list(named), docket__in=sorted(held))}
    other = next((one for one in named if one not in theirs), None)
    if other is None:
        return None
    return (
        f"{person_name(db, person)} holds no role to do this in a case of {other}; leave it out, or let somebody sign"
        " who does."
    )


@rule(
    "A2",
    text="The persons who sign an act together are different persons.",
    authority="Policy of this record: two persons vouch for what two must sign",
    kind_of_authority="policy",
    acts=_TWO_SIGNERS,
)
def signers_differ(draft: Draft, db: Database) -> str | None:
    """No person stands in two signer fields of one act."""
    named = [draft.body[field.name] for field in KINDS[draft.kind].signers if field.name in draft.body]
    for person in named:
        if named.count(person) > 1:
            return f"{person_name(db, person)} cannot sign {draft.kind} twice; another person must sign with them."
    return None


@rule(
    "A3",
    text="An administrator signs nothing about evidence: who manages accounts does not handle items or cases.",
    authority="Policy of this record: duties are separated",
    kind_of_authority="policy",
    acts=_ASKED,
)
def administrators_keep_off_evidence(draft: Draft, db: Database) -> str | None:
    """Who holds the role of administrator signs only where the vocabulary names administrators."""
    for field, asked in _ROLES_ASKED[draft.kind]:
        person = draft.body.get(field)
        if person is None or "administrator" in asked:
            continue
        if any(one.role == "administrator" for one in grants_of(draft, db, person)):
            return (
                f"{person_name(db, person)} is an administrator and cannot sign {draft.kind}; somebody else must, "
                "or another administrator ends that role first."
            )
    return None


@rule(
    "A4",
    text="A person whom an act names by number is known to the record.",
    authority=OURS,
    kind_of_authority="policy",
    acts=_NAMING,
)
def persons_exist(draft: Draft, db: Database) -> str | None:
    """Every person an act names has been added."""
    for field in _PERSONS_NAMED[draft.kind]:
        person = draft.body.get(field)
        if person is not None and not db.exists("person", person=person):
            return f"Nobody is known as {person}; add the person first."
    return None


@rule(
    "A5",
    text="A key belongs to one person for ever, and somebody other than its owner vouches for it.",
    authority=OURS,
    kind_of_authority="policy",
    acts=("key.enrolled",),
)
def keys_are_new_and_vouched_for(draft: Draft, db: Database) -> str | None:
    """The key was never enrolled before, and its owner does not countersign."""
    if draft.body["person"] == draft.body["countersigned_by"]:
        return "The owner of a key cannot vouch for it; an administrator or supervisor must check the fingerprint."
    if db.exists("signing_key", key=draft.body["key"]):
        return "This key is or was somebody's already; make a new one."
    return None


@rule(
    "A6",
    text="A key is ended by its owner, an administrator or a supervisor.",
    authority=OURS,
    kind_of_authority="policy",
    acts=("key.revoked",),
)
def keys_are_ended_by_those_who_answer_for_them(draft: Draft, db: Database) -> str | None:
    """Who revokes a key owns it, or holds one of the two roles everywhere."""
    key = db.one("signing_key", key=draft.body["key"], revoked_seq=None)
    if key is None:
        return "There is no valid key of this id; look at the list of keys."
    by = draft.body["by"]
    roles = ("administrator", "supervisor")
    if key.person == by or db.exists("role_grant", person=by, docket="", ended_seq=None, role__in=roles):
        return None
    owner = person_name(db, key.person)
    return f"{person_name(db, by)} may not end this key; {owner}, an administrator or a supervisor can."


@rule(
    "A7",
    text="Nobody grants a role to themselves.",
    authority="Policy of this record: duties are separated",
    kind_of_authority="policy",
    acts=("role.granted",),
)
def nobody_promotes_themselves(draft: Draft, db: Database) -> str | None:
    """Who grants a role and who receives it are two persons, and only an administrator makes administrators."""
    by, role = draft.body["by"], draft.body["role"]
    if draft.body["person"] == by:
        return f"{person_name(db, by)} cannot take a role; another administrator or supervisor can grant it."
    if role == "administrator" and not db.exists(
        "role_grant", person=by, role=role, docket="", ended_seq=None
    ):
        return f"{person_name(db, by)} is no administrator; only an administrator can name another."
    return None


@rule(
    "A8",
    text="There is always an administrator who can sign.",
    authority="Policy of this record: accounts must stay manageable",
    kind_of_authority="policy",
    acts=("role.ended", "key.revoked"),
)
def an_administrator_remains(draft: Draft, db: Database) -> str | None:
    """After the act somebody still holds the role of administrator everywhere and a valid key."""
    ended = draft.body["person"] if draft.kind == "role.ended" else None
    if ended and (draft.body["role"] != "administrator" or "docket" in draft.body):
        return None
    persons = {
        row.person for row in db.rows("role_grant", role="administrator", docket="", ended_seq=None)
    } - {ended}
    keys = db.rows("signing_key", person__in=sorted(persons), revoked_seq=None) if persons else []
    if any(row.key != draft.body.get("key") for row in keys):
        return None
    return "Nobody could manage accounts any more; name another administrator with a key first."
