"""How an act of law stands: as one of a court, as reported, or as only told by a witness or pleaded by a party."""

from wholefile.reading.attribution import Attributions
from wholefile.reading.facts import Fact, Status
from wholefile.reading.law.act_told import HERE, ROW

# Where what somebody else says of an act makes it theirs.
_TOLD_BY_OTHERS = frozenset({"police report", "civil complaint"})

# What the writer of a message tells of the police is the writer's, except in a list, which notes it.
_BY_POLICE = frozenset({"arrested", "booked", "cited", "detained"})


def standing_of_act(said: Attributions, fact: Fact, there: Status) -> Status:
    """The standing of an act of law, given that of the words around it.

    A docket tells what it tells. What a witness answers is the witness's; a complaint alleges even what a court did;
    elsewhere an act of a court is one whoever tells of it, and what a party or the police did is reported by whoever
    writes, and stated by whoever is cited.
    """
    if fact.rule.startswith(ROW):
        return fact.status
    if there == Status.DENIED:
        return there
    frame = said.chains.frame
    part = frame.part_at(fact.span.start)
    speaking = [one for one in said.chains.around(fact.span) if one.links]
    if frame.kind == "civil complaint" and there == Status.ALLEGED:
        return there
    if part is not None and part.kind == "answer":
        return fact.status if fact.rule.startswith(HERE) else there
    by_people = any(one.refers.startswith("person:") for one in speaking[0].links) if speaking else False
    if speaking and (fact.status != Status.COURT_ACT or (by_people and frame.kind in _TOLD_BY_OTHERS)):
        return speaking[0].manner
    taken = frame.kind == "e-mail" and fact.one("act") in _BY_POLICE and there == Status.STATED
    listed = fact.span.of(said.chains.parsed.text).lower().startswith(fact.one("act"))
    return there if taken and not listed else fact.status
