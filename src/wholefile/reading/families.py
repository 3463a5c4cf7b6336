"""Words that tell of the same doing, and words that tell of nothing by themselves.

A family is a rough one: whoever compares statements wants "checked" and "looked" set beside each other, and judges
then. Stems are English and rough, too; they are only compared with each other.
"""

from collections.abc import Mapping
from types import MappingProxyType

from wholefile.reading.time.words import CARDINALS, SCALES

# The first word names the family.
_FAMILIES = """
look check checked examine examined inspect inspected looked looking checking checks looks view viewed verify
see saw seen sees watch watched notice noticed observe observed witness witnessed
hear heard hears listen listened
say said says tell told tells state stated claim claimed mention mentioned announce announced reported speak spoke
ask asked asks request requested question questioned
load loaded loads loading reload reloaded fill filled
fire fired fires firing shoot shot shooting discharge discharged
hit hits strike struck hurt injure injured wound wounded stab stabbed beat punch punched
kill killed kills die died dies death dead
hand handed hands handing give gave given gives pass passed deliver delivered
take took taken takes grab grabbed seize seized steal stole stolen remove removed
hold held holds holding carry carried carries
put puts place placed places set laid lay store stored
find found finds discover discovered recover recovered locate located
collect collected collects gather gathered
hide hid hidden hides conceal concealed bury buried withhold withheld
keep kept keeps retain retained
destroy destroyed discard discarded burn burned erase erased delete deleted
know knew known knows aware learn learned learnt
think thought believe believed
come came comes arrive arrived arrives reach reached
go went gone goes leave left leaves depart departed
enter entered enters
open opened opens unlock unlocked
close closed closes shut lock locked
drive drove driven drives ride rode
walk walked run ran
call called calls phone phoned telephone telephoned ring rang
send sent sends mail mailed forward forwarded
receive received receives get got gets
buy bought buys purchase purchased order ordered
sell sold sells supply supplied
pay paid pays
sign signed signs
write wrote written writes note noted record recorded
read reads
meet met meets
arrest arrested detain detained
interview interviewed
charge charged indict indicted
sleep slept
drink drank drunk
point pointed aim aimed
drop dropped fall fell fallen
work worked works
stop stopped
begin began begun start started
finish finished end ended
own owned owns
wear wore wearing worn
train trained
test tested tests
"""
FAMILY: Mapping[str, str] = MappingProxyType(
    {word: line.split()[0] for line in _FAMILIES.strip().splitlines() for word in line.split()}
)

EMPTY_WORDS = frozenset(
    "a an the and or but nor so if then than that this these those there here it its he him his she her hers "
    "they them their theirs we us our ours you your yours i me my mine myself himself herself itself "
    "themselves who whom whose which what when where why how is are was were be been being am do does did "
    "done doing have has had having will would shall should can could may might must to of in on at by for "
    "from with without into onto over under about after before during between through up down out off as not "
    "no never nobody none nothing neither any anybody anyone anything some somebody someone something every "
    "everybody everyone all both each one ones yes just only very really also too again still even ever "
    "already because while until since though although however mr mrs ms dr sir ma'am said say says okay well "
    "now right please thank thanks s t d ll ve re m don didn doesn wasn weren isn aren hadn hasn haven couldn "
    "wouldn shouldn can't won time day way thing things people person much many more most other another same "
    "own got get".split()
)

NEGATORS = frozenset(
    "not no never nobody none nothing neither nor nowhere without cannot denied denies deny refused failed "
    "didn't don't doesn't wasn't weren't isn't aren't hadn't hasn't haven't couldn't wouldn't won't can't "
    "shouldn't".split()
)

NUMBERS: Mapping[str, int] = MappingProxyType(
    {**CARDINALS, **SCALES, "once": 1, "twice": 2, "single": 1, "couple": 2, "pair": 2}
)

# What a word may end in, and what is left of it then.
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ing", ""),
    ("ed", ""),
)


def stem(word: str) -> str:
    """A word without its commonest endings, so that "boxes" meets "box" and "called" meets "call"."""
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(left) >= 3:
            return word[: -len(ending)] + left
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )
