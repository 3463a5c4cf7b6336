"""Organisations and groups of people as entities: their names, their short names in the document, and all places."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from wholefile.reading.names.lexicon import GROUPS, NO_NAMES
from wholefile.reading.names.mentions import Entity, Mention
from wholefile.reading.names.places import meets
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span

# Bodies that a document need not name to mean one.
_BODY = re.compile(
    r"(?i)(?<![\w'’-])(?:(?:a|an|the|that|this)[^\S\n]+)?(?:(?:\w+)[^\S\n]+)?grand[^\S\n]+jury(?!\w)"
)
_ALIAS = re.compile(
    r"[^\S\n]{0,3},?[^\S\n]{0,3}\((?:hereinafter|hereafter|collectively|also known as|aka)?,?[^\S\n]{0,2}"
    r"(?:the[^\S\n])?[\"“'‘]?(?:the[^\S\n])?(?P<alias>[A-Z][\w&.'’ -]{1,40}?)[\"”'’]?\)"
)
_AT_FOOT = re.compile(r"(?i)[^\S\n]for[^\S\n](?:the[^\S\n])?(?:plaintiff|defendant|petitioner|respondent)")
_IN_THE_CASE = re.compile(
    r"[^\S\n]+(?:in|on|of)[^\S\n]+(?:the|that|this|his|her)[^\S\n]+(?:case|matter|prosecution|investigation)\b"
)
_SHORT_ENDS = frozenset(
    "office department board county city company commission authority hospital court agency "
    "university school council "
    "state people bank committee foundation corporation institute laboratory museum studio".split()
)
NO_SHORT = NO_NAMES - {"county", "state", "department", "office", "district", "sheriff"}
_CORPORATE = frozenset(
    "inc llc l.l.c corp corporation ltd llp l.l.p pllc p.c company co lp l.p holdings".split()
)
# A word at which a name may begin, and what must not follow its end.
_WORD = re.compile(r"(?<![\w'’-])\w+")
_GOES_ON = re.compile(r"[\w-]")
# "Acme, Inc." has two words; more behind a comma are partners.
_FIRM = 2
_UNNAMED = "the document does not name it"


def organisation_entities(parsed: Parsed, spans: list[Span], people: Iterable[Span] = ()) -> list[Entity]:
    """The organisations that are named, one for each name, with their short names and "the Board" after it.

    A short name that is part of somebody's name, of which `people` are the places, means no organisation.
    """
    text = parsed.text
    by_name: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_name[_key(span.of(text))].append(span)
    taken = sorted(spans)
    aliases = _aliases(text, by_name)
    found = []
    longer = _longer(by_name)
    for key in [one for one in by_name if len(longer[one]) == 1]:
        by_name[longer[key][0]] += by_name.pop(key)
    shorts_of = _by_owner(_shorts(by_name))
    aliases_of = _by_owner(aliases)
    short_keys = {_key(short) for short in aliases}
    called = _places_of(text, aliases, sorted([*taken, *people]))
    for key, places in by_name.items():
        if key in short_keys:
            continue
        places.sort()
        mine = [Mention(span, "name") for span in places]
        for short in aliases_of[key]:
            mine += [Mention(span, "name") for span in (*by_name.get(_key(short), ()), *called[short])]
        first = next(span for span in places if _key(span.of(text)) == key)
        for short in shorts_of[key]:
            mine += [Mention(s, "nominal") for s in _definite(text, short, taken) if s.start > first.end]
        found.append(
            Entity(
                _identity(first),
                "organisation",
                " ".join(first.of(text).split()),
                _once(mine),
                rule="organisation by name",
            )
        )
    return found


def group_entities(parsed: Parsed, taken: list[Span]) -> list[Entity]:
    """Groups that act without a name: "the grand jury", "detectives on the case"; never one with anybody named."""
    text = parsed.text
    gathered: dict[str, list[Span]] = defaultdict(list)
    for match in _BODY.finditer(text):
        gathered["grand jury"].append(Span(*match.span()))
    for word in parsed.words:
        noun = word.text.casefold()
        if _AT_FOOT.match(text, word.span.end, word.span.end + 30):
            continue  # "Attorneys for Plaintiff"
        if noun in GROUPS and not meets(taken, word.span) and _acts(parsed, word):
            span = _with_article(parsed, word)
            more = _IN_THE_CASE.match(text, span.end, min(len(text), span.end + 60))
            gathered[noun].append(Span(span.start, more.end()) if more else span)
    found = []
    for places in gathered.values():
        name = max(places, key=lambda span: (bool(_IN_THE_CASE.search(span.of(text))), -span.start))
        mentions = _once(Mention(span, "nominal") for span in places)
        found.append(
            Entity(
                _identity(name),
                "organisation",
                name.of(text),
                mentions,
                named=False,
                flags=(_UNNAMED,),
                rule="group",
            )
        )
    return found


def _acts(parsed: Parsed, word: Word) -> bool:
    """Whether a plural stands for those who act: nobody's own, no part of another noun, no number of them."""
    before = (
        parsed.words[word.at - 1] if word.at and parsed.words[word.at - 1].sentence == word.sentence else None
    )
    after = parsed.words[word.at + 1] if word.at + 1 < len(parsed.words) else None
    if after is not None and after.text in {"'", "’", "'s", "’s"}:
        return False
    if after is not None and word.text.casefold() == "police" and after.part in {"NOUN", "PROPN"}:
        return False
    if before is None:
        return True
    if before.text.casefold() in {"the", "that", "those", "these"}:
        return True
    if parsed.model:
        kept = word.relation in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}
        return kept and not any(
            parsed.words[at].relation in {"poss", "nummod", "amod", "compound", "det"}
            for at in parsed.children[word.at]
        )
    return before.text.casefold() in {"against", "by", "to", "that", "and", ",", "said", "told"}


