"""Labels that stand in place of a name on purpose: "Juror 4", "TELLER-2", "Officer John Doe"."""

import re
from collections.abc import Container, Iterable, Iterator

from wholefile.reading.names.report_codes import code_key
from wholefile.reading.names.titles import role_of
from wholefile.reading.spans import Span

_RANK = (
    r"(?:Officer|Deputy|Detective|Sergeant|Lieutenant|Captain|Trooper|Agent|Nurse|Doctor|Guard|"
    r"OFFICER|DEPUTY|DETECTIVE|SERGEANT|LIEUTENANT|CAPTAIN|TROOPER|AGENT|NURSE|DOCTOR|GUARD)|"
    r"(?:Ofc|Dep|Det|Sgt|Lt|Capt|Dr)\."
)
# Labels that stand in place of a name on purpose.
LABELLED = re.compile(
    rf"(?<![\w'’-])(?:(?:(?:{_RANK})[^\S\n])?(?:(?:John|Jane|JOHN|JANE)[^\S\n](?:Does?|Roes?|DOES?|ROES?)|Does?|"
    r"DOES?)(?:[^\S\n](?:No\.[^\S\n]?)?\d{1,3}(?:-\d{1,3})?)?"
    r"|(?:Witness|Juror|Victim|Suspect|Informant|Officer|Deputy|Minor|Child|Speaker|Individual|"
    r"Person|Patient|Employee|Teller|"
    r"Confidential[^\S\n](?:Informant|Source)|CI|WITNESS|JUROR|VICTIM|SUSPECT|OFFICER|TELLER|MINOR|"
    r"CHILD|CHS|UCE|CS|UC)"
    r"(?:[^\S\n]|-)(?:No\.[^\S\n]?|#)?(?:(?<=#)\d{4,5}|\d{1,3}|[A-Z](?!\.[^\S\n]?[A-Z]))(?!['’]?\w))(?!\w)"
)
_DOE = re.compile(r"(?:(?P<rank>\S+)\s)??(?P<first>(?:john|jane)\s)?(?P<rest>(?:doe|roe)\b.*)")


def key_of(words: str, known: Container[str]) -> str:
    """Under which label words are kept: their own, or the only one known that they may be short for.

    "Officer Doe" and "Doe" mean the one John Doe of a text; where John and Jane Doe are told of, "Doe" means neither.
    """
    if coded := code_key(words):
        return coded
    own = " ".join(words.casefold().split())
    match = _DOE.fullmatch(own)
    if match is None:
        return own
    first, rest = match["first"] or "", match["rest"]
    full = first + rest
    if first:
        return rest if rest in known and f"john {rest}" not in known and f"jane {rest}" not in known else full
    fitting = [one for one in (f"john {rest}", f"jane {rest}") if one in known]
    return fitting[0] if len(fitting) == 1 else full


def rank_in(text: str, span: Span) -> Span | None:
    """The rank that a label begins with: of "Officer John Doe" and not of "Officer 2"."""
    match = _DOE.fullmatch(" ".join(span.of(text).casefold().split()))
    if match is None or match["rank"] is None or not role_of(match["rank"].rstrip(".")):
        return None
    return Span(span.start, span.start + len(match["rank"]))


_BADGE = re.compile(
    r",?[^\S\n](?:\(?(?:[Bb]adge|ID|I\.D\.|[Ss]tar)[^\S\n]?(?:[Nn]o\.|[Nn]umber)?[^\S\n]?#?|#)[^\S\n]?"
    r"(?P<number>\d{1,5})"
)


def badges(text: str, ends: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The places among `ends` behind which a badge number stands, with the labels that mean the same officer."""
    for end in ends:
        match = _BADGE.match(text, end, end + 40)
        if match is not None:
            number = match["number"]
            yield end, tuple(f"{rank} {sign}{number}" for rank in ("officer", "deputy") for sign in ("#", ""))
