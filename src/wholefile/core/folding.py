"""How identifiers are folded, so that two spellings of one thing compare equal.

`LIVE-0IB` on a tag and `live oi8` in a report may be one serial number; `Doe, John Q.` and `John Doe` one
person. Each kind of identifier has one folding; equal foldings are a reason to look, never proof of identity.
A value that says nothing (`none`, `unknown`, three digits of a telephone) folds to empty text, which never
compares. Screening asks an indexed column of these (`identifier.folded`), so changing a folding means
`wholefile record rebuild`.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from wholefile.core.docket import spell_docket
from wholefile.core.errors import WholefileError

# Kinds beyond those of the vocabulary, taken from other fields of the same act.
SUBMITTER, PLACE, NAMED_CASE = "submitter", "place", "named case"

_CONFUSABLE = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "B": "8"})
_SAYS_NOTHING = {
    "", "0", "NA", "NONE", "UNKNOWN", "UNK", "NIL", "NOTKNOWN", "NOTVISIBLE", "ILLEGIBLE", "OBLITERATED",
    "REMOVED", "NOSERIAL", "NOTAPPLICABLE", "ANONYMOUS", "NOTSTATED",
}  # fmt: skip
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "mr", "mrs", "ms", "dr", "esq"}
_STREET = {
    "street": "st", "road": "rd", "avenue": "ave", "boulevard": "blvd", "drive": "dr", "lane": "ln",
    "court": "ct", "place": "pl", "highway": "hwy", "trail": "trl", "terrace": "ter", "circle": "cir",
    "square": "sq", "apartment": "apt", "suite": "ste", "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip
_CALIBRE_WORDS = {
    "long": "", "calibre": "", "caliber": "", "cal": "", "lc": "colt", "special": "spl", "spec": "spl",
    "magnum": "mag", "parabellum": "", "luger": "", "automatic": "acp", "auto": "acp",
}  # fmt: skip
_TITLE_NOISE = {"the", "case", "matter", "of", "in", "re", "v", "vs", "versus"}
_NUMBERED = re.compile(r"[A-Za-z0-9]+(?:[-._/:]+[A-Za-z0-9]+)*")


def fold(kind: str, value: str) -> str:  # noqa: PLR0911 - a return for each folding
    """The comparable form of an identifier of a kind; empty when the value says nothing."""
    plain = _marks(value)
    if plain in _SAYS_NOTHING:
        return ""
    match kind:
        case "serial" | "plate" | "lot":
            return _at_least(4, plain.translate(_CONFUSABLE))
        case "phone":
            digits = _digits(value)
            return digits[-10:] if len(digits) >= 7 else ""
        case "imei":
            # The fifteenth digit only checks the first fourteen (3GPP TS 23.003) and is often left out.
            return _at_least(14, _digits(value)[:14])
        case "person" | "submitter":
            return _person(value)
        case "address" | "place":
            return " ".join(_STREET.get(word, word) for word in _words(value))
        case "calibre":
            return _calibre(value)
        case "email":
            return unicodedata.normalize("NFKC", value).strip().casefold()
        case "named case":
            return " ".join(word for word in _words(value) if word not in _TITLE_NOISE)
        case _:
            return plain


def dockets_in(words: str) -> list[str]:
    """Canonical dockets that a text spells, in order: the whole text, or any number-like part of it."""
    found = []
    for part in (words, *_NUMBERED.findall(words)):
        try:
            found.append(spell_docket(part))
        except WholefileError:
            continue
    return list(dict.fromkeys(found))


def found_by(body: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What an item can be found by, from the body that received or described it: (kind, value, folded).

    The identifiers come first, in order; then submitter, place and the cases the submitter named, each under
    every docket it spells and under its folded words.
    """
    rows = [
        (one["kind"], one["value"], fold(one["kind"], one["value"])) for one in body.get("identifiers", [])
    ]
    for kind, name in ((SUBMITTER, "submitted_by"), (PLACE, "collected_at")):
        if name in body:
            rows.append((kind, body[name], fold(kind, body[name])))
    for words in body.get("named_cases", []):
        keys = [*dockets_in(words), fold(NAMED_CASE, words)]
        rows += [(NAMED_CASE, words, key) for key in dict.fromkeys(keys) if key]
    return rows


def _plain(value: str) -> str:
    """Without accents, in one case."""
    if value.isascii():
        return value.lower()
    split = unicodedata.normalize("NFKD", value)
    return "".join(c for c in split if not unicodedata.combining(c)).casefold()


def _words(value: str) -> list[str]:
    """Letters and digits of each word; an apostrophe joins (O'Neil), anything else parts."""
    joined = _plain(value).replace("'", "").replace("\u2019", "").replace(".", " ")
    return re.findall(r"[^\W_]+", joined)


def _marks(value: str) -> str:
    return "".join(re.findall(r"[^\W_]+", _plain(value))).upper()


def _digits(value: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", value) if c in "0123456789")


def _at_least(length: int, key: str) -> str:
    return key if len(key) >= length and key.strip("0") else ""


def _person(value: str) -> str:
    """A full name whatever its order: at least two names, without initials, titles and suffixes."""
    names = sorted({word for word in _words(value) if len(word) > 1 and word not in _SUFFIXES})
    return " ".join(names) if len(names) > 1 else ""


def _calibre(value: str) -> str:
    """`.45 Long Colt`, `45 LC` and `.45 Colt` are one cartridge; `9 mm Luger`, `9mm Parabellum` another."""
    parted = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", _plain(value).replace("\u00d7", "x"))
    words = [_CALIBRE_WORDS.get(word, word) for word in re.findall(r"[^\W_]+", parted)]
    return "".join(words)
