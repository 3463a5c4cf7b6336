"""Whether words charge somebody, or only classify what happened.

A form of police names the offence of an incident before anybody is charged, and often when nobody ever is. Only words
of charging, or the paper that charges, make an act of law of it; a booking or an arrest makes an allegation.
"""

import re
from collections.abc import Iterable

from wholefile.reading.facts import Fact
from wholefile.reading.law.undone import NEAR, undone
from wholefile.reading.law.who import Scene
from wholefile.reading.spans import Span

_NAMED = r"\b(?:charges?|counts?|indictment|information)\b"
_ENDED = r"(?:dropped|thrown\s+out|threw\s+out|tossed|withdrawn|withdrew|filed|brought|files|brings)"
_SAYS = re.compile(
    r"(?i)\b(?:(?:re-?)?charg(?:ed|ing)\b(?!\s+documents?)|(?:re-?)?indict(?:ed|s|ments?)|arraign(?:ed|ment)|"
    r"convict(?:ed|ion|ions)|acquit(?:ted|tal)|guilty|no\s+contest|sentenced|(?:re-?)?tried\s+(?:on|for|in|before)|"
    rf"trials?|verdict|dismiss(?:ed|al)|fac(?:es|ed|ing)\b(?=[^.;\n]{{0,60}}{_NAMED})|"
    rf"{_ENDED}\b(?=[^.;\n]{{0,60}}{_NAMED})|{_NAMED}[^.;\n]{{0,60}}?\b{_ENDED})\b"
)
# What asks for the end of a charge shows that there is one.
_TO_END = re.compile(r"(?i)\b(?:motions?|mov(?:e|es|ed|ing))\s+to\s+dismiss\b")
_DOUBT = re.compile(r"(?i)\b(?:if|whether|unless)\b[^,;.]{0,30}$")
# Who arrests charges only in the words of the police: no prosecutor and no court has yet.
_POLICE = (
    r"(?:I|we|police|officers?|deput(?:y|ies)|detectives?|troopers?|sheriff(?:['’]s\s+\w+)?|"
    r"(?:Ofc|Officer|Det|Detective|Deputy|Dep|Trooper|Tpr|Sgt|Sergeant|Cpl|Lt)\.?\s+(?:[A-Z][\w.'’-]*\s*){1,3})"
)
_BY_POLICE = re.compile(rf"\b{_POLICE}\s+(?:then\s+|later\s+|also\s+|have\s+|has\s+|had\s+|\w+ly\s+)?$")
_BY = re.compile(rf"(?i:charged)\s+by\s+(?:the\s+)?{_POLICE}\b")
_NOUN = re.compile(
    r"(?i)\b(?:charges?|counts?|indictment|information|offen[sc]es?|crimes?)(?:\s+\d{1,2})?\s*(?:\(|:|[-–—])"
)
_OFFENCE_OF = re.compile(r"(?i)\b(?:offen[sc]es?|crimes?)\s+(?:of|for)\b")
_TAKEN = frozenset({"arrested", "charged", "indicted", "arraigned", "convicted", "sentenced"})
_TAKEN_FIELD = re.compile(
    r"(?i)\b(?:arrest(?:ee|ed)|defendant|booked|in\s+custody)\b(?!.*\b(?:by|no|date|officer)\b)"
)
_TAKING = re.compile(
    r"(?i)\b(?:arrest|booking|jail|inmate|intake|citation|custod(?:y|ial))\s+"
    r"(?:and\s+booking\s+)?(?:report|record|sheet|form|log|slip)\b"
)
# So much of the head of a document may tell that it is the paper of an arrest.
_HEAD = 400


def says_charged(scene: Scene, sentence: Span) -> bool:
    """Whether a sentence tells that somebody was charged, tried or judged, as done; a wish or a doubt does not."""
    words = sentence.of(scene.text)
    if _TO_END.search(words):
        return True
    for one in _SAYS.finditer(words):
        before = words[max(0, one.start() - NEAR) : one.start()]
        if not undone(before, set_down=True) and not _DOUBT.search(before):
            return True
    return False


def charges_itself(scene: Scene, place: int) -> bool:
    """Whether a place is of the paper or the voice that charges: one filed in court, or the court that reads it out."""
    if scene.frame.kind == "court filing":
        return True
    part = scene.frame.part_at(place)
    return part is not None and re.match(r"(?i)the\s+(?:court|clerk|bailiff)", part.speaker) is not None


def by_police(before: str, verb: str) -> bool:
    """Whether police charge, by the words before the verb or by "charged by" in it."""
    return re.match(r"(?i)(?:re-?)?charg", verb) is not None and (
        _BY_POLICE.search(before[-60:]) is not None or _BY.match(verb) is not None
    )


def classifies(trigger: str) -> bool:
    """Whether the words before an offence name it as a list or a form does: "Offense:", "the offense of"."""
    return _NOUN.match(trigger) is not None or _OFFENCE_OF.match(trigger) is not None


def taken(scene: Scene, acts: Iterable[Fact]) -> frozenset[str]:
    """Whom a document tells to be arrested, charged or judged, in words or by a field of its form."""
    found = {who for one in acts if one.one("act") in _TAKEN for who in one.all("of")}
    for part in scene.frame.parts:
        if part.kind == "field" and _TAKEN_FIELD.search(part.label):
            found |= {
                one.identity for _, one in scene.entities.mentions_in(part.span) if one.kind == "person"
            }
    return frozenset(found)


def tells_of_arrest(scene: Scene) -> bool:
    """Whether the head of a document says that it is the paper of an arrest or a booking."""
    return _TAKING.search(scene.text[:_HEAD]) is not None
