"""Checks 18 to 22: the people who had to sign did, with keys that were theirs at the time, once, and in order.

The keys come from the register, which check 13 proves to be whole, and from nowhere else.
"""

from collections.abc import Mapping

from wholefile.core.acts import signer_persons
from wholefile.core.header import INDEX_KIND
from wholefile.verify.checks import describe, some_of
from wholefile.verify.entries import Recorded
from wholefile.verify.given import Given
from wholefile.verify.judge import judge
from wholefile.verify.keyring import Keyring
from wholefile.verify.report import Outcome, failed, passed

# Clocks of people's devices may be off by five minutes either way when an act is recorded; two of them by ten.
SKEW_MS = 15 * 60 * 1000
# A decision to keep something back is never one person's.
_REVIEWED = frozenset(("withheld", "partial"))


@describe(
    18,
    "Every signature is genuine.",
    reads="the headers and the register in proof/bundle.json",
    failing="A signature does not belong to what it stands under: it was made up, altered or taken from elsewhere.",
)
def every_signature_is_valid(given: Given) -> Outcome:
    """Each signature by a key that the register knows holds for its act."""
    judged = judge(given.all_entries, given.keyring)
    wrong = [answer.wrong for answer in judged if answer.wrong]
    if wrong:
        return failed(f"{wrong[0]} ({len(wrong)} of {len(judged)} are wrong.)", len(judged))
    return passed(f"All {len(judged)} signatures hold.", len(judged))


@describe(
    19,
    "Everybody signed with a key that was theirs at the time.",
    reads="the headers and the register in proof/bundle.json, the policy",
    failing="A key was never enrolled, was enrolled without a second person's check or for nobody known, or had been "
    "revoked.",
    owns=("keyring",),
)
def every_signer_held_the_key(given: Given) -> Outcome:
    """Each signing key was enrolled before, countersigned, and not revoked before; the index has the log's own."""
    ring, count = given.keyring, 0
    if ring.log is None:
        return failed("The register does not begin with the opening of the record.")
    if ring.log.public_key != given.log_key.public_key:
        return failed("The record was opened with another key than the one that signed the checkpoint.")
    flaws = {
        held.since: f"The key enrolled by entry {held.since} {held.flaw}"
        for held in ring.held.values()
        if held.flaw
    }
    if flaws:
        return failed(f"{flaws[min(flaws)]}.")
    for one in given.all_entries:
        for key in one.signing_keys:
            count += 1
            if why := _not_theirs(ring, key, one):
                return failed(f"Entry {one.seq} is signed with a key that {why}.", count)
    return passed(f"All {count} signatures were made with keys that were enrolled and not revoked.", count)


def _not_theirs(ring: Keyring, key: str, one: Recorded) -> str:
    if one.kind == INDEX_KIND:
        return "" if ring.of(key, INDEX_KIND) else "is not the key of the record"
    held = ring.held.get(key)
    if held is None:
        return "was never enrolled"
    if one.seq < held.since:
        return f"was only enrolled later, by entry {held.since}"
    return "" if held.at(one.seq) else f"was revoked by entry {held.until}"


@describe(
    20,
    "Everybody who had to sign has signed, and nobody else.",
    reads="the headers, the openings and the register in proof/bundle.json",
    failing="An act that needs two people has one, or is signed by somebody whom it does not name.",
)
def every_required_person_signed(given: Given) -> Outcome:
    """The persons behind the signatures are those whom the act names as signers, each once."""
    ring, count = given.keyring, 0
    for one in given.all_entries:
        if one.kind == INDEX_KIND or one.fields is None:
            continue
        count += 1
        if why := _wrong_signers(ring, one, one.fields):
            return failed(f"Entry {one.seq} ({one.kind}) {why}.", count)
    return passed(f"{count} acts are signed by exactly the people whom they name.", count)


def _wrong_signers(ring: Keyring, one: Recorded, fields: Mapping[str, object]) -> str:
    required = list(signer_persons(one.kind, fields).values())
    signed = [ring.held[key].person if key in ring.held else "" for key in one.signing_keys]
    absent = sorted(set(required) - set(signed))
    if absent:
        return f"is not signed by {some_of(absent)}"
    if sorted(required) != sorted(signed):
        if len(set(required)) < len(required):
            return "names one person where two are needed"
        return "is signed by somebody whom it does not name"
    if one.kind == "disclosure.decided" and fields.get("decision") in _REVIEWED and "reviewer" not in fields:
        return "keeps something back on the word of one person alone"
    return ""


@describe(
    21,
    "No act is entered twice.",
    reads="the headers in proof/bundle.json",
    failing="One signed act was entered again, so that something seems to have happened twice.",
)
def no_act_is_repeated(given: Given) -> Outcome:
    """The random number in each signed act occurs once."""
    seen: dict[str, int] = {}
    for one in given.all_entries:
        nonce = str(one.header.act["nonce"])
        if nonce in seen:
            return failed(f"Entries {seen[nonce]} and {one.seq} hold the same signed act.", len(seen))
        seen[nonce] = one.seq
    return passed(f"All {len(seen)} acts are different.", len(seen))


@describe(
    22,
    "The times of the entries are in order.",
    reads="the headers and openings in proof/bundle.json",
    failing="An entry is dated before those that stand before it, or tells of something later than itself.",
)
def times_are_in_order(given: Given) -> Outcome:
    """Each act is dated no earlier than those before it, but for fifteen minutes, and tells of nothing later."""
    latest, entries = 0, given.all_entries
    for one in entries:
        at: int = one.header.act["at"]  # type: ignore[assignment]
        if at < latest - SKEW_MS:
            return failed(f"Entry {one.seq} is dated before the entries before it.", len(entries))
        occurred = (one.fields or {}).get("occurred_at", at)
        if type(occurred) is int and occurred > at + SKEW_MS:
            return failed(
                f"Entry {one.seq} tells of something that happened after it was recorded.", len(entries)
            )
        latest = max(latest, at)
    return passed(
        f"All {len(entries)} entries are, within the {SKEW_MS // 60_000} minutes that clocks may differ.",
        len(entries),
    )


CHECKS = (
    every_signature_is_valid,
    every_signer_held_the_key,
    every_required_person_signed,
    no_act_is_repeated,
    times_are_in_order,
)
