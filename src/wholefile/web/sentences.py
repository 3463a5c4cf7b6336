"""Sentences that come with facts in them from below the pages, in the language of their reader.

What is below the web knows one language. Its fixed words are looked up as they are; of a sentence with a number or a
name in it the pattern is known here, so that the facts can be set into the translation. A sentence that is not known
stays as it was said.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as noop

# States of things and kinds of what is due, as the record has them.
WORDS = (
    noop("held"),
    noop("lent"),
    noop("unlocated"),
    noop("returned"),
    noop("consumed"),
    noop("split"),
    noop("inspection"),
    noop("requested"),
    noop("performed"),
    noop("reported"),
    noop("declined"),
    noop("live round on a set"),
    noop("seal discrepancy"),
    noop("open transfer"),
    noop("loan"),
    noop("unlocated item"),
    noop("damaged file"),
    noop("laboratory"),
    noop("test notice"),
    noop("late item"),
    noop("candidate"),
    noop("duty of the defence"),
)
# What rules and lists say whatever the facts are, and what they say with facts.
SENTENCES = (
    noop("take it out first"),
    noop("it must be handed over first"),
    noop("It could not be located; record where it was found first."),
    noop("Somebody who does not move it watches and signs."),
    noop("An administrator is one of the whole office; grant the role without a case."),
    noop("No clearance holds; treat it as loaded."),
    noop("It is said to have happened after it was recorded; give the time at which it happened."),
    noop("Currency is counted by two; let a second person count it and sign."),
    noop("Name each round that was inspected; rounds that were not inspected one by one count as live."),
    noop("Each firearm has a voucher of its own; receive them one by one, quantity 1, unit each."),
    noop("A firearm is cleared by looking and by feeling; inspect it both ways and say so."),
    noop(
        "A firearm is not put away uncleared; hold it, have it declared cleared and verified, store it then."
    ),
    noop("An exception concerns a dramatic set; say that the thing is on one, or leave the exception out."),
)
PATTERNS = (
    noop("the same speaker, %(speaker)s"),
    noop("the same item, %(item)s"),
    noop("the same doing, “%(doing)s”"),
    noop("It is %(status)s and moves no more."),
    noop("On its way under %(transfer)s; that must be accepted or refused first."),
    noop("Out to %(receiver)s; it can only be taken back."),
    noop("Compare its seal: %(seal)s."),
    noop(
        "Entry %(position)s is not an earlier act of the same case; give the position of the act to correct."
    ),
    noop("%(item)s is %(whereabouts)s, not with %(person)s; %(first)s."),
    noop("with %(person)s"),
    noop("in %(place)s"),
    noop("out to %(receiver)s"),
    noop("%(item)s is in no place; it is %(whereabouts)s."),
    noop("%(item)s is not out; it is %(whereabouts)s."),
    noop("%(transfer)s is not open; only an open transfer is accepted or refused."),
    noop("%(transfer)s is for %(person)s; only they can accept it."),
    noop("Only %(persons)s can refuse or take back %(transfer)s."),
    noop("%(item)s (%(category)s) moves only before a witness; let one watch and sign."),
    noop("%(item)s is under seal %(seal)s; record that the seal is broken first."),
    noop("%(item)s holds %(quantity)s (%(unit)s), so %(taken)s cannot be taken out of it."),
    noop("It happened more than %(hours)s hours ago; say why it is recorded late."),
    noop("%(person)s receives the item and cannot be the second counter; somebody else must."),
    noop("%(item)s is on its way under %(transfer)s; that must be accepted or refused first."),
    noop("%(item)s could not be located; record where it was found first."),
    noop("%(item)s is out to %(receiver)s; take it back first."),
    noop("%(person)s cannot be giver and receiver; name another receiver."),
    noop("%(item)s is not on its way under %(transfer)s; leave it out."),
    noop("%(person)s moves the items and cannot be the witness; somebody else must be."),
    noop(
        "The seal of %(item)s is not as recorded (%(recorded)s); "
        "record the difference and what is known of it, then go on."
    ),
    noop("%(item)s is %(category)s; only a supervisor can put it into another category."),
    noop("%(person)s cannot verify their own declaration; somebody else must check."),
    noop(
        "%(item)s is not cleared at this moment; "
        "one person declares it cleared, another verifies. If it cannot be cleared here, "
        "declare it loaded or unknown and hand it to a laboratory."
    ),
    noop("%(place)s is not named for %(category)s; store %(item)s in a place that is."),
    noop(
        "%(place)s takes firearms and ammunition; store %(item)s in a place that takes only one of the two."
    ),
    noop(
        "%(person)s signs %(act)s as %(field)s and holds no role that may; "
        "an administrator can grant the role %(roles)s."
    ),
    noop("%(person)s cannot sign %(act)s twice; another person must sign with them."),
    noop("Nobody is known as %(person)s; add the person first."),
    noop("There is no item %(item)s; check the voucher number."),
    noop("There is no %(noun)s %(number)s; record it first, or check the number."),
    noop("There is no %(noun)s %(number)s."),
    noop("%(item)s is gone (%(status)s); nothing more can be done with it."),
    noop("Things that are lent are due back within %(days)s days of the day they go out; give such a day."),
    noop("%(item)s bears no seal %(seal)s; record the difference if another seal is on it."),
    noop("Seal %(seal)s was used already; a seal number is used once."),
    noop("%(item)s is reported missing already."),
    noop("%(production)s is %(status)s; it was not served yet."),
    noop("At most %(most)s labels at once; ask for the others after these."),
    noop("There are %(acts)s acts and %(signatures)s signatures."),
    noop("seal %(expected)s was recorded, found: %(found)s"),
    noop("%(items)s released to %(person)s on %(day)s, not accepted"),
    noop("with %(receiver)s; due back"),
    noop("not found; searched: %(searched)s"),
    noop("%(number)s stored files do not have their digest; restore them from a copy"),
    noop("%(manner)s of %(items)s waits for consents, approvals or the deed"),
    noop("declared %(condition)s on a dramatic set, without an exception in law; make it safe"),
    noop("%(items)s due back from %(laboratory)s"),
    noop("days to object to the destructive test run for %(receiver)s"),
    noop("came after certificate %(certificate)s; needs a supplement"),
    noop("missing in inventory %(inventory)s; report it unlocated or found"),
    noop("There is no line %(line)s there."),
    noop("There are no words of a page %(page)s in this text."),
    noop("%(day)s has not come yet; record it once it is disclosed."),
    noop("%(obligation)s is met already for %(party)s; record what was disclosed since without naming it."),
    noop(
        "%(person)s does not appear for %(party)s in %(docket)s; "
        "their own counsel signs, once the appearance is recorded."
    ),
    noop("owed by the defence: %(words)s"),
    noop("%(words)s; disclosed for %(parties)s alone"),
    noop("%(words)s; %(days)s days late"),
)
_SAID_IN = "en"
_PLACE = re.compile(r"%\((\w+)\)s")
_RULE = re.compile(r"[A-Z]{1,3}\d{1,3}: ")


def in_language(sentence: str) -> str:
    """A sentence or word as its reader says it; as it is where no translation is known."""
    if not sentence or get_language() in (None, _SAID_IN):
        return sentence
    if number := _RULE.match(sentence):
        return number.group() + in_language(sentence[number.end() :])
    said = gettext(sentence)
    if said != sentence:
        return said
    for pattern, shape in _shapes():
        if found := shape.fullmatch(sentence):
            return gettext(pattern) % {name: in_language(fact) for name, fact in found.groupdict().items()}
    return sentence


def late(days: int) -> str:
    """How many days something was late, in words."""
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((one, _shape(one)) for one in PATTERNS)


def _shape(pattern: str) -> re.Pattern[str]:
    parts = _PLACE.split(pattern)
    made = (f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile("".join(made), re.DOTALL)