def _with_article(parsed: Parsed, word: Word) -> Span:
    before = parsed.words[word.at - 1] if word.at else None
    if (
        before is not None
        and before.text.casefold() in {"the", "those", "these"}
        and before.sentence == word.sentence
    ):
        return Span(before.span.start, word.span.end)
    return word.span


def _aliases(text: str, by_name: dict[str, list[Span]]) -> dict[str, str]:
    """What the document says that it calls an organisation: each short name with the key of the long one."""
    found: dict[str, str] = {}
    firsts = _first_words(by_name)
    for key, places in by_name.items():
        if (short := _first_word(places[0].of(text), firsts)) is not None:
            found.setdefault(short, key)
        for place in places:
            match = _ALIAS.match(text, place.end, min(len(text), place.end + 90))
            if match and not all(word.casefold() in NO_SHORT for word in match["alias"].split()):
                found.setdefault(match["alias"], key)
    return found


def short_names(text: str, named: list[Span]) -> list[Span]:
    """Where a company is called by its first word alone ("Acme" of "Acme Holdings, Inc."): nobody's name is there."""
    by_name: dict[str, list[Span]] = defaultdict(list)
    for span in named:
        by_name[_key(span.of(text))].append(span)
    firsts = _first_words(by_name)
    words = {_first_word(places[0].of(text), firsts) for places in by_name.values()}
    places_of = _places_of(text, sorted(filter(None, words)), sorted(named))
    return [span for places in places_of.values() for span in places]


def _longer(by_name: Iterable[str]) -> dict[str, list[str]]:
    """The longer names that end with a name: "Dray County Sheriff's Office" for "Sheriff's Office"."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in by_name:
        words = name.split()
        for n in range(1, len(words)):
            found[" ".join(words[n:])].append(name)
    return found


def _by_owner(shorts: Mapping[str, str]) -> dict[str, list[str]]:
    """The short names of each organisation."""
    found: dict[str, list[str]] = defaultdict(list)
    for short, owner in shorts.items():
        found[owner].append(short)
    return found


def _first_words(by_name: Iterable[str]) -> Counter[str]:
    """With how many names of several words each first word begins: alone it is the short name of one of them."""
    return Counter(words[0].strip(",") for key in by_name if len(words := key.split()) > 1)


def _first_word(name: str, firsts: Counter[str]) -> str | None:
    """The first word of a company's name, as it is written in running text, when no other has the same."""
    words = name.split()
    first = words[0].strip(",")
    if len(words) < 2 or words[-1].casefold().strip(".,") not in _CORPORATE or len(first) < 4:
        return None
    if (words[0].endswith(",") and len(words) > _FIRM) or words[1] in {"&", "and"}:
        return None  # the partners of a firm
    if first.casefold() in NO_NAMES or firsts[first.casefold()] > 1:
        return None
    return first.capitalize() if first.isupper() else first


def _shorts(by_name: dict[str, list[Span]]) -> dict[str, str]:
    """The last words that belong to only one organisation, so that "the Board" means it."""
    owners: dict[str, list[str]] = defaultdict(list)
    for key in by_name:
        for word in dict.fromkeys(key.split()):
            if word in _SHORT_ENDS:
                owners[word].append(key)
    return {short: keys[0] for short, keys in owners.items() if len(keys) == 1}


def _places_of(text: str, shorts: Iterable[str], taken: list[Span]) -> dict[str, list[Span]]:
    """Where each short name stands as whole words, found in one pass however many there are."""
    found: dict[str, list[Span]] = {short: [] for short in shorts}
    lengths: dict[str, set[int]] = defaultdict(set)
    for short in found:
        if begins := _WORD.match(short):
            lengths[begins.group()].add(len(short))
    for match in _WORD.finditer(text) if found else ():
        for length in sorted(lengths.get(match.group(), ())):
            span = Span(match.start(), match.start() + length)
            if span.of(text) in found and not _GOES_ON.match(text, span.end) and not meets(taken, span):
                found[span.of(text)].append(span)
    return found


def _definite(text: str, short: str, taken: list[Span]) -> Iterator[Span]:
    owner = r"(?:(?:Sheriff|District Attorney|Attorney General)['’]s[^\S\n]+)?"
    pattern = rf"(?<![\w'’-])[Tt]he[^\S\n]+{owner}{short.capitalize()}(?![\w'’-])(?![^\S\n]+[A-Z])"
    for match in re.finditer(pattern, text):
        span = Span(*match.span())
        if not meets(taken, span):
            yield span


def _key(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").removeprefix("the ").split()).rstrip(".")


def _identity(span: Span) -> str:
    return f"organisation:{span.start}-{span.end}"


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    found = {one.span: one for one in reversed(list(mentions))}
    return tuple(found[span] for span in sorted(found))
