"""Checks 5 to 14: these are all the entries of the case, and they stand in a record that others watch."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from wholefile.core import case_index, merkle, multiproof
from wholefile.core import note as notes
from wholefile.core.canonical import unb64u
from wholefile.core.checkpoint import parse_checkpoint
from wholefile.core.cosignature import cosigned_at
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.core.errors import IntegrityFailure
from wholefile.core.header import INDEX_KIND
from wholefile.core.policy import NO_QUORUM, check_checkpoint
from wholefile.verify.checks import Unread, describe, some_of
from wholefile.verify.entries import Recorded
from wholefile.verify.given import Given
from wholefile.verify.report import Outcome, failed, not_checked, passed

_label = lru_cache(maxsize=65_536)(case_label)


@describe(
    5,
    "The proof can be read.",
    reads="proof/bundle.json",
    failing="The proof that came with the production is damaged or not in its one permitted form.",
    owns=("bundle",),
)
def the_bundle_is_readable(given: Given) -> Outcome:
    """The completeness bundle is canonical and closed, and names the case by its one spelling."""
    bundle = given.bundle
    shown = len(bundle.entries) + len(bundle.register) + len(bundle.brought) + 1
    return passed(f"It shows {shown} entries of the record of {bundle.origin}.", shown)


@describe(
    6,
    "The record signed for its length and its root.",
    reads="proof/checkpoint, the policy, proof/bundle.json",
    failing="Whoever keeps the record does not stand for this state of it. The production may come from elsewhere.",
    owns=("checkpoint_bytes", "note", "checkpoint", "log_key"),
)
def the_checkpoint_is_signed_by_the_log(given: Given) -> Outcome:
    """The checkpoint carries the log's signature, and is the one that the bundle speaks of."""
    checkpoint, key = given.checkpoint, given.log_key
    notes.verify_note(given.note, key)
    if (given.bundle.origin, given.bundle.size) != (checkpoint.origin, checkpoint.size):
        return failed("The proof speaks of another record, or another length of it, than the checkpoint.")
    named = "your own policy" if given.own_policy else "the sender"
    return passed(
        f"{checkpoint.origin} signed for {checkpoint.size} entries, with the key that {named} names."
    )


@describe(
    7,
    "The witnesses that must stand for the record do so.",
    reads="proof/checkpoint, the recipient's own policy (or proof/policy)",
    failing="Too few independent witnesses saw this state of the record, or a witness's signature is not genuine. "
    "The recipient may have been shown another record than everybody else.",
    owns=("policy",),
)
def the_witness_policy_is_met(given: Given) -> Outcome:
    """The quorum of the policy cosigned this checkpoint; without the recipient's own policy, the report says so."""
    policy, own = given.policy, given.own_policy is not None
    for key in policy.witnesses.values():
        cosigned_at(given.note, key)
    if policy.quorum == NO_QUORUM:
        if own:
            return passed("Your policy asks for no witness.")
        return not_checked("The sender names no witness and you gave no policy of your own.", expected=True)
    cosigned = check_checkpoint(given.checkpoint_bytes, policy).cosigned
    names = some_of(sorted(cosigned), 10)
    if own:
        return passed(f"Cosigned by {names}, as your own policy asks.", len(cosigned))
    return passed(
        f"Cosigned by {names}. Key and witnesses are those which the sender named: compare the key by telephone, "
        "or give a policy of your own.",
        len(cosigned),
    )


@describe(
    8,
    "The record only grew since it was last seen.",
    reads="the recipient's kept checkpoint, proof/checkpoint, proof/bundle.json",
    failing="The record was rewritten: what it held when the recipient, or an earlier production, last saw it is "
    "no longer its beginning.",
)
def the_log_extends_what_was_seen_before(given: Given) -> Outcome:
    """Consistency with the checkpoint kept by the recipient and with those of earlier productions."""
    now = given.checkpoint
    for earlier in given.bundle.earlier:
        merkle.verify_consistency(earlier.size, now.size, earlier.root, now.root, earlier.proof)
    if given.known is None:
        words = "You gave no checkpoint kept from an earlier production"
        own = (
            f"; the {len(given.bundle.earlier)} which the sender lists agree" if given.bundle.earlier else ""
        )
        return not_checked(f"{words}{own}. Keep this one for the next.", expected=True)
    kept_note = notes.parse_note(given.known)
    kept = parse_checkpoint(kept_note.text)
    if kept.origin != now.origin:
        return failed(f"The checkpoint you kept is of another record: {kept.origin}.")
    notes.verify_note(kept_note, given.log_key)
    if kept.size > now.size:
        return failed(f"You have seen {kept.size} entries before, and this is an older state of {now.size}.")
    known = {earlier.size: earlier.root for earlier in given.bundle.earlier} | {now.size: now.root}
    if kept.size not in known:
        return not_checked(
            f"The sender gives no proof from the {kept.size} entries you have seen; ask for one."
        )
    if known[kept.size] != kept.root:
        return failed(f"The first {kept.size} entries are not those which you saw before.")
    return passed(f"The {kept.size} entries you saw before are the beginning of these {now.size}.", kept.size)


