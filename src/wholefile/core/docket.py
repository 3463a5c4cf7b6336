"""Docket numbers: one spelling per case, and the label that stands for the case in the log.

Two spellings that look alike to a clerk must never become two cases, or material could be filed
under the twin and disappear from a production. So there is one canonical spelling: groups of
A-Z and 0-9 joined by single hyphens, with no leading zero in a group of digits alone. `2026-CR-42`
is canonical; `2026-cr-0042` is what someone may type.

The log never shows docket numbers: it shows the label, a hash of the canonical spelling.
"""

import re
from hashlib import sha256

from wholefile.core.canonical import b64u
from wholefile.core.errors import Invalid

MIN_LENGTH, MAX_LENGTH = 3, 40
_LONGEST_TYPED = 200
_CANONICAL = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_SEPARATORS = re.compile(r"[ ._/:-]+")
_LABEL_TAG = sha256(b"wholefile/case-label/v1").digest()


def canonical_docket(text: str) -> str:
    """The same docket number, when it is spelled the one permitted way; otherwise `Invalid`."""
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        raise Invalid("docket.length", f"A docket number has {MIN_LENGTH} to {MAX_LENGTH} characters.")
    if not _CANONICAL.fullmatch(text):
        raise Invalid(
            "docket.malformed", "A docket number is made of A-Z, 0-9 and single hyphens, such as 2026-CR-42."
        )
    if not any("0" <= c <= "9" for c in text):
        raise Invalid("docket.no_digit", "A docket number holds at least one digit.")
    if any(g[0] == "0" and len(g) > 1 and g.isdigit() for g in text.split("-")):
        raise Invalid("docket.leading_zero", "Leave out leading zeros: 42, not 0042.")
    return text


def spell_docket(text: str) -> str:
    """The canonical spelling of what a person typed.

    Upper-cases, turns each run of space . _ / : - into one hyphen, drops those at the ends, and drops
    leading zeros of groups made of digits alone. Look-alikes outside ASCII (full-width digits, Cyrillic
    letters, zero-width characters, the typographic dash) are refused rather than guessed.
    """
    if not text.isascii():
        raise Invalid(
            "docket.not_ascii", "Type the docket number with plain letters, digits and hyphens only."
        )
    if len(text) > _LONGEST_TYPED:
        raise Invalid("docket.length", f"A docket number has {MIN_LENGTH} to {MAX_LENGTH} characters.")
    groups = [g for g in _SEPARATORS.split(text.upper()) if g]
    return canonical_docket("-".join((g.lstrip("0") or "0") if g.isdigit() else g for g in groups))


def case_label(docket: str) -> str:
    """The label of a case: base64url of SHA-256 over the tag `wholefile/case-label/v1` and the docket."""
    return b64u(sha256(_LABEL_TAG + canonical_docket(docket).encode("ascii")).digest())


# People, keys, places and policies have a label of their own; being lower case, no docket number spells it.
REGISTER_LABEL = b64u(sha256(_LABEL_TAG + b"register").digest())
