"""Names of animals and vessels, which are no people: "a horse named Juniper", "the yacht Lady Ruth"."""

import re
from collections.abc import Iterator

from wholefile.reading.names.namewords import name_at
from wholefile.reading.names.titles import find_titled
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

_NOUN = (
    r"(?:race)?horses?|thoroughbreds?|mares?|stallions?|geldings?|filly|fillies|colts?|foals?|pon(?:y|ies)|mules?|donkeys?|"
    r"dogs?|pupp(?:y|ies)|hounds?|mastiffs?|terriers?|shepherds?|labradors?|retrievers?|spaniels?|poodles?|collies?|"
    r"bulldogs?|pit[^\S\n]?bulls?|rottweilers?|beagles?|chihuahuas?|dachshunds?|husk(?:y|ies)|malinois|bloodhounds?|pups?|mutts?|"
    r"cats?|kittens?|bulls?|cows?|heifers?|steers?|calf|calves|goats?|sheep|lambs?|ewes?|llamas?|alpacas?|pigs?|parrots?|"
    r"parakeets?|cockatoos?|macaws?|falcons?|hawks?|snakes?|pythons?|turtles?|tortoises?|hamsters?|rabbits?|"
    r"K-?9s?(?:[^\S\n](?:partner|dog))?|boats?|ships?|yachts?|vessels?|ferr(?:y|ies)|"
    r"schooners?|sloops?|trawlers?|tugs?|tugboats?|barges?|freighters?|tankers?|sailboats?|catamarans?|submarines?|"
    r"steamers?|towboats?|motorboats?|houseboats?|speedboats?|lobster[^\S\n]?boats?|ketch(?:es)?|yawls?|skiffs?|liners?|dinghy|dinghies|cutters?"
)
_CALLED = re.compile(
    rf"(?i)(?<![\w'’-])(?:{_NOUN})(?:,)?[^\S\n](?:(?:that|which)[^\S\n])?(?:(?:is|was|were|are|he|she|they)[^\S\n]){{0,2}}"
    r"(?:named|called|christened|by[^\S\n]the[^\S\n]name[^\S\n]of|(?:\w{2,12}[^\S\n])?(?:calls?|called|names?|named))"
    r"[^\S\n][\"“'‘]?(?=(?-i:[A-Z]))|"
    rf"(?<![\w'’-])(?:{_NOUN})['’]s[^\S\n](?:call[^\S\n])?name[^\S\n](?:is|was)[^\S\n][\"“'‘]?(?=(?-i:[A-Z]))|"
    r"(?<![\w'’-])(?:named|calls?|called|christened)[^\S\n](?:the|an?|his|her|their|my|our)[^\S\n](?:[\w-]+[^\S\n]){0,2}?"
    rf"(?:{_NOUN}),?[^\S\n][\"“'‘]?(?=(?-i:[A-Z]))"
)
_BESIDE = re.compile(
    rf"(?i)(?<![\w'’-])(?:the|an?|his|her|my|their|our|your|its|said|\w+['’]s)[^\S\n](?:[\w-]+[^\S\n]){{0,2}}?(?:{_NOUN}),?"
    r"[^\S\n][\"“'‘]?(?=(?-i:[A-Z]))"
)
_AFTER = re.compile(
    rf"(?i),[^\S\n](?:an?|the|his|her|my|their|our)[^\S\n](?:[\w-]+[^\S\n]){{0,3}}?(?:{_NOUN})(?=[,.;)]|[^\S\n](?:that|which|owned)\b)"
)
_PREFIX = re.compile(r"(?<![\w'’-])(?:[MSF]/[VYT]|USS|HMS|RMS|USNS|USCGC|HMCS)[^\S\n](?=[A-Z])")
_SAYS = re.compile(r",?[^\S\n](?:said|says|told|testified|stated|asked|wrote|replied|answered|explained)\b")
_LONGEST = 60


def find_things(parsed: Parsed) -> list[Span]:
    """Where animals and vessels are named: where they are introduced, and each further place of the same name.

    A name that says something somewhere is somebody's as well; then only the place of the introduction is none.
    """
    text = parsed.text
    introduced = sorted(set(_introduced(parsed)))
    names = {" ".join(one.of(text).split()) for one in introduced}
    found = set(introduced)
    if names:
        longest_first = sorted((re.escape(one).replace(r"\ ", r"\s") for one in names), key=len, reverse=True)
        again = [
            Span(*match.span())
            for match in re.finditer(rf"(?<![\w'’-])(?:{'|'.join(longest_first[:_MOST])})(?![\w-])", text)
        ]
        speaking = {one.of(text) for one in again if _SAYS.match(text, one.end, one.end + 20)}
        titled = {one.name for one in find_titled(text)} if again else set()
        speaking |= {one.of(text) for one in titled}
        found |= {one for one in again if one.of(text) not in speaking and one not in titled}
    return sorted(found)


# Of more names than these a text introduces none.
_MOST = 40


def _introduced(parsed: Parsed) -> Iterator[Span]:
    text = parsed.text
    for pattern in (_CALLED, _PREFIX):
        for match in pattern.finditer(text):
            name = name_at(text, match.end(), min(len(text), match.end() + _LONGEST))
            if name is not None:
                yield name
    for match in _BESIDE.finditer(text):
        name = name_at(text, match.end(), min(len(text), match.end() + _LONGEST))
        if name is not None and name.start == match.end() and parsed.model and not _acts(parsed, name):
            yield name
    for match in _AFTER.finditer(text):
        before = text[max(0, match.start() - _LONGEST) : match.start()]
        words = re.search(r"(?<![\w'’-])[A-Z][\w'’-]+(?:[^\S\n][A-Z][\w'’-]+){0,2}$", before)
        if words is not None:
            yield Span(match.start() - len(words.group()), match.start())


def _acts(parsed: Parsed, name: Span) -> bool:
    """Whether a name behind such a noun begins a clause about it: "the boat Ana Ruhl bought"."""
    for word in parsed.inside(name):
        if word.relation in {"nsubj", "nsubjpass"} and parsed.words[word.head].relation in {
            "relcl",
            "acl",
            "ccomp",
        }:
            return True
    return False