@describe(
    9,
    "Every entry is written in its one permitted form.",
    reads="the headers in proof/bundle.json",
    failing="An entry could be read in two ways, or belongs to another record.",
    owns=("index", "entries", "register", "brought"),
)
def every_header_is_canonical(given: Given) -> Outcome:
    """Each header decodes strictly and names this record."""
    shown = (given.index, *given.entries, *given.register, *given.brought)
    foreign = [one.seq for one in shown if one.header.act["log"] != given.bundle.origin]
    if foreign:
        return failed(f"These entries were signed for another record: {some_of(foreign)}.", len(shown))
    return passed(f"All {len(shown)} entries are.", len(shown))


@describe(
    10,
    "The last entry is the index of all cases.",
    reads="the index entry in proof/bundle.json",
    failing="Entries may have been added which no index covers: something could be hidden at the end.",
)
def the_last_entry_is_the_index(given: Given) -> Outcome:
    """The index entry is the last of the checkpoint's tree and covers everything before itself."""
    index, size = given.index, given.checkpoint.size
    if index.kind != INDEX_KIND or index.seq != size - 1:
        return failed(f"Entry {size - 1}, the last, is not the index that came with the proof.")
    if index.broken or not index.whole or index.fields is None:
        return failed("The index is not shown whole.")
    if index.fields.get("size") != index.seq:
        return failed("The index does not cover every entry before it.")
    return passed(f"Entry {index.seq} is the index over the {index.seq} entries before it.", 1)


@describe(
    11,
    "Every entry shown is in the record.",
    reads="proof/checkpoint, all headers and the multiproof in proof/bundle.json",
    failing="An entry was made up, changed or put elsewhere: it is not in the record that was signed for.",
)
def every_entry_is_in_the_log(given: Given) -> Outcome:
    """All headers stand at their numbers in the tree of the checkpoint."""
    leaves: dict[int, bytes] = {}
    for one in (given.index, *given.entries, *given.register, *given.brought):
        if leaves.setdefault(one.seq, one.leaf) != one.leaf:
            return failed(f"Two different entries are shown with the number {one.seq}.")
    multiproof.verify_many(leaves, given.checkpoint.size, given.bundle.multiproof, given.checkpoint.root)
    return passed(f"All {len(leaves)} entries are in the record of {given.checkpoint.size}.", len(leaves))


@describe(
    12,
    "These are all the entries of the case.",
    reads="the entries of the case and the index in proof/bundle.json",
    failing="An entry of the case is left out, added or out of order. The file of the case is not whole.",
)
def the_case_index_counts_every_entry(given: Given) -> Outcome:
    """Count, last number and root are what the index holds for this docket; no entry shown is misfiled."""
    _whole(given, given.entries, case_label(given.bundle.docket), given.bundle.case_proof)
    for one in (*given.brought, *given.register, *given.entries):
        if elsewhere := [docket for docket in one.dockets if _label(docket) not in one.header.cases]:
            return failed(
                f"Entry {one.seq} names {elsewhere[0]} and is not filed under it.", len(given.entries)
            )
    return passed(
        f"The index counts {len(given.entries)} entries for this case, and all are here.", len(given.entries)
    )


@describe(
    13,
    "These are all the entries about people and keys.",
    reads="the register entries and the index in proof/bundle.json",
    failing="Something about who may sign is left out, such as that a key was revoked.",
)
def the_register_is_complete(given: Given) -> Outcome:
    """The same for the register: every enrolment and every revocation is here."""
    _whole(given, given.register, REGISTER_LABEL, given.bundle.register_proof)
    count = len(given.register)
    return passed(f"The index counts {count} entries about people and keys, and all are here.", count)


