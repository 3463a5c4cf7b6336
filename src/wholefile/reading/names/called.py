"""The words by which documents say that somebody is called something: "known as", "a/k/a", "calls him", "street name".

What stands in marks beside them is what a person or thing is called, and nobody's wording.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wholefile.reading.spans import Span

_G = (
    r"(?:[^\S\n]|\n[^\S\n]{0,12}(?:\d{1,2}[^\S\n]{1,12})?)"  # between two words, over a numbered line as well
)
_NAME_NOUN = (
    r"(?:(?:street|gang|road|prison|jail|rap|stage|pet|nick|screen|user|code|tag|stripper|rapper|club|biker|radio|ring|pen|"
    r"childhood|family|common|assumed|false|other|middle|first|last|former|maiden|married)[^\S\n-]?-?name|nickname|moniker|"
    r"monicker|sobriquet|handle|alias|call[^\S\n]sign|username|tag)"
)
_PEOPLE = (
    r"(?:m[ae]n|wom[ae]n|males?|females?|guys?|persons?|people|somebody|someone|individuals?|subjects?|suspects?|dealers?|boys?|girls?|"
    r"kids?|dudes?|fellows?|friends?|cousins?|brothers?|sisters?|neighbou?rs?|drivers?|passengers?|members?|sources?|"
    r"informants?|roommates?|boyfriends?|girlfriends?|co-?workers?|cellmates?|inmates?|shooters?|buyers?|sellers?|uncles?|aunts?)"
)
_HIM = r"(?:him|her|them|me|us|himself|herself|themselves|myself)"
_ADVERB = (
    r"(?:also|better|commonly|otherwise|then|formerly|now|sometimes|widely|locally|simply|only|just|jokingly|"
    r"affectionately)"
)
_WHERE = (
    rf"(?:{_G}(?:to|in|on|among|around|at|by|throughout){_G}(?:(?:the|his|her|their|my|our|some|many|law|his|its){_G})?[\w'’-]{{2,20}}"
    rf"(?:{_G}(?:and{_G}|of{_G}|the{_G}){{0,2}}[\w'’-]{{2,20}})?){{0,2}}"
)
_KNOWN = (
    rf"(?:known|knows?|knew|knowing)(?:{_G}(?:{_HIM}|{_ADVERB})){{0,2}}{_WHERE}(?:{_G}{_ADVERB})?{_G}(?:as|by)"
    rf"(?:{_G}(?:the|his|her|their)(?:{_G}{_NAME_NOUN}|{_G}name))?(?:{_G}of)?"
)
# Other names of the same person; what follows need not stand in marks.
OTHER_NAME = (
    rf"(?:(?:{_ADVERB}{_G}){{0,2}}known{_G}as|\b[afn][./]?k[./]?a\b\.?|\balias(?:es)?|\bn[ée]e|"
    r"\bformerly(?=[^\S\n]{1,2}[A-Z]))"
)
_NAMED = (
    rf"{_KNOWN}|\b[afn][./]?k[./]?a\b\.?|\balias(?:es)?|\bn[ée]e|nick-?named|dubbed|christened|"
    rf"(?:goes|went|going|gone|go){_G}by(?:{_G}(?:just|only|the|his|her))?(?:{_G}(?:{_NAME_NOUN}|name|initials))?(?:{_G}of)?|"
    rf"{_NAME_NOUN}(?:{_G}(?:is|was|of|being|as))?|\b(?:by|under|using|uses|used){_G}(?:the{_G})?name(?:{_G}of)?|"
    rf"\b(?:(?:his|her|their|my)(?:{_G}(?:real|true|legal|own))?|the{_G}(?:real|true|legal)){_G}name(?:{_G}(?:is|was))?|"
    rf"(?:answers?|answered|answering|responds?|responded){_G}to(?:{_G}the{_G}name)?|"
    rf"(?:introduced|identifie[sd]|identifying|introducing){_G}{_HIM}{_G}(?:only{_G})?as|"
    rf"identified{_G}only{_G}as|"
    rf"(?:refer(?:s|red|ring)?){_G}to(?:{_G}{_HIM})?(?:{_G}(?:in|throughout|within|by){_G}(?:(?:this|that|the|its){_G})?"
    rf"[\w'’-]{{2,20}})?{_G}(?:only{_G}|simply{_G}|just{_G})?as|"
    rf"(?:saved|stored|listed|entered|programmed){_G}(?:{_HIM}{_G})?(?:in{_G}(?:the|his|her){_G}\w+(?:{_G}\w+)?{_G})?(?:as|under)|"
    rf"\bcontact(?:{_G}(?:named|called|name))?"
)
# These may shout a word at somebody as well, so only what is written like a name is one.
_CALLED = (
    rf"(?:call(?:s|ed|ing)?|name[sd]?){_G}{_HIM}|"
    rf"(?:whom?|that|which)(?:{_G}[\w'’-]{{1,20}}){{1,7}}?{_G}calls?|"
    rf"(?:whom?|that)(?:{_G}[\w'’-]{{1,20}}){{1,7}}?{_G}called|"
    rf"{_PEOPLE}{_G}(?:(?:the|his|her|their|our|my|some|many|all|most|both){_G})?[\w'’-]{{2,20}}(?:{_G}(?:all|here|there|both|only|just|"
    rf"sometimes|usually|simply)){{0,2}}{_G}(?:calls?|called|knows?{_G}as|knew{_G}as)|"
    rf"(?:whom?|that|which){_G}(?:the|this|that){_G}[\w'’-]{{1,20}}{_G}(?:calls?|identifies|names?)|"
    rf"(?:{_PEOPLE}|\b(?:is|was|were|are|be|been|being|gets?|got)|[,(]){_G}?(?:{_ADVERB}{_G})?(?:called|named)"
)
_BEFORE = re.compile(
    rf"(?i)(?<![\w'’-])(?:{_ADVERB}{_G}){{0,2}}(?:(?P<named>{_NAMED})|(?P<called>{_CALLED}))[^\S\n]{{0,2}}[,:=]?(?:{_G}(?:just|simply|only|the))?(?:{_G}){{0,2}}$"
)
# What shows that a person is called so, and no boat or programme.
_OF_PEOPLE = re.compile(
    rf"(?i)\b(?:{_HIM}|{_PEOPLE}|whom?|he|she|they|I|you|goes|went|going|street[^\S\n]?name|nick-?name[d]?|moniker|a[./]?k[./]?a|alias|"
    r"f[./]?k[./]?a|n[./]?k[./]?a|n[ée]e|introduced|maiden|answer(?:s|ed)|contact)\b"
)
_AFTER = re.compile(
    rf"(?i)[,.]?{_G}(?:to{_G}(?:his|her|their|the|my|our|some|his|all){_G}\w+|for{_G}short\b|"
    rf"as{_G}(?:he|she|they|\w+){_G}(?:is|was|are|were|has{_G}been){_G}(?:{_ADVERB}{_G})?(?:known|called|nicknamed)|"
    rf"as{_G}(?:everybody|everyone|they|people|friends|neighbou?rs){_G}(?:all{_G})?calls?{_G}{_HIM}|"
    rf"(?:is|was){_G}(?:his|her|my|their|the|a|your|\w+['’]s){_G}(?:\w+{_G})?{_NAME_NOUN}|"
    rf"(?:whose|\(?(?:his|her)?){_G}?(?:real|true|legal|given|full){_G}name|"
    rf"(?:ha(?:ve|s|d)|got|go(?:es)?{_G}by|uses?){_G}(?:an?|another|any|some|no){_G}(?:other{_G})?"
    rf"(?:(?:real|true|last|first|full|legal|given|middle|proper|actual|birth|government|different){_G})?(?:sur)?name(?=[?.,;:!)—–]|{_G}(?:too|also|here|then|and|but|or|on|in|to)\b|$)|"
    rf"(?:(?:was|is|has{_G}been){_G})?(?:later|positively|subsequently|then){_G}identified{_G}as|"
    rf"(?:was|is|has{_G}been){_G}identified{_G}as|[,(]?{_G}?identified{_G}(?:later{_G})?(?:as|by{_G}\w+{_G}as)|turned{_G}out{_G}to{_G}be|"
    rf"\(?(?:a[./]?k[./]?a|n[./]?k[./]?a)\b)"
)
# Without one of these nobody is called anything: most words in marks have none of them near.
_HINT = re.compile(
    r"(?i)know|knew|k[./]?a\b|alias|call|nam|nick|go(?:es|ing|ne|\b)|went|handle|monic?ker|sobriquet|tag|dubbed|christened|answer|respon|"
    r"introduc|identif|refer|saved|stored|listed|entered|programmed|contact|n[ée]e\b|recogni|who|wh(?:at|ich)|sign"
)
_HINT_AFTER = re.compile(
    r"(?i)[,.]?[^\S\n]?\n?[^\S\n\d]{0,4}(?:to\b|for\b|as\b|is\b|was\b|whose|\(|real|true|his|her|have|has|got|had|later|positively|"
    r"subsequently|then|identif|turned|[an][./]?k|\?|['’]s)"
)
_IDENTIFIED = re.compile(rf"(?i)\b(?:identif(?:y|ies|ied)|recogni[sz]ed?|knew|knows?){_G}$")
_AS = re.compile(rf"(?i)[,.]?{_G}(?:as|to{_G}be){_G}(?-i:[A-Z])")
# A question who somebody is.
_WHO_IS = re.compile(rf"(?i)\b(?:who(?:['’]s|{_G}is|{_G}was)|wh(?:at|ich){_G}is){_G}(?:this{_G}|that{_G})?$")
_ASKED = re.compile(r"(?i)[,.]?[^\S\n]?\?|[^\S\n](?:['’]s[^\S\n])?(?:real|true|full|last)[^\S\n]name")
# What is shouted at people and called them, and no name.
_INSULTS = frozenset(
    "liar thief killer murderer rapist coward idiot crook bitch snitch racist traitor cheat fraud criminal monster "
    "fool moron pervert predator terrorist hero victim stop no yes hey help you".split()
)
_WORDED = re.compile(
    r"(?i)\bwhat[^\S\n](?:[\w'’.-]+[^\S\n]){1,4}calls?(?:ed)?[^\S\n]?$|"
    # What a paper writes is its wording, a name too.
    r"\b(?:card|form|records?|reports?|logs?|licen[cs]e|lease|notice|caption|list|roster|letter|e-?mail|article|story|indictment|"
    r"complaint|warrant|affidavit|petition|order|judgment|citation|ticket|certificate|passport|invoice|receipt|file|docket|memo|"
    r"memorandum|contract|deed|will|paper|chart|sheet|label|sign|headline)[^\S\n](?:[\w'’-]{1,14}[^\S\n]){0,2}?"
    r"(?:calls?|called|names?|named|lists?|listed|identifies|identified|refers?|referred|gives?|gave|has|spells?|spelled)\b[^.;]{0,40}$"
)
# Whoever a paper gives another name is called so in it: "whom the indictment calls “Wren”".
_WHOM = re.compile(r"(?i)\bwhom[^\S\n][^.;]{1,40}$")
_SMALL = frozenset("the of and el la los las de del da di van von da 'n n lil".split())
# How far back the words of calling are looked for.
BACK, AHEAD = 110, 70
_NO_NAME = frozenset("none n/a na unknown unk nka denied denies no yes refused same".split())


@dataclass(frozen=True, slots=True)
class Calling:
    """The words that say that something in marks is what somebody is called: from where, and whether of a person."""

    start: int
    person: bool
    behind: bool = False  # the words stand behind the name in marks


def calling(text: str, outer: Span, inner: Span) -> Calling | None:
    """The words of calling beside a stretch in marks, or None where nothing says that anybody is called so."""
    nick = inner.of(text).rstrip(",.;")
    first = max(0, outer.start - BACK)
    before = text[first : outer.start]
    stop = max(before.rfind(". "), before.rfind("? "), before.rfind("! "), before.rfind("\n\n"))
    begin = first + stop + 1 if stop >= 0 else first
    before = text[begin : outer.start]
    led = _HINT.search(before) is not None
    if not led and _HINT_AFTER.match(text, outer.end, min(len(text), outer.end + AHEAD)) is None:
        return None
    match = _BEFORE.search(before) if led else None
    wording = _WORDED.search(before) is not None and _WHOM.search(before) is None
    if match is not None and not wording and _may_be(nick, match):
        return Calling(begin + match.start(), _OF_PEOPLE.search(before) is not None)
    after = _AFTER.match(text, outer.end, min(len(text), outer.end + AHEAD))
    if after is not None and written_like_one(nick) and nick.casefold() not in _INSULTS:
        return Calling(outer.start, person=True, behind=True)
    if not written_like_one(nick):
        return None
    identified = _IDENTIFIED.search(before) and _AS.match(text, outer.end, min(len(text), outer.end + AHEAD))
    asked = _WHO_IS.search(before) and _ASKED.match(text, outer.end, min(len(text), outer.end + AHEAD))
    return Calling(outer.start, person=True, behind=True) if identified or asked else None


def _may_be(nick: str, match: re.Match[str]) -> bool:
    if nick.casefold() in _NO_NAME:
        return False
    if match["called"] is None:
        small = " ".join(match.group().casefold().split())
        return written_like_one(nick) or small.startswith(
            ("goes", "went", "going", "street", "nick", "moniker", "a/k", "aka", "screen", "user", "handle")
        )
    past = re.search(r"(?i)\b(?:called|named)\b", match.group()) is not None
    return written_like_one(nick) and not (past and nick.casefold() in _INSULTS)


def written_like_one(nick: str) -> bool:
    """Whether words are written like a name: all with a capital or a figure but for articles and the like."""
    words = nick.split()
    return (
        bool(words)
        and any(one[0].isupper() for one in words)
        and all(
            one.strip("'’-.")[:1].isupper() or one[0].isdigit() or one.casefold() in _SMALL for one in words
        )
    )


# A field of a form for the names by which somebody goes.
_FIELD = re.compile(
    r"(?im)(?:^[^\S\n]{0,40}|(?<=[^\S\n]{2})|[;|][^\S\n]{0,8})(?P<label>a\.?/?k\.?/?a\.?|alias(?:\(es\)|es)?|nick-?names?(?:\(s\))?|monikers?(?:\(s\))?|"
    r"street[^\S\n]?names?|gang[^\S\n](?:name|moniker)s?|also[^\S\n]known[^\S\n]as|other[^\S\n]names?(?:[^\S\n](?:used|known))?|"
    r"maiden[^\S\n]name|former[^\S\n]names?)(?:/(?:alias(?:es)?|monikers?|nicknames?|aka))?[^\S\n]{0,2}[:=][^\S\n]{0,40}"
    r"(?P<list>[^\n]{1,100}?)(?=[^\S\n]{3,}|\||$)"
)
_ENTRY = re.compile(r"[^,;/|]+")


def fields_of_names(text: str) -> Iterator[tuple[Span, Span]]:
    """The entries of such fields, each with its marks and without: of `AKA: "Slim", Tom Mora` both."""
    for field in _FIELD.finditer(text):
        start = field.start("list")
        for entry in _ENTRY.finditer(field["list"]):
            if not any(map(str.isalnum, entry.group())):
                continue
            outer = _stripped(text, start + entry.start(), start + entry.end(), " \t.")
            inner = _stripped(text, outer.start, outer.end, "\"“”'‘’ \t,.")
            words = inner.of(text)
            if (
                words
                and written_like_one(words)
                and words.casefold() not in _NO_NAME
                and len(words.split()) <= _MOST
            ):
                yield outer, inner


_MOST = 4


def _stripped(text: str, start: int, end: int, signs: str) -> Span:
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return Span(start, end)
