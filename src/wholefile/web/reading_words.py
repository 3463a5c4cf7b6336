"""What pages call the kinds of facts and their particulars, in the language of their reader."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as noop

KINDS: Mapping[str, str] = {
    "person": noop("person"),
    "organisation": noop("organisation"),
    "role": noop("role"),
    "charge": noop("charge"),
    "claim": noop("claim"),
    "relief": noop("relief sought"),
    "citation": noop("citation"),
    "court_event": noop("court event"),
    "event": noop("event"),
    "time": noop("time"),
    "document": noop("document"),
    "quote": noop("quote"),
    "assertion": noop("assertion"),
    "check": noop("to compare"),
}
# Kinds that are marked alike in a text: who, the law, when and what, who says what.
MARKS: Mapping[str, str] = {
    **dict.fromkeys(("person", "organisation", "role"), "who"),
    **dict.fromkeys(("charge", "claim", "relief", "citation", "court_event"), "law"),
    **dict.fromkeys(("event", "time", "check"), "when"),
    **dict.fromkeys(("document", "quote", "assertion"), "said"),
}
STATES: Mapping[str, str] = {
    "proposed": noop("proposed"),
    "accepted": noop("accepted"),
    "rejected": noop("rejected"),
}
STATUSES: Mapping[str, str] = {
    "court act": noop("court act"),
    "reported": noop("reported"),
    "stated": noop("stated"),
    "alleged": noop("alleged"),
    "denied": noop("denied"),
}
# In what two statements differ.
DIFFERENCES = (noop("time"), noop("number"), noop("denial"), noop("actor"))
PARTICULARS: Mapping[str, str] = {
    "name": noop("name"),
    "named": noop("named in the document"),
    "variants": noop("also spelled"),
    "of": noop("of"),
    "role": noop("role"),
    "title": noop("title"),
    "matter": noop("matter"),
    "whom": noop("for"),
    "offence": noop("offence"),
    "against": noop("against"),
    "count": noop("count"),
    "statute": noop("statute"),
    "disposition": noop("disposition"),
    "disposition_date": noop("disposed of on"),
    "cause": noop("cause of action"),
    "by": noop("by"),
    "pleaded": noop("pleaded"),
    "form": noop("form of relief"),
    "amount": noop("amount"),
    "authority": noop("authority"),
    "cites": noop("cites"),
    "act": noop("act of the court"),
    "date": noop("date"),
    "first": noop("from"),
    "last": noop("until"),
    "precision": noop("precision"),
    "derivation": noop("worked out from"),
    "participants": noop("who took part"),
    "type": noop("type"),
    "what": noop("what it is"),
    "author": noop("author"),
    "seen_by": noop("seen by"),
    "speaker": noop("speaker"),
    "speaker_words": noop("called there"),
    "cue": noop("said by the word"),
    "venue": noop("to or through"),
    "day": noop("day"),
    "continues": noop("goes on from"),
    "by_words": noop("called there"),
    "second": noop("second"),
    "about": noop("about"),
    "agrees": noop("they agree"),
}


def kind_words(kind: str) -> str:
    """What a kind of fact is called."""
    return gettext(KINDS.get(kind, kind))


def particular_words(name: str) -> str:
    """What a particular of a fact is called."""
    return gettext(PARTICULARS[name]) if name in PARTICULARS else name.replace("_", " ")