def _whole(given: Given, entries: Sequence[Recorded], label: str, proof: object) -> None:
    fields, raw = given.index.fields, unb64u(label, 32)
    if given.index.broken or fields is None or "map" not in fields:
        raise Unread("index", "The index does not show its root.")
    if any(first.seq >= second.seq for first, second in pairwise(entries)):
        raise IntegrityFailure("verify.order", "The entries do not stand in the order of the record.")
    strangers = [one.seq for one in entries if label not in one.header.cases]
    if strangers:
        raise IntegrityFailure("verify.strangers", f"These entries do not belong here: {some_of(strangers)}.")
    root, found = unb64u(fields["map"], 32), case_index.MapProof.from_json(proof)
    if not entries:
        case_index.verify_absence(root, raw, found)
        return
    subroot = case_index.case_subroot((one.seq, one.leaf) for one in entries)
    value = case_index.case_value(len(entries), entries[-1].seq, subroot)
    if found.terminal != (raw, value):
        raise IntegrityFailure(
            "verify.not_whole",
            f"The index does not hold these {len(entries)} entries: some are missing, added, changed or out of order.",
        )
    case_index.verify_presence(root, raw, value, found)


@describe(
    14,
    "Every item linked from another case brings its whole history.",
    reads="the acts that link items, and the earlier entries in proof/bundle.json",
    failing="What happened to an item before it was linked to this case is not all here.",
)
def every_linked_history_is_whole(given: Given) -> Outcome:
    """Each entry that a linking act names is here and about that item, from its intake on; and nothing else is."""
    here = {one.seq: one for one in (*given.brought, *given.entries)}
    named: set[int] = set()
    links = [one for one in given.entries if one.kind == "item.linked"]
    for link in links:
        if link.fields is None and link.entry.expunged_by is not None:
            named.update(here)  # what it brought along is no longer known
        elif why := _history_gap(link, here, named):
            return failed(why, len(links))
    return _nothing_else(given.brought, named, len(links))


def _history_gap(link: Recorded, here: Mapping[int, Recorded], named: set[int]) -> str:
    """What is missing of the history that a linking act brings along, or nothing; adds to what is `named`."""
    fields = link.fields or {}
    if "history" not in fields or "item" not in fields:
        return f"Entry {link.seq} links an item and does not show its history."
    history, item = fields["history"], fields["item"]
    named.update(history)
    missing = [seq for seq in history if seq not in here]
    if missing:
        return f"Earlier entries on {item} are not here: {some_of(missing)}."
    acts = [here[seq] for seq in history if here[seq].entry.expunged_by is None]
    wholes = _with_wholes(item)
    if any(seq >= link.seq for seq in history) or any(wholes.isdisjoint(one.items) for one in acts):
        return f"The history of {item} names entries that are not earlier ones about it."
    beginning = {"item.received"} if len(wholes) == 1 else {"item.received", "item.split"}
    if len(acts) == len(history) and not beginning <= {one.kind for one in acts}:
        return f"The history of {item} does not begin with how it came into custody."
    return ""


def _with_wholes(item: str) -> set[str]:
    """An item and the items it is a part of, whose history up to the split is its own."""
    parts = item.split(".")
    return {".".join(parts[: end + 1]) for end in range(len(parts))}


def _nothing_else(brought: Iterable[Recorded], named: set[int], links: int) -> Outcome:
    unasked = [one.seq for one in brought if one.seq not in named]
    if unasked:
        return failed(
            f"Entries of other cases are shown that no linked item brings along: {some_of(unasked)}.", links
        )
    if not links:
        return passed("No item was linked from another case.", 0)
    return passed(f"The histories of {links} linked items are here.", links)


CHECKS = (
    the_bundle_is_readable,
    the_checkpoint_is_signed_by_the_log,
    the_witness_policy_is_met,
    the_log_extends_what_was_seen_before,
    every_header_is_canonical,
    the_last_entry_is_the_index,
    every_entry_is_in_the_log,
    the_case_index_counts_every_entry,
    the_register_is_complete,
    every_linked_history_is_whole,
)
