"""What a thing is called: the name of a product, a drug, a plan, a house, or a word of a trade; nobody's wording.

What somebody calls a thing once is their wording ("he called the deal “a joke”"). What people call it always, what it
is sold as, and what a laboratory terms it is its name.
"""

import re

from wholefile.reading.spans import Span

_S = r"[^\S\n]{1,2}"
_PEOPLE = (
    r"everyone|everybody|people|locals|residents|neighbou?rs|users|dealers|chemists|analysts|scientists|experts|police|officers|"
    r"deputies|detectives|inmates|prisoners|guards|employees|workers|staff|insiders|some|many|most|they|we|it|bankers|brokers|"
    r"traders|farmers|ranchers|fishermen|sailors|truckers|technicians|examiners|toxicologists|pathologists|students|"
    r"teachers|families|children|kids|customers|buyers|sellers|members|the[^\S\n](?:company|firm|maker|manufacturer|gang|crew|"
    r"family|club|team|town|neighbou?rhood|department|agency|industry|trade|crime[^\S\n]lab|lab|laboratory)"
)
_LEARNED = (
    r"(?:the[^\S\n])?(?:(?:state|crime|county|police|forensic|regional|private)[^\S\n]){0,3}(?:lab|labs|laboratory|laboratories|industry|"
    r"trade)|(?:the[^\S\n])?(?:chemists?|analysts?|scientists|technicians|examiners?|toxicologists?|pathologists?|geneticists?|"
    r"criminalists?|dealers|users)"
)
_THING = (
    rf"(?:{_S}(?:the|this|that|these|those|its|their|his|her|our){_S}[\w'’-]{{2,20}}"
    rf"(?:{_S}[\w'’-]{{2,20}}){{0,2}})?"
)
_OFTEN = (
    rf"(?:{_S}(?:here|there|all|often|sometimes|usually|just|simply|only|now|still|in{_S}town|"
    rf"in{_S}the{_S}\w{{2,12}})){{0,2}}"
)
# A name, with a capital, that people give a thing.
_CALLED = re.compile(
    rf"(?i)\b(?:{_PEOPLE}){_OFTEN}{_S}(?:calls?|nicknamed?s?|dubbed|dubs?|terms?|labels?|refers?{_S}to){_THING}(?:{_S}as)?(?:{_S}(?:the|an?))?[^\S\n]$|"
    rf"\b(?:an?|the|its|their|his|her|this|that){_S}(?:[\w'’-]{{2,20}}{_S}){{1,3}}(?:called|named|nicknamed|dubbed|christened|"
    rf"known{_S}as){_S}(?:(?:the|an?){_S})?$"
)
# A word of a trade, and what a thing is sold as; no capital is needed.
_TRADE = re.compile(
    rf"(?i)\b(?:which|that|what|an?{_S}[\w'’-]{{2,20}}){_S}(?:{_LEARNED}){_OFTEN}{_S}(?:calls?|terms?|termed|labels?|refers?{_S}to{_S}as|"
    rf"designates?|designated)(?:{_S}as)?(?:{_S}(?:the|an?))?[^\S\n]$|"
    rf"\b(?:{_LEARNED}|chemist|analyst){_S}(?:calls?|terms?){_THING}(?:{_S}(?:the|an?))?[^\S\n]$|"
    rf"\b(?:lab(?:oratory)?|labs|analysts?|chemists?)\b[^.;:”\"]{{1,50}}?\b(?:it|they|she|he)?{_S}?(?:calls|terms|designates){_S}(?:(?:the|an?){_S})?$|"
    rf"\b(?:known|sold|marketed|branded|advertised|traded|peddled|referred{_S}to)(?:{_S}[\w'’-]{{2,20}}){{0,5}}?{_S}(?:as|under{_S}the{_S}name|"
    rf"by{_S}the{_S}name)(?:{_S}of)?(?:{_S}(?:the|an?))?[^\S\n]$|"
    rf"\b(?:brand|trade|street|code|working|project|screen|user|file|common|product|model)[^\S\n-]?-?names?(?:{_S}(?:of|is|was|are))?,?"
    r"[^\S\n]$|\b(?:trademarked?|handle|username|hashtag)[^\S\n]$"
)
_ARTICLE = re.compile(r"(?i)(?:an?|too|very|so|not|no|my|our|your|I|we|you|he|she|they|it)\b")
# How a document defines two short names at once: (“Harlan” or “the Company”).
_OF_TWO = re.compile(
    r"(?i)\((?:(?:the|collectively|hereinafter|hereafter|each|together),?\s){0,3}(?:[\"“][^\"“”()\n]{1,40}[\"”],?\s(?:or|and)\s(?:the\s)?){0,2}$"
)
_REST = re.compile(
    r"(?:,?\s(?:or|and|and/or)\s(?:the\s)?(?:simply\s)?[\"“][^\"“”()\n]{1,40}[\"”]){0,2}\)", re.IGNORECASE
)


def is_called(text: str, outer: Span, before: str) -> bool:
    """Whether a few words in marks are what a thing is called. `before` is what stands before the mark."""
    inner = text[outer.start + 1 : outer.end - 1].rstrip(",.")
    if not inner or inner[-1] in "!?" or _ARTICLE.match(inner):
        return False
    if _OF_TWO.search(before) and _REST.match(text, outer.end, min(len(text), outer.end + 120)):
        return True
    named = inner[0].isupper() or inner[0].isdigit() or inner.startswith("the ")
    return (named and _CALLED.search(before) is not None) or _TRADE.search(before) is not None
