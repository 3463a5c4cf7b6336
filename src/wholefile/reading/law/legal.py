"""All of the law in a text: charges, claims, relief, acts, citations, and the roles that only they show."""

from wholefile.reading.facts import Fact
from wholefile.reading.frame import Frame
from wholefile.reading.law.acts import find_acts
from wholefile.reading.law.charges import find_charges
from wholefile.reading.law.checks import find_checks
from wholefile.reading.law.citations import find_citations, seen_in
from wholefile.reading.law.claims import find_claims
from wholefile.reading.law.mistold import mistold
from wholefile.reading.law.relief import find_relief
from wholefile.reading.law.who import Scene
from wholefile.reading.names.mentions import Entities
from wholefile.reading.parsed import Parsed
from wholefile.reading.quotes.marks import Quoted


def find_legal(
    parsed: Parsed, quoted: tuple[Quoted, ...], entities: Entities, roles: tuple[Fact, ...], frame: Frame
) -> tuple[Fact, ...]:
    """The law of a text, in the order of the text. Acts have no date yet; `events` gives it to them.

    `roles` are those of `names.roles`: who sues whom is asked of them. A charge keeps the place of the act that ended
    it among its `others`, so that the date of that act can be joined.
    """
    scene = Scene(parsed, entities, frame, roles)
    citations = find_citations(parsed.text, parsed.once(seen_in))
    acts = tuple(one for one in find_acts(scene) if not mistold(scene, one))
    found = [
        *citations,
        *acts,
        *(one for one in find_charges(scene, citations, acts) if not mistold(scene, one)),
        *find_claims(scene, quoted),
        *find_relief(scene),
    ]
    found += tuple(find_checks(parsed.text, entities, found))
    return tuple(sorted(found, key=lambda one: (one.span, one.kind, one.rule)))
